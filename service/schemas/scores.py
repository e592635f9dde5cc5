"""Scores as they are given to others."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

DECIMALS = 4
"""Processors add in an order of their own, also from one request to the next, so that the seventh digit may differ."""

Score = Annotated[float, AfterValidator(lambda score: round(score, DECIMALS))]
