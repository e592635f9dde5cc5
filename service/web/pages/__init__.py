"""The pages, rendered on the server: a file a page.

In: parameters. Out: HTML. May import: web.http, schemas, live and all below.
"""
