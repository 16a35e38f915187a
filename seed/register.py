"""Rows of the projects sheet: register entry and this week's status."""

import datetime as dt
from decimal import Decimal

from seed.cast import PMO, SPONSORS
from seed.fridays import reported_on
from seed.plan import Entry, Note, Project, at, on
from seed.progress import baseline_end, budget_at, done, forecast_end, told_overrun, true_end
from seed.promises import expected_on, kept_on, reached
from seed.spending import left_to_spend

LETTERS = {"G": "green", "A": "amber", "R": "red", "N": "not_assessed"}
DIMENSIONS = ("overall", "scope", "schedule", "cost", "resources", "risk", "benefits")
CONFIDENCE_WEEKS = 9
ESTIMATING = ("prince2", "pm2")
"""Methods whose managers estimate from below what is left to spend."""

FRESH = dt.timedelta(days=10)
REACHED = {
    "en": "Milestone reached on {day}: {name}.",
    "fr": "Jalon atteint le {day} : {name}.",
    "nl": "Mijlpaal bereikt op {day}: {name}.",
}
COMING = {
    "en": "Next milestone: {name}, {day}.",
    "fr": "Prochain jalon : {name}, le {day}.",
    "nl": "Volgende mijlpaal: {name}, {day}.",
}


def register_row(project: Project, status_date: dt.date, language: str) -> tuple[object, ...]:
    """The project's row at *status_date*, its sentences in *language*."""
    told = reported_on(status_date, 1 + project.number % 2, project.number)
    return (
        *_entry(project),
        stage(project, status_date),
        *_dates(project, status_date),
        percent_complete(project, told),
        *(LETTERS[letter] for letter in declared(project, status_date)),
        at(project.course.gap_reason, status_date, None),
        *_confidence(project, status_date),
        *_sentences(project, status_date, language),
        Decimal(project.course.cost_tolerance),
        project.course.time_tolerance,
        left_to_spend(project, status_date) if project.method in ESTIMATING else None,
    )


def stage(project: Project, day: dt.date) -> str:
    """Where the project stands in its life on *day*."""
    share = done(project, day)
    if day >= true_end(project):
        return "closed"
    for limit, name in ((0.05, "initiation"), (0.16, "planning"), (0.95, "execution")):
        if share < limit:
            return name
    return "closing"


def percent_complete(project: Project, day: dt.date) -> Decimal:
    """Share of the work that the manager says is done on *day*, in %."""
    if day >= true_end(project):
        return Decimal(100)
    if project.weighted:
        return Decimal(sum(project.stones[i].weight or 0 for i in reached(project, day)))
    return Decimal(min(99, round(100 * done(project, day))))


def declared(project: Project, day: dt.date) -> str:
    """Seven letters, in order of ``DIMENSIONS``: what an honest manager says, unless the story differs."""
    schedule, cost, risk = _schedule(project, day), _cost(project, day), _risk(project, day)
    honest = f"{_worst(schedule, cost, risk)}G{schedule}{cost}G{risk}G"
    override = at(project.course.declared, day, "-------")
    return "".join(said if said != "-" else letter for said, letter in zip(override, honest, strict=True))


def _entry(project: Project) -> tuple[object, ...]:
    sponsor = project.sponsor or SPONSORS[project.institution]
    register = (project.code, project.name, project.programme, project.institution, sponsor)
    return (*register, project.manager, project.involvement, project.method)


def _dates(project: Project, day: dt.date) -> tuple[object, ...]:
    new = project.course.rebaseline
    return (
        on(project.start),
        on(project.end),
        baseline_end(project, day),
        int(bool(new and day >= on(new.approved))),
        on(project.start) if day >= on(project.start) else None,
        forecast_end(project, day),
        true_end(project) if day >= true_end(project) else None,
    )


def _confidence(project: Project, day: dt.date) -> tuple[object, ...]:
    assessed = reported_on(day, CONFIDENCE_WEEKS)
    return LETTERS[at(project.course.confidence, assessed, "N")], PMO.name, assessed


def _sentences(project: Project, day: dt.date, language: str) -> tuple[str | None, str | None, str | None]:
    note = _note(project, day)
    fresh = [i for i in reached(project, day) if kept_on(project, i) > day - FRESH]
    ahead = [i for i in range(len(project.stones)) if kept_on(project, i) > day]
    achieved = [note.achieved, *(_about(REACHED[language], project, (i, kept_on(project, i))) for i in fresh)]
    coming = [_about(COMING[language], project, (i, expected_on(project, i, day))) for i in ahead[:1]]
    asked = next((ask.text for ask in project.asks if on(ask.since) <= day < on(ask.until)), None)
    return " ".join(achieved), " ".join([note.next_steps, *coming]), asked


def _note(project: Project, day: dt.date) -> Note:
    return at(tuple((note.since, note) for note in project.notes), day, project.notes[0])


def _about(sentence: str, project: Project, stone: tuple[int, dt.date]) -> str:
    index, day = stone
    return sentence.format(name=project.stones[index].name, day=f"{day.day}/{day.month:02}/{day.year}")


def _schedule(project: Project, day: dt.date) -> str:
    slip = (forecast_end(project, day) - baseline_end(project, day)).days
    return _used(slip / project.course.time_tolerance)


def _cost(project: Project, day: dt.date) -> str:
    expected = project.budget * (1 + told_overrun(project, day))
    budget = budget_at(project, day)
    return _used((expected - budget) / budget * 100 / project.course.cost_tolerance)


def _risk(project: Project, day: dt.date) -> str:
    level = max((_level(e, day) for e in project.entries if e.kind == "threat" and is_open(e, day)), default=0)
    return "R" if level >= 15 else "A" if level >= 10 else "G"


def _level(entry: Entry, day: dt.date) -> int:
    scores = entry.scores or (0, 0, 0, 0)
    likelihood, impact = at(entry.residual, day, scores[2:])
    return likelihood * impact


def is_open(entry: Entry, day: dt.date) -> bool:
    """Whether *entry* stands in the log on *day* and is neither closed nor rejected."""
    return on(entry.raised) <= day and at(entry.life, day, "open") in ("open", "in_progress")


def _used(share: float) -> str:
    return "G" if share < 0.5 else "A" if share <= 1 else "R"


def _worst(*letters: str) -> str:
    return max(letters, key="GAR".index)
