"""More projects than the story tells of: plausible ones made from a pattern, for large portfolios."""

import datetime as dt

from seed.cast import COORDINATED, DUTCH_MANAGER, FRENCH_MANAGER, INSTITUTIONS
from seed.chance import between, fraction, pick
from seed.plan import Allocation, Course, Entry, Note, Project, Stone
from seed.splits import ANALYSIS, CHANGE, CLOUD, EQUIPMENT, PLATFORM

FIRST_NUMBER = 25
PREFIXES = (("reform", "REF"), ("cloud", "CLD"), ("data", "DAT"), ("workplace", "WPL"))
MANAGERS = ((FRENCH_MANAGER.name, "fr"), (DUTCH_MANAGER.name, "nl"), *((name, "en") for name in COORDINATED))
METHODS = ("prince2", "pm2", "pmi", "scrum", "kanban", "hybrid")
SPLITS = (PLATFORM, CLOUD, EQUIPMENT, CHANGE, ANALYSIS)
EARLIEST = dt.date(2025, 10, 6)
SUBJECTS = {
    "en": ("Permit register", "Asset inventory", "Inspection planning", "Grant files", "Meeting room booking"),
    "fr": (
        "Registre des permis",
        "Inventaire du patrimoine",
        "Planning d'inspection",
        "Dossiers de primes",
        "Réservation",
    ),
    "nl": ("Vergunningenregister", "Inventaris van goederen", "Inspectieplanning", "Premiedossiers", "Zaalreservatie"),
}
STONES = {
    "en": ("Requirements agreed", "Contract awarded", "Tested with users", "In use", "Handed over"),
    "fr": ("Besoins validés", "Marché attribué", "Testé avec les utilisateurs", "En service", "Transféré"),
    "nl": ("Behoeften vastgelegd", "Opdracht gegund", "Getest met gebruikers", "In gebruik", "Overgedragen"),
}
KINDS = ("deliverable", "contract", "deliverable", "go_live", "gate")
SHARES = (0.2, 0.35, 0.6, 0.85, 1.0)
SENTENCES = {
    "en": ("Work goes on as planned.", "Carry on with the next delivery."),
    "fr": ("Les travaux suivent le plan.", "Poursuivre la prochaine livraison."),
    "nl": ("De werken volgen het plan.", "Verdergaan met de volgende levering."),
}
RISKS = {
    "en": ("Key user not available", "Supplier delivers late", "Choose the pilot group"),
    "fr": ("Utilisateur clé indisponible", "Livraison tardive du fournisseur", "Choisir le groupe pilote"),
    "nl": ("Sleutelgebruiker niet beschikbaar", "Leverancier levert te laat", "Proefgroep kiezen"),
}


def generic_project(number: int, seed: int) -> Project:
    """The project numbered *number* (from ``FIRST_NUMBER``); codes run REF-0025, CLD-0026, ..."""

    def chance(*key: object) -> float:
        return fraction(seed, "generic", number, *key)

    programme, prefix = PREFIXES[(number - FIRST_NUMBER) % len(PREFIXES)]
    institution = pick(INSTITUTIONS, chance("institution"))
    manager, language = MANAGERS[number % len(MANAGERS)]
    start = EARLIEST + dt.timedelta(days=int(between(0, 280, chance("start"))))
    end = start + dt.timedelta(days=int(between(240, 480, chance("length"))))
    subject = pick(SUBJECTS[language], chance("subject"))
    return Project(
        code=f"{prefix}-{number:04d}",
        name=f"{subject} {number} – {institution.label.in_language(language)}",
        programme=programme,
        institution=institution.value,
        manager=manager,
        involvement="managed" if manager in (FRENCH_MANAGER.name, DUTCH_MANAGER.name) else "coordinated",
        method=pick(METHODS, chance("method")),
        start=start.isoformat(),
        end=end.isoformat(),
        budget=5_000 * int(between(12, 110, chance("budget"))),
        split=pick(SPLITS, chance("split")),
        stones=_stones(language),
        notes=(Note(start.isoformat(), *SENTENCES[language]),),
        entries=_entries(language, start, chance("risk")),
        allocations=(Allocation(f"28.{number:04d}.08.01.1211", institution.value),),
        course=_course(start, chance("delay"), chance("overrun")),
        number=number,
        seed=seed,
    )


def _stones(language: str) -> tuple[Stone, ...]:
    rows = zip(STONES[language], KINDS, SHARES, strict=True)
    return tuple(Stone(name, kind, share, critical=share > 0.8) for name, kind, share in rows)


def _entries(language: str, start: dt.date, chance: float) -> tuple[Entry, ...]:
    person, supplier, action = RISKS[language]
    days = [(start + dt.timedelta(days=offset)).isoformat() for offset in (10, 60, 90, 150)]
    likelihood = 2 + int(3 * chance)
    return (
        Entry("R1", "threat", person, days[0], scores=(3, 3, 2, 2), cost=8_000, strategy="reduce", due=days[3]),
        Entry("R2", "threat", supplier, days[1], scores=(likelihood, 4, 2, 3), cost=15_000, strategy="transfer"),
        Entry("A1", "action", action, days[2], due=days[3], life=((days[3], "closed"),)),
    )


def _course(start: dt.date, delay: float, overrun: float) -> Course:
    told = (start + dt.timedelta(days=150)).isoformat()
    days = round(45 * (delay - 0.6)) if delay > 0.6 else 0
    percent = round(20 * (overrun - 0.7), 1) if overrun > 0.7 else 0.0
    return Course(delay=((told, days),), overrun=((told, percent),))
