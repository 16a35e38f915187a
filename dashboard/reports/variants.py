"""The figures of every choice that the reader of an offline pack can make, computed beforehand."""

from collections.abc import Iterator, Mapping
from itertools import product

import pandas as pd

from dashboard.metrics.kpi import Kpi
from dashboard.metrics.portfolio import beside, portfolio_kpis
from dashboard.reports.cells import kpi_card
from dashboard.reports.document import Card
from dashboard.reports.pack import Facet, Pack

Key = tuple[str, ...]
"""Programme, institution, manager and status as they are shown; '' for all."""
OF_TOOLS = frozenset({"reform_progress", "users_moved"})
"""Figures that a choice of institution counts by tool, not by project: only the screens can tell them."""


def variants(pack: Pack) -> dict[Key, Mapping[str, Card]]:
    """Each choice that leaves a project to the cards that it shows, by name of the figure."""
    known: dict[frozenset[str], Mapping[str, Card]] = {}
    found: dict[Key, Mapping[str, Card]] = {}
    for key, codes in choices(pack.facets):
        if codes not in known:
            known[codes] = _cards(pack, codes)
        found[key] = {name: card for name, card in known[codes].items() if not key[1] or name not in OF_TOOLS}
    return found


def choices(facets: Mapping[str, Facet]) -> Iterator[tuple[Key, frozenset[str]]]:
    """Every choice of facets with the projects that it leaves, at least one."""
    leaves: dict[Key, set[str]] = {}
    for code, facet in facets.items():
        values = (facet.programme, facet.institution, facet.manager, facet.status)
        for key in product(*(("", value) for value in values)):
            leaves.setdefault(key, set()).add(code)
    for key, codes in leaves.items():
        yield key, frozenset(codes)


def _cards(pack: Pack, codes: frozenset[str]) -> dict[str, Card]:
    now = portfolio_kpis(_of(pack.measures, codes), pack.thresholds, as_of=pack.as_of)
    then: tuple[Kpi, ...] = ()
    if pack.earlier is not None:
        then = portfolio_kpis(_of(pack.earlier, codes), pack.thresholds, as_of=pack.compare_with)
    return {kpi.name: kpi_card(pack.labels.figures[kpi.name], kpi) for kpi in beside(now, then)}


def _of(measures: pd.DataFrame, codes: frozenset[str]) -> pd.DataFrame:
    return measures[measures["project"].isin(codes)].reset_index(drop=True)
