"""The service: questions answered on web pages, as JSON and on the command line.

In: questions, filters, ids, and an index folder. Out: answers, practices, files. May import: index, and corpus.
"""
