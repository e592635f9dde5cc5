"""The registry of export formats, read from the modules of the package."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from service.errors import RequestError
from service.export.export_format import ExportFormat


def discover_formats(package: ModuleType) -> dict[str, ExportFormat]:
    """Collect the ``FORMAT`` of each module of a package that has one, by its name, sorted.

    :raises ValueError: two modules give their format the same name.
    """
    formats: dict[str, ExportFormat] = {}
    modules: dict[str, str] = {}
    for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        declared = getattr(importlib.import_module(info.name), "FORMAT", None)
        if not isinstance(declared, ExportFormat):
            continue
        if declared.name in formats:
            raise ValueError(
                f"{modules[declared.name]} and {info.name} both have an export format with the name "
                f"{declared.name!r}; give one of them another name."
            )
        formats[declared.name], modules[declared.name] = declared, info.name
    return dict(sorted(formats.items()))


EXPORT_FORMATS = discover_formats(importlib.import_module(__package__ or "service.export"))
"""The export formats by name."""


def find_export_format(name: str) -> ExportFormat:
    """Look an export format up by its name.

    :raises RequestError: there is none; the message lists the known ones.
    """
    if name in EXPORT_FORMATS:
        return EXPORT_FORMATS[name]
    raise RequestError(f"{name!r} is no export format; the formats are: {', '.join(EXPORT_FORMATS)}.")


def list_export_formats() -> str:
    """List the names of the formats for a sentence, as “a, b or c”, those that most people use first."""
    ranked = sorted(EXPORT_FORMATS.values(), key=lambda export_format: -export_format.prominence)
    *others, last = (export_format.name for export_format in ranked)
    return f"{', '.join(others)} or {last}" if others else last
