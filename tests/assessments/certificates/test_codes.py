from hypothesis import given
from hypothesis import strategies as st

from assessments.certificates.codes import ALPHABET, LENGTH, new_code, read_code, shown_code

places = st.integers(0, LENGTH - 1)


def test_a_code_has_no_letters_that_look_alike() -> None:
    assert not set("01OIL5SZ") - {"L"} & set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 29
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_code_is_read_however_it_is_typed() -> None:
    code = new_code()

    for typed in (code, code.lower(), shown_code(code), f" {code[:3]}.{code[3:7]} - {code[7:]} "):
        assert read_code(typed) == code


@given(places, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(place: int, letter: str) -> None:
    code = new_code()
    wrong = code[:place] + letter + code[place + 1 :]

    assert read_code(wrong) == (code if wrong == code else None)


@given(st.integers(0, LENGTH - 3))
def test_two_swapped_characters_are_noticed(place: int) -> None:
    code = new_code()
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert read_code(swapped) == (code if swapped == code else None)


@given(st.text(max_size=40))
def test_anything_else_is_no_code(typed: str) -> None:
    code = read_code(typed)

    assert code is None or (len(code) == LENGTH and set(code) <= set(ALPHABET))
