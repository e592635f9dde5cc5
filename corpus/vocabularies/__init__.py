"""The closed lists of the field and their names: frameworks, countries, regions, organisations, page labels, glossary.

In: names as pages write them. Out: codes and numbers. May import: text, model, errors. The names of each language stand
in data files beside the modules, ``<module>/<language>.toml``.
"""
