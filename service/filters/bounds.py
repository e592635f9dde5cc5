"""Bounds of filters: how many values one and all of them may have, and how long these may be.

What a search costs grows with them, and the page that shows it links to the same search without each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.errors import ParameterError

MOST_FILTER_VALUES = 50
"""Of one filter."""
LONGEST_FILTER_VALUE = 300
"""Characters: more than the longest name of an organisation."""
MOST_VALUES_TOGETHER = 100
MOST_CHARACTERS_TOGETHER = 6_000


def check_filters(filters: Mapping[str, Sequence[str]]) -> None:
    """Check filters as they are written, or as they are read: one text may hold several values.

    :raises ParameterError: the message names the filter, what was given and the limit.
    """
    for name, values in filters.items():
        if len(values) > MOST_FILTER_VALUES:
            raise ParameterError(
                f"{name}: {len(values)} values are more than the {MOST_FILTER_VALUES} that are read; "
                "please leave some out."
            )
        longest = max(map(len, values), default=0)
        if longest > LONGEST_FILTER_VALUE:
            raise ParameterError(
                f"{name}: {longest} characters are more than the {LONGEST_FILTER_VALUE} that are read; "
                "please shorten it."
            )
    given = [name for name, values in filters.items() if values]
    number = sum(len(filters[name]) for name in given)
    characters = sum(len(value) for name in given for value in filters[name])
    if number > MOST_VALUES_TOGETHER or characters > MOST_CHARACTERS_TOGETHER:
        raise ParameterError(
            f"The filters {', '.join(given)} have {number} values with {characters} characters together; "
            f"{MOST_VALUES_TOGETHER} values with {MOST_CHARACTERS_TOGETHER} characters are read; please leave some out."
        )
