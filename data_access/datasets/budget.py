"""The budget sheet: planned, actual and forecast amounts by project, category and month."""

from data_access.contract import Choice, Column, ColumnType, Dataset, Label
from data_access.datasets.projects import PROJECT

BUDGET = Dataset(
    name="budget",
    label=Label("Budget", "Budget", "Begroting"),
    help=Label(
        "One row per project, category and month.",
        "Une ligne par projet, catégorie et mois.",
        "Eén rij per project, categorie en maand.",
    ),
    key=("project", "category", "month"),
    aliases=("budgets", "budget lines", "lignes budgétaires", "budget"),
    columns=(
        PROJECT,
        Column(
            "category",
            ColumnType.CHOICE,
            Label("Category", "Catégorie", "Categorie"),
            Label("Kind of spending.", "Nature de la dépense.", "Soort uitgave."),
            required=True,
            choices=(
                Choice("staff", Label("Staff", "Personnel", "Personeel")),
                Choice("licences", Label("Licences", "Licences", "Licenties"), ("licenses", "licence", "licentie")),
                Choice("cloud", Label("Cloud", "Cloud", "Cloud")),
                Choice("hardware", Label("Hardware", "Matériel", "Hardware")),
                Choice("services", Label("Services", "Services", "Diensten")),
                Choice("training", Label("Training", "Formation", "Opleiding")),
            ),
        ),
        Column(
            "month",
            ColumnType.MONTH,
            Label("Month", "Mois", "Maand"),
            Label(
                "Month of the amounts, for instance 2026-05.",
                "Mois des montants, par exemple 2026-05.",
                "Maand van de bedragen, bijvoorbeeld 2026-05.",
            ),
            required=True,
            aliases=("period", "période", "periode"),
            width=11,
        ),
        Column(
            "expenditure",
            ColumnType.CHOICE,
            Label("Expenditure type", "Type de dépense", "Type uitgave"),
            Label(
                "Capital or operating expenditure.",
                "Dépense d'investissement ou de fonctionnement.",
                "Investerings- of werkingsuitgave.",
            ),
            choices=(
                Choice("capex", Label("Capex", "Investissement", "Investering"), ("capital",)),
                Choice("opex", Label("Opex", "Fonctionnement", "Werking"), ("operating",)),
            ),
        ),
        Column(
            "original_planned",
            ColumnType.AMOUNT,
            Label(
                "Planned, original baseline (EUR)",
                "Planifié, référence initiale (EUR)",
                "Gepland, oorspronkelijke baseline (EUR)",
            ),
            Label(
                "Amount planned in the baseline first approved.",
                "Montant planifié dans la référence approuvée au départ.",
                "Gepland bedrag in de eerst goedgekeurde baseline.",
            ),
            width=18,
        ),
        Column(
            "planned",
            ColumnType.AMOUNT,
            Label("Planned (EUR)", "Planifié (EUR)", "Gepland (EUR)"),
            Label(
                "Amount planned in the current baseline.",
                "Montant planifié dans la référence actuelle.",
                "Gepland bedrag in de huidige baseline.",
            ),
            required=True,
            aliases=("planned", "plan", "planifié", "gepland"),
            width=16,
        ),
        Column(
            "actual",
            ColumnType.AMOUNT,
            Label("Actual (EUR)", "Réel (EUR)", "Werkelijk (EUR)"),
            Label(
                "Established rights: liquidated plus accrued; never commitments.",
                "Droits constatés : liquidé plus couru ; jamais les engagements.",
                "Vastgestelde rechten: vereffend plus toe te rekenen; nooit vastleggingen.",
            ),
            aliases=("actual", "réel", "réalisé", "werkelijk"),
            width=16,
        ),
        Column(
            "forecast",
            ColumnType.AMOUNT,
            Label("Forecast (EUR)", "Prévision (EUR)", "Prognose (EUR)"),
            Label(
                "What you expect to spend in the month.",
                "Ce que vous prévoyez de dépenser durant le mois.",
                "Wat u in de maand verwacht uit te geven.",
            ),
            aliases=("forecast", "prévision", "prognose"),
            width=16,
        ),
        Column(
            "comment",
            ColumnType.LONG_TEXT,
            Label("Comment", "Commentaire", "Opmerking"),
            Label(
                "Anything a reader should know about the line.",
                "Ce qu'un lecteur doit savoir de la ligne.",
                "Wat een lezer over de lijn moet weten.",
            ),
            width=30,
        ),
    ),
)
