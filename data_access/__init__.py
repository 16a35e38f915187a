"""Files and tables: the contract of the weekly workbook, its reading, storing and querying."""
