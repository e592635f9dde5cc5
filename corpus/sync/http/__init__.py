"""Fetching politely: requests with limits, robots.txt, addresses, decompression.

In: addresses. Out: responses. May import: text, errors.
"""
