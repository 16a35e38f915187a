"""Days without cutovers in the demonstration: the year-end everywhere, the tax rolls at the tax counter."""

import datetime as dt

from data_access.contract import Label
from data_access.freezes import Freeze

FREEZES = (
    Freeze(
        dt.date(2026, 12, 18),
        dt.date(2027, 1, 4),
        Label("Year-end closing", "Clôture de fin d'année", "Jaareindeafsluiting"),
    ),
    Freeze(
        dt.date(2027, 5, 1),
        dt.date(2027, 6, 15),
        Label("Sending of the tax rolls", "Envoi des rôles d'imposition", "Verzending van de belastingkohieren"),
        "treasury",
    ),
)
