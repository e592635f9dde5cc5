"""The JSON API: a router a resource.

In: parameters. Out: schemas. May import: web.http, live, schemas.
"""
