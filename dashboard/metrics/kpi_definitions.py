"""The catalogue of KPIs: labels and help sentences marked for translation, units, directions."""

from dashboard.metrics import kpis
from dashboard.metrics.definitions import N_
from dashboard.metrics.kpi import Better, KpiDefinition, Scope, Unit

CARDS = (
    KpiDefinition(
        "projects_on_track",
        N_("Projects on track"),
        N_(
            "Active projects whose declared and computed overall status are both green, "
            "or green where only one is assessed."
        ),
        Unit.COUNT,
        Better.UP,
        kpis.projects_on_track,
        Scope.PORTFOLIO,
    ),
    KpiDefinition(
        "spent_against_plan",
        N_("Spent against plan"),
        N_("Actual cost / what was planned up to the status date (AC / PV), in %; more than 100 %: ahead of the plan."),
        Unit.PERCENT,
        Better.DOWN,
        kpis.spent_against_plan,
    ),
    KpiDefinition(
        "forecast_at_completion",
        N_("Cost at completion"),
        N_("Actuals of the months reported plus the forecast of the others, in EUR, beside the budget at completion."),
        Unit.EUR,
        Better.DOWN,
        kpis.forecast_at_completion,
    ),
    KpiDefinition(
        "open_high_risks",
        N_("High risks"),
        N_("Open threats whose level, residual where given, is high or critical."),
        Unit.COUNT,
        Better.DOWN,
        kpis.open_high_risks,
    ),
    KpiDefinition(
        "milestones_late",
        N_("Milestones late"),
        N_("Milestones not achieved that are past their baseline date or forecast after it."),
        Unit.COUNT,
        Better.DOWN,
        kpis.milestones_late,
    ),
    KpiDefinition(
        "reform_progress",
        N_("Reform progress"),
        N_("Progress of the migration in %, by stage, weighted by users; items without users weigh 1."),
        Unit.PERCENT,
        Better.UP,
        kpis.reform_progress,
    ),
)
"""The six cards of the portfolio, in their order."""

EARNED_VALUE = (
    KpiDefinition(
        "cpi",
        N_("Cost index (CPI)"),
        N_("Cost performance index: earned value / actual cost (EV / AC); below 1 the work costs more than planned."),
        Unit.INDEX,
        Better.UP,
        kpis.cpi,
    ),
    KpiDefinition(
        "spi",
        N_("Schedule index (SPI)"),
        N_("Schedule performance index: earned value / planned value (EV / PV); below 1 the work is behind plan."),
        Unit.INDEX,
        Better.UP,
        kpis.spi,
    ),
    KpiDefinition(
        "eac",
        N_("Estimate at completion"),
        N_(
            "Estimate at completion in EUR if costs go on as so far (BAC / CPI); "
            "without a CPI, the forecast of the project."
        ),
        Unit.EUR,
        Better.DOWN,
        kpis.eac,
    ),
    KpiDefinition(
        "cost_variance",
        N_("Cost variance"),
        N_("Earned value - actual cost (EV - AC), in EUR; negative is over cost."),
        Unit.EUR,
        Better.UP,
        kpis.cost_variance,
    ),
    KpiDefinition(
        "schedule_variance",
        N_("Schedule variance"),
        N_("Earned value - planned value (EV - PV), in EUR; negative is behind plan."),
        Unit.EUR,
        Better.UP,
        kpis.schedule_variance,
    ),
    KpiDefinition(
        "variance_at_completion",
        N_("Variance at completion"),
        N_("Budget at completion - estimate at completion (BAC - EAC), in EUR; negative is an overrun."),
        Unit.EUR,
        Better.UP,
        kpis.variance_at_completion,
    ),
    KpiDefinition(
        "forecast_overrun",
        N_("Forecast overrun"),
        N_("Forecast at completion - budget in the current baseline, in EUR; positive is an overrun."),
        Unit.EUR,
        Better.DOWN,
        kpis.forecast_overrun,
    ),
    KpiDefinition(
        "original_overrun",
        N_("Overrun of the original budget"),
        N_("Forecast at completion - budget in the original baseline, in EUR; positive is an overrun."),
        Unit.EUR,
        Better.DOWN,
        kpis.original_overrun,
    ),
)

CREDITS = (
    KpiDefinition(
        "commitment_rate",
        N_("Commitment rate (CE)"),
        N_("Engaged / adjusted commitment credit (CE) of the year, in %."),
        Unit.PERCENT,
        Better.UP,
        kpis.commitment_rate,
    ),
    KpiDefinition(
        "payment_rate",
        N_("Payment rate (CL)"),
        N_("Liquidated / adjusted payment credit (CL) of the year, in %."),
        Unit.PERCENT,
        Better.UP,
        kpis.payment_rate,
    ),
    KpiDefinition(
        "ce_left",
        N_("Commitment credit left (CE)"),
        N_("Commitment credit of the year not yet engaged (CE - engaged), in EUR."),
        Unit.EUR,
        Better.DOWN,
        kpis.ce_left,
    ),
    KpiDefinition(
        "cl_left",
        N_("Payment credit left (CL)"),
        N_("Payment credit of the year not yet liquidated (CL - liquidated), in EUR."),
        Unit.EUR,
        Better.DOWN,
        kpis.cl_left,
    ),
    KpiDefinition(
        "ce_lapse",
        N_("Commitment credit lapsing (CE)"),
        N_("Commitment credit forecast to lapse on 31 December, in EUR."),
        Unit.EUR,
        Better.DOWN,
        kpis.ce_lapse,
    ),
    KpiDefinition(
        "cl_shortage",
        N_("Payment credit short (CL)"),
        N_("Payments expected to 31 December that the payment credit left cannot cover, in EUR."),
        Unit.EUR,
        Better.DOWN,
        kpis.cl_shortage,
    ),
)

CONTROL = (
    KpiDefinition(
        "risk_exposure",
        N_("Risk exposure"),
        N_("Probability x cost impact of open threats, less that of open opportunities, in EUR."),
        Unit.EUR,
        Better.DOWN,
        kpis.risk_exposure,
    ),
    KpiDefinition(
        "entries_overdue",
        N_("Overdue entries"),
        N_("Open RAID entries of any kind whose due date has passed."),
        Unit.COUNT,
        Better.DOWN,
        kpis.entries_overdue,
    ),
    KpiDefinition(
        "milestone_hit_rate",
        N_("Milestone hit rate"),
        N_("Milestones achieved on or before their baseline date / milestones due, in %."),
        Unit.PERCENT,
        Better.UP,
        kpis.milestone_hit_rate,
    ),
    KpiDefinition(
        "users_moved",
        N_("Users moved"),
        N_(
            "People who work in their target tool, beside the people in scope; "
            "only tools whose users in scope are known."
        ),
        Unit.COUNT,
        Better.UP,
        kpis.users_moved,
    ),
    KpiDefinition(
        "watermelons",
        N_("Watermelons"),
        N_("Active projects whose data look worse than the overall status declared, by one level or more."),
        Unit.COUNT,
        Better.DOWN,
        kpis.watermelons,
        Scope.PORTFOLIO,
    ),
    KpiDefinition(
        "exceptions",
        N_("Projects in exception"),
        N_(
            "Active projects forecast beyond their own tolerance in time or cost: "
            "tolerance used above its red threshold (by default 100 %)."
        ),
        Unit.COUNT,
        Better.DOWN,
        kpis.exceptions,
        Scope.PORTFOLIO,
    ),
    KpiDefinition(
        "stale_projects",
        N_("Projects with old data"),
        N_("Active projects whose last report is older than allowed, 14 days by default."),
        Unit.COUNT,
        Better.DOWN,
        kpis.stale_projects,
        Scope.PORTFOLIO,
    ),
)

ONE_PROJECT = (
    KpiDefinition(
        "percent_complete",
        N_("Percent complete"),
        N_("Share of the work that is done, as the manager reports it, in %."),
        Unit.PERCENT,
        Better.UP,
        kpis.percent_complete,
        Scope.PROJECT,
    ),
    KpiDefinition(
        "slip_days",
        N_("Slip"),
        N_("Forecast (or actual) end - baseline end, in calendar days; positive is late."),
        Unit.DAYS,
        Better.DOWN,
        kpis.slip_days,
        Scope.PROJECT,
    ),
    KpiDefinition(
        "schedule_tolerance_used",
        N_("Time tolerance used"),
        N_(
            "Days forecast beyond the baseline end / time tolerance, in %; "
            "above the red threshold (by default 100 %): an exception."
        ),
        Unit.PERCENT,
        Better.DOWN,
        kpis.schedule_tolerance_used,
        Scope.PROJECT,
    ),
    KpiDefinition(
        "cost_tolerance_used",
        N_("Cost tolerance used"),
        N_(
            "Forecast overrun of the budget / cost tolerance, in %; "
            "above the red threshold (by default 100 %): an exception."
        ),
        Unit.PERCENT,
        Better.DOWN,
        kpis.cost_tolerance_used,
        Scope.PROJECT,
    ),
)

KPI_DEFINITIONS: tuple[KpiDefinition, ...] = (*CARDS, *EARNED_VALUE, *CREDITS, *CONTROL, *ONE_PROJECT)
"""Every KPI that any screen shows, the six cards first."""
