"""PINs and passwords: made ones pass their own rules, chosen ones are judged, hashes keep their word."""

import pytest
from argon2 import Type, extract_parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from app.auth.secrets import (
    dummy_hash,
    hash_secret,
    is_pin,
    is_weak_password,
    is_weak_pin,
    make_password,
    make_pin,
    matches,
)

pins = st.integers(0, 999_999).map(lambda n: f"{n:06d}")


def test_made_pins_are_pins_and_not_weak() -> None:
    made = {make_pin() for _ in range(300)}
    assert all(is_pin(pin) and not is_weak_pin(pin) for pin in made)
    assert len(made) > 290


def test_made_passwords_pass() -> None:
    assert not [word for word in (make_password() for _ in range(300)) if is_weak_password(word, "rina")]


@pytest.mark.parametrize(
    "pin", ["000000", "121212", "123456", "654321", "012345", "890123", "123123", "147258"]
)
def test_easy_pins_are_weak(pin: str) -> None:
    assert is_weak_pin(pin)


@given(st.integers(1930, 2015), st.integers(0, 99))
def test_the_year_of_birth_is_weak_wherever_it_stands(year: int, more: int) -> None:
    for pin in (f"{year}{more:02d}", f"{more:02d}{year}"):
        assert is_weak_pin(pin, year)


@given(pins)
def test_most_pins_are_free_to_choose(pin: str) -> None:
    if is_weak_pin(pin):
        assert not is_weak_pin("481593"), "the rule is no blanket refusal"


@given(st.text(max_size=20))
def test_only_six_plain_digits_are_a_pin(text: str) -> None:
    assert is_pin(text) == (len(text) == 6 and all(letter in "0123456789" for letter in text))


@pytest.mark.parametrize(
    "word", ["short", "aaaaaaaaaaaa", "Password2026", "katasandiku1", "rina.dpmd2026", "abababababab"]
)
def test_easy_passwords_are_weak(word: str) -> None:
    assert is_weak_password(word, "rina.dpmd")


@settings(max_examples=5, deadline=None)
@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_a_hash_matches_its_own_secret_under_its_own_key_only(secret: str, other: str) -> None:
    kept = hash_secret(secret, "pepper")
    assert matches(kept, secret, "pepper")
    assert matches(kept, other, "pepper") == (other == secret)
    assert not matches(kept, secret, "another pepper")
    assert secret not in kept or len(secret) < 4


def test_nobody_matches_the_dummy() -> None:
    assert not matches(dummy_hash("pepper"), "", "pepper")
    assert not matches("not a hash", "246813", "pepper")


def test_guessing_costs_what_owasp_asks() -> None:
    for kept in (hash_secret("246813", "pepper"), dummy_hash("pepper")):
        cost = extract_parameters(kept)
        assert cost.type is Type.ID
        assert (cost.memory_cost, cost.time_cost, cost.parallelism) == (19_456, 2, 1)
