"""The live repository: its pages fetched politely, kept as fetched, and read again from what is kept.

In: the address of a listing, a folder. Out: a report, and practices read from the folder. May import: readers, parsing,
text, model, errors. A sync is round → listing, page_fetch → http/ and storage/.
"""
