"""The JSON API: a router a resource.

In: parameters. Out: schemas. May import: web.http, schemas, live and all below.
"""
