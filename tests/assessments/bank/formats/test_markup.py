import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.bank.formats.markup import (
    CUT,
    FORMULA,
    LINK,
    LONGEST,
    MEDIA,
    STRUCK,
    TABLE,
    Image,
    html_of,
    plain_text,
)

WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")) | st.sampled_from(" \n<>&;#")
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Bayi <b>6</b> bulan", "Bayi 6 bulan"),
        ("<p>Satu</p>\n<p>Dua</p>", "Satu\nDua"),
        ("Satu<br>Dua<br /><br>Tiga<br>", "Satu\nDua\n\nTiga"),
        ("<p>Satu</p><p>&nbsp;</p><p>Dua</p>", "Satu\n\nDua"),
        ("<p>\n  baris\n  sama\n</p>", "baris sama"),
        ("<ul><li>Satu</li><li><p>Dua</p></li></ul>", "- Satu\n- Dua"),
        ("<ol start='3'><li>Satu<ul><li>a</li></ul></li><li>Dua</li></ol>", "3. Satu\n- a\n4. Dua"),
        ("H<sub>2</sub>O, 10<sup>6</sup>, m<sup>2</sup>, 1<sup>st</sup>", "H2O, 10^6, m², 1st"),
        ("3 < 4 &amp; 5 &gt; 2 &eacute;&#233;&#xe9; <3", "3 < 4 & 5 > 2 ééé <3"),
        ("a<!-- <p>b</p> -->c<script>x<1</script>d<style>e</style>", "acd"),
        ("<P CLASS=x>Besar</P><o:p></o:p>", "Besar"),
        ('<span title="a > b">isi</span>', "isi"),
        ("&#999999999999999;" + "&#" + "9" * 5_000 + ";", "��"),
    ],
)
def test_what_formatting_says_becomes_text(html: str, text: str) -> None:
    plain = plain_text(html)

    assert (plain.text, plain.lost) == (text, [])


@pytest.mark.parametrize(
    ("html", "text", "lost"),
    [
        (
            "<table><tr><th>Umur<th>BB</tr><tr><td>1</td><td>4,5</td></tr></table>",
            "Umur | BB\n1 | 4,5",
            TABLE,
        ),
        ('<a href="https://x.id/a">baca</a>', "baca (https://x.id/a)", LINK),
        ('<a href="https://x.id">https://x.id</a>', "https://x.id", LINK),
        (r"Hitung \(\frac{1}{2}\)", r"Hitung \(\frac{1}{2}\)", FORMULA),
        ('<img class="texrender" alt="x^2" src="x.png">', "x^2", FORMULA),
        ("lihat <audio controls><source src='a.mp3'>tak bisa</audio>", "lihat", MEDIA),
        ("ini <del>salah</del> benar", "ini salah benar", STRUCK),
    ],
)
def test_what_is_lost_is_named(html: str, text: str, lost: str) -> None:
    plain = plain_text(html)

    assert (plain.text, plain.lost) == (text, [lost])


def test_pictures_are_returned_in_order() -> None:
    plain = plain_text(
        '<p><img alt="Timbangan &quot;dacin&quot;" src="@@PLUGINFILE@@/d%20a.png">Baca<img src=b.png></p>'
    )

    assert plain.text == "Baca"
    assert plain.images == [Image("@@PLUGINFILE@@/d%20a.png", 'Timbangan "dacin"'), Image("b.png", "")]


@given(WORDS)
def test_plain_text_comes_back_from_html(text: str) -> None:
    text = "\n".join(line if line.strip() else "" for line in text.split("\n")).strip()

    assert plain_text(html_of(text)).text == text


@given(st.text(st.sampled_from("<>/!-ab =\"'&#;lipsut$\\()\n")) | st.text())
def test_nothing_that_is_sent_raises(html: str) -> None:
    plain_text(html)


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<a",
        '<a "',
        "<a \"'>",
        "<a b=",
        "&",
        "<ul><li>",
        "<td>x",
        "<a href=x>y</a>",
        "$$a",
        "\\(x",
        "</",
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    began = time.process_time()
    plain_text(piece * (LONGEST // len(piece)))

    assert time.process_time() - began < 3


def test_a_text_without_end_is_cut() -> None:
    plain = plain_text("a" * (LONGEST + 1))

    assert len(plain.text) == LONGEST
    assert plain.lost == [CUT]
