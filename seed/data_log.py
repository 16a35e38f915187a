"""The RAID logs of the data programme, each in the language of its manager."""

from seed.plan import Entry

PLATFORM_OF_DATA = (
    Entry(
        "R1",
        "threat",
        "Avis négatif du délégué à la protection des données",
        "2026-03-20",
        cause="Hébergement choisi avant l'analyse d'impact.",
        effect="Architecture à revoir.",
        scores=(3, 5, 2, 4),
        residual=(("2026-05-29", (3, 4)),),
        cost=45_000,
        strategy="reduce",
        due="2026-06-12",
        life=(("2026-05-08", "in_progress"), ("2026-06-19", "materialised")),
        escalated="2026-06-19",
    ),
    Entry(
        "I1",
        "issue",
        "Chiffrement de bout en bout exigé",
        "2026-06-17",
        effect="90 jours et 29.000 EUR de plus.",
        cost=29_000,
        due="2026-09-11",
        escalated="2026-06-19",
        life=(("2026-07-03", "in_progress"), ("2026-10-30", "closed")),
        linked="R1",
    ),
    Entry(
        "C1",
        "change",
        "Nouvelle référence de délai et de budget",
        "2026-07-24",
        cost=29_000,
        due="2026-09-11",
        escalated="2026-07-24",
        life=(("2026-09-11", "closed"),),
    ),
    Entry(
        "R2",
        "threat",
        "Coût des clés gérées sous-estimé",
        "2026-08-21",
        scores=(3, 3, 2, 3),
        cost=14_000,
        strategy="accept",
        due="2027-01-29",
    ),
    Entry(
        "X1",
        "dependency",
        "Identité unique pour les chercheurs",
        "2026-05-15",
        due="2026-11-27",
        provider="REF-03",
        life=(("2026-09-25", "in_progress"),),
    ),
)

CATALOGUE = (
    Entry(
        "R1",
        "threat",
        "Vastleggingskrediet vervalt op 31 december",
        "2026-09-11",
        cause="Beroep tegen de gunning.",
        effect="Nieuw krediet vragen voor 2027.",
        scores=(4, 3, 4, 3),
        cost=90_000,
        strategy="reduce",
        due="2026-12-11",
        life=(("2026-10-02", "in_progress"),),
        escalated="2026-10-30",
    ),
    Entry(
        "I1",
        "issue",
        "Beroep bij de Raad van State",
        "2026-09-23",
        effect="Bestelling minstens 17 dagen later.",
        due="2026-12-04",
        life=(("2026-10-02", "in_progress"),),
    ),
    Entry(
        "H1",
        "assumption",
        "Elke instelling duidt een gegevensbeheerder aan",
        "2026-04-17",
        due="2026-09-30",
        life=(("2026-10-02", "closed"),),
    ),
    Entry("A1", "action", "Nota voor overdracht van het krediet", "2026-10-30", due="2026-11-13"),
)

OPEN_DATA = (
    Entry(
        "R1",
        "threat",
        "Te weinig datasets bij de lancering",
        "2026-06-12",
        scores=(3, 3, 2, 2),
        cost=6_000,
        strategy="reduce",
        due="2026-11-27",
        life=(("2026-08-28", "in_progress"), ("2026-11-06", "closed")),
    ),
    Entry("D1", "decision", "Open licentie zonder voorwaarden", "2026-07-10", life=(("2026-07-17", "closed"),)),
    Entry("X1", "dependency", "Catalogus levert de metadata", "2026-06-26", due="2026-12-18", provider="DAT-02"),
)

HR_DATA = (
    Entry(
        "R1",
        "threat",
        "Gestionnaires trop peu disponibles pour corriger",
        "2026-03-27",
        cause="Clôture des congés en fin d'année.",
        effect="Vague 3 reprise avec des erreurs.",
        scores=(4, 3, 3, 3),
        cost=13_000,
        strategy="reduce",
        due="2026-11-27",
        life=(("2026-06-05", "in_progress"),),
    ),
    Entry(
        "A1",
        "action",
        "Revoir les temps partiels d'avant 2014",
        "2026-10-23",
        due="2026-12-04",
        life=(("2026-11-06", "in_progress"),),
    ),
    Entry(
        "O1",
        "opportunity",
        "Réutiliser les règles pour les données de formation",
        "2026-08-14",
        scores=(3, 2, 3, 2),
        cost=8_000,
        strategy="exploit",
        due="2026-12-31",
    ),
)

ADDRESSES = (
    Entry(
        "R1",
        "threat",
        "Twee gemeenten sluiten niet aan",
        "2026-04-24",
        cause="Eigen pakket tot 2028.",
        effect="9 % van de adressen blijft onvolledig.",
        scores=(3, 4, 2, 4),
        cost=21_000,
        strategy="accept",
        due="2026-12-31",
        life=(("2026-07-24", "in_progress"),),
    ),
    Entry(
        "R2",
        "threat",
        "Vertrek van de gegevensarchitect",
        "2026-08-28",
        scores=(3, 4, 3, 3),
        cost=17_000,
        strategy="reduce",
        due="2026-11-30",
        life=(("2026-09-04", "in_progress"),),
    ),
    Entry("A1", "action", "Adressen zonder huisnummer laten nakijken", "2026-09-18", due="2026-11-06"),
    Entry(
        "D1",
        "decision",
        "Register is de enige bron voor het Belastingloket",
        "2026-06-12",
        life=(("2026-07-03", "closed"),),
    ),
)

DASHBOARDS = (
    Entry(
        "R1",
        "threat",
        "Benefits hard to measure",
        "2026-06-19",
        cause="No baseline of decisions taken.",
        effect="Benefits not assessed before 2027.",
        scores=(3, 2, 3, 2),
        strategy="accept",
        due="2027-01-29",
    ),
    Entry("X1", "dependency", "Data of the regional platform", "2026-06-26", due="2026-12-11", provider="DAT-01"),
    Entry("A1", "action", "Choose the owner of each figure", "2026-10-09", due="2026-11-27"),
)

LOGS = {
    "DAT-01": PLATFORM_OF_DATA,
    "DAT-02": CATALOGUE,
    "DAT-03": OPEN_DATA,
    "DAT-04": HR_DATA,
    "DAT-05": ADDRESSES,
    "DAT-06": DASHBOARDS,
}
"""Project to its log."""
