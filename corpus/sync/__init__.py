"""The live repository: its pages brought politely, kept as fetched, and read again from what is kept."""
