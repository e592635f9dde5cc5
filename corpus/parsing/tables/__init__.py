"""Grids of cells to records: where a sheet's tables and forms lie, what names their cells, and what is no record.

In: a grid, as a workbook or a delimited file gives it. Out: records, each cell with its name, and texts to set aside.
May import: vocabularies, text, model, errors.
"""
