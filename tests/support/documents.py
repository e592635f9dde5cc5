"""The project's Markdown documents: their links, the paths they name, and their code blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / folder / "README.md" for folder in ("corpus", "index", "service", "deploy", "tests/relevance")),
    ]
)
"""Those that are written for people; practices of the built-in collection are data."""

_FENCE = re.compile(
    r"^(?:<!-- not run: (?P<reason>.+?) -->\n)?(?:`(?P<path>[\w./-]+)`:\n\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced block of a document."""

    document: Path
    line: int
    language: str
    text: str
    path: str = ""
    """The file that the block is the text of, where the line before it names one."""
    reason_not_run: str = ""

    def __str__(self) -> str:
        return f"{relative(self.document)}:{self.line}"


def relative(path: Path) -> str:
    """Give a path of the project as documents write it."""
    return path.relative_to(ROOT).as_posix()


def code_blocks(document: Path, language: str | None = None) -> Iterator[CodeBlock]:
    """List the fenced blocks of a document, of one language or of all."""
    text = document.read_text(encoding="utf-8")
    for fence in _FENCE.finditer(text):
        if language in (None, fence["language"]):
            line = text.count("\n", 0, fence.start("text"))
            yield CodeBlock(
                document, line, fence["language"], fence["text"], fence["path"] or "", fence["reason"] or ""
            )


def prose(document: Path) -> str:
    """Give the text of a document without its fenced blocks."""
    return _FENCE.sub("", document.read_text(encoding="utf-8"))


def exists(path: str, document: Path) -> bool:
    """Tell whether the project has a path, from its root or from the folder of a document."""
    return (ROOT / path).exists() or (document.parent / path).exists()
