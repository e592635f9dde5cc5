"""The command line: a file a group of commands, and results as plain text.

In: arguments. Out: text or one JSON object. May import: web (to serve it), schemas, engine and all below.
Commands import what they need when they run, so that ``--help`` answers at once.
"""

from service.cli import collection, evaluation, questions, serve
from service.cli.app import app

__all__ = ["app", "collection", "evaluation", "questions", "serve"]
