"""The rows of the sheet Contoh in the template: the examples of all formats, and of the types that only tables hold."""

from assessments.bank.examples import EXAMPLES
from assessments.bank.formats.base import Item

ROWS = (
    *EXAMPLES,
    Item(
        line=0,
        type="ordering",
        body={
            "stem": "Contoh mengurutkan: dari pagi sampai malam.",
            "items": [
                {"id": "a", "text": "pagi"},
                {"id": "b", "text": "siang"},
                {"id": "c", "text": "malam"},
            ],
            "scoring": "partial",
        },
        title="Contoh 7",
        difficulty=2,
    ),
    Item(
        line=0,
        type="cloze",
        body={
            "stem": "",
            "text": "Contoh melengkapi kalimat: sesudah Senin ada {1}, sesudah Rabu ada {2}.",
            "gaps": [
                {
                    "id": "1",
                    "options": [
                        {"id": "a", "text": "Selasa", "correct": True},
                        {"id": "b", "text": "Jumat", "correct": False},
                    ],
                },
                {
                    "id": "2",
                    "options": [
                        {"id": "a", "text": "Minggu", "correct": False},
                        {"id": "b", "text": "Kamis", "correct": True},
                    ],
                },
            ],
            "scoring": "partial",
        },
        title="Contoh 8",
        difficulty=2,
    ),
    Item(
        line=0,
        type="text",
        body={"stem": "Contoh bacaan: teks ini dibaca kader sebelum soal-soal sesudahnya."},
        title="Contoh 9",
    ),
)
