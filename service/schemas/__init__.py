"""The shapes of the JSON API, and everything that is rendered from them.

In: results of the engine. Out: JSON. May import: messages, answers, practices, writer.
"""
