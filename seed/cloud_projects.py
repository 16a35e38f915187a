"""The cloud roadmap: landing zone, applications, data centre exit, backup, network and open geodata."""

from seed.cast import DUTCH_MANAGER, FRENCH_MANAGER, MARC, SOFIE
from seed.cloud_log import LOGS
from seed.plan import Allocation, Ask, Bill, Course, Note, Project, Stone
from seed.splits import CLOUD, EQUIPMENT

LANDING_ZONE = Project(
    code="CLD-01",
    name="Socle cloud Azure et gouvernance",
    programme="cloud",
    institution="secretariat",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="prince2",
    start="2025-09-01",
    end="2026-12-11",
    budget=350_000,
    split=CLOUD,
    stones=(
        Stone("Architecture de référence", "deliverable", 0.2),
        Stone("Zone d'atterrissage ouverte", "go_live", 0.48, critical=True),
        Stone("Contrôle des coûts en place", "deliverable", 0.62),
        Stone("Audit de sécurité passé", "gate", 0.78, critical=True),
        Stone("Transfert à l'équipe d'exploitation", "deliverable", 0.93),
        Stone("Rapport de clôture accepté", "gate", 1.0),
    ),
    notes=(
        Note(
            "2026-05-01", "Zone d'atterrissage prête ; onze règles de conformité appliquées.", "L'ouvrir aux projets."
        ),
        Note(
            "2026-06-19",
            "Quatre projets hébergés ; première facture refacturée par institution.",
            "Contrôler les coûts.",
        ),
        Note("2026-08-21", "Alertes de dépense actives ; deux environnements oubliés arrêtés.", "Préparer l'audit."),
        Note(
            "2026-10-02", "Audit passé avec trois remarques mineures, corrigées en dix jours.", "Former l'exploitation."
        ),
        Note("2026-11-06", "Exploitation formée, guides remis ; dernières factures attendues.", "Rédiger la clôture."),
    ),
    entries=LOGS["CLD-01"],
    allocations=(Allocation("27.003.08.01.1211", "secretariat", outstanding=15_000, oldest=2025),),
    course=Course(overrun=(("2026-10-02", 4.0),)),
)

DATA_CENTRE = Project(
    code="CLD-02",
    name="Afbouw van de lokale serverruimten",
    programme="cloud",
    institution="mobility",
    manager=DUTCH_MANAGER.name,
    involvement="managed",
    method="prince2",
    start="2026-01-19",
    end="2027-06-30",
    budget=610_000,
    split=EQUIPMENT,
    stones=(
        Stone("Inventaris van zeven serverruimten", "deliverable", 0.18),
        Stone("Verhuisplan goedgekeurd", "decision", 0.3, critical=True),
        Stone("Serverruimte Noord leeg", "go_live", 0.42),
        Stone("Serverruimte Kunstberg leeg", "go_live", 0.63, critical=True),
        Stone("Vier ruimten teruggegeven", "deliverable", 0.8),
        Stone("Laatste ruimte leeg", "go_live", 0.95, critical=True),
        Stone("Contracten beëindigd", "contract", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Zes van de zeven ruimten bezocht; 341 servers geteld.", "Inventaris afwerken."),
        Note("2026-06-26", "Verhuisplan besproken met de gebouwbeheerders.", "Plan laten goedkeuren."),
        Note(
            "2026-08-28",
            "Serverruimte Noord leeg sinds 15 augustus; de verhuizer vraagt meer tijd voor Kunstberg.",
            "Bestek voor de verhuizer afronden.",
        ),
        Note(
            "2026-10-23",
            "Verhuis Kunstberg geblokkeerd: visum van de Inspectie van Financiën ontbreekt.",
            "Dossier aanvullen en op 8 december opnieuw indienen.",
        ),
    ),
    entries=LOGS["CLD-02"],
    allocations=(
        Allocation("27.003.34.01.7422", "mobility", 0.75, outstanding=180_000, oldest=2021, cancelled=12_000),
        Allocation("27.003.08.04.1211", "heritage", 0.25),
    ),
    asks=(Ask("2026-10-30", "2026-12-18", "Het visum voor de verhuizer bij hoogdringendheid aanvragen."),),
    course=Course(
        delay=(("2026-08-28", 15), ("2026-10-23", 30)),
        declared=(("2026-10-23", "----A--"),),
        confidence=(("2020-01-01", "G"), ("2026-08-28", "A")),
        time_tolerance=45,
    ),
)

APPLICATIONS = Project(
    code="CLD-03",
    name="Migration des applications métier vers le cloud",
    programme="cloud",
    institution="employment",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="scrum",
    start="2026-02-16",
    end="2027-01-29",
    budget=560_000,
    split=CLOUD,
    stones=(
        Stone("Inventaire des 34 applications", "deliverable", 0.18),
        Stone("Chaîne de déploiement opérationnelle", "deliverable", 0.34, critical=True),
        Stone("Premier lot de 8 applications migré", "go_live", 0.52, critical=True),
        Stone("Deuxième lot de 14 applications migré", "go_live", 0.78, critical=True),
        Stone("Dernier lot de 12 applications migré", "go_live", 0.93, critical=True),
        Stone("Arrêt des anciens serveurs", "gate", 1.0),
    ),
    notes=(
        Note(
            "2026-05-01",
            "Sprint 5 clos ; 26 applications analysées sur 34, trois seront retirées.",
            "Terminer l'inventaire et ouvrir la chaîne de déploiement aux équipes.",
        ),
        Note(
            "2026-06-26",
            "Chaîne de déploiement utilisée par quatre équipes ; deux pilotes tournent sur Azure.",
            "Migrer le premier lot avant la fin de l'été.",
        ),
        Note(
            "2026-08-28",
            "Cinq applications du premier lot en production, temps de réponse réduits d'un tiers.",
            "Finir le premier lot et préparer le deuxième.",
        ),
        Note(
            "2026-10-09",
            "Le lot 2 avance bien, l'équipe est motivée, les retours des utilisateurs sont bons.",
            "Poursuivre le lot 2.",
        ),
        Note(
            "2026-11-06",
            "Travaux du lot 2 en cours, tests d'intégration avec le registre des demandeurs d'emploi.",
            "Poursuivre le lot 2 et planifier le lot 3.",
        ),
    ),
    entries=LOGS["CLD-03"],
    allocations=(Allocation("27.003.08.02.1211", "employment"),),
    course=Course(
        delay=(("2026-09-11", 8), ("2026-10-09", 12), ("2026-10-16", 18)),
        declared=(("2020-01-01", "GGGGGGG"),),
        confidence=(("2020-01-01", "G"), ("2026-11-01", "A")),
        time_tolerance=20,
    ),
)

OPEN_GEODATA = Project(
    code="CLD-04",
    name="Open geodata on AWS",
    programme="cloud",
    institution="heritage",
    manager=SOFIE,
    involvement="coordinated",
    method="kanban",
    start="2026-04-13",
    end="2027-01-15",
    budget=210_000,
    split=CLOUD,
    stones=(
        Stone("Account and guard rails ready", "deliverable", 0.2),
        Stone("Aerial photographs loaded", "deliverable", 0.45),
        Stone("Public service live", "go_live", 0.7, critical=True),
        Stone("Old map server stopped", "go_live", 0.9),
        Stone("Closing report", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Account opened under the regional framework contract.", "Set budgets and guard rails."),
        Note("2026-07-17", "Eleven terabytes of aerial photographs copied and checked.", "Build the public service."),
        Note("2026-10-16", "Public beta answers in 180 ms; 40 surveyors use it daily.", "Go live and announce."),
    ),
    entries=LOGS["CLD-04"],
    allocations=(Allocation("27.003.08.05.1211", "heritage", payment_factor=1.24, adjustment=-0.12),),
    bills=(Bill("training", "2026-10-01", 2_400),),
)

BACKUP = Project(
    code="CLD-05",
    name="Back-up en herstel na ramp",
    programme="cloud",
    institution="green",
    manager=DUTCH_MANAGER.name,
    involvement="managed",
    method="pm2",
    start="2026-03-16",
    end="2026-12-18",
    budget=240_000,
    split=EQUIPMENT,
    stones=(
        Stone("Bewaartermijnen per toepassing", "deliverable", 0.2, weight=15),
        Stone("Back-upplatform geleverd", "contract", 0.34, critical=True, weight=16),
        Stone("Eerste twee instellingen beschermd", "go_live", 0.46, weight=16),
        Stone("Herstel getest op 20 toepassingen", "deliverable", 0.58, critical=True, weight=16),
        Stone("Zes instellingen beschermd", "go_live", 0.7, weight=15),
        Stone("Herstelplan geoefend", "gate", 0.84, critical=True, weight=15),
        Stone("Overdracht aan de uitbating", "gate", 1.0, weight=7),
    ),
    notes=(
        Note("2026-05-01", "Bewaartermijnen besproken voor 64 toepassingen.", "Levering van het platform opvolgen."),
        Note(
            "2026-06-05",
            "Levering tot midden juni uitgesteld door schaarste aan schijven.",
            "Tijdelijke capaciteit huren.",
        ),
        Note("2026-07-31", "Eerste twee instellingen aangesloten; achterstand half ingehaald.", "Herstel testen."),
        Note(
            "2026-09-25", "Herstel getest op 20 toepassingen, gemiddeld in 3 uur.", "Overige instellingen aansluiten."
        ),
        Note("2026-11-06", "Herstelplan geoefend met de Groendienst op een zaterdag.", "Overdracht voorbereiden."),
    ),
    entries=LOGS["CLD-05"],
    allocations=(Allocation("27.003.34.02.7422", "green"),),
    course=Course(
        delay=(("2026-06-05", 12), ("2026-07-31", 6)),
        confidence=(("2020-01-01", "G"), ("2026-06-20", "A"), ("2026-08-28", "G")),
        time_tolerance=20,
    ),
)

NETWORK = Project(
    code="CLD-06",
    name="Regional software-defined network",
    programme="cloud",
    institution="mobility",
    manager=MARC,
    involvement="coordinated",
    method="pmi",
    start="2026-02-09",
    end="2027-02-26",
    budget=430_000,
    split=EQUIPMENT,
    stones=(
        Stone("Framework contract signed", "contract", 0.22, critical=True),
        Stone("Pilot at two sites", "go_live", 0.38),
        Stone("Twenty sites connected", "go_live", 0.6, critical=True),
        Stone("Old lines cancelled", "contract", 0.85),
        Stone("Fifty-two sites connected", "go_live", 1.0, critical=True),
    ),
    notes=(
        Note("2026-05-01", "Framework contract at the supplier for signature.", "Choose the pilot sites."),
        Note("2026-07-10", "Pilot runs at two depots; voice quality improved.", "Order equipment for twenty sites."),
        Note(
            "2026-09-18",
            "Fourteen sites connected; fibre works delayed by the city at three crossings.",
            "Agree new dates with the operator.",
        ),
    ),
    entries=LOGS["CLD-06"],
    allocations=(Allocation("27.003.34.03.7422", "mobility"),),
    course=Course(
        delay=(("2026-07-24", 6), ("2026-09-18", 18)),
        confidence=(("2020-01-01", "G"), ("2026-08-28", "A")),
    ),
)

CLOUD_ROADMAP = (APPLICATIONS, DATA_CENTRE, LANDING_ZONE, NETWORK, BACKUP, OPEN_GEODATA)
