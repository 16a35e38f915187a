"""Giving a file back with its findings: marks written into the package, or an extract of the bad rows."""
