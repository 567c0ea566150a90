"""Moodle XML as Moodle writes it, question by question."""

import base64

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FILE = '<file name="{0}" path="/" encoding="base64">' + base64.b64encode(DOT).decode() + "</file>"


def quiz(*questions: str) -> bytes:
    """Return a file with these questions, the first on line 3."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "\n</quiz>\n"
    ).encode()


def question(kind: str, inside: str = "", stem: str = "<p>Apa itu ASI?</p>", files: str = "") -> str:
    """Return a question as Moodle 4 exports it; `inside` is what its type adds."""
    return f"""<question type="{kind}">
  <name><text>Soal ASI</text></name>
  <questiontext format="html"><text><![CDATA[{stem}]]></text>{files}</questiontext>
  <generalfeedback format="html"><text></text></generalfeedback>
  <defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden><idnumber></idnumber>
  {inside}
</question>"""


def answer(fraction: str, text: str, feedback: str = "", more: str = "") -> str:
    """Return an answer."""
    said = f'<feedback format="html"><text><![CDATA[{feedback}]]></text></feedback>'
    text = f"<text><![CDATA[{text}]]></text>"
    return f'<answer fraction="{fraction}" format="html">{text}{more}{said}</answer>'


CHOICE = """<single>{single}</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>
  <showstandardinstruction>0</showstandardinstruction>
  <correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
  <partiallycorrectfeedback format="html"><text>Your answer is partially correct.</text></partiallycorrectfeedback>
  <incorrectfeedback format="html"><text>Your answer is incorrect.</text></incorrectfeedback>
"""
SINGLE = question(
    "multichoice",
    CHOICE.format(single="true") + answer("100", "<p>Air susu ibu</p>", "Tepat.") + answer("0", "Air sumur"),
)
MULTIPLE = question(
    "multichoice",
    CHOICE.format(single="false") + answer("50", "Satu") + answer("50", "Dua") + answer("-50", "Tiga"),
)
TRUE_FALSE = question("truefalse", answer("0", "true", "Bukan.") + answer("100", "false", "Ya, salah."))
SHORT = question(
    "shortanswer", "<usecase>1</usecase>" + answer("100", "KMS*") + answer("50", "kartu", "Kurang lengkap.")
)
NUMBER = question(
    "numerical",
    answer("100", "700", "Tepat.", "<tolerance>10</tolerance>")
    + answer("50", "700", "", "<tolerance>50</tolerance>")
    + answer("0", "*", "Hitung lagi.", "<tolerance>0</tolerance>")
    + "<units><unit><multiplier>1</multiplier><unit_name>gram</unit_name></unit>"
    "<unit><multiplier>0.001</multiplier><unit_name>kg</unit_name></unit></units>"
    "<unitgradingtype>0</unitgradingtype><unitpenalty>0.1000000</unitpenalty><showunits>0</showunits>"
    "<unitsleft>0</unitsleft>",
)
MATCHING = question(
    "matching",
    """<shuffleanswers>true</shuffleanswers>
  <correctfeedback format="html"><text>Hebat.</text></correctfeedback>
  <partiallycorrectfeedback format="html"><text>Belum.</text></partiallycorrectfeedback>
  <incorrectfeedback format="html"><text>Belum.</text></incorrectfeedback>
  <subquestion format="html"><text><![CDATA[<p>BCG</p>]]></text><answer><text>1 bulan</text></answer></subquestion>
  <subquestion format="html"><text>MR</text><answer><text>9 bulan</text></answer></subquestion>
  <subquestion format="html"><text></text><answer><text>18 bulan</text></answer></subquestion>""",
)
ORDERING = question(
    "ordering",
    """<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>
  <gradingtype>ABSOLUTE_POSITION</gradingtype><showgrading>SHOW</showgrading><numberingstyle>none</numberingstyle>
  <answer fraction="1.0000000" format="html"><text>Cuci tangan</text></answer>
  <answer fraction="2.0000000" format="html"><text>Timbang</text></answer>
  <answer fraction="3.0000000" format="html"><text>Catat</text></answer>""",
)
CLOZE = question(
    "cloze", stem=r"ASI saja sampai {1:MULTICHOICE:=6~4~8} bulan, lalu {:MCV:=makanan \~ ASI~susu}."
)
PLACES = """<shuffleanswers>1</shuffleanswers>
  <selectoption><text>6</text><group>1</group></selectoption>
  <selectoption><text>4</text><group>1</group></selectoption>
  <selectoption><text>bulan</text><group>2</group></selectoption>
  <selectoption><text>tahun</text><group>2</group></selectoption>"""
GAPSELECT = question("gapselect", PLACES, stem="ASI saja sampai [[1]] [[3]].")
DDWTOS = question(
    "ddwtos",
    PLACES.replace("selectoption", "dragbox").replace("</group>", "</group><infinite/>"),
    "ASI [[1]] [[3]]",
)
DESCRIPTION = question("description")
TAKEN = {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "truefalse": TRUE_FALSE,
    "short": SHORT,
    "number": NUMBER,
    "matching": MATCHING,
    "ordering": ORDERING,
    "cloze": CLOZE,
    "gapselect": GAPSELECT,
    "ddwtos": DDWTOS,
    "text": DESCRIPTION,
}
