from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.attempts.tokens import Claim, Forged, read, sign


@given(st.uuids(), st.integers(1, 200), st.integers(1, 10_000), st.uuids())
def test_a_token_says_what_was_signed_and_only_with_our_key(
    attempt: UUID, position: int, seq: int, cadre: UUID
) -> None:
    claim = Claim(attempt, position, seq, cadre)
    token = sign(claim, "key")

    assert read(token, "key") == claim
    with pytest.raises(Forged):
        read(token, "another")


@given(st.text(max_size=200))
def test_garbage_is_forged(text: str) -> None:
    with pytest.raises(Forged):
        read(text, "key")
