"""Labels of everything that the reform names, in the language in use."""

from collections.abc import Mapping

from dashboard import text
from dashboard.charts.reform_marks import ReformNames
from dashboard.metrics.readiness import CONDITIONS, WEIGHTS
from data_access.datasets import CONTRACT

MIGRATION = CONTRACT.dataset("migration")


def named(institutions: Mapping[str, str]) -> ReformNames:
    """Labels of the contract beside the names of the *institutions* by code."""
    domain, stage, disposition, hosting = (
        choice_labels("migration", name) for name in ("domain", "stage", "disposition", "hosting")
    )
    return ReformNames(
        institutions=institutions,
        domains=domain,
        stages=stage,
        dispositions=disposition,
        hosting=hosting,
        questions={name: _question(name) for name in WEIGHTS},
        conditions={name: _label(name) for name in CONDITIONS},
    )


def choice_labels(dataset: str, column: str) -> dict[str, str]:
    """Stored value to label of a column of choices, in the language in use."""
    language = text.current_language()
    choices = CONTRACT.dataset(dataset).column(column).choices
    return {choice.value: choice.label.in_language(language) for choice in choices}


def _label(name: str) -> str:
    return MIGRATION.column(name).label.in_language(text.current_language())


def _question(name: str) -> str:
    """The label of a readiness column without what all of them begin with."""
    words = _label(name).split(":", 1)[-1].strip()
    return words[:1].upper() + words[1:]
