"""Who delivers to whom: provider by receiver, each cell its open dependencies and the worst of them."""

from collections.abc import Mapping

import pandas as pd

from dashboard import text
from dashboard.charts.mark_grid import GridCell, mark_grid
from dashboard.charts.titled import TitledChart, nothing_to_draw
from dashboard.metrics.columns import records
from dashboard.metrics.handovers import Danger, Handover
from dashboard.text import _, ngettext, pgettext
from dashboard.theme import AMBER, GREEN, GREY, PANEL_DARK, PANEL_LIGHT, RED, Mark

PROVIDERS, RECEIVERS = 15, 12
"""Projects drawn at most on either side, those with hand-overs at risk first; the table has them all."""
ESSENTIAL = 3
SEPARATOR = "\t"
FAINT = GREY._replace(tint_light=PANEL_LIGHT, tint_dark=PANEL_DARK)
WORST = [Handover.AT_RISK.value, Handover.SOON.value, Handover.LATER.value]


def handover_mark(state: str) -> Mark:
    """Symbol, letter, word and colour of where a hand-over stands."""
    match Handover(state):
        case Handover.AT_RISK:
            return Mark("■", pgettext("hand-over letter", "R"), pgettext("hand-over", "at risk"), RED)
        case Handover.SOON:
            return Mark("▲", pgettext("hand-over letter", "D"), pgettext("hand-over", "due within 30 days"), AMBER)
        case _:
            return Mark("●", pgettext("hand-over letter", "L"), pgettext("hand-over", "later"), GREEN)


def danger_words(danger: object) -> str:
    """Why a hand-over is at risk; empty when it is not."""
    if danger is None:
        return ""
    match Danger(str(danger)):
        case Danger.OVERDUE:
            return _("past due")
        case Danger.ESCALATED:
            return _("escalated")
        case Danger.PROVIDER_LATE:
            return _("provider behind schedule")
        case Danger.PROVIDER_STALE:
            return _("provider did not report")


def provider_name(code: str, names: Mapping[str, str]) -> str:
    """The name of the project that delivers; nobody's where the log names none."""
    return names.get(code, code) if code else _("Outside the portfolio")


def picked_pair(key: str) -> tuple[str, str]:
    """Provider and receiver of the key that a click on a cell selects."""
    provider, receiver = key.split(SEPARATOR)
    return provider, receiver


def dependency_matrix_chart(handed: pd.DataFrame, names: Mapping[str, str], *, dark: bool) -> TitledChart:
    """*handed*, as ``metrics.handovers.handovers``, as a grid; a click selects the key of a cell."""
    title = dependency_title(handed)
    if handed.empty:
        return nothing_to_draw(title)
    providers = _by_danger(handed, "provider")[:PROVIDERS]
    receivers = _by_danger(handed, "receiver")[:RECEIVERS]
    essential = set(receivers[:ESSENTIAL])
    inside = dict(list(handed.groupby(["provider", "receiver"])))
    cells = [
        _cell(inside.get((one, other)), (one, other), names, essential=other in essential)
        for one in providers
        for other in receivers
    ]
    sides = (_("Provider"), _("Receiver"))
    drawn = mark_grid(cells, (sides[0], _("Dependencies")), sides, dark=dark)
    values = handover_table(handed, names)
    due = [text.day(day) for day in handed["due"]]
    return TitledChart(drawn, title, f"{title}. {_spoken(handed, names)}", values.assign(**{_("Due"): due}), values)


def dependency_title(handed: pd.DataFrame) -> str:
    """How many hand-overs are at risk in the next 30 days."""
    risky, count = int((handed["state"] == Handover.AT_RISK).sum()), len(handed)
    if not count:
        return _("No project waits for another")
    if not risky:
        return ngettext(
            "{count} open hand-over, none at risk in the next 30 days",
            "{count} open hand-overs, none at risk in the next 30 days",
            count,
        )
    return ngettext(
        "{count} of {all} open hand-overs is at risk in the next 30 days",
        "{count} of {all} open hand-overs are at risk in the next 30 days",
        risky,
        all=text.number(count),
    )


def handover_table(handed: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The hand-overs as a table, those at risk first: state, why, provider, receiver, what, due, days left, owner."""
    rows = [
        (
            handover_mark(str(r["state"])).words, danger_words(r["danger"]), provider_name(str(r["provider"]), names),
            names.get(str(r["receiver"]), r["receiver"]), f"{r['receiver']} {r['entry']}", r["title"], r["due"],
            r["days_left"], r["owner"],
        )
        for r in records(handed)
    ]  # fmt: skip
    columns = [_("State"), _("Reason"), _("Provider"), _("Receiver"), _("Entry"), _("Title"), _("Due"), _("Days left"),
               _("Owner")]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype({_("Days left"): "Int64"})


def _by_danger(handed: pd.DataFrame, side: str) -> list[str]:
    """Projects on one *side*, those with the worst hand-overs first."""
    ranked = handed.assign(rank=[WORST.index(state) for state in handed["state"]])
    worst = ranked.groupby(side).agg(rank=("rank", "min"), entries=("rank", "size")).reset_index()
    ordered = worst.sort_values(["rank", "entries", side], ascending=[True, False, True])
    return [str(code) for code in ordered[side]]


def _cell(inside: pd.DataFrame | None, pair: tuple[str, str], names: Mapping[str, str], *, essential: bool) -> GridCell:
    provider, receiver = pair
    worst = min(inside["state"], key=WORST.index) if inside is not None else None
    mark = handover_mark(worst) if worst else Mark("", "", _("no dependency"), FAINT)
    shown = f"{mark.symbol} {text.number(len(inside))}" if inside is not None else ""
    titles = "; ".join(map(str, inside["title"][:3])) if inside is not None else ""
    to = names.get(receiver, receiver)
    about = _("to {project}: {state}", project=to, state=mark.label)
    return GridCell(
        key=SEPARATOR.join(pair),
        name=" ".join(filter(None, (provider, provider_name(provider, names)))),
        header=receiver,
        mark=mark,
        text=shown,
        about=f"{about}. {titles}" if titles else about,
        essential=essential,
    )


def _spoken(handed: pd.DataFrame, names: Mapping[str, str]) -> str:
    risky = handed[handed["state"] == Handover.AT_RISK]
    said = [
        _("{provider} to {receiver}: {title} ({reason})", provider=provider_name(str(r["provider"]), names),
          receiver=names.get(str(r["receiver"]), r["receiver"]), title=r["title"], reason=danger_words(r["danger"]))
        for r in records(risky.head(10))
    ]  # fmt: skip
    return "; ".join(map(str, said))
