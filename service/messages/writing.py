"""Messages about a written answer: what was left out of it, and why it is not whole."""

from __future__ import annotations

from collections import Counter

from service.messages.reasons import render
from service.reasons import Reason
from service.writer.verification import Fault

FAULTS = {
    Fault.UNNUMBERED: "no number of a quotation",
    Fault.UNKNOWN_NUMBER: "the number of a quotation that was not given",
    Fault.MARKUP: "a link or markup",
    Fault.NUMBER: "a number that its quotations do not hold",
    Fault.NAME: "a name that its quotations do not hold",
    Fault.DENIED: "says no where its quotations do not, or the reverse",
    Fault.FAR: "not close in meaning to its quotations",
    Fault.REWORDED: "not in the words of its quotations",
    Fault.REPEATED: "said before",
    Fault.DANGLING: "refers to a sentence that does not stand before it",
}


def describe_left_out(left_out: Counter[Fault], why: Reason | None) -> str:
    """Say what was left out of a written answer, and why it is not whole; empty where nothing is to be said."""
    count = left_out.total()
    faults = "; ".join(f"{FAULTS[fault]} ({times})" for fault, times in left_out.most_common())
    counted = f"{count} {'sentence was' if count == 1 else 'sentences were'} left out: {faults}." if count else ""
    return " ".join(filter(None, [counted, render(why) if why else ""]))
