"""Messages of the feedback form: why an answer did not help."""

from __future__ import annotations

from service.feedback.store import FeedbackReason

FEEDBACK_REASONS: dict[FeedbackReason, str] = {
    "wrong": "It is wrong",
    "off_topic": "It is about something else",
    "incomplete": "Something is missing",
    "outdated": "It is out of date",
    "unclear": "It is hard to understand",
    "other": "Another reason",
}
