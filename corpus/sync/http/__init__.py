"""HTTP with limits: requests that are paced and retried, robots.txt, addresses, decompression.

In: addresses. Out: responses. May import: sync.errors; nothing else of this program.
"""
