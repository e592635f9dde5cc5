"""The store of a sync on disk: pages as fetched, what is known of each, and the practices read from them.

In: responses. Out: stored pages and practices. May import: sync.http.urls, sync.page_content, parsing, text, model.
"""
