"""What was written as plain text is read back equal, but for what the export names."""

from hypothesis import given, settings

from assessments.bank.formats.base import Item
from assessments.bank.formats.text import FORMAT
from assessments.bank.formats.text_losses import losses
from tests.assessments.bank.formats.bodies import items

assert FORMAT.write
read, write = FORMAT.read, FORMAT.write
LEFT_OUT = "Soal ini tidak dapat ditulis dalam format ini, jadi tidak dibawa."
LOSES = "Ini tidak terbawa: %(what)s."
TEST = """1. Ibu kota Bengkulu?
A. Curup
B. Bengkulu

2. Mana saja buah?
A. jeruk
B. kursi
C. mangga
Pembahasan: Kursi itu perabot.

3. ASI itu baik. (B/S)

4. Berapa kg?
Jawaban: 6,4 ± 0,1 kg

5. Buku apa?
Jawaban: KIA | buku KIA

6. Belum ada kuncinya?
A. ya
B. tidak

Kunci jawaban:
1. B
2. A, C
3. B
"""


def test_a_test_is_written_as_it_was_read() -> None:
    parsed = read(TEST.encode())
    export = write(parsed.items)

    assert export.content.decode() == TEST
    assert (export.questions, export.problems) == (6, [])


@settings(max_examples=100, deadline=None)
@given(items())
def test_questions_come_back_but_for_what_is_named(questions: list[Item]) -> None:
    export = write(questions)
    parsed = read(export.content)

    named = {problem.line: problem for problem in export.problems if problem.line}
    places = [at for at in range(1, len(questions) + 1) if at not in named or named[at].message != LEFT_OUT]
    assert len(parsed.items) == len(places)
    assert export.questions == sum(item.type != "text" for item in parsed.items)
    for again, place in zip(parsed.items, places, strict=True):
        lost = losses(questions[place - 1], again)
        assert lost is not None
        assert ", ".join(lost) == (named[place].values["what"] if place in named else "")


@settings(max_examples=50, deadline=None)
@given(items("matching", "ordering", "cloze"))
def test_what_has_no_such_form_is_left_out_by_name(questions: list[Item]) -> None:
    export = write(questions)

    assert export.questions == 0
    assert [p.line for p in export.problems if p.message == LEFT_OUT] == [*range(1, len(questions) + 1)]
