"""What a sync keeps on disk: pages as fetched, what is known of each, and the practices read from them.

In: responses. Out: stored pages and practices. May import: sync.http, readers, parsing, text, model.
"""
