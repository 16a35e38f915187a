"""A page that the viewer's role does not open, typed into the address bar or followed from a link."""

from dashboard.components import not_for_you

not_for_you()
