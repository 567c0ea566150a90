"""Markdown becomes the page of a lesson: boxes, pictures and tables, and nothing from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.curriculum.rendering import Shown, problems_of, prose_of, render_lesson

PICTURES = {"img/kms.svg": Shown("/media/abc.svg", 320, 200)}


def test_an_answer_unfolds_without_a_script() -> None:
    html = render_lesson("::: jawaban\n**400** gram.\n:::\n", {})

    assert html == (
        "<details><summary>Lihat jawaban</summary>\n<p><strong>400</strong> gram.</p>\n</details>\n"
    )


def test_boxes_say_what_they_are() -> None:
    html = render_lesson("::: ingat\nSatu.\n:::\n\n::: ragu\nDua.\n:::\n", {})

    assert '<div class="note ok">\n<p><strong>Ingat</strong></p>\n<p>Satu.</p>' in html
    assert '<div class="note">\n<p>Dua.</p>' in html


def test_a_picture_has_its_size_and_words() -> None:
    html = render_lesson("![Garis <naik>](img/kms.svg)", PICTURES)

    assert html == (
        '<p><img src="/media/abc.svg" width="320" height="200" alt="Garis &lt;naik&gt;" loading="lazy"></p>\n'
    )


def test_who_reads_webp_is_offered_the_lighter_file() -> None:
    html = render_lesson(
        "![Timbangan](abc.jpg)", {"abc.jpg": Shown("/media/abc.jpg", 64, 48, "/media/def.webp")}
    )

    assert html == (
        '<p><picture><source type="image/webp" srcset="/media/def.webp">'
        '<img src="/media/abc.jpg" width="64" height="48" alt="Timbangan" loading="lazy"></picture></p>\n'
    )


def test_a_picture_from_elsewhere_is_left_out() -> None:
    assert "<img" not in render_lesson("![Kucing](https://contoh.id/kucing.png)", PICTURES)


def test_html_is_shown_as_text() -> None:
    html = render_lesson("<script>alert(1)</script>\n\nLalu <b onclick=x>tebal</b>.", {})

    assert "<script" not in html
    assert "<b " not in html


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_text_makes_a_tag_of_its_own(body: str) -> None:
    html = render_lesson(body, PICTURES)

    assert "<script" not in html.lower()
    assert "<iframe" not in html.lower()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[buku](https://contoh.id)", "tautan ke luar: https://contoh.id"),
        ("<https://contoh.id>", "tautan ke luar: https://contoh.id"),
        ("![Kucing](https://contoh.id/kucing.png)", "tidak ada di folder img"),
        ("![Kucing](img/kucing.svg)", "gambar img/kucing.svg tidak ada"),
        ("![](img/kms.svg)", "belum punya keterangan"),
        ("# Judul", "mulai dari ##"),
        ("::: awas\nDi sini.\n:::", "kotak ::: awas tidak dikenal"),
        ("::: ingat\nDi sini.", "tidak ditutup"),
    ],
)
def test_what_a_lesson_may_not_hold(body: str, said: str) -> None:
    assert any(said in problem for problem in problems_of(body, PICTURES))


def test_a_sound_lesson_has_no_problems() -> None:
    assert problems_of("## Judul\n\n::: ingat\nSatu.\n:::\n\n![Garis](img/kms.svg)\n", PICTURES) == []


def test_sentences_are_counted_without_tables() -> None:
    body = 'Satu dua. "Tiga empat!" Lima 5,5 kg.\n\n| a | b |\n|---|---|\n| c | d |\n\n- Enam **tujuh**\n'

    assert prose_of(body) == ["Satu dua.", '"Tiga empat!', "Lima 5,5 kg.", "Enam tujuh"]


def test_a_table_moves_by_itself_on_a_narrow_phone() -> None:
    html = render_lesson("| a | b |\n|---|---|\n| 1 | 2 |\n", {})

    assert html.startswith('<div class="scroll"><table>\n<thead>')
    assert html.endswith("</tbody>\n</table></div>\n")


def test_a_line_never_ends_with_the_sign_of_a_sum() -> None:
    html = render_lesson("Jadi 3 × 125 = 375 ml. Umur 6–8 bulan: dua kali.", {})

    assert "3 ×\u00a0125 =\u00a0375 ml" in html
    assert "bulan: dua" in html
