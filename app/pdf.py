"""PDFs from HTML, with our own fonts and nothing else: no address and no file is ever fetched."""

from typing import TYPE_CHECKING

from app.config import ROOT

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

FONTS = ROOT / "app/data/fonts"
FACES = """
@font-face{font-family:Noto;font-weight:400;src:url(jenjang:NotoSans-Regular.woff2)}
@font-face{font-family:Noto;font-weight:700;src:url(jenjang:NotoSans-Bold.woff2)}
body{font-family:Noto;margin:0}
"""
OURS = {f"jenjang:{file.name}": file for file in FONTS.glob("*.woff2")}


def render_pdf(html: str) -> bytes:
    """Return the PDF (made as PDF/UA-1) of a whole page of HTML, set in Noto Sans, regular and bold.

    The same HTML gives the same bytes on every machine when its head has `<meta name="dcterms.created" content=…>`.
    Pictures are inline SVG. Raises ValueError when the page asks for anything outside itself. Takes 20 ms and
    more: hold no transaction meanwhile.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    fonts = FontConfiguration()
    faces = CSS(string=FACES, font_config=fonts, url_fetcher=_fetch_ours)
    page = HTML(string=html, url_fetcher=_fetch_ours)
    try:
        pdf: bytes = page.write_pdf(stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # not an Exception: it would pass by every error page
        raise ValueError(str(error)) from error
    return pdf


def _fetch_ours(url: str) -> "URLFetcherResponse":
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse

    if url not in OURS:
        raise FatalURLFetchingError(f"a PDF fetches nothing: {url[:80]}")
    return URLFetcherResponse(url, OURS[url].read_bytes(), {"Content-Type": "font/woff2"})
