"""Data for policy: the regional platform, catalogue, open data, HR data, addresses and dashboards."""

from seed.cast import DUTCH_MANAGER, FATIMA, FRENCH_MANAGER, SOFIE
from seed.data_log import LOGS
from seed.plan import Allocation, Ask, Bill, Course, Note, Project, Rebaseline, Stone
from seed.splits import ANALYSIS, CLOUD, PLATFORM

PLATFORM_OF_DATA = Project(
    code="DAT-01",
    name="Plateforme régionale de données",
    programme="data",
    institution="archives",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="prince2",
    start="2025-10-06",
    end="2026-12-18",
    budget=580_000,
    split=CLOUD,
    stones=(
        Stone("Architecture approuvée", "gate", 0.22),
        Stone("Environnement de développement ouvert", "deliverable", 0.4),
        Stone("Variante validée par le délégué à la protection des données", "decision", 0.55, critical=True),
        Stone("Premières données de mobilité publiées", "go_live", 0.68, critical=True),
        Stone("Reprise des séries statistiques", "deliverable", 0.84),
        Stone("Transfert à l'exploitation", "gate", 1.0, critical=True),
    ),
    notes=(
        Note(
            "2026-05-01",
            "Environnement de développement ouvert à trois institutions ; dossier vie privée en préparation.",
            "Remettre l'analyse d'impact au délégué à la protection des données.",
        ),
        Note(
            "2026-06-19",
            "Avis défavorable sur l'hébergement initial : les données nominatives doivent être chiffrées.",
            "Étudier une variante avec clés gérées par la Région et en estimer le délai.",
        ),
        Note(
            "2026-07-24",
            "Variante chiffrée retenue ; le délai dépasse la tolérance, rapport d'exception remis.",
            "Présenter au comité de pilotage trois scénarios de nouvelle référence.",
        ),
        Note(
            "2026-09-11",
            "Nouvelle référence approuvée : fin au 18 mars 2027, budget porté à 609.000 EUR.",
            "Mettre en œuvre le chiffrement et reprendre la publication des données de mobilité.",
        ),
        Note(
            "2026-10-30",
            "Chiffrement en service, avis favorable reçu ; données de neuf lignes de bus publiées.",
            "Reprendre les séries statistiques des Archives.",
        ),
    ),
    entries=LOGS["DAT-01"],
    allocations=(Allocation("27.004.08.01.1211", "archives", adjustment=0.05),),
    asks=(
        Ask(
            "2026-07-24",
            "2026-09-11",
            "Choisir le scénario B : fin reportée de 90 jours et 29.000 EUR de plus, avec chiffrement de bout en bout.",
        ),
    ),
    course=Course(
        delay=(("2026-06-19", 20), ("2026-07-17", 45), ("2026-08-21", 75), ("2026-09-11", 90)),
        overrun=(("2026-08-21", 5.0),),
        confidence=(("2020-01-01", "G"), ("2026-06-20", "R"), ("2026-08-28", "A"), ("2026-11-01", "G")),
        rebaseline=Rebaseline("2026-09-11", 90, 29_000),
    ),
)

CATALOGUE = Project(
    code="DAT-02",
    name="Gegevenscatalogus en gegevensbeheer",
    programme="data",
    institution="secretariat",
    manager=DUTCH_MANAGER.name,
    involvement="managed",
    method="hybrid",
    start="2026-03-02",
    end="2027-01-29",
    budget=290_000,
    split=PLATFORM,
    stones=(
        Stone("Rollen en verantwoordelijkheden vastgelegd", "decision", 0.22),
        Stone("Cataloguspakket gekozen", "contract", 0.42, critical=True),
        Stone("Honderd gegevensbronnen beschreven", "deliverable", 0.62),
        Stone("Catalogus open voor alle ambtenaren", "go_live", 0.86, critical=True),
        Stone("Overdracht aan de datacel", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Voorstel van rollen besproken met zeven instellingen.", "Rollen laten bekrachtigen."),
        Note("2026-07-10", "Rollen bekrachtigd; drie pakketten vergeleken.", "Bestek publiceren."),
        Note(
            "2026-09-25",
            "Beroep van een inschrijver tegen de gunning; de bestelling schuift op.",
            "Antwoord aan de Raad van State voorbereiden.",
        ),
        Note(
            "2026-11-06",
            "112 bronnen beschreven in een voorlopige lijst; vastlegging vóór jaareinde onzeker.",
            "Vastlegging of overdracht naar 2027 regelen.",
        ),
    ),
    entries=LOGS["DAT-02"],
    allocations=(Allocation("27.004.08.02.1211", "secretariat", engaged_share=0.42, chance=40),),
    asks=(
        Ask(
            "2026-10-30",
            "2026-12-31",
            "Vastleggingskrediet dat dreigt te vervallen inzetten voor het adressenregister of laten vallen.",
        ),
    ),
    course=Course(
        delay=(("2026-09-25", 17),),
        confidence=(("2020-01-01", "G"), ("2026-11-01", "A")),
    ),
)

OPEN_DATA = Project(
    code="DAT-03",
    name="Opendataportaal van het Gewest",
    programme="data",
    institution="archives",
    manager=SOFIE,
    involvement="coordinated",
    method="scrum",
    start="2026-05-18",
    end="2027-01-22",
    budget=160_000,
    split=CLOUD,
    stones=(
        Stone("Licentie gekozen", "decision", 0.2),
        Stone("Portaal in test", "deliverable", 0.5),
        Stone("Portaal publiek", "go_live", 0.78, critical=True),
        Stone("Vijftig datasets", "deliverable", 0.94),
        Stone("Afsluiting", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Ploeg samengesteld; start op 18 mei.", "Startvergadering."),
        Note("2026-06-12", "Startvergadering gehouden; negen instellingen willen publiceren.", "Licentie kiezen."),
        Note("2026-08-28", "Portaal draait in test met 14 datasets.", "Gebruikerstests met studenten en pers."),
        Note("2026-10-30", "31 datasets klaar; metadata in drie talen nagekeken.", "Publieke lancering."),
    ),
    entries=LOGS["DAT-03"],
    allocations=(Allocation("27.004.08.03.1211", "archives"),),
)

HR_DATA = Project(
    code="DAT-04",
    name="Qualité des données RH",
    programme="data",
    institution="personnel",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="kanban",
    start="2026-01-26",
    end="2026-12-18",
    budget=150_000,
    split=ANALYSIS,
    stones=(
        Stone("Règles de qualité arrêtées", "deliverable", 0.25),
        Stone("Tableau de bord qualité en service", "go_live", 0.48),
        Stone("Dossiers de la vague 2 nettoyés", "deliverable", 0.65, critical=True),
        Stone("Dossiers de la vague 3 nettoyés", "deliverable", 0.9, critical=True),
        Stone("Méthode transmise aux institutions", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "62 règles de qualité proposées, 48 retenues.", "Construire le tableau de bord."),
        Note("2026-07-17", "Tableau de bord en service : 91,4 % de dossiers conformes.", "Nettoyer la vague 2."),
        Note(
            "2026-10-30",
            "Vague 2 nettoyée ; renfort donné à la Chambre du logement après la bascule annulée.",
            "Reprendre le nettoyage de la vague 3.",
        ),
    ),
    entries=LOGS["DAT-04"],
    allocations=(Allocation("27.004.08.04.1211", "personnel"),),
    course=Course(
        delay=(("2026-10-30", 16),),
        declared=(("2026-10-30", "G-G----"),),
        gap_reason=(
            (
                "2026-10-30",
                "Le renfort prêté à REF-01 revient le 1er décembre ; le retard sera résorbé avant la vague 4.",
            ),
        ),
    ),
)

ADDRESSES = Project(
    code="DAT-05",
    name="Authentiek adressenregister",
    programme="data",
    institution="heritage",
    manager=DUTCH_MANAGER.name,
    involvement="managed",
    method="prince2",
    start="2026-02-23",
    end="2027-02-26",
    budget=330_000,
    split=PLATFORM,
    stones=(
        Stone("Gegevensmodel goedgekeurd", "gate", 0.2),
        Stone("Eerste laadbeurt: 410.000 adressen", "deliverable", 0.4, critical=True),
        Stone("Koppeling met de gemeenten", "deliverable", 0.6, critical=True),
        Stone("Register in gebruik bij het Belastingloket", "go_live", 0.74),
        Stone("Register in gebruik bij Huisvesting", "go_live", 0.9),
        Stone("Beheer overgedragen", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Gegevensmodel nagelezen door drie gemeenten.", "Model laten goedkeuren."),
        Note("2026-07-24", "410.000 adressen geladen; 2,1 % vraagt nazicht ter plaatse.", "Gemeenten aansluiten."),
        Note("2026-10-09", "Zeventien van de negentien gemeenten aangesloten.", "Laatste twee gemeenten overtuigen."),
        Note("2026-11-13", "Belastingloket test het register op 3.000 aanslagen.", "Ingebruikname eind november."),
    ),
    entries=LOGS["DAT-05"],
    allocations=(Allocation("27.004.08.05.1211", "heritage"),),
    course=Course(delay=(("2026-10-09", 7),), declared=(("2026-09-04", "----A--"),)),
)

DASHBOARDS = Project(
    code="DAT-06",
    name="Decision support dashboards",
    programme="data",
    institution="enterprise",
    manager=FATIMA,
    involvement="coordinated",
    method="scrum",
    start="2026-06-01",
    end="2027-02-26",
    budget=190_000,
    split=ANALYSIS,
    stones=(
        Stone("Ten key questions chosen", "decision", 0.15),
        Stone("First dashboard in use", "go_live", 0.45, critical=True),
        Stone("Five dashboards in use", "go_live", 0.75),
        Stone("Training finished", "deliverable", 0.93),
        Stone("Handed over", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Mandate signed; work begins on 1 June.", "Interview the directors."),
        Note("2026-06-26", "Nine directors interviewed; ten questions chosen.", "Find the data behind each question."),
        Note(
            "2026-10-02", "First dashboard, on start-ups, in use by the enterprise counsellors.", "Build the next two."
        ),
    ),
    entries=LOGS["DAT-06"],
    allocations=(),
    funded=False,
    bills=(Bill("services", "2026-09-01", 4_850),),
    course=Course(declared=(("2020-01-01", "------N"),), confidence=(("2020-01-01", "N"),)),
)

DATA = (PLATFORM_OF_DATA, CATALOGUE, HR_DATA, ADDRESSES, OPEN_DATA, DASHBOARDS)
