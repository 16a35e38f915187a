"""The administrative reform: HR, finance, identity, documents, one counter and inherited contracts."""

from seed.cast import DUTCH_MANAGER, FATIMA, FRENCH_MANAGER, OLIVIER
from seed.plan import Allocation, Ask, Course, Note, Project, Stone
from seed.reform_log import LOGS
from seed.splits import ANALYSIS, CLOUD, PLATFORM

HR = Project(
    code="REF-01",
    name="Fusion des systèmes RH régionaux",
    programme="reform",
    institution="personnel",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="prince2",
    start="2025-11-03",
    end="2027-04-30",
    budget=920_000,
    split=PLATFORM,
    stones=(
        Stone("Marché attribué", "contract", 0.2, critical=True),
        Stone("Modèle RH commun validé par les dix institutions", "deliverable", 0.36),
        Stone("Vague 1 en service", "go_live", 0.44, critical=True),
        Stone("Vague 2 en service", "go_live", 0.59),
        Stone("Vague 3 en service", "go_live", 0.75, critical=True),
        Stone("Vague 4 en service", "go_live", 0.92, critical=True),
        Stone("Réception définitive", "gate", 1.0),
    ),
    notes=(
        Note(
            "2026-05-01",
            "Modèle RH commun relu avec l'Office du personnel et le Secrétariat général ; 31 écarts tranchés sur 38.",
            "Clore les sept écarts restants et répéter la bascule de la vague 1.",
        ),
        Note(
            "2026-06-12",
            "Répétition générale de la vague 1 réussie : tous les dossiers repris, contrôle de paie sans écart.",
            "Basculer l'Office du personnel, puis le Secrétariat général.",
        ),
        Note(
            "2026-07-17",
            "Vague 1 stabilisée : deux paies complètes sans correction manuelle, 41 demandes de support closes.",
            "Préparer la vague 2 et nettoyer les dossiers de l'Atelier du patrimoine.",
        ),
        Note(
            "2026-09-18",
            "Vague 2 basculée aux Archives et à l'Atelier du patrimoine ; première paie correcte à 99,6 %.",
            "Bascule de la Chambre du logement le 17 octobre ; gel des dossiers dès le 12.",
        ),
        Note(
            "2026-10-23",
            "Bascule de la Chambre du logement annulée : 212 dossiers rejetés, retour arrière complet, paie assurée.",
            "Analyser les rejets avec l'éditeur ; nouvelle bascule le 16 janvier 2027.",
        ),
        Note(
            "2026-11-13",
            "Cause des rejets trouvée : temps partiels codés autrement avant 2014 ; 150 dossiers corrigés sur 212.",
            "Terminer la correction des 62 dossiers restants et refaire deux répétitions.",
        ),
    ),
    entries=LOGS["REF-01"],
    allocations=(
        Allocation("27.002.08.01.1211", "personnel", 0.7, outstanding=85_000, oldest=2024),
        Allocation("27.002.34.01.7422", "secretariat", 0.3, outstanding=20_000, oldest=2025),
    ),
    asks=(
        Ask(
            "2026-10-30",
            "2027-01-15",
            "Confirmer la nouvelle bascule de la Chambre du logement le 16 janvier 2027 et prolonger Perso+ 3 "
            "de deux mois (8.800 EUR).",
        ),
    ),
    course=Course(
        delay=(("2026-07-03", 7), ("2026-09-11", 12), ("2026-10-23", 28)),
        overrun=(("2026-10-30", 3.0),),
        declared=(("2026-10-23", "-A--A--"),),
        confidence=(("2020-01-01", "G"), ("2026-11-01", "A")),
        cost_tolerance=8,
        time_tolerance=40,
    ),
)

FINANCE = Project(
    code="REF-02",
    name="Gemeenschappelijk financieel systeem",
    programme="reform",
    institution="treasury",
    manager=DUTCH_MANAGER.name,
    involvement="managed",
    method="prince2",
    start="2026-01-12",
    end="2027-05-28",
    budget=780_000,
    split=PLATFORM,
    stones=(
        Stone("Rekeningstelsel vastgelegd", "deliverable", 0.16),
        Stone("Bestek gegund", "contract", 0.26, critical=True),
        Stone("Proefboeking bij het Algemeen Secretariaat", "deliverable", 0.4),
        Stone("Golf 2 in gebruik", "go_live", 0.5, critical=True),
        Stone("Koppeling met het betalingsplatform", "deliverable", 0.66, critical=True),
        Stone("Belastingloket en Wegen in gebruik", "go_live", 0.9, critical=True),
        Stone("Afsluiting en overdracht", "gate", 1.0),
    ),
    notes=(
        Note(
            "2026-05-01",
            "Rekeningstelsel afgestemd met acht van de tien instellingen; bestek ligt bij de Inspectie van Financiën.",
            "Gunning voorbereiden en de twee laatste instellingen meekrijgen.",
        ),
        Note(
            "2026-06-05",
            "Opdracht gegund; startvergadering gehouden met de leverancier en de boekhouders van golf 2.",
            "Parametreren voor het Algemeen Secretariaat.",
        ),
        Note(
            "2026-08-28",
            "Proefboekingen kloppen tot op de cent; de koppeling vraagt wel meer werk dan geraamd.",
            "Golf 2 in gebruik nemen en het meerwerk becijferen.",
        ),
        Note(
            "2026-09-25",
            "Algemeen Secretariaat en Personeelsbureau boeken in het nieuwe systeem; derde meerwerkfactuur betwist.",
            "Onderhandelen over een vast bedrag voor de resterende koppelingen.",
        ),
        Note(
            "2026-10-16",
            "Leverancier raamt de koppeling met het betalingsplatform op 78.000 EUR meer; tolerantie overschreden.",
            "Uitzonderingsrapport met drie scenario's voorleggen aan de stuurgroep.",
        ),
        Note(
            "2026-11-06",
            "Uitzonderingsrapport besproken met de Inspectie van Financiën; scenario B is juridisch haalbaar.",
            "Beslissing van de stuurgroep afwachten; geen nieuwe bestelbonnen intussen.",
        ),
    ),
    entries=LOGS["REF-02"],
    allocations=(
        Allocation("27.002.08.03.1211", "treasury", 0.6, outstanding=60_000, oldest=2024),
        Allocation("27.002.34.03.7422", "secretariat", 0.4),
    ),
    asks=(
        Ask(
            "2026-10-16",
            "2027-02-12",
            "Kiezen tussen A (101.000 EUR bijkomend), B (koppeling in twee stappen, 38.000 EUR) of C (golf 4 in 2028).",
        ),
    ),
    course=Course(
        delay=(("2026-10-16", 12),),
        overrun=(("2026-07-03", 2.5), ("2026-08-28", 6.0), ("2026-09-25", 8.5), ("2026-10-16", 13.0)),
        confidence=(("2020-01-01", "G"), ("2026-08-01", "A"), ("2026-11-01", "R")),
    ),
)

IDENTITY = Project(
    code="REF-03",
    name="Annuaire et identité uniques des agents",
    programme="reform",
    institution="secretariat",
    manager=FRENCH_MANAGER.name,
    involvement="managed",
    method="pm2",
    start="2026-01-05",
    end="2027-02-26",
    budget=410_000,
    split=CLOUD,
    stones=(
        Stone("Annuaire régional en service", "go_live", 0.3, critical=True),
        Stone("Vague 1 : trois institutions reliées", "go_live", 0.42),
        Stone("Double authentification généralisée", "deliverable", 0.56),
        Stone("Vague 2 : cinq institutions reliées", "go_live", 0.62, critical=True),
        Stone("Vague 3 : sept institutions reliées", "go_live", 0.84, critical=True),
        Stone("Dernières institutions reliées", "go_live", 0.95),
        Stone("Clôture", "gate", 1.0),
    ),
    notes=(
        Note(
            "2026-05-01",
            "Annuaire régional ouvert ; synchronisation de nuit stable depuis trois semaines.",
            "Relier le Secrétariat général le 16 mai.",
        ),
        Note(
            "2026-06-26",
            "Secrétariat, Office du personnel et Archives reliés ; 640 agents ont une identité unique.",
            "Généraliser la double authentification.",
        ),
        Note(
            "2026-09-25",
            "Atelier du patrimoine et Chambre du logement reliés ; l'ancien eDirectory est en lecture seule.",
            "Préparer Espaces verts, puis Voiries et déplacements.",
        ),
        Note(
            "2026-10-30",
            "Espaces verts reliés avec une semaine de retard ; doublons d'identité repérés à Voiries et déplacements.",
            "Dédoublonner 190 comptes avant la bascule du 19 décembre.",
        ),
    ),
    entries=LOGS["REF-03"],
    allocations=(Allocation("27.002.08.02.1211", "secretariat", outstanding=30_000, oldest=2025),),
    asks=(
        Ask(
            "2026-11-06",
            "2026-12-18",
            "Arbitrer le 12 décembre à Voiries et déplacements : Microsoft 365 y est prévu avant l'annuaire.",
        ),
    ),
    course=Course(
        delay=(("2026-10-16", 14),),
        declared=(("2026-10-16", "----A--"),),
        confidence=(("2020-01-01", "G"), ("2026-11-01", "A")),
        time_tolerance=25,
    ),
)

DOCUMENTS = Project(
    code="REF-04",
    name="Shared document and archive service",
    programme="reform",
    institution="archives",
    manager=OLIVIER,
    involvement="coordinated",
    method="pm2",
    start="2026-03-02",
    end="2027-03-19",
    budget=360_000,
    split=PLATFORM,
    stones=(
        Stone("Retention schedule agreed", "decision", 0.2),
        Stone("Archives moved", "go_live", 0.33, critical=True),
        Stone("Secretariat moved", "go_live", 0.46),
        Stone("Heritage Workshop moved", "go_live", 0.58),
        Stone("Streets and Travel moved", "go_live", 0.73, critical=True),
        Stone("Service handed over", "gate", 1.0),
    ),
    notes=(
        Note("2026-05-01", "Retention schedule drafted with the archivists.", "Agree on it with the ten institutions."),
        Note(
            "2026-07-10",
            "Archives moved without loss; 1.2 million files verified by checksum.",
            "Prepare the Secretariat.",
        ),
        Note(
            "2026-09-04",
            "Secretariat works in the shared service; search is the most praised feature.",
            "Move Heritage.",
        ),
        Note(
            "2026-10-09", "Heritage Workshop moved on the planned weekend.", "Rehearse Streets and Travel in November."
        ),
    ),
    entries=LOGS["REF-04"],
    allocations=(Allocation("27.002.08.04.1211", "archives"),),
    course=Course(overrun=(("2026-09-18", 1.0),), delay=(("2026-10-02", 5),)),
)

COUNTER = Project(
    code="REF-05",
    name="Guichet citoyen unifié",
    programme="reform",
    institution="employment",
    manager=FATIMA,
    involvement="coordinated",
    method="scrum",
    start="2026-01-05",
    end="2027-04-30",
    budget=520_000,
    split=CLOUD,
    stones=(
        Stone("Parcours citoyens décrits", "deliverable", 0.22),
        Stone("Authentification forte raccordée", "deliverable", 0.4),
        Stone("Premier service en ligne", "go_live", 0.6, critical=True),
        Stone("Prime au logement en ligne", "go_live", 0.8, critical=True),
        Stone("Six services en ligne", "go_live", 0.93),
        Stone("Passage en exploitation", "gate", 1.0),
    ),
    notes=(
        Note(
            "2026-05-01",
            "Douze parcours décrits avec des usagers et deux écrivains publics.",
            "Choisir les six premiers.",
        ),
        Note(
            "2026-07-03",
            "Maquettes testées par 24 citoyens, dont six avec un lecteur d'écran.",
            "Raccorder l'authentification.",
        ),
        Note(
            "2026-09-04",
            "Authentification raccordée ; coût des tests d'accessibilité revu à la hausse.",
            "Ouvrir MonDossier.",
        ),
        Note(
            "2026-10-23", "MonDossier ouvert : 3.100 connexions la première semaine.", "Reprendre la prime au logement."
        ),
    ),
    entries=LOGS["REF-05"],
    allocations=(
        Allocation("27.005.08.01.1211", "employment", 0.65),
        Allocation("27.005.08.02.1211", "housing", 0.35),
    ),
    course=Course(
        overrun=(("2026-07-24", 2.0), ("2026-09-04", 6.0)),
        delay=(("2026-09-18", 10),),
        confidence=(("2020-01-01", "G"), ("2026-11-01", "A")),
    ),
)

CONTRACTS = Project(
    code="REF-06",
    name="Overdracht van contracten en licenties",
    programme="reform",
    institution="secretariat",
    manager=DUTCH_MANAGER.name,
    involvement="managed",
    method="kanban",
    start="2026-04-01",
    end="2027-01-29",
    budget=150_000,
    split=ANALYSIS,
    stones=(
        Stone("Inventaris van 212 contracten", "deliverable", 0.3),
        Stone("Juridische nota goedgekeurd", "decision", 0.5, critical=True),
        Stone("Eerste 80 contracten overgedragen", "contract", 0.7),
        Stone("Licentieverbruik geteld", "deliverable", 0.8),
        Stone("Alle contracten overgedragen", "contract", 1.0, critical=True),
    ),
    notes=(
        Note("2026-05-01", "96 contracten geïnventariseerd bij vijf instellingen.", "Inventaris afwerken."),
        Note("2026-07-03", "Inventaris volledig: 212 contracten, waarvan 31 dubbel.", "Juridische nota laten nalezen."),
        Note("2026-09-11", "Nota goedgekeurd; leveranciers aangeschreven.", "Eerste reeks overdragen."),
        Note(
            "2026-11-06",
            "84 contracten overgedragen, 31 dubbele opgezegd: 46.000 EUR per jaar minder.",
            "Tweede reeks.",
        ),
    ),
    entries=LOGS["REF-06"],
    allocations=(Allocation("27.002.08.06.1211", "secretariat"),),
)

REFORM = (FINANCE, HR, IDENTITY, COUNTER, DOCUMENTS, CONTRACTS)
