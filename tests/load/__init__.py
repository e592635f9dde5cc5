"""Load on a server: how much it answers, how long that takes, what memory it keeps (``make load``)."""
