"""What the offline helper says on the pages it shows. `{…}` is filled in by the helper."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

WORDS: dict[str, LazyString] = {
    "saved": _("tersimpan di server"),
    "waiting": _("menunggu sinyal"),
    "not_replaced": _("belum diganti"),
    "not_counted": _("tidak ikut dihitung"),
    "not_saved": _("belum tersimpan"),
    "stale": _(
        "Soal ini sudah punya jawaban lain yang tersimpan di server. Jawaban dari HP ini tercentang "
        "di soalnya: simpan bila ingin menggantinya."
    ),
    "closed": _("Kuis ini sudah selesai. Jawaban dari HP ini tidak ikut dihitung."),
    "unreadable": _("Jawaban dari HP ini tidak terbaca. Jawab sekali lagi."),
    "refused": _("Server tidak menerima jawaban dari HP ini. Jawab sekali lagi."),
    "see_saved": _("Lihat yang tersimpan"),
    "dismiss": _("Buang jawaban dari HP ini"),
    "open": _("Buka soal ini"),
    "result": _("Lihat hasil"),
    "quiz": _("Kuis"),
    "count": _("{n} jawaban di HP ini belum tersimpan di server."),
    "see": _("Lihat"),
    "may_answer": _(
        "Halaman ini juga terbuka tanpa sinyal di HP ini. Jawaban menunggu di HP, lalu terkirim bila ada sinyal."
    ),
    "whole_kept": _(
        "Belum ada sinyal. Silakan tetap menjawab: jawaban menunggu di HP ini, lalu terkirim bila ada sinyal."
    ),
    "kept": _("Belum ada sinyal. Ini simpanan di HP dari {day}."),
    "is_kept": _("Modul ini juga terbaca tanpa sinyal di HP ini."),
    "all_kept": _("Semua simpanan"),
    "answers": _("Jawaban yang belum tersimpan di server"),
    "quizzes": _("Kuis yang bisa dijawab tanpa sinyal"),
    "modules": _("Modul yang bisa dibaca tanpa sinyal"),
    "nothing": _("Belum ada yang tersimpan di HP ini."),
}
