from __future__ import annotations

from index.query.acronyms import Expansion
from index.query.reader import Query
from service.messages.reading import describe_reading


def test_a_query_that_was_read_as_it_is_written_needs_no_words() -> None:
    assert list(describe_reading(Query("children", "children", "en"))) == []


def test_whatever_was_read_is_said_in_a_sentence() -> None:
    query = Query(
        "written",
        "read",
        "en",
        phrases=("last resort",),
        loose_phrases=("first aid", "blue moon"),
        absent_phrases=("blue moon",),
        changes=(("childern", "children"),),
        expansions=(Expansion("NRM", "National Referral Mechanism", "zambia"),),
    )

    assert list(describe_reading(query)) == [
        "Read “childern” as “children”. To look for it as you wrote it, put it in quotation marks.",
        "Also looked for “National Referral Mechanism”: zambia says that it is the same as “NRM”.",
        "Only passages that hold “last resort” word for word, or whose practice has it in its title.",
        "“first aid” counted a little more than the other words; passages that do not hold it word for word are found "
        'too. To demand it, write +"first aid".',
        "Nothing here holds “blue moon” word for word; it was looked for by its meaning.",
    ]
