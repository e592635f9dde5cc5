"""Feedback of two readers on one question."""

from __future__ import annotations

from dataclasses import replace

from service.feedback.store import Feedback, ShownStatement

GOOD = Feedback(
    "Which “networks”?\nx",
    {"country": ("NE",)},
    "s-1",
    (
        ShownStatement("p1", "a", 0, 4, "Text"),
        ShownStatement("p1", "b", 5, 9, ""),
        ShownStatement("p2", "c", 0, 1, "T"),
    ),
    helpful=True,
    comment='It "helped" \\ me',
)
BAD = replace(
    GOOD,
    helpful=False,
    reason="off_topic",
    statements=(ShownStatement("p2", "c", 0, 1, "T"), ShownStatement("p3", "d", 0, 1)),
)
