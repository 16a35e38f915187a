"""The digital workplace: Microsoft 365, telephony, learning, computers, remote access and intranet."""

from seed.cast import DUTCH_MANAGER, FRENCH_MANAGER, OLIVIER
from seed.plan import Allocation, Ask, Course, Note, Project, Stone
from seed.splits import CHANGE, CLOUD, EQUIPMENT, PLATFORM
from seed.workplace_log import LOGS

OFFICE = Project(
    code="WPL-01",
    name="Déploiement de Microsoft 365",
    programme="workplace",
    institution="secretariat",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="prince2",
    start="2025-12-01",
    end="2027-03-26",
    budget=640_000,
    split=CHANGE,
    stones=(
        Stone("Contrat-cadre signé", "contract", 0.15, critical=True),
        Stone("Secrétariat général migré", "go_live", 0.38),
        Stone("Office du personnel et Logement migrés", "go_live", 0.46, critical=True),
        Stone("Archives migrées", "go_live", 0.6),
        Stone("Espaces verts migrés", "go_live", 0.72),
        Stone("Voiries et déplacements migrés", "go_live", 0.79, critical=True),
        Stone("Toutes les boîtes migrées", "go_live", 0.96, critical=True),
        Stone("Clôture", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Pilote de 60 agents concluant ; guide de prise en main traduit.", "Migrer le Secrétariat."),
        Note(
            "2026-06-05",
            "Secrétariat général migré en un week-end ; 23 appels au support le lundi.",
            "Office du personnel.",
        ),
        Note(
            "2026-07-17", "960 agents migrés ; 87 % ont suivi la formation d'une heure.", "Pause d'été, puis Archives."
        ),
        Note("2026-09-25", "Archives migrées ; serveurs Exchange 2013 éteints.", "Préparer les Espaces verts."),
        Note("2026-11-20", "Espaces verts migrés mi-novembre, sans incident majeur.", "Voiries et déplacements."),
    ),
    entries=LOGS["WPL-01"],
    allocations=(
        Allocation("27.006.08.01.1211", "secretariat", 0.8, outstanding=40_000, oldest=2025),
        Allocation("27.006.08.02.1211", "green", 0.2),
    ),
    course=Course(overrun=(("2026-10-02", 1.5),), delay=(("2026-09-04", 4),)),
)

TELEPHONY = Project(
    code="WPL-02",
    name="Telefonie naar Teams",
    programme="workplace",
    institution="housing",
    manager=DUTCH_MANAGER.name,
    involvement="managed",
    method="hybrid",
    start="2026-02-02",
    end="2026-12-18",
    budget=270_000,
    split=CHANGE,
    stones=(
        Stone("Nummerplan vastgelegd", "deliverable", 0.2),
        Stone("Proef met 50 gebruikers", "go_live", 0.38),
        Stone("Onthaalnummers overgezet", "go_live", 0.58, critical=True),
        Stone("Alle toestellen vervangen", "go_live", 0.86, critical=True),
        Stone("Oude centrale afgeschakeld", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Nummerplan goedgekeurd voor 2.900 nummers.", "Proefgroep samenstellen."),
        Note("2026-06-12", "Proef vertraagd: de operator levert de nummers later.", "Operator in gebreke stellen."),
        Note(
            "2026-08-21", "Nummers geleverd en proef geslaagd; planning opnieuw op koers.", "Onthaalnummers overzetten."
        ),
        Note("2026-10-16", "2.100 van de 2.900 nummers overgezet.", "Laatste toestellen inzamelen."),
        Note(
            "2026-11-13", "Alle toestellen vervangen; de oude centrale bedient nog 40 liften.", "Noodlijnen omzetten."
        ),
    ),
    entries=LOGS["WPL-02"],
    allocations=(Allocation("27.006.08.03.1211", "housing"),),
    course=Course(
        delay=(("2026-06-12", 20), ("2026-08-21", 8)),
        confidence=(("2020-01-01", "G"), ("2026-06-20", "A"), ("2026-08-28", "G")),
    ),
)

LEARNING = Project(
    code="WPL-03",
    name="Cornerstone : formation et talents",
    programme="workplace",
    institution="personnel",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="hybrid",
    start="2026-03-09",
    end="2027-02-19",
    budget=260_000,
    split=CHANGE,
    stones=(
        Stone("Paramétrage validé", "deliverable", 0.25),
        Stone("Office du personnel en service", "go_live", 0.37, critical=True),
        Stone("Catalogue commun de 180 formations", "deliverable", 0.55),
        Stone("Secrétariat général en service", "go_live", 0.64),
        Stone("Relais de l'emploi en service", "go_live", 0.78, critical=True),
        Stone("Bilan et clôture", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Paramétrage aux deux tiers ; connexion unique testée.", "Valider avec les formateurs."),
        Note(
            "2026-07-17", "Ouverture à l'Office du personnel : 190 connexions le premier jour.", "Bâtir le catalogue."
        ),
        Note("2026-09-25", "Catalogue commun : 164 formations décrites dans les deux langues.", "Secrétariat général."),
        Note(
            "2026-10-30",
            "Secrétariat général ouvert ; inscriptions papier supprimées.",
            "Relais de l'emploi en décembre.",
        ),
    ),
    entries=LOGS["WPL-03"],
    allocations=(Allocation("27.006.08.04.1211", "personnel"),),
    course=Course(delay=(("2026-11-06", 10),)),
)

COMPUTERS = Project(
    code="WPL-04",
    name="Vernieuwing van de werkplekken",
    programme="workplace",
    institution="green",
    manager=DUTCH_MANAGER.name,
    involvement="managed",
    method="pmi",
    start="2026-01-05",
    end="2027-01-29",
    budget=480_000,
    split=EQUIPMENT,
    stones=(
        Stone("Bestelling geplaatst", "contract", 0.2, critical=True),
        Stone("Eerste 400 toestellen", "deliverable", 0.38),
        Stone("Duizend toestellen uitgerold", "deliverable", 0.76, critical=True),
        Stone("Oude toestellen opgehaald", "deliverable", 0.85),
        Stone("Uitrol afgerond", "go_live", 1.0, critical=True),
    ),
    notes=(
        Note("2026-05-01", "Bestelling geplaatst voor 1.450 toestellen.", "Magazijn klaarmaken."),
        Note("2026-06-26", "420 toestellen uitgedeeld, tevredenheid 8,3 op 10.", "Ritme opdrijven naar 60 per week."),
        Note("2026-10-02", "Prijsherziening van de leverancier: 5,5 % duurder vanaf september.", "Betaling spreiden."),
        Note(
            "2026-11-06",
            "1.080 toestellen uitgerold; vereffeningskrediet volstaat niet tot jaareinde.",
            "Herverdeling vragen bij het Gewest.",
        ),
    ),
    entries=LOGS["WPL-04"],
    allocations=(Allocation("27.006.34.01.7422", "green", payment_factor=0.8, outstanding=25_000, oldest=2025),),
    asks=(
        Ask(
            "2026-11-06",
            "2027-01-01",
            "Vereffeningskrediet herverdelen tussen basisallocaties, anders blijven facturen van december onbetaald.",
        ),
    ),
    course=Course(
        overrun=(("2026-10-02", 5.5),),
        delay=(("2026-10-02", 7),),
        confidence=(("2020-01-01", "G"), ("2026-11-01", "A")),
        cost_tolerance=8,
    ),
)

REMOTE_ACCESS = Project(
    code="WPL-05",
    name="Secure remote access",
    programme="workplace",
    institution="treasury",
    manager=OLIVIER,
    involvement="coordinated",
    method="kanban",
    start="2026-03-30",
    end="2026-12-18",
    budget=200_000,
    split=PLATFORM,
    stones=(
        Stone("Security policy approved", "decision", 0.2),
        Stone("Pilot at the Tax Counter", "go_live", 0.45),
        Stone("Six institutions connected", "go_live", 0.72, critical=True),
        Stone("Old gateways switched off", "go_live", 0.92, critical=True),
        Stone("Closing report", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Policy drafted with the security officers.", "Have it approved."),
        Note("2026-07-31", "Pilot with 80 auditors of the Tax Counter, no incident.", "Connect other institutions."),
        Note("2026-10-23", "Seven institutions connected, 1,400 daily sessions.", "Switch off the old gateways."),
    ),
    entries=LOGS["WPL-05"],
    allocations=(Allocation("27.006.08.05.1211", "treasury"),),
)

INTRANET = Project(
    code="WPL-06",
    name="Intranet commun des institutions",
    programme="workplace",
    institution="enterprise",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="scrum",
    start="2026-04-20",
    end="2027-01-29",
    budget=170_000,
    split=CLOUD,
    stones=(
        Stone("Besoins recueillis", "deliverable", 0.2),
        Stone("Maquette bilingue approuvée", "decision", 0.4),
        Stone("Trois institutions en ligne", "go_live", 0.68, critical=True),
        Stone("Dix institutions en ligne", "go_live", 0.92, critical=True),
        Stone("Équipe éditoriale autonome", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Ateliers tenus dans quatre institutions.", "Synthétiser les besoins."),
        Note("2026-07-10", "Synthèse partagée ; trois maquettes comparées.", "Faire approuver la maquette bilingue."),
        Note(
            "2026-09-18",
            "Maquette approuvée ; contenus de l'Office du personnel repris.",
            "Mettre trois sites en ligne.",
        ),
        Note("2026-11-06", "Trois institutions en ligne, 1.900 visites par jour.", "Former les rédacteurs des autres."),
    ),
    entries=LOGS["WPL-06"],
    allocations=(Allocation("27.006.08.06.1211", "enterprise"),),
)

WORKPLACE = (COMPUTERS, OFFICE, TELEPHONY, LEARNING, REMOTE_ACCESS, INTRANET)
