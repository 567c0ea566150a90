"""Whatever is typed into a form of the roster, the answer is a page in words, and what was refused changed nothing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.registry.models import Cadre, Placement, Posyandu, Training
from tests.client import Browser, held_by
from tests.factories import Make, count_rows

values = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", " ", "0", "-1", "9" * 50, "1e9", "2024-02-30", "0001-01-01", "9999-12-31", "\x00", "<b>", "'", "%", "x" * 300]),
)  # fmt: skip
PAGES = (
    "/kader/baru",
    "/kader/{number}/ubah",
    "/kader/{number}/pindah",
    "/kader/{number}/berhenti",
    "/kader/{number}/kembali",
    "/kader/{number}/pelatihan",
    "/posyandu/baru",
    "/posyandu/{posyandu}/ubah",
    "/posyandu/{posyandu}/tutup",
)
COUNTED = (Cadre, Placement, Posyandu, Training)


@pytest.fixture
def paths(browser: Browser, make: Make) -> list[str]:
    siti = make.cadre("Siti")
    browser.sign_in(make.user("dpmd").sign_in_name)
    return [path.format(number=siti.number, posyandu=siti.posyandu_id) for path in PAGES]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(data=st.data())
def test_garbage_never_breaks_a_form(browser: Browser, paths: list[str], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(paths))
    form = browser.open(path).select("form[method=post]")[0]
    fields = held_by(form)
    names = sorted({str(field["name"]) for field in form.select("[name]")} - {"csrf_token"})
    sent: dict[str, Any] = {**fields, **data.draw(st.dictionaries(st.sampled_from(names), values))}
    before = [count_rows(model) for model in COUNTED]

    response = browser.raw(str(form.get("action") or path), method="POST", data=sent)

    assert response.status_code in (303, 422), response.get_data(as_text=True)[:500]
    if response.status_code == 422:
        assert [count_rows(model) for model in COUNTED] == before
        assert 'class="note bad"' in response.get_data(as_text=True)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    args=st.dictionaries(
        st.sampled_from(["q", "wilayah", "posyandu", "jenjang", "dilatih", "status", "urut", "hal", "siklus", "strata"]),
        values,
    ),
    path=st.sampled_from(["/kader", "/posyandu", "/kader/baru", "/posyandu/baru"]),
)  # fmt: skip
def test_garbage_in_an_address_is_a_list_or_nothing(
    browser: Browser, paths: list[str], args: dict[str, str], path: str
) -> None:
    assert browser.raw(path, query_string=args).status_code in (200, 404)
