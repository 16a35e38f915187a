"""Workbooks in and out: reading, the template, annotated copies."""
