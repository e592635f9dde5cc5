"""The package of a Word file: a zip archive of parts that refer to each other (Open Packaging Conventions).

Read by the references alone: what types the parts are said to have differs from program to program.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from corpus.errors import PageError
from corpus.readers.word.xml import Element, attribute, children, kind_of
from corpus.readers.zip_limits import Budget, unpack
from corpus.text.strings import squeezed

_OLE = b"\xd0\xcf\x11\xe0"
_USUAL_PLACE = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: another part by its name, or an address."""

    kind: str
    """The last part of its type: ``styles``, ``hyperlink``."""
    target: str
    is_external: bool = False


class Package:
    """The parts of one Word file."""

    def __init__(self, data: bytes, source: str, budget: Budget | None = None) -> None:
        """Open a file.

        :param budget: of the file that it lies in.
        :raises PageError: it is no Word file, damaged, locked, or unpacks to too much.
        """
        if data.startswith(_OLE):
            raise PageError(f"{source}: the file is locked with a password, or in Word's old format; save it as .docx.")
        self.budget = budget or Budget()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except MemoryError:
            raise
        except Exception as error:  # zipfile fails in many ways on a damaged file
            reason = f"not a Word file, or a damaged one; open it and save it again ({type(error).__name__})"
            raise PageError(f"{source}: {reason}.") from error
        self.budget.spend(self._archive.infolist(), source)
        self._members = {info.filename.lstrip("/").casefold(): info for info in self._archive.infolist()}
        relations = self.relations("")
        mains = (relation.target for relation in relations.values() if relation.kind == "officeDocument")
        self.main = next(mains, _USUAL_PLACE)
        """The name of the part that holds the text."""
        self.root = self._main_root(source)
        cores = (relation.target for relation in relations.values() if relation.kind == "core-properties")
        self.title = self._title(next(cores, ""))
        """The title in the properties of the file."""

    def relations(self, part: str) -> dict[str, Relation]:
        """List what a part refers to; nothing where that is damaged."""
        folder, name = posixpath.split(part)
        try:
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        except PageError:
            return {}
        related: dict[str, Relation] = {}
        for element in children(root, "Relationship"):
            kind, target = attribute(element, "Type").rpartition("/")[2], attribute(element, "Target")
            is_external = attribute(element, "TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            related[attribute(element, "Id")] = Relation(kind, target, is_external)
        return related

    def read(self, part: str) -> bytes:
        """Give the bytes of a part.

        :raises PageError: the package does not hold it, or it is damaged.
        """
        info = self._members.get(part.casefold())
        if info is None:
            raise PageError(f"{part}: not in the file.")
        return unpack(self._archive, info)

    def xml(self, part: str) -> Element:
        """Parse a part.

        :raises PageError: the package does not hold it, or it is damaged.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(self.read(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise PageError(f"{part}: damaged: {squeezed(str(error))}.") from error

    def _main_root(self, source: str) -> Element:
        try:
            root = self.xml(self.main)
        except PageError as error:
            reason = f"not a Word file, or a damaged one: {error} Open it and save it again"
            raise PageError(f"{source}: {reason}.") from error
        if kind_of(root) != "document":
            raise PageError(
                f"{source}: not a Word file, or a damaged one: it holds no document; open it and save it again."
            )
        return root

    def _title(self, part: str) -> str:
        try:
            titles = children(self.xml(part), "title") if part else ()
        except PageError:  # a title in damaged properties is no loss that stops the reading
            return ""
        return next((title.text or "" for title in titles), "")
