"""The responses that routes share, for the schema of the API."""

from __future__ import annotations

from typing import Any

from service.schemas.problem import ProblemOut

_PROBLEM: dict[str, Any] = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
}


REFUSED: dict[int | str, dict[str, Any]] = {
    414: {"description": "The address is too long", "model": ProblemOut, **_PROBLEM},
    422: {
        "description": "A parameter does not exist, is given too often, or has a value it cannot have",
        "model": ProblemOut,
        **_PROBLEM,
    },
}
"""What any route may refuse an address with."""


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {
        "description": "The request cannot be answered as it is put: a value is none that the service knows",
        "model": ProblemOut,
        **_PROBLEM,
    },
    **REFUSED,
    429: {"description": "Too much is asked from one place", "model": ProblemOut, **_PROBLEM},
    503: {
        "description": "There is no index that can be served, or too much is asked at once",
        "model": ProblemOut,
        **_PROBLEM,
    },
}


NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {"description": "Unknown practice", "model": ProblemOut, **_PROBLEM},
    410: {"description": "A practice that its site has withdrawn", "model": ProblemOut, **_PROBLEM},
}
