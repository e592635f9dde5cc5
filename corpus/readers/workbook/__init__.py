"""Workbooks (Excel, OpenDocument) to grids: cells as they are shown, merged ones where they stand, hidden ones aside.

In: bytes. Out: practices and problems. May import: parsing, vocabularies, text, model.
"""

from corpus.readers.registry import Reader
from corpus.readers.workbook.reader import read_workbook

READER = Reader("workbook", (".ods", ".xls", ".xlsm", ".xlsx"), read_workbook, takes_mapping=True)
