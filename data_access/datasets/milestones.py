"""The milestones sheet: dates promised, expected and kept."""

from data_access.contract import Choice, Column, ColumnType, Dataset, Label
from data_access.datasets.projects import PROJECT

MILESTONES = Dataset(
    name="milestones",
    label=Label("Milestones", "Jalons", "Mijlpalen"),
    help=Label(
        "One row per project and milestone.", "Une ligne par projet et jalon.", "Eén rij per project en mijlpaal."
    ),
    key=("project", "milestone"),
    aliases=("milestone", "jalon", "mijlpaal"),
    columns=(
        PROJECT,
        Column(
            "milestone",
            ColumnType.CODE,
            Label("Milestone", "Jalon", "Mijlpaal"),
            Label(
                "Code of the milestone within the project, for instance M1.",
                "Code du jalon dans le projet, par exemple M1.",
                "Code van de mijlpaal binnen het project, bijvoorbeeld M1.",
            ),
            required=True,
            width=12,
        ),
        Column(
            "name",
            ColumnType.TEXT,
            Label("Name", "Nom", "Naam"),
            Label("What is reached.", "Ce qui est atteint.", "Wat bereikt wordt."),
            required=True,
            aliases=("title", "titre", "titel"),
            width=32,
        ),
        Column(
            "kind",
            ColumnType.CHOICE,
            Label("Kind", "Nature", "Soort"),
            Label("Kind of milestone.", "Nature du jalon.", "Soort mijlpaal."),
            choices=(
                Choice("gate", Label("Gate", "Passage de phase", "Fasepoort")),
                Choice("deliverable", Label("Deliverable", "Livrable", "Oplevering")),
                Choice("contract", Label("Contract", "Marché", "Contract")),
                Choice("go_live", Label("Go-live", "Mise en service", "Ingebruikname")),
                Choice("decision", Label("Decision", "Décision", "Beslissing")),
            ),
            width=16,
        ),
        Column(
            "weight",
            ColumnType.PERCENTAGE,
            Label("Weight", "Poids", "Gewicht"),
            Label(
                "Share of the project's work, when progress is measured by milestones.",
                "Part du travail du projet, si l'avancement se mesure aux jalons.",
                "Aandeel van het projectwerk, als de voortgang aan mijlpalen gemeten wordt.",
            ),
            minimum=0,
            maximum=100,
            width=10,
        ),
        Column(
            "original_baseline",
            ColumnType.DATE,
            Label("Original baseline", "Référence initiale", "Oorspronkelijke baseline"),
            Label("Date first approved.", "Date approuvée au départ.", "Eerst goedgekeurde datum."),
            width=16,
        ),
        Column(
            "baseline",
            ColumnType.DATE,
            Label("Baseline", "Référence", "Baseline"),
            Label("Date of the current baseline.", "Date de la référence actuelle.", "Datum van de huidige baseline."),
            required=True,
        ),
        Column(
            "forecast",
            ColumnType.DATE,
            Label("Forecast", "Prévision", "Prognose"),
            Label(
                "Date as you expect it today.",
                "Date telle que vous la prévoyez aujourd'hui.",
                "Datum zoals u die vandaag verwacht.",
            ),
            required=True,
        ),
        Column(
            "actual",
            ColumnType.DATE,
            Label("Actual", "Réel", "Werkelijk"),
            Label(
                "Date on which it was reached.", "Date à laquelle il a été atteint.", "Datum waarop ze bereikt werd."
            ),
            aliases=("achieved", "atteint", "bereikt"),
        ),
        Column(
            "owner",
            ColumnType.PERSON,
            Label("Owner", "Responsable", "Verantwoordelijke"),
            Label("Person who answers for it.", "Personne qui en répond.", "Persoon die ervoor instaat."),
            width=20,
        ),
        Column(
            "critical",
            ColumnType.BOOLEAN,
            Label("Critical", "Critique", "Kritiek"),
            Label(
                "Whether missing it delays the project.",
                "Si le manquer retarde le projet.",
                "Of het missen ervan het project vertraagt.",
            ),
            width=10,
        ),
    ),
)
