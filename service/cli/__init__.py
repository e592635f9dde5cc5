"""The command line: a file a group of commands, and results as plain text.

In: arguments. Out: text or one JSON object. May import: engine and all below, never web.
"""

from service.cli.questions import app

__all__ = ["app"]
