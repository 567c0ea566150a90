"""A module becomes a zip and the same module again; whatever else is sent is refused in words, and never more."""

import io
import random
import time
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.config import ROOT
from learning.curriculum.files import Folder
from learning.curriculum.lesson_files import read_module
from learning.desk import forms
from learning.handover import folder
from learning.handover.archive import LARGEST_FILE, PackedModule, pack, unpack_module
from learning.handover.folder import BadModule
from tests.learning.handover.modules import (
    LESSON,
    SLUG,
    SVG,
    claiming,
    files_of,
    module,
    packed_modules,
    png,
    spoilt,
    zip_of,
)

PACKED = PackedModule(module("Gantung dacin.", "Lihat ![dacin](img/a.svg)", pictures={"a.svg": SVG}))


def refusal(content: bytes) -> str:
    """Return why a zip is refused."""
    with pytest.raises(BadModule) as refused:
        unpack_module(content)
    return str(refused.value)


@settings(max_examples=60, deadline=None)
@given(packed_modules())
def test_what_was_packed_comes_back(packed: PackedModule) -> None:
    assert unpack_module(pack(packed)) == packed
    assert pack(unpack_module(pack(packed))) == pack(packed)


def test_the_folder_is_as_the_project_writes_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(PACKED))) as archive:
        archive.extractall(tmp_path)
    found = Folder(tmp_path)

    read = read_module(found, tmp_path / SLUG)

    assert found.problems == []
    assert [one.body for one in read.lessons] == ["Gantung dacin.", "Lihat ![dacin](img/a.svg)"]
    assert read.lessons[0].references == ["Buku KIA 2023"]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "learning/content/modules").iterdir()), ids=lambda path: path.name
)
def test_every_shipped_module_can_travel(path: Path) -> None:
    shipped = read_module(Folder(path), path)

    read = unpack_module(pack(PackedModule(shipped, "Jenjang", date(2026, 1, 2))))

    assert [(one.slug, one.body, one.skills) for one in read.module.lessons] == [
        (one.slug, one.body, one.skills) for one in shipped.lessons
    ]


def test_a_zip_made_again_by_hand_is_read() -> None:
    files = {f"{SLUG}/": b"", f"{SLUG}/img/": b"", **files_of()}
    files[f"{SLUG}/module.yaml"] = b"\xef\xbb\xbf" + files[f"{SLUG}/module.yaml"].replace(b"\n", b"\r\n")

    assert unpack_module(zip_of(files)).module == module()


def test_the_licence_says_from_whom_it_is() -> None:
    packed = PackedModule(module(), "Kabupaten Rejang Lebong", date(2026, 11, 22))
    licence = files_of(packed)[f"{SLUG}/LISENSI.md"].decode()

    assert "Asal: Kabupaten Rejang Lebong\nKeadaan: 2026-11-22" in licence
    assert "CC BY 4.0" in licence
    assert unpack_module(pack(packed)).origin == "Kabupaten Rejang Lebong"


@pytest.mark.parametrize("words", [b"\xff\xfe", b"Asal: x\nKeadaan: 2026-13-45\n", b"Asal: \x07\n", b""])
def test_a_licence_that_says_nothing_is_no_harm(words: bytes) -> None:
    assert unpack_module(spoilt(f"{SLUG}/LISENSI.md", words)).as_of is None


def test_a_lesson_may_be_as_long_as_on_the_desk() -> None:
    assert folder.LONGEST_BODY > forms.MOST_LETTERS


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        f"{SLUG}/../module.yaml",
        f"{SLUG}\\img\\a.svg",
        "C:\\kader.md",
        f"{SLUG}/img/dalam.zip",
        f"{SLUG}/img/skrip.js",
        f"{SLUG}/01-dacin.html",
        f"{SLUG}/img/lagi/a.svg",
        f"{SLUG}/img/a.svg\n",
        f"{SLUG}/MODULE.yaml",
        f"{SLUG}/٠١-dacin.md",
        "module.yaml",
        "__MACOSX/x",
    ],
)
def test_what_has_no_place_is_named(name: str) -> None:
    assert "tidak punya tempat" in refusal(spoilt(name, b"x"))


def test_a_name_with_nul_is_refused_as_it_stands() -> None:
    content = spoilt(f"{SLUG}/img/a.svg_.exe", SVG).replace(b"a.svg_.exe", b"a.svg\0.exe")

    assert "tidak punya tempat" in refusal(content)


def test_a_name_twice_is_refused() -> None:
    out = io.BytesIO(pack(PACKED))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(f"{SLUG}/module.yaml", b"slug: lain")

    assert "module.yaml tidak punya tempat" in refusal(out.getvalue()).replace('"', "")


@pytest.mark.parametrize(
    ("name", "mode"), [(LESSON, 0o120777), (LESSON, 0o010644), (f"{SLUG}/img/", 0o120777)]
)
def test_links_and_devices_are_refused(name: str, mode: int) -> None:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    out = io.BytesIO(zip_of(files_of()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(entry, b"/etc/passwd" if name == LESSON else b"")

    assert "tidak punya tempat" in refusal(out.getvalue())


def test_a_folder_with_something_inside_itself_is_refused() -> None:
    assert "tidak punya tempat" in refusal(spoilt(f"{SLUG}/img/", b"tersembunyi"))


def test_two_folders_are_refused() -> None:
    other = {name.replace(SLUG, "lain"): content for name, content in files_of().items()}

    assert "tepat satu folder modul, bukan 2" in refusal(zip_of({**files_of(), **other}))
    assert "bukan 0" in refusal(zip_of({f"{SLUG}/": b""}))


def test_a_zip_with_a_password_is_refused() -> None:
    content = bytearray(pack(PACKED))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert "berkata sandi" in refusal(bytes(content))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused(method: int) -> None:
    assert "bukan zip" in refusal(zip_of(files_of(), compression=method))


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"bukan zip", b"MZ" + pack(PACKED), b"PK\x03\x04" + b"\0" * 99]
)
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert "bukan zip" in refusal(content)


def test_a_bomb_costs_next_to_nothing() -> None:
    bomb = zip_of(
        {f"{SLUG}/img/a{n}.png": bytes(4 * 1024**2) for n in range(190)}, compression=zipfile.ZIP_DEFLATED
    )
    honest, lying = bomb, claiming(bomb, 1)
    tracemalloc.start()
    started = time.monotonic()

    assert "terlalu besar bila dibuka" in refusal(honest)
    assert "terlalu besar bila dibuka" in refusal(lying)

    assert time.monotonic() - started < 2
    assert tracemalloc.get_traced_memory()[1] < 40 * 1024**2
    tracemalloc.stop()


def test_too_many_files_and_too_heavy_a_zip_are_refused() -> None:
    assert "paling banyak 200 berkas" in refusal(zip_of({f"{SLUG}/img/a{n}.png": b"" for n in range(201)}))
    assert "paling banyak 5 MB" in refusal(b"PK\x03\x04" + bytes(LARGEST_FILE))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("module.yaml", b"slug: \xff", "module.yaml: harus teks UTF-8"),
        ("module.yaml", "slug: a\x07", "huruf yang tidak bisa disimpan"),
        ("module.yaml", 'slug: "a\\0b"', "tidak terbaca"),
        ("module.yaml", "a: &x [1]\nb: *x", "tidak terbaca"),
        ("module.yaml", "a: &a [*a]", "tidak terbaca"),
        ("module.yaml", "a: !!python/object/apply:os.system [ls]", "tidak terbaca"),
        ("module.yaml", "? []\n: 1\n? []\n: 2", "tidak terbaca"),
        ("module.yaml", "[" * 900, "tidak terbaca"),
        ("module.yaml", "a: [[b]]", "tidak terbaca"),
        ("module.yaml", "x" * 5000, "tidak terbaca"),
        ("module.yaml", "- a", "tidak terbaca"),
        ("module.yaml", "a: 1\n---\nb: 2", "tidak terbaca"),
        ("module.yaml", f"slug: {SLUG}\nposition: 9{'9' * 3000}", "position: harus bilangan dari 1 sampai 99"),
        ("module.yaml", "slug: lain", "slug: harus sama dengan nama foldernya"),
        ("01-dacin.md", b"\xff\xfe", "01-dacin.md: harus teks UTF-8"),
        ("01-dacin.md", "tanpa kepala", "mulai dengan bagian antara dua baris ---"),
        ("01-dacin.md", "---\na: &x b\n---\nisi", "tidak terbaca"),
        ("01-dacin.md", f"---\na: b\n---\n{'i' * 20_501}", "isinya paling banyak 20500 huruf"),
        ("01-dacin.md", "---\nid: dacin\n---\nisi", "title: wajib diisi"),
        ("img/a.png", b"bukan gambar", "img/a.png: Berkas ini bukan gambar"),
        ("img/a.png", b"", "img/a.png: Berkas gambar ini kosong"),
        ("img/a.png", png(8000, 6000), "Gambar terlalu besar: paling banyak 40 juta titik"),
        ("img/a.png", png(641, 10), "img/a.png: paling berat 25 KB dan paling besar 640 x 1280 titik"),
        ("img/a.png", png() + bytes(25 * 1024), "img/a.png: paling berat 25 KB"),
        ("img/a.svg", b"<svg", "img/a.svg: bukan SVG yang sah"),
        ("img/a.svg", SVG + b" " * 6144, "harus di bawah 6 KB"),
        ("img/a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "tanpa DOCTYPE"),
        ("img/a.svg", ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.decode()).encode("utf-16"), "UTF-8"),
        ("img/a.svg", b'<?xml version="1.0" encoding="cp037"?>' + SVG, "tanpa DOCTYPE, dan tanpa perintah"),
        ("img/a.svg", b'<?xml-stylesheet href="//x.y"?>' + SVG, "tanpa DOCTYPE, dan tanpa perintah"),
        ("img/a.svg", SVG.replace(b"<path", b"<script>1</script><path"), "unsur <script> tidak boleh"),
        ("img/a.svg", SVG.replace(b"<path", b'<path onload="x()"'), "onload menunjuk ke luar"),
        ("img/a.svg", SVG.replace(b"<path", b'<text font-size="1.2.3"/><path'), "huruf 1.2.3 terlalu kecil"),
        ("img/a.svg", SVG.replace(b'"30"', '"²"'.encode(), 1), "width, height"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_sound_is_named_with_its_reason(
    name: str, content: bytes | str, said: str
) -> None:
    assert said in refusal(spoilt(f"{SLUG}/{name}", content))


def test_a_module_without_lessons_is_refused() -> None:
    files = {name: content for name, content in files_of().items() if not name.endswith(".md")}

    assert "tidak ada pelajaran" in refusal(zip_of(files))


def test_two_lessons_of_one_name_are_refused() -> None:
    files = files_of()

    assert "pelajaran-1: dipakai dua kali" in refusal(
        zip_of({**files, f"{SLUG}/02-pelajaran-1.md": files[f"{SLUG}/01-pelajaran-1.md"]})
    )


def test_many_large_pictures_together_are_refused() -> None:
    large = {f"{SLUG}/img/a{n}.png": png(640, 1280) for n in range(49)}

    assert "bersama paling banyak 40 juta titik" in refusal(zip_of({**files_of(), **large}))


def test_no_refusal_fills_a_page() -> None:
    files = {f"{SLUG}/{n:02}-{'a' * 50}.md": b"---\n" + b"x" * 900 + b": 1\n---\nisi" for n in range(99)}
    with pytest.raises(BadModule) as refused:
        unpack_module(zip_of({**files_of(), **files}))

    assert len(refused.value.problems) == 10
    assert max(map(len, refused.value.problems)) <= 300


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600).map(lambda content: b"PK\x03\x04" + content))
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    refusal(content)


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_a_zip_changed_anywhere_is_read_or_refused(chance: random.Random, times: int) -> None:
    content = bytearray(GOOD)
    for _ in range(times):
        at = chance.randrange(len(content))
        length = chance.choice([1, 1, 2, 4, 8])
        content[at : at + length] = chance.choice([b"\0", b"\xff", bytes([chance.randrange(256)])]) * length
    with suppress(BadModule):
        unpack_module(bytes(content))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["module.yaml", "01-dacin.md", "img/a.svg", "img/a.png"]), st.data())
def test_a_file_changed_anywhere_is_read_or_refused(name: str, data: st.DataObject) -> None:
    files = files_of()
    path = f"{SLUG}/{name}"
    before = files.get(path, SVG if name.endswith("svg") else png())
    at = data.draw(st.integers(0, len(before)))
    put = data.draw(
        st.binary(max_size=40) | st.text(max_size=30).map(lambda text: text.encode("utf-8", "replace"))
    )
    files[path] = before[:at] + put + before[at + data.draw(st.integers(0, 9)) :]
    with suppress(BadModule):
        unpack_module(zip_of(files))


GOOD = pack(PACKED)
