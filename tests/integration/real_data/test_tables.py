from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from corpus.model import Practice
from corpus.parsing.results import Problem, Read
from corpus.readers import reader_for
from tests.support.page_writers import workbook


def practices(items: list[Read | Problem]) -> list[Practice]:
    return [item.practice for item in items if isinstance(item, Read)]


def test_the_real_projects_are_the_same_as_a_table_and_as_lines(shared: Path) -> None:
    path = shared / "data" / "practices" / "eutf_projects.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    names = list(records[0])
    cells = [
        ["; ".join(value) if isinstance(value, list) else str(value or "") for value in record.values()]
        for record in records
    ]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([names, *cells])

    read = [reader_for(path.name, {}.get)(path.read_bytes(), "p")]
    read.append(reader_for("p.csv", {}.get)(out.getvalue().encode(), "p"))
    read.append(reader_for("p.xlsx", {}.get)(workbook({"Projects": [names, *cells]}), "p"))

    lines, table, sheet = ([p.to_dict() | {"captures": ()} for p in practices(list(items))] for items in read)
    assert len(lines) == 602
    assert table == lines
    assert sheet == lines
