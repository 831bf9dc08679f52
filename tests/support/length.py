"""Length: a sample of what is tested in `make test`, all of it in `make prove`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import settings

Case = TypeVar("Case")
Test = TypeVar("Test")


def is_proving() -> bool:
    """Return whether tests run at length: `make prove`."""
    return settings.get_current_profile_name() == "prove"


def sample(cases: Sequence[Case], step: int) -> Sequence[Case]:
    """Return every so many-th of some cases, the first among them; all of them in `make prove`."""
    return cases if is_proving() else cases[::step]


def few(examples: int) -> settings:
    """Return the settings of a dear property: so many examples, fifty times as many in a proof."""
    return settings(max_examples=examples * (50 if is_proving() else 1))


def at_length(test: Test) -> Test:
    """Mark a test that is run by `make prove` alone."""
    skipped = pytest.mark.skipif(not is_proving(), reason="long: make prove")
    marked: Test = pytest.mark.prove(skipped(test))
    return marked
