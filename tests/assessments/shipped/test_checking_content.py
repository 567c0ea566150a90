"""content check: sound content passes; what is not sound is named, and the exit code says so."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.web import Portal
from assessments.shipped.operations import read_content
from assessments.shipped.report import report_on
from tests.content import LESSON_FILES, QUESTIONS_WRITTEN, ContentCopy

LESSON = "lessons/modules/mengukur-dan-membaca-kms/03-lila-dan-lingkar-kepala.md"
KMS = "questions/questions/mengukur-dan-membaca-kms.yaml"
TALK = "questions/questions/bicara-dengan-ibu.yaml"
KEYS = {
    "lessons",
    "questions",
    "lessons_per_skill",
    "questions_per_skill",
    "lessons_per_field",
    "questions_per_field",
    "short",
    "keys_on_weak_facts",
    "unreviewed_keys",
    "facts",
    "facts_used",
    "keys_on_facts",
    "keys_on_high_facts",
    "reading",
    "problems",
}


@pytest.fixture
def copy(tmp_path: Path) -> ContentCopy:
    return ContentCopy.make(tmp_path)


def said(copy: ContentCopy) -> str:
    report = report_on(copy.read())
    return "\n".join(f"{one['file']}: {one['where']}: {one['message']}" for one in report["problems"])


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_shipped_content_is_sound(app: Portal) -> None:
    ran = app.test_cli_runner().invoke(args=["content", "check", "--json"])
    report: dict[str, Any] = json.loads(ran.output)

    assert ran.exit_code == 0
    assert set(report) == KEYS
    assert report["problems"] == []
    assert report["keys_on_weak_facts"] == 0
    assert (report["lessons"], report["questions"]) == (LESSON_FILES, QUESTIONS_WRITTEN)
    assert len(report["questions_per_skill"]) == len(report["lessons_per_skill"]) == 25
    assert report["questions_per_skill"]["komunikasi-efektif"] == 12
    assert min(report["questions_per_skill"].values()) >= 12
    assert min(report["lessons_per_field"].values()) >= 1
    assert sum(report["questions_per_field"].values()) == QUESTIONS_WRITTEN
    assert report["short"] == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_person_reads_words(app: Portal) -> None:
    ran = app.test_cli_runner().invoke(args=["content", "check"])

    assert ran.exit_code == 0
    assert ran.output.startswith(f"{LESSON_FILES} pelajaran, {QUESTIONS_WRITTEN} soal\n")
    assert ran.output.endswith("yang belum benar: 0\n")


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_problems_end_with_one(app: Portal, monkeypatch: pytest.MonkeyPatch, copy: ContentCopy) -> None:
    copy.edit(TALK, "key_facts: [KM-019]", "key_facts: [KM-018]")
    shipped = copy.read()
    monkeypatch.setattr("assessments.shipped.commands.read_content", lambda: shipped)

    ran = app.test_cli_runner().invoke(args=["content", "check", "--json"])

    assert ran.exit_code == 1
    assert json.loads(ran.output)["keys_on_weak_facts"] == 1


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_unreadable_files_are_a_problem_too(
    app: Portal, monkeypatch: pytest.MonkeyPatch, copy: ContentCopy
) -> None:
    copy.edit(TALK, "type: single", "type: pilihan")
    monkeypatch.setattr("assessments.shipped.commands.read_content", copy.read)

    ran = app.test_cli_runner().invoke(args=["content", "check", "--json"])

    report = json.loads(ran.output)
    assert ran.exit_code == 1
    assert set(report) == KEYS
    assert report["problems"][0]["where"] == "bicara-saji-urutan: type"


@pytest.mark.parametrize(
    ("fact", "decided_by", "words"),
    [
        ("KM-018", "kata", "terlalu lemah"),  # sedang, from memory
        ("KM-020", "angka", "terlalu lemah"),  # sedang, but a number decides
        ("KM-025", "kata", "tidak boleh menjadi kunci"),
        ("PC-040", "kata", "sudah ditarik"),
        ("KM-999", "kata", "tidak ada"),
    ],
)
def test_a_key_on_a_weak_fact_is_refused(copy: ContentCopy, fact: str, decided_by: str, words: str) -> None:
    copy.edit(
        TALK, "key_facts: [KM-019]\n  decided_by: kata", f"key_facts: [{fact}]\n  decided_by: {decided_by}"
    )

    report = report_on(copy.read())

    assert report["keys_on_weak_facts"] == 1
    assert f"fakta {fact}" in report["problems"][0]["message"]
    assert words in report["problems"][0]["message"]


def test_a_key_on_a_middling_fact_waits_for_review(copy: ContentCopy) -> None:
    before = report_on(copy.read())["unreviewed_keys"]
    copy.edit(TALK, "key_facts: [KM-019]", "key_facts: [KM-020]")

    report = report_on(copy.read())

    assert (report["keys_on_weak_facts"], report["unreviewed_keys"]) == (0, before + 1)


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (LESSON, '"GZ-041", ', '"GZ-048", ', "fakta GZ-048 lemah"),
        (LESSON, '"GZ-041", ', '"PC-040", ', "fakta PC-040 sudah ditarik"),
        (LESSON, '"GZ-041", ', '"GZ-999", ', "fakta GZ-999 tidak ada"),
        (LESSON, 'unsure: ["GZ-048"]\n', "", "fakta unsure dan kotak ::: ragu harus ada berdua"),
        (LESSON, "::: ragu", "::: ingat", "harus ada berdua"),
        (LESSON, "::: ingat", "::: ragu", "belum ada kotak ::: ingat"),
        (LESSON, "Kuning bukan aman.", "Kuning [bukan](https://a.id) aman.", "tautan ke luar"),
        (LESSON, "Kuning bukan aman.", "kata " * 200 + ".", "kata; seharusnya 200 sampai 450"),
        (LESSON, "Kuning bukan aman.", "kata " * 20 + "kata.", "kalimat 21 kata, paling banyak 20"),
        (LESSON, "Kuning bukan aman.", ("kata " * 19 + "kata. ") * 60, "kata sekalimat; paling banyak 12"),
        (LESSON, "Kuning bukan aman.", "Kuning bukan antropometri.", "kata «antropometri» belum dijelaskan"),
        (LESSON, "Kuning bukan aman.", "Kuning bukan WAZ.", "kata «waz» belum dijelaskan"),
        (LESSON, "*lingkar lengan atas*", "*ukuran lengan*", "kata «lila» belum dijelaskan"),
        ("lessons/words.yaml", "  - kangkung\n", "", "kata «kangkung» belum dijelaskan"),
        (LESSON, '"tafsir-hasil-ukur-balita"', '"germas"', "tidak diajarkan modulnya"),
        (LESSON, '"tafsir-hasil-ukur-balita"', '"germas"', "tidak mengajarkan tafsir-hasil-ukur-balita"),
        (KMS, "Umur Rafi 3 tahun. Cara", "Umur Raffi 3 tahun. Cara", ""),
        (TALK, "Giliran Putri.", "Giliran Putri!", ""),
        (
            "questions/quizzes/bicara-dengan-ibu.yaml",
            "count: 8",
            "count: 13",
            "mengambil 13 soal, yang ada 12",
        ),
        ("questions/quizzes/bicara-dengan-ibu.yaml", "count: 8", "count: 4", "baru menjadi bukti dari 5"),
        (
            "questions/quizzes/bicara-dengan-ibu.yaml",
            "skill: komu",
            "skill: germas, count: 5}\n  - {skill: komu",
            "germas: tidak diajarkan",
        ),
    ],
)
def test_what_is_not_sound_is_named(copy: ContentCopy, path: str, old: str, new: str, words: str) -> None:
    copy.edit(path, old, new)

    problems = said(copy)

    assert words in problems
    assert bool(words) == bool(problems)


def test_a_lesson_that_is_too_short_is_named(copy: ContentCopy) -> None:
    file = copy.lessons.parent / LESSON
    head = file.read_text().split("---\n")[1].replace('unsure: ["GZ-048"]\n', "")
    boxes = "::: ingat\nIngat.\n:::\n::: jawaban\nYa.\n:::\n"
    file.write_text(f"---\n{head}---\nLiLA ialah lingkar lengan atas.\n\n{boxes}")

    assert "7 kata; seharusnya 200 sampai 450" in said(copy)


def test_a_word_explained_twice_in_a_module_need_not_be(copy: ContentCopy) -> None:
    copy.edit(
        "lessons/modules/catat-dan-hitung-skdn/05-mencatat-di-asik.md", "Tulis di kertas", "KBM di kertas"
    )

    assert said(copy) == ""


def test_a_list_of_words_that_cannot_be_read_is_named(copy: ContentCopy) -> None:
    copy.edit("lessons/words.yaml", 'lila: ["lingkar lengan atas"]', "lila: lingkar")

    assert "words.yaml: lila: harus daftar teks" in copy.problems()


def test_skills_and_fields_without_a_lesson_are_named() -> None:
    shipped = read_content()
    gone = {"hidup-sehat-germas", "rumah-layak-huni"}
    modules = [module for module in shipped.curriculum.modules if module.slug not in gone]
    kept = {lesson.slug for module in modules for lesson in module.lessons}
    report = report_on(
        replace(
            shipped,
            curriculum=replace(shipped.curriculum, modules=modules),
            questions=[question for question in shipped.questions if question.lesson in kept],
            quizzes=[quiz for quiz in shipped.quizzes if quiz.module not in gone],
        )
    )

    problems = [(one["file"], one["where"]) for one in report["problems"] if "pelajarannya" in one["message"]]
    assert problems == [("skills.yaml", "germas"), ("fields.yaml", "perumahan-rakyat")]


def test_the_figures_tell_how_hard_the_lessons_are() -> None:
    report = report_on(read_content())
    reading = report["reading"]

    assert 200 <= reading["words_per_lesson"]["least"] <= reading["words_per_lesson"]["middle"]
    assert reading["words_per_lesson"]["middle"] <= reading["words_per_lesson"]["most"] <= 450
    assert reading["sentences"]["average"] <= 12
    assert reading["sentences"]["longest"] == max(row["longest"] for row in reading["modules"]) <= 20
    assert sum(row["lessons"] for row in reading["modules"]) == LESSON_FILES
    assert 0 < report["keys_on_high_facts"] < report["keys_on_facts"] < report["questions"]
    assert 0 < report["facts_used"] < report["facts"]


def test_two_questions_alike_are_named(copy: ContentCopy) -> None:
    file = copy.questions / "questions/catat-dan-hitung-skdn.yaml"
    text = file.read_text()
    again = text[text.index("- id: skdn-jumlah-d") : text.index("- id: skdn-tidak-cocok")]
    again = again.replace("skdn-jumlah-d", "skdn-jumlah-lagi").replace("Melati N = 18", "Mawar N = 19")
    file.write_text(text + "\n" + again)

    assert "skdn-jumlah-d: stem: hampir sama dengan skdn-jumlah-lagi" in said(copy)


def test_a_module_without_its_quiz_is_named(copy: ContentCopy) -> None:
    (copy.questions / "quizzes/bicara-dengan-ibu.yaml").unlink()

    assert "kuis bicara-dengan-ibu tidak ada" in said(copy)
