"""The web application: API, pages, and what holds for every response.

In: requests. Out: responses. May import: live, schemas, engine and all below, never cli.
"""
