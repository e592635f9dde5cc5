"""A small collection for tests whose subject is not what the pages say."""

from __future__ import annotations

from corpus import Practice, Section, SectionKind


def ten_small_practices() -> list[Practice]:
    """Make ten small practices on different subjects, three passages each."""
    subjects = "harbour orchard telescope violin glacier bakery lantern compass meadow anchor".split()
    return [
        Practice(
            practice_id=f"practice-{subject}",
            title=f"The {subject} project",
            url=f"https://example.org/practice/{subject}",
            language="en",
            countries=("NE", "ML") if number % 2 else ("BD",),
            primary_objectives=(number % 3 + 1,),
            type="Project/Programme" if number % 2 else None,
            sections=(
                Section(
                    SectionKind.SUMMARY,
                    "Summary",
                    f"The {subject} was described in {2010 + number}. It is a {subject}.",
                ),
                Section(SectionKind.KEY_LESSONS, "Key Lessons", f"People near the {subject} learned to share it."),
                Section(SectionKind.INNOVATION, None, f"A new kind of {subject} was tried, with {number} helpers."),
            ),
        )
        for number, subject in enumerate(subjects)
    ]
