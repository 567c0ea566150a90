"""PDFs from HTML, with our own fonts and nothing else: no address and no file is ever fetched."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from app.config import ROOT

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

Picture = tuple[bytes, str]  # its content and its MIME type
FONTS = ROOT / "app/data/fonts"
FACES = """
@font-face{font-family:Noto;font-weight:400;src:url(jenjang:NotoSans-Regular.woff2)}
@font-face{font-family:Noto;font-weight:700;src:url(jenjang:NotoSans-Bold.woff2)}
body{font-family:Noto;margin:0}
"""
OURS = {f"jenjang:{file.name}": file for file in FONTS.glob("*.woff2")}


def render_pdf(html: str, pictures: Mapping[str, Picture] | None = None) -> bytes:
    """Return the PDF (made as PDF/UA-1) of a whole page of HTML, set in Noto Sans, regular and bold.

    The same HTML gives the same bytes on every machine when its head has `<meta name="dcterms.created" content=…>`.
    Pictures are inline SVG, or given in `pictures` by the address under which the page names them (content, MIME type).
    Raises ValueError when the page asks for anything else. Takes 20 ms and more: hold no transaction meanwhile.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    fonts = FontConfiguration()
    fetch = partial(_fetch_ours, pictures or {})
    faces = CSS(string=FACES, font_config=fonts, url_fetcher=fetch)
    page = HTML(string=html, url_fetcher=fetch)
    try:
        pdf: bytes = page.write_pdf(stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # not an Exception: it would pass by every error page
        raise ValueError(str(error)) from error
    return pdf


def _fetch_ours(pictures: Mapping[str, Picture], url: str) -> "URLFetcherResponse":
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

    if url in pictures:
        content, mimetype = pictures[url]
        return URLFetcherResponse(url, content, {"Content-Type": mimetype})
    if url not in OURS:
        raise FatalURLFetchingError(f"a PDF fetches nothing: {url[:80]}")
    return URLFetcherResponse(url, OURS[url].read_bytes(), {"Content-Type": "font/woff2"})
