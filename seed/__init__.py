"""The demonstration portfolio: a story told in weekly workbooks and uploaded through the front door."""
