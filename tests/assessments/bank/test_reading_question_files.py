"""Shipped questions of every type are read from their files; what is wrong in them is named."""

from pathlib import Path

import pytest

from assessments.bank.loader import QuestionFile, read_questions
from assessments.bank.types import get_type
from learning.curriculum.files import ContentError
from tests.factories import BODIES

HEAD = """\
  skill: germas
  difficulty: 1
  lesson: sapa-lalu-dengar
  key_facts: [GZ-001]
  decided_by: kata
"""
FEEDBACK = '  feedback: {right: "Tepat sekali.", wrong: "Hitung lagi."}\n'
WRITTEN = {
    "short": """
- id: isian
  type: short
  stem: "Buku untuk memantau tumbuh balita?"
  answers:
    - {text: "KMS*"}
    - {text: "buku KIA", weight: "50", feedback: "Lebih tepat lagi."}
""",
    "matching": """
- id: jodoh
  type: matching
  stem: "Jodohkan imunisasi dengan umurnya."
  pairs:
    - {id: a, left: "BCG", right: "1 bulan"}
    - {id: b, left: "Campak-rubela", right: "9 bulan"}
    - {id: c, left: "Polio tetes 1", right: "1 bulan"}
  extra:
    - {id: x, text: "18 bulan"}
""",
    "ordering": """
- id: urutan
  type: ordering
  stem: "Urutkan langkah menimbang."
  items:
    - {id: a, text: "Gantung dacin"}
    - {id: b, text: "Setel ke nol"}
    - {id: c, text: "Timbang balita"}
    - {id: d, text: "Catat hasilnya"}
""",
    "cloze": """
- id: lengkapi
  type: cloze
  stem: "Lengkapi kalimat ini."
  text: "ASI saja sampai umur {1} bulan. Sesudahnya bayi mendapat {2} dan ASI diteruskan."
  gaps:
    - {id: "1", options: [{id: a, text: "enam", correct: true}, {id: b, text: "empat"}]}
    - id: "2"
      options:
        - {id: a, text: "susu kaleng"}
        - {id: b, text: "MP-ASI", correct: true}
        - {id: c, text: "teh manis"}
""",
    "number": """
- id: berat
  type: number
  stem: "Berapa gram?"
  explanation: "6,3 − 5,6 = 0,7 kg."
  answer: "700"
  tolerance: "0"
  unit: gram
  units: [{name: kg, factor: "1000"}]
  answers: [{answer: "0.7", weight: "50", feedback: "Dalam gram."}]
""",
}


def read(folder: Path, written: str) -> list[QuestionFile]:
    (folder / "questions").mkdir(exist_ok=True)
    (folder / "questions/coba.yaml").write_text(written)
    return read_questions(folder)


@pytest.mark.parametrize("code", ["short", "matching", "ordering", "cloze"])
def test_each_new_type_is_read_as_docs_say(tmp_path: Path, code: str) -> None:
    (question,) = read(tmp_path, WRITTEN[code] + HEAD + FEEDBACK)

    kind, body, known = get_type(code), question.body, BODIES[code]
    assert kind.flaws(body) == []
    assert kind.texts(body) == kind.texts(known)
    assert kind.right_value(body) == kind.right_value(known)
    assert body["feedback"] == known["feedback"]
    assert question.stem == kind.texts(known)[0]


def test_a_number_may_have_other_units_and_other_answers(tmp_path: Path) -> None:
    (question,) = read(tmp_path, WRITTEN["number"] + HEAD + FEEDBACK)

    number = get_type("number")
    assert number.read(question.body, ["0,7 kg"]) == "700"
    assert number.mark(question.body, "0.7") * 2 == 1
    assert number.feedback(question.body, "0.7") == ["Dalam gram.", "6,3 − 5,6 = 0,7 kg."]


@pytest.mark.parametrize(
    ("code", "old", "new", "said"),
    [
        ("short", 'text: "KMS*"', 'kata: "KMS*"', "text: wajib diisi"),
        ("short", '{text: "KMS*"}', '{text: "*", weight: "0"}', "answers: Belum ada kunci."),
        ("short", '"50"', "setengah", "Persen Jawaban ke-2 bukan angka."),
        ("matching", 'right: "9 bulan"', 'right: ""', "right: harus teks"),
        ("matching", 'left: "BCG"', 'left: "Polio tetes 1"', "Pasangan ke-3 sama dengan Pasangan ke-1."),
        ("matching", '"18 bulan"', '"9 bulan"', "Pengecoh ke-1 sama dengan sisi kanan sebuah pasangan."),
        ("ordering", "  stem:", "  scoring: weights\n  stem:", "«weights» tidak dikenal"),
        ("ordering", '"Gantung dacin"', '"Setel ke nol"', "Langkah ke-2 sama dengan Langkah ke-1."),
        ("cloze", "mendapat {2}", "mendapat {3}", "Tempat isian {2} tidak ada dalam kalimat."),
        ("cloze", 'text: "MP-ASI", correct: true', 'text: "MP-ASI"', "Isian ke-2: tandai satu pilihan"),
        ("number", 'factor: "1000"', 'factor: "0"', "Nilai Satuan lain ke-1 tidak boleh nol."),
        ("number", "type: number", "type: text", "«text» tidak dikenal"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, code: str, old: str, new: str, said: str) -> None:
    assert old in WRITTEN[code]

    with pytest.raises(ContentError) as refused:
        read(tmp_path, WRITTEN[code].replace(old, new) + HEAD + FEEDBACK)

    assert said in str(refused.value)
