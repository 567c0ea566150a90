"""`quiz analyse`, as other programs call it."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from app.web import Portal
from assessments.analysis.commands import ITEM, QUIZ
from assessments.analysis.marks_file import BadMarks, read_marks
from tests.assessments.analysis.oracle import oracle
from tests.assessments.analysis.population import Sitting, settle, sheets, sit, versions_of
from tests.assessments.analysis.test_statistics import CASES, assert_equal
from tests.factories import Make


def run(app: Portal, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["quiz", "analyse", *words])


def written(folder: Path, name: str, separator: str = ",", point: str = ".") -> Path:
    maxima, rows = CASES[name]
    lines: list[Any] = [[f"s{n}" for n in range(len(maxima))], maxima, *rows]
    text = [
        separator.join("" if cell is None else str(cell).replace(".", point) for cell in line)
        for line in lines
    ]
    file = folder / "nilai.csv"
    file.write_text("\n".join(text) + "\n")
    return file


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_file_of_marks_gives_the_promised_json(app: Portal, tmp_path: Path, name: str) -> None:
    result = run(app, "--marks", str(written(tmp_path, name)), "--json")
    found = json.loads(result.stdout)

    assert tuple(found["quiz"]) == QUIZ
    assert all(tuple(item) == ITEM for item in found["items"])
    assert_equal(found, oracle(*CASES[name]))


@pytest.mark.parametrize(("separator", "point"), [(";", ","), ("\t", "."), (";", ".")])
def test_what_excel_writes_is_read(tmp_path: Path, separator: str, point: str) -> None:
    names, sheet = read_marks(written(tmp_path, "plain", separator, point).read_bytes())

    assert names == ["s0", "s1", "s2"]
    assert [Fraction(mark or 0, sheet.unit) for mark in sheet.columns[1]] == [
        Fraction(n, 2) for n in (1, 4, 3, 0, 4)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "kosong"),
        ("a,b\n", "kosong"),
        ("a,b\n1,1\n1,satu\n", "Baris 3, kolom 2: «satu» bukan angka"),
        ("a,b\n1,1\n1\n", "Baris 3: ada 1 kolom, seharusnya 2"),
        ("a,b\n1,\n1,1\n", "Baris 2: nilai tertinggi soal 2 kosong"),
        ("a,b\n1,1\n1e999999,1\n", "bukan angka"),
        ("a,b\n1,1\nnan,1\n", "bukan angka"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadMarks, match=words):
        read_marks(text.encode())


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    try:
        read_marks(data)
    except BadMarks:
        pass


def test_a_stored_quiz_is_analysed_as_its_marks_are(app: Portal, make: Make) -> None:
    quiz = make.quiz(questions=4)
    versions, cadres = versions_of(quiz), settle(make, 12)
    answers = sheets(versions, 12)
    sit(quiz, [Sitting(cadre, sheet) for cadre, sheet in zip(cadres, answers, strict=True)])

    found = json.loads(run(app, quiz.slug, "--json").stdout)
    rows: Any = [[float(value == '["a"]') for _version, value in sheet] for sheet in answers]

    assert_equal(found, oracle([1.0] * 4, rows))
    assert json.loads(run(app, quiz.slug, "--region", "17.03", "--json").stdout)["quiz"]["mean"] is None
    assert "internal_consistency" in run(app, quiz.slug).stdout


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_it_says_what_it_needs(app: Portal, tmp_path: Path) -> None:
    assert run(app).exit_code == 2
    assert "Tidak ada kuis" in run(app, "tidak-ada").output
    bad = tmp_path / "x.csv"
    bad.write_text("a\nb\n")
    assert "bukan angka" in run(app, "--marks", str(bad)).output
