"""A writer makes mistakes in the files; each is named with its file and field, all in one run."""

from pathlib import Path

import pytest

from learning.curriculum.files import parse_yaml
from tests.content import ContentCopy

KMS = "lessons/modules/mengukur-dan-membaca-kms/"
LESSON = KMS + "01-umur-dan-cara-ukur.md"
QUESTIONS = "questions/questions/bicara-dengan-ibu.yaml"
QUIZ = "questions/quizzes/bicara-dengan-ibu.yaml"
RULES = "questions/level-rules.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy.make(tmp_path)


def test_yaml_keeps_what_was_written() -> None:
    read = parse_yaml("jawaban: no\njam: 8:30\nkode: 010\nnomor: 17.10\nopsi: [ya, off]")

    assert read == {"jawaban": "no", "jam": "8:30", "kode": "010", "nomor": "17.10", "opsi": ["ya", "off"]}


def test_the_shipped_files_are_readable(copy: ContentCopy) -> None:
    assert copy.problems() == ""


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            LESSON,
            'minutes: "6"',
            'minutes: "enam"',
            "01-umur-dan-cara-ukur.md: umur-dan-cara-ukur: minutes: harus",
        ),
        (LESSON, 'minutes: "6"', 'minutes: "0"', "minutes: harus bilangan dari 1 sampai 15"),
        (LESSON, 'aim: "', 'tujuan: "', "aim: wajib diisi"),
        (LESSON, 'aim: "', 'tujuan: "', "tujuan: tidak dikenal"),
        (LESSON, 'id: "umur-dan-cara-ukur"', 'id: "Umur Anak"', "hanya boleh huruf kecil"),
        (LESSON, 'id: "umur-dan-cara-ukur"', 'id: "umur"', "id: harus sama dengan nama berkasnya"),
        (LESSON, 'module: "meng', 'module: "menghitung-', "module: harus sama dengan nama foldernya"),
        (LESSON, "---\n", "", "mulai dengan bagian antara dua baris ---"),
        (LESSON, 'title: "', 'title: "a"\ntitle: "', "tertulis dua kali"),
        (LESSON, '["ukur-pertumbuhan-balita"]', '["ukur-semua"]', "keterampilan ukur-semua tidak ada"),
        (KMS + "module.yaml", 'theme: "gizi"', 'theme: "giji"', "tema giji tidak ada"),
        (KMS + "module.yaml", 'position: "1"', "field: laut\nposition: 1", "bidang laut tidak ada"),
        (KMS + "img/pita-lila.svg", "<svg", "<svg><script>1</script></svg><svg", "bukan SVG"),
        (KMS + "img/pita-lila.svg", "</svg>", "<script>1</script></svg>", "unsur <script> tidak boleh"),
        (KMS + "img/pita-lila.svg", "</svg>", '<path onclick="x()"/></svg>', "onclick"),
        (
            KMS + "img/pita-lila.svg",
            "</svg>",
            '<path fill="url(https://x.y)"/></svg>',
            "fill menunjuk ke luar",
        ),
        (KMS + "img/pita-lila.svg", "</svg>", " " * 6200 + "</svg>", "di bawah 6 KB"),
        (KMS + "img/pita-lila.svg", "viewBox", "viewbox", "viewBox wajib ada"),
        (
            "lessons/facts/gizi.yaml",
            'grade: "tinggi"',
            'grade: "pasti"',
            "GZ-001: grade: «pasti» tidak dikenal",
        ),
        ("lessons/facts/gizi.yaml", 'sources: ["G1"]', 'sources: ["Z9"]', "sumber Z9 tidak ada"),
        ("lessons/themes.yaml", 'slug: "gizi"', 'slug: "komunikasi"', "komunikasi: dipakai dua kali"),
        (QUESTIONS, "type: single", "type: pilihan", "type: «pilihan» tidak dikenal"),
        (QUESTIONS, "lesson: saji-di-rumah", "lesson: tidak-ada", "pelajaran tidak-ada tidak ada"),
        (QUESTIONS, "skill: komunikasi-efektif", "skill: bicara", "keterampilan bicara tidak ada"),
        (QUESTIONS, "correct: true, ", "", "options: Belum ada kunci. Tandai satu pilihan yang benar."),
        (QUESTIONS, "{id: b,", "{id: a,", "Pilihan ke-2 tidak punya tanda pengenal sendiri."),
        (QUESTIONS, "{id: b,", "{id: B,", "Pilihan ke-2 tidak punya tanda pengenal sendiri."),
        (QUESTIONS, 'feedback: "Jangan', 'umpan: "Jangan', "feedback: wajib diisi"),
        (QUESTIONS, 'stem: "', 'stem: "" ', "YAML tidak terbaca"),
        (QUESTIONS, "key_facts: [KM-019]", "key_facts: []", "sebutkan faktanya"),
        (QUESTIONS, "answer: salah", "answer: mungkin", "«mungkin» tidak dikenal"),
        (
            "questions/questions/catat-dan-hitung-skdn.yaml",
            'answer: "28"',
            'answer: "2,8"',
            "answer: Jawaban bukan angka",
        ),
        (
            "questions/questions/catat-dan-hitung-skdn.yaml",
            'tolerance: "0"',
            'tolerance: "-1"',
            "tolerance: Selisih yang boleh untuk jawaban paling kecil 0.",
        ),
        (QUIZ, "pass_mark: 70", "pass_mark: 700", "pass_mark: harus bilangan dari 1 sampai 100"),
        (QUIZ, "module: bicara-dengan-ibu", "module: bicara", "modul bicara tidak ada"),
        (QUIZ, "count: 8", "count: delapan", "count: harus bilangan"),
        (RULES, 'default: "true"', 'default: "false"', "tepat satu aturan"),
        (RULES, '["quiz"]', '["kuis"]', "mastered_by: harus daftar"),
        (RULES, 'core_groups: ["P", "B"]', 'core_groups: ["P", "Z"]', "kelompok Z tidak ada"),
    ],
)
def test_a_mistake_is_named(copy: ContentCopy, path: str, old: str, new: str, said: str) -> None:
    copy.edit(path, old, new)

    assert said in copy.problems()


def test_all_mistakes_are_named_at_once(copy: ContentCopy) -> None:
    copy.edit(LESSON, 'minutes: "6"', 'minutes: "enam"')
    copy.edit(QUIZ, "pass_mark: 70", "pass_mark: 700")
    copy.edit(RULES, '["quiz"]', '["kuis"]')

    assert len(copy.problems().splitlines()) == 3


def test_a_missing_file_is_named(copy: ContentCopy) -> None:
    (copy.lessons / "themes.yaml").unlink()

    assert "themes.yaml: berkas ini tidak ada" in copy.problems()
