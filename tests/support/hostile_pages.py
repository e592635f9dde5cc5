"""Pages, questions and names with what must not go out as it came: control characters, overrides, credentials."""

from __future__ import annotations

import json
import re
from pathlib import Path

ESCAPE, BELL, NUL, CSI, NEL, DEL = "\x1b[31m", "\x07", "\0", "\x9b2J", "\x85", "\x7f"
OVERRIDE, ISOLATE, MARKS = "\u202e", "\u2066\u2069", "\u200e\u200f\u061c"
CONTROLS = f"{ESCAPE}{BELL}{NUL}{CSI}{NEL}{DEL}\x0b\x0c{OVERRIDE}{ISOLATE}{MARKS}\u2028\u2029\r"
SECRET = "s3cr3t"
ADDRESS = f"https://reader:{SECRET}@example.org/practice/one"
HIDDEN = f"https://rea{OVERRIDE}{NUL}der:{SECRET}{DEL}@exam{ISOLATE}ple.org/practice/one"
"""The same with what nobody sees in it."""
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0d-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FORMULAS = "= + - @ ＝ ＋ － ＠".split()


def hostile(text: str) -> str:
    """Put the characters before, in and behind a text."""
    middle = len(text) // 2
    return f"{CONTROLS}{text[:middle]}{CONTROLS}{text[middle:]}{CONTROLS}"


def steered(text: str) -> str:
    """Put a few of the characters into a text: of a file with many, readers say that it is none of text."""
    return f"{OVERRIDE}{text}{ISOLATE}\x1b[2J{MARKS}"


def write_hostile_pages(folder: Path) -> None:
    """Write pages of several formats, of which each value is hostile."""
    folder.mkdir(parents=True, exist_ok=True)
    sentence = "The harbour office trains forty fishers to mend nets."
    records = [
        {
            "id": f"hostile-{number}",
            "title": f"{sign}{hostile(f'The harbour project {number}')}",
            "url": f"{HIDDEN}-{number}",
            "type": hostile("Project"),
            "implementing": [f"{sign}{hostile('Harbour Office')}"],
            "partners": [f"{hostile('Net Menders')}, {HIDDEN}"],
            "donors": [f"{sign}{hostile('A Foundation')}"],
            "dates": hostile("2019 - 2020"),
            "summary": f"{hostile(sentence)} Write to {ADDRESS}-{number} for more about the nets.",
            "additional resources": f"See {HIDDEN} and ftp://reader:{SECRET}@example.org/file.",
            hostile("a field of its own"): hostile("kept as it is written"),
        }
        for number, sign in enumerate(FORMULAS)
    ]
    (folder / "records.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    plain = " ".join(f"Plain sentence number {number} says what nobody doubts." for number in range(60))
    (folder / "page.html").write_text(
        f"""<html lang=en><head><title>{steered("A bakery")}</title></head><body><main><h1>{steered("A bakery")}</h1>
        <h2>{steered("Summary")}</h2><p>{steered("Bakers teach forty women to bake flat bread.")} {plain}
        <a href='{ADDRESS}'>{steered("the recipe")}</a> &#27;[31m &#x202e; https://<b>reader:{SECRET}@</b>example.org</p>
        <h2>{steered("Our own heading")}</h2><p>{steered("The oven was built by the village in spring.")}</p>
        <h2>Additional resources</h2><ul><li><a href='{ADDRESS}&#x202e;'>{steered("film")}</a></li></ul>
        </main></body></html>""",
        encoding="utf-8",
    )
    (folder / "page.md").write_text(
        f"""# {steered("An orchard")}\n\n## Summary\n\n{steered("The orchard feeds the school each day.")} {plain}

Read [{steered("the plan")}]({ADDRESS}) first.\n\n## Key Lessons\n\n{steered("Water the young trees early.")}\n""",
        encoding="utf-8",
    )
    (folder / "table.csv").write_text(
        f'Title,URL,Summary,Implementing Organizations\n"{steered("A violin school")}",{ADDRESS},'
        f'"{steered("Violins are lent to sixty children of the valley.")} {plain}","＝{steered("Music House")}"\n',
        encoding="utf-8",
    )
    (folder / f"name{OVERRIDE}{ESCAPE}.txt").write_text(
        f"{steered('A lantern walk')}\nSummary\n{steered('Neighbours walk through the old streets.')}\n{plain}\n",
        encoding="utf-8",
    )
