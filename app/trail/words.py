"""How the audit log reads: Indonesian for verbs and kinds of subject. A word that is missing is shown as it is kept."""

from flask_babel import lazy_gettext as _

VERBS = {
    "viewed": _("melihat"),
    "signed-in": _("masuk"),
    "opened": _("membuka akun"),
    "changed": _("mengubah"),
    "disabled": _("menutup akun"),
    "enabled": _("membuka lagi akun"),
    "secret-made": _("membuat PIN atau kata sandi"),
    "sessions-ended": _("mengeluarkan dari semua perangkat"),
    "data-reported": _("melaporkan data salah"),
    "report-settled": _("menyelesaikan laporan data"),
    "added": _("menambah"),
    "moved": _("memindahkan"),
    "left": _("mencatat berhenti"),
    "returned": _("mengaktifkan lagi"),
    "closed": _("menutup"),
    "reopened": _("membuka lagi"),
    "uploaded": _("mengunggah"),
    "applied": _("memasukkan hasil unggahan"),
    "cancelled": _("membatalkan"),
    "undone": _("mengurungkan"),
    "mended": _("membetulkan"),
    "withdrawn": _("menarik"),
    "finished": _("menyelesaikan"),
    "published": _("menerbitkan"),
    "unpublished": _("menjadikan draf"),
    "restored": _("memakai lagi"),
    "reviewed": _("mencatat tinjauan"),
    "taken-over": _("mengambil dari zip"),
    "corrected": _("menilai ulang"),
    "evidence-added": _("menambah bukti keterampilan"),
    "evidence-withdrawn": _("menarik bukti keterampilan"),
    "level-awarded": _("memberi jenjang"),
    "award-withdrawn": _("menarik jenjang"),
    "paper-level-added": _("mencatat jenjang kertas"),
    "paper-level-withdrawn": _("menarik jenjang kertas"),
    "certificate-issued": _("menerbitkan sertifikat"),
    "certificate-withdrawn": _("menarik sertifikat"),
    "question-added": _("menambah soal"),
    "question-changed": _("mengubah soal"),
    "question-retired": _("mempensiunkan soal"),
    "question-restored": _("memakai lagi soal"),
    "demo-loaded": _("memuat data contoh"),
}
KINDS = {
    "user": _("akun"),
    "cadre": _("kader"),
    "posyandu": _("Posyandu"),
    "region": _("wilayah"),
    "attempt": _("kuis"),
    "quiz": _("kuis"),
    "quiz-takers": _("peserta kuis"),
    "question": _("soal"),
    "lesson-audio": _("suara pelajaran"),
    "module": _("modul"),
    "lesson": _("pelajaran"),
    "review-rule": _("aturan tinjauan"),
    "correction": _("penilaian ulang soal"),
    "evidence": _("bukti"),
    "award": _("jenjang"),
    "certificate": _("sertifikat"),
    "training": _("pelatihan"),
    "roster-import": _("unggahan daftar kader"),
    "question-import": _("unggahan soal"),
    "data-report": _("laporan data"),
    "audit": _("catatan"),
    "cadre-list": _("daftar kader di"),
    "cadre-export": _("unduhan kader di"),
}


def verb_name(verb: str) -> str:
    """Return how a deed is called."""
    return str(VERBS.get(verb, verb))


def kind_name(kind: str) -> str:
    """Return how a kind of subject is called."""
    return str(KINDS.get(kind, kind))
