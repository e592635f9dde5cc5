"""The server process: connections held within bounds, worker processes, its log.

In: the settings and the application. Out: a process that serves. May import: the application and all below.
"""
