"""What doctor looks at: every file and setting that the service needs, each check by itself.

In: settings. Out: checks, each with its state or with what is wrong and the cure. May import: bootstrap and all below.
"""
