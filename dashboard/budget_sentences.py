"""The Budget board in words: titles computed from the figures, and a sentence for each exception."""

from decimal import Decimal

from dashboard import text
from dashboard.metrics.allocations import Allocation
from dashboard.metrics.budget_exceptions import Finding, Rule
from dashboard.metrics.burn import Spending
from dashboard.metrics.status import Status
from dashboard.metrics.thresholds import Thresholds
from dashboard.text import _, ngettext

ROUNDED_AWAY = Decimal("0.05")
"""What is less than this, in percent or months, reads as nothing."""


def burn_title(total: Spending) -> str:
    """Spending against plan, and forecast against budget, in one sentence."""
    pace, end = _percent(total.ac, total.pv), _percent(total.forecast_at_completion, total.bac)
    if pace is None or end is None:
        return _("No amount is planned yet")
    sentences = {
        (-1, -1): _("Spending is {pace} behind plan and ends {end} under budget"),
        (-1, 0): _("Spending is {pace} behind plan and ends on budget"),
        (-1, 1): _("Spending is {pace} behind plan but ends {end} over budget"),
        (0, -1): _("Spending follows the plan and ends {end} under budget"),
        (0, 0): _("Spending follows the plan and ends on budget"),
        (0, 1): _("Spending follows the plan but ends {end} over budget"),
        (1, -1): _("Spending is {pace} ahead of plan but ends {end} under budget"),
        (1, 0): _("Spending is {pace} ahead of plan but ends on budget"),
        (1, 1): _("Spending is {pace} ahead of plan and ends {end} over budget"),
    }
    shown = {"pace": text.percentage(abs(pace), 1), "end": text.percentage(abs(end), 1)}
    return sentences[_side(pace), _side(end)].format(**shown)


def _percent(amount: Decimal | None, against: Decimal | None) -> Decimal | None:
    return None if amount is None or not against else 100 * (amount - against) / against


def _side(percent: Decimal) -> int:
    return 0 if abs(percent) < ROUNDED_AWAY else 1 if percent > 0 else -1


def projects_title(beyond: int) -> str:
    """How many projects are forecast beyond their cost tolerance."""
    if not beyond:
        return _("No project is forecast beyond its cost tolerance")
    return ngettext(
        "{count} project is forecast beyond its cost tolerance",
        "{count} projects are forecast beyond their cost tolerance",
        beyond,
    )


def programmes_title(beyond: int) -> str:
    """How many programmes hold a project beyond its cost tolerance."""
    if not beyond:
        return _("No programme holds a project beyond its cost tolerance")
    return ngettext(
        "{count} programme holds a project beyond its cost tolerance",
        "{count} programmes hold a project beyond their cost tolerance",
        beyond,
    )


def parts_title(parts: dict[str, Spending], names: dict[str, str]) -> str:
    """The part that takes most of the budget, and what its share is."""
    known = {key: s.bac for key, s in parts.items() if s.bac}
    whole = sum(known.values(), Decimal(0))
    if not known or not whole:
        return _("No amount is planned yet")
    largest = max(known, key=lambda key: (known[key], key))
    share = text.share(known[largest] / whole)
    return _("{name}: {share} of the budget", name=names.get(largest, largest), share=share)


def pace_title(found: tuple[Allocation, ...], thresholds: Thresholds) -> str:
    """How many allocations are far from their pace."""
    far = sum(a.pace(thresholds) is Status.RED for a in found)
    limit = text.number(thresholds.pace_red)
    if not far:
        return _("Every allocation is within {limit} points of its pace", limit=limit)
    return ngettext(
        "{count} allocation is more than {limit} points from its pace",
        "{count} allocations are more than {limit} points from their pace",
        far,
        limit=limit,
    )


def year_end_title(year: Allocation) -> str:
    """What lapses and what falls short on 31 December."""
    lapse, short = (text.compact_amount(x) for x in (year.credits.ce_lapse, year.credits.cl_shortage))
    if year.credits.cl_shortage:
        return _(
            "On 31 December {lapse} of commitment credit lapses and payments fall {short} short",
            lapse=lapse,
            short=short,
        )
    return _("On 31 December {lapse} of commitment credit lapses; payments are covered", lapse=lapse)


def age_title(old: Decimal | None, whole: Decimal | None, thresholds: Thresholds) -> str:
    """How much of the outstanding commitments is about to lapse for its age."""
    if not old:
        return _("No outstanding commitment is {years} years old", years=text.number(thresholds.encours_alert_years))
    return _(
        "{old} of {whole} outstanding commitments is {years} years old or more",
        old=text.compact_amount(old),
        whole=text.compact_amount(whole),
        years=text.number(thresholds.encours_alert_years),
    )


def finding_sentence(finding: Finding, thresholds: Thresholds) -> str:
    """What is wrong and how often, without naming whom."""
    count, amount = finding.size, text.compact_amount(finding.amount)
    match finding.rule:
        case Rule.ACTUALS_WITHOUT_BUDGET:
            return ngettext(
                "{count} project has actuals and no budget", "{count} projects have actuals and no budget", count
            )
        case Rule.OVER_TOLERANCE:
            return projects_title(count)
        case Rule.SPENT_ABOVE_BUDGET:
            return ngettext(
                "{count} project has spent more than its whole budget",
                "{count} projects have spent more than their whole budget",
                count,
            )
        case Rule.PAYMENT_SHORT:
            return ngettext(
                "Payment credit of {count} allocation falls {amount} short by 31 December",
                "Payment credit of {count} allocations falls {amount} short by 31 December",
                count,
                amount=amount,
            )
        case Rule.PAID_ABOVE_CREDIT:
            return ngettext(
                "{count} allocation has paid {amount} more than its credit",
                "{count} allocations have paid {amount} more than their credit",
                count,
                amount=amount,
            )
        case Rule.COMMITTED_ABOVE_CREDIT:
            return ngettext(
                "{count} allocation has committed {amount} more than its credit",
                "{count} allocations have committed {amount} more than their credit",
                count,
                amount=amount,
            )
        case Rule.OLD_COMMITMENTS:
            return ngettext(
                "{amount} outstanding on {count} allocation goes back {years} years or more",
                "{amount} outstanding on {count} allocations goes back {years} years or more",
                count,
                amount=amount,
                years=text.number(thresholds.encours_alert_years),
            )
        case _:
            return _amber_sentence(finding, amount, thresholds)


def _amber_sentence(finding: Finding, amount: str, thresholds: Thresholds) -> str:
    count = finding.size
    match finding.rule:
        case Rule.CREDIT_LAPSING:
            return ngettext(
                "{amount} of commitment credit lapses on {count} allocation that leaves more than {limit} unused",
                "{amount} of commitment credit lapses on {count} allocations that leave more than {limit} unused",
                count,
                amount=amount,
                limit=text.percentage(thresholds.pace_amber),
            )
        case Rule.BEHIND_PACE:
            return ngettext(
                "{count} allocation is more than {limit} points behind its pace",
                "{count} allocations are more than {limit} points behind their pace",
                count,
                limit=text.number(thresholds.pace_red),
            )
        case Rule.UNPLANNED_CATEGORY:
            return ngettext(
                "{count} project spends in a category that it did not plan",
                "{count} projects spend in a category that they did not plan",
                count,
            )
        case Rule.MONTH_WITHOUT_ACTUAL:
            return ngettext(
                "{count} project gives no actual for the last month that is over",
                "{count} projects give no actual for the last month that is over",
                count,
            )
        case Rule.NO_BUDGET:
            return ngettext("{count} active project has no budget", "{count} active projects have no budget", count)
        case Rule.NO_CREDITS:
            return ngettext(
                "{count} active project has no credits this year",
                "{count} active projects have no credits this year",
                count,
            )
        case _:
            return ngettext(
                "{count} project has not reported for more than {days} days",
                "{count} projects have not reported for more than {days} days",
                count,
                days=text.number(thresholds.stale_days),
            )
