"""What holds for every route: parameters, middleware, streaming.

In: requests. Out: requests and responses. May import: schemas and all below.
"""
