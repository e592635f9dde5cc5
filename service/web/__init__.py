"""The web application: API, pages, and what holds for every response.

In: requests. Out: responses. May import: schemas, live and all below, never cli.
"""
