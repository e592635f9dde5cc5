"""Readers: models that read a question and a sentence together, and tell whether the one answers the other.

None is set by default: no package holds one. See :mod:`service.answers.reader.protocol`.
"""
