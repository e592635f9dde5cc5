"""The closed lists of the field and their names: frameworks, countries, regions, organisations, page labels.

In: names as pages write them. Out: codes and numbers. May import: text, model, errors.
"""
