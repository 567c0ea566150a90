"""Made-up questions, one of each kind, for the files that show how a format is written. No facts of health rest on them."""

from assessments.bank.formats.base import Item

EXAMPLES = (
    Item(
        line=0,
        type="single",
        body={
            "stem": "Contoh pilihan tunggal: hari apa sesudah Senin?",
            "options": [
                {"id": "a", "text": "Minggu", "correct": False, "feedback": "Minggu sebelum Senin."},
                {"id": "b", "text": "Selasa", "correct": True, "feedback": "Betul."},
                {"id": "c", "text": "Rabu", "correct": False, "feedback": "Rabu dua hari sesudahnya."},
            ],
        },
        title="Contoh 1",
        difficulty=1,
    ),
    Item(
        line=0,
        type="multiple",
        body={
            "stem": "Contoh pilihan ganda: mana yang termasuk hari?",
            "options": [
                {"id": "a", "text": "Jumat", "correct": True},
                {"id": "b", "text": "Januari", "correct": False},
                {"id": "c", "text": "Sabtu", "correct": True},
            ],
            "scoring": "all",
        },
        title="Contoh 2",
        difficulty=2,
    ),
    Item(
        line=0,
        type="truefalse",
        body={"stem": "Contoh benar atau salah: satu minggu ada tujuh hari.", "answer": True},
        title="Contoh 3",
        difficulty=1,
    ),
    Item(
        line=0,
        type="number",
        body={
            "stem": "Contoh angka: berapa hari dalam dua minggu?",
            "answer": "14",
            "tolerance": "0",
            "unit": "hari",
        },
        title="Contoh 4",
        difficulty=1,
    ),
    Item(
        line=0,
        type="short",
        body={
            "stem": "Contoh isian: bulan pertama dalam setahun?",
            "answers": [{"text": "Januari"}, {"text": "bulan Januari"}],
        },
        title="Contoh 5",
        difficulty=1,
    ),
    Item(
        line=0,
        type="matching",
        body={
            "stem": "Contoh menjodohkan: bulan dan urutannya.",
            "pairs": [
                {"id": "a", "left": "Januari", "right": "pertama"},
                {"id": "b", "left": "Februari", "right": "kedua"},
                {"id": "c", "left": "Maret", "right": "ketiga"},
            ],
        },
        title="Contoh 6",
        difficulty=2,
    ),
)
