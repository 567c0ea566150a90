"""What a Moodle question has whatever its type: names, settings, texts, pictures."""

import pytest

from assessments.bank.formats import markup
from assessments.bank.formats import moodle_xml_read as reading
from assessments.bank.formats import moodle_xml_texts as texts
from assessments.bank.formats.base import Item, Problem
from assessments.bank.formats.moodle_xml import FORMAT
from tests.assessments.bank.formats import moodle_samples as samples
from tests.assessments.bank.formats.moodle_samples import DOT, FILE, SINGLE, answer, question, quiz

IMG = '<img src="@@PLUGINFILE@@/{0}" alt="{1}" width="30">'


def only(sample: str) -> Item:
    (item,) = FORMAT.read(quiz(sample)).items
    return item


def noted(sample: str) -> list[str]:
    return [note.message for note in only(sample).notes]


def category(path: str, more: str = "") -> str:
    return f'<question type="category"><category><text>{path}</text></category>{more}</question>'


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("$course$/top/Gizi/ASI eksklusif", "Gizi/ASI eksklusif"),
        ("$course$/Gizi", "Gizi"),
        ("$system$/top/A // B", "A // B"),
        ("$cat1$/top/Gizi", "Gizi"),
        ("Gizi", "Gizi"),
        ("$course$/top", ""),
    ],
)
def test_a_category_holds_for_the_questions_behind_it(path: str, kept: str) -> None:
    parsed = FORMAT.read(quiz(SINGLE, category(path), SINGLE))

    assert [item.category for item in parsed.items] == ["", kept]
    assert parsed.problems == []


def test_words_about_a_category_are_named() -> None:
    about = '<info format="html"><text>Soal dari dinas</text></info><idnumber>gizi</idnumber>'

    assert FORMAT.read(quiz(category("Gizi", about), SINGLE)).problems == [Problem(3, reading.ABOUT_CATEGORY)]


def test_its_own_id_tags_and_difficulty() -> None:
    tags = "".join(f"<tag><text>{word}</text></tag>" for word in ["asi", "difficulty:2", "asi", "bayi  baru"])
    item = only(SINGLE.replace("<idnumber></idnumber>", f"<idnumber>asi-1</idnumber><tags>{tags}</tags>"))

    assert (item.slug, item.tags, item.difficulty, item.notes) == ("asi-1", ["asi", "bayi baru"], 2, [])


def test_general_feedback_is_the_explanation() -> None:
    sample = SINGLE.replace(
        '<generalfeedback format="html"><text></text>', '<generalfeedback format="html"><text>Karena.</text>'
    )

    assert only(sample).body["explanation"] == "Karena."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<hidden>0", "<hidden>1", reading.HIDDEN),
        ("<defaultgrade>1.0", "<defaultgrade>2.0", reading.GRADE),
        ("<hidden>", '<hint format="html"><text>Ingat.</text><clearwrong/></hint><hidden>', reading.HINT),
        ("<hidden>", "<plugin><x>1</x></plugin><hidden>", reading.UNKNOWN),
        ("<text>Soal ASI", "<text>" + "a" * 130, reading.TITLE_CUT),
        ("<hidden>", f"<tags><tag><text>{'a' * 50}</text></tag></tags><hidden>", reading.TAG_CUT),
        ("<p>Apa itu ASI?</p>", "<table><tr><td>1</td></tr></table>", markup.TABLE),
        ('<questiontext format="html">', '<questiontext format="wiki_like">', texts.WIKI),
    ],
)
def test_what_is_not_kept_is_noted(old: str, new: str, message: str) -> None:
    assert noted(SINGLE.replace(old, new)) == [message]


@pytest.mark.parametrize("grade", ["0.0000000", "1", ""])
def test_a_usual_grade_is_nothing_to_say(grade: str) -> None:
    assert noted(SINGLE.replace("<defaultgrade>1.0000000", f"<defaultgrade>{grade}")) == []


def test_settings_of_display_are_named_once_a_file() -> None:
    shown = SINGLE.replace("<shuffleanswers>", "<shownumcorrect/><shuffleanswers>").replace(">abc<", ">iii<")

    (problem,) = FORMAT.read(quiz(shown, shown)).problems

    assert (problem.line, problem.message) == (8, reading.DISPLAYED)
    assert problem.values == {"names": "answernumbering, shownumcorrect"}


@pytest.mark.parametrize(
    ("form", "written", "read"),
    [
        ("moodle_auto_format", "Satu\nDua <b>tiga</b>", "Satu\nDua tiga"),
        ("plain_text", "a < b &amp; <p>", "a < b &amp; <p>"),
        ("markdown", "**Tebal** saja", "Tebal saja"),
        ("html", "a &lt; b<br>c", "a < b\nc"),
    ],
)
def test_texts_in_every_format(form: str, written: str, read: str) -> None:
    sample = question("description", stem=written).replace(
        '<questiontext format="html">', f'<questiontext format="{form}">'
    )

    assert only(sample).body == {"stem": read}


def test_pictures_of_the_stem_and_of_options() -> None:
    stem = f"<p>Apa ini? {IMG.format('kms%201.png', 'Grafik')}</p>"
    option = f'<answer fraction="100" format="html"><text><![CDATA[{IMG.format("b.png", "Dacin")}]]></text>'
    item = only(
        question(
            "multichoice",
            option + FILE.format("b.png") + "</answer>" + answer("0", "x"),
            stem,
            FILE.format("kms 1.png"),
        )
    )

    assert item.body["pictures"] == [{"file": "kms_1.png", "alt": "Grafik"}]
    assert item.body["options"][0]["picture"] == {"file": "b.png", "alt": "Dacin"}
    assert item.pictures == {"kms_1.png": DOT, "b.png": DOT}
    assert item.notes == []


def test_two_pictures_of_one_name_stay_two() -> None:
    other = FILE.format("a.png").replace("iVBOR", "iVBOS")
    option = f'<answer fraction="100" format="html"><text><![CDATA[{IMG.format("a.png", "Dua")}]]></text>{other}</answer>'
    item = only(question("multichoice", option, IMG.format("a.png", "Satu"), FILE.format("a.png")))

    assert item.body["pictures"][0]["file"] == "a.png"
    assert item.body["options"][0]["picture"]["file"] == "2-a.png"
    assert len(set(item.pictures.values())) == 2


def test_a_picture_written_into_the_text_and_one_of_an_old_moodle() -> None:
    encoded = FILE.partition(">")[2].partition("<")[0]
    written_in = question(
        "description", stem=f'Lihat <img src="data:image/png;base64,{encoded}" alt="Titik">'
    )
    old = question("description", f"<image>gbr/a.png</image><image_base64>{encoded}</image_base64>")

    assert (only(written_in).pictures, only(written_in).notes) == ({"gambar.png": DOT}, [])
    assert only(old).pictures == {"gbr_a.png": DOT}
    assert only(old).body["pictures"] == [{"file": "gbr_a.png", "alt": ""}]


@pytest.mark.parametrize(
    ("stem", "files", "message"),
    [
        (IMG.format("a.png", ""), FILE.format("a.png"), texts.NO_ALT),
        (IMG.format("a.png", "x"), "", texts.NO_FILE),
        (IMG.format("a.png", "x"), FILE.format("a.png").replace("base64", "zip", 1), texts.NO_FILE),
        (IMG.format("a.png", "x"), FILE.format("a.png").replace("iVBOR", "?" * 7), texts.BROKEN),
        (IMG.format("a.png", "x"), '<file name="a.png" path="/" encoding="base64"></file>', texts.BROKEN),
        ('<img src="https://x.id/a.png" alt="x">', "", texts.NOT_FETCHED),
        ("", FILE.format("a.png"), texts.NOT_SHOWN),
    ],
)
def test_a_picture_that_cannot_come_along_is_noted(stem: str, files: str, message: str) -> None:
    item = only(question("description", stem=f"Lihat. {stem}", files=files))

    assert message in [note.message for note in item.notes]


def test_pictures_have_no_place_in_feedback() -> None:
    sample = samples.TRUE_FALSE.replace("Bukan.", "Bukan. " + IMG.format("a.png", "x"))

    assert noted(sample) == [texts.NO_PLACE]


def test_a_question_without_a_sentence_is_named() -> None:
    parsed = FORMAT.read(quiz(SINGLE.replace("<p>Apa itu ASI?</p>", "")))

    assert (parsed.items, parsed.problems) == ([], [Problem(3, reading.NO_STEM)])


def test_a_file_without_questions_says_so() -> None:
    assert FORMAT.read(quiz()).problems == [Problem(0, reading.NOTHING)]
