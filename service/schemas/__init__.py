"""Schemas of the JSON API: one file a resource.

In: results of the engine. Out: JSON. May import: messages, engine and all below, never live.
"""
