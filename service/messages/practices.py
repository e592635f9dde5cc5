"""Messages about a practice: what is known of it, in a line."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Practice
from corpus.vocabularies.countries import country_name
from index.enrichment.objective_classifier import InferredObjective
from service.practices.freshness import read_freshness


def list_facts(practice: Practice, inferred: Sequence[InferredObjective] = ()) -> list[str]:
    """List what is known of a practice, for a line; an inferred objective is called so."""
    facts = [", ".join(country_name(code) for code in practice.countries or ())]
    facts += [practice.dates.as_written if practice.dates else "", practice.type or ""]
    facts += [f"GCM objective {', '.join(map(str, practice.objectives))}" if practice.objectives else ""]
    facts += [f"probably GCM objective {inferred[0].objective} (inferred)" if inferred else ""]
    fresh = read_freshness(practice)
    facts += [f"last checked {fresh.checked}" if fresh.checked and not fresh.failing_since else ""]
    facts += [f"cannot be reached since {fresh.failing_since}" if fresh.failing_since else ""]
    return [fact for fact in facts if fact]
