"""The projects sheet: register and weekly status, one row per project."""

from data_access.contract import STATUS_CHOICES, Choice, Column, ColumnType, Dataset, Label, Rule

PROJECT = Column(
    "project",
    ColumnType.CODE,
    Label("Project", "Projet", "Project"),
    Label(
        "Code of the project, as in the register.",
        "Code du projet, comme au registre.",
        "Code van het project, zoals in het register.",
    ),
    required=True,
    aliases=("project code", "code projet", "projectcode", "project id"),
    width=12,
)
"""The first key column of every dataset."""


def _status(dimension: str, label: Label) -> Column:
    return Column(
        f"status_{dimension}",
        ColumnType.STATUS,
        Label(f"{label.en} status", f"Statut {label.fr}", f"Status {label.nl}"),
        Label(
            f"Your own judgement of {label.en.lower()}: green, amber, red or not assessed.",
            f"Votre propre jugement ({label.fr}) : vert, orange, rouge ou non évalué.",
            f"Uw eigen oordeel ({label.nl}): groen, oranje, rood of niet beoordeeld.",
        ),
        required=dimension == "overall",
        choices=STATUS_CHOICES,
        aliases=(dimension,) if dimension != "overall" else ("status", "statut", "rag", "overall"),
        width=13,
    )


STATUS_DIMENSIONS = ("overall", "scope", "schedule", "cost", "resources", "risk", "benefits")

PROJECTS = Dataset(
    name="projects",
    label=Label("Projects", "Projets", "Projecten"),
    help=Label(
        "One row per project: its register entry and this week's status.",
        "Une ligne par projet : sa fiche au registre et le statut de la semaine.",
        "Eén rij per project: de registerfiche en de status van deze week.",
    ),
    key=("project",),
    aliases=("project", "projet", "status", "statut"),
    columns=(
        PROJECT,
        Column(
            "name",
            ColumnType.TEXT,
            Label("Name", "Nom", "Naam"),
            Label("Name of the project, as people know it.", "Nom usuel du projet.", "Gangbare naam van het project."),
            required=True,
            aliases=("project name", "nom du projet", "projectnaam", "title", "titre", "titel"),
            width=30,
        ),
        Column(
            "programme",
            ColumnType.CHOICE,
            Label("Programme", "Programme", "Programma"),
            Label(
                "Programme that the project belongs to.",
                "Programme dont relève le projet.",
                "Programma waartoe het project behoort.",
            ),
            required=True,
            reference="programmes",
            aliases=("program",),
            width=26,
        ),
        Column(
            "institution",
            ColumnType.CHOICE,
            Label("Institution", "Institution", "Instelling"),
            Label(
                "Regional institution that the project serves first.",
                "Institution régionale servie en premier lieu.",
                "Gewestelijke instelling die in de eerste plaats bediend wordt.",
            ),
            required=True,
            reference="institutions",
            aliases=("organisme", "organisation"),
            width=26,
        ),
        Column(
            "sponsor",
            ColumnType.PERSON,
            Label("Sponsor", "Commanditaire", "Opdrachtgever"),
            Label(
                "Person accountable for the benefits.",
                "Personne responsable des bénéfices.",
                "Persoon die verantwoordelijk is voor de baten.",
            ),
            aliases=("sponsor du projet",),
            width=20,
        ),
        Column(
            "manager",
            ColumnType.PERSON,
            Label("Project manager", "Chef de projet", "Projectleider"),
            Label(
                "Person who runs the project and uploads its week.",
                "Personne qui mène le projet et transmet sa semaine.",
                "Persoon die het project leidt en de week oplaadt.",
            ),
            required=True,
            aliases=("manager", "responsable", "verantwoordelijke"),
            width=20,
        ),
        Column(
            "involvement",
            ColumnType.CHOICE,
            Label("Involvement", "Implication", "Betrokkenheid"),
            Label(
                "Managed by the IT team itself, or only coordinated.",
                "Géré par l'équipe IT elle-même, ou seulement coordonné.",
                "Geleid door het IT-team zelf, of enkel gecoördineerd.",
            ),
            required=True,
            choices=(
                Choice("managed", Label("Managed", "Géré", "Geleid")),
                Choice("coordinated", Label("Coordinated", "Coordonné", "Gecoördineerd")),
            ),
            width=14,
        ),
        Column(
            "method",
            ColumnType.CHOICE,
            Label("Method", "Méthode", "Methode"),
            Label(
                "Project management method in use.",
                "Méthode de gestion de projet utilisée.",
                "Gebruikte projectmanagementmethode.",
            ),
            choices=(
                Choice("prince2", Label("PRINCE2", "PRINCE2", "PRINCE2")),
                Choice("pm2", Label("PM²", "PM²", "PM²"), ("PM2",)),
                Choice("pmi", Label("PMI", "PMI", "PMI")),
                Choice("scrum", Label("Scrum", "Scrum", "Scrum")),
                Choice("kanban", Label("Kanban", "Kanban", "Kanban")),
                Choice("hybrid", Label("Hybrid", "Hybride", "Hybride")),
            ),
            width=12,
        ),
        Column(
            "stage",
            ColumnType.CHOICE,
            Label("Stage", "Phase", "Fase"),
            Label(
                "Where the project stands in its life.",
                "Où en est le projet dans son cycle de vie.",
                "Waar het project staat in zijn levenscyclus.",
            ),
            required=True,
            choices=(
                Choice("initiation", Label("Initiation", "Initialisation", "Initiatie")),
                Choice("planning", Label("Planning", "Planification", "Planning")),
                Choice(
                    "execution", Label("Execution", "Exécution", "Uitvoering"), ("in progress", "en cours", "lopend")
                ),
                Choice("closing", Label("Closing", "En clôture", "Afsluiting")),
                Choice("closed", Label("Closed", "Clôturé", "Afgesloten"), ("done", "terminé", "afgerond")),
                Choice("on_hold", Label("On hold", "Suspendu", "Opgeschort")),
            ),
            width=14,
        ),
        Column(
            "baseline_start",
            ColumnType.DATE,
            Label("Baseline start", "Début de référence", "Start baseline"),
            Label(
                "Start date of the current baseline.",
                "Date de début de la référence actuelle.",
                "Startdatum van de huidige baseline.",
            ),
            required=True,
            aliases=("start", "début", "begin"),
        ),
        Column(
            "original_baseline_end",
            ColumnType.DATE,
            Label("Original baseline end", "Fin de référence initiale", "Einde oorspronkelijke baseline"),
            Label(
                "End date as first approved.",
                "Date de fin telle qu'approuvée au départ.",
                "Einddatum zoals eerst goedgekeurd.",
            ),
            width=16,
        ),
        Column(
            "baseline_end",
            ColumnType.DATE,
            Label("Baseline end", "Fin de référence", "Einde baseline"),
            Label(
                "End date of the current baseline.",
                "Date de fin de la référence actuelle.",
                "Einddatum van de huidige baseline.",
            ),
            required=True,
            aliases=("end", "fin", "einde"),
        ),
        Column(
            "rebaselines",
            ColumnType.INTEGER,
            Label("Re-baselines", "Nombre de nouvelles références", "Aantal herbaselines"),
            Label(
                "How many times the baseline was approved anew.",
                "Nombre de fois que la référence a été réapprouvée.",
                "Hoe vaak de baseline opnieuw werd goedgekeurd.",
            ),
            minimum=0,
            maximum=99,
            width=12,
        ),
        Column(
            "actual_start",
            ColumnType.DATE,
            Label("Actual start", "Début réel", "Werkelijke start"),
            Label(
                "Date on which work began.", "Date à laquelle le travail a commencé.", "Datum waarop het werk begon."
            ),
        ),
        Column(
            "forecast_end",
            ColumnType.DATE,
            Label("Forecast end", "Fin prévue", "Verwacht einde"),
            Label(
                "End date as you expect it today.",
                "Date de fin telle que vous la prévoyez aujourd'hui.",
                "Einddatum zoals u die vandaag verwacht.",
            ),
            required=True,
            aliases=("forecast", "prévision", "prognose"),
        ),
        Column(
            "actual_end",
            ColumnType.DATE,
            Label("Actual end", "Fin réelle", "Werkelijk einde"),
            Label(
                "Date on which the project ended.",
                "Date à laquelle le projet s'est terminé.",
                "Datum waarop het project eindigde.",
            ),
        ),
        Column(
            "percent_complete",
            ColumnType.PERCENTAGE,
            Label("Percent complete", "Pourcentage d'avancement", "Percentage voltooid"),
            Label(
                "Share of the work that is done, 0 to 100 %.",
                "Part du travail accomplie, de 0 à 100 %.",
                "Aandeel van het werk dat klaar is, 0 tot 100 %.",
            ),
            required=True,
            minimum=0,
            maximum=100,
            aliases=("% complete", "avancement", "% voltooid", "progress", "voortgang"),
            width=12,
        ),
        _status("overall", Label("Overall", "global", "algemeen")),
        _status("scope", Label("Scope", "périmètre", "scope")),
        _status("schedule", Label("Schedule", "délais", "planning")),
        _status("cost", Label("Cost", "coûts", "kosten")),
        _status("resources", Label("Resources", "ressources", "middelen")),
        _status("risk", Label("Risk", "risques", "risico's")),
        _status("benefits", Label("Benefits", "bénéfices", "baten")),
        Column(
            "gap_reason",
            ColumnType.LONG_TEXT,
            Label("Reason for a gap", "Raison d'un écart", "Reden van een verschil"),
            Label(
                "Why your status is better than the one computed from the data.",
                "Pourquoi votre statut est meilleur que celui calculé d'après les données.",
                "Waarom uw status beter is dan de uit de gegevens berekende status.",
            ),
            width=34,
        ),
        Column(
            "confidence",
            ColumnType.STATUS,
            Label("Delivery confidence", "Confiance dans la réalisation", "Vertrouwen in de realisatie"),
            Label(
                "Judgement on finishing: green highly likely, amber feasible, red unachievable without re-scoping.",
                "Jugement sur l'aboutissement : vert très probable, orange faisable, rouge irréalisable sans revoir le périmètre.",
                "Oordeel over het welslagen: groen zeer waarschijnlijk, oranje haalbaar, rood onhaalbaar zonder herziening van de scope.",
            ),
            choices=STATUS_CHOICES,
            width=14,
        ),
        Column(
            "confidence_assessor",
            ColumnType.PERSON,
            Label("Confidence assessed by", "Confiance évaluée par", "Vertrouwen beoordeeld door"),
            Label(
                "Person who gave the judgement.", "Personne qui a rendu le jugement.", "Persoon die het oordeel gaf."
            ),
            width=18,
        ),
        Column(
            "confidence_date",
            ColumnType.DATE,
            Label("Confidence assessed on", "Confiance évaluée le", "Vertrouwen beoordeeld op"),
            Label("Date of the judgement.", "Date du jugement.", "Datum van het oordeel."),
        ),
        Column(
            "achieved",
            ColumnType.LONG_TEXT,
            Label("Achieved", "Réalisé", "Gerealiseerd"),
            Label(
                "What was achieved since the last report.",
                "Ce qui a été réalisé depuis le dernier rapport.",
                "Wat sinds het vorige rapport gerealiseerd werd.",
            ),
            width=40,
        ),
        Column(
            "next_steps",
            ColumnType.LONG_TEXT,
            Label("Next steps", "Prochaines étapes", "Volgende stappen"),
            Label("What comes next.", "Ce qui vient ensuite.", "Wat er nu volgt."),
            width=40,
        ),
        Column(
            "decision_requested",
            ColumnType.LONG_TEXT,
            Label("Decision requested", "Décision demandée", "Gevraagde beslissing"),
            Label(
                "What the steering committee is asked to decide; blank when nothing.",
                "Ce que le comité de pilotage est prié de décider ; vide s'il n'y a rien.",
                "Wat de stuurgroep gevraagd wordt te beslissen; leeg als er niets is.",
            ),
            width=40,
        ),
        Column(
            "cost_tolerance",
            ColumnType.PERCENTAGE,
            Label("Cost tolerance", "Tolérance de coût", "Kostentolerantie"),
            Label(
                "Overrun allowed before an exception, in % of the budget.",
                "Dépassement permis avant une exception, en % du budget.",
                "Toegelaten overschrijding vóór een uitzondering, in % van het budget.",
            ),
            minimum=0,
            maximum=100,
            width=12,
        ),
        Column(
            "time_tolerance",
            ColumnType.INTEGER,
            Label("Time tolerance (days)", "Tolérance de délai (jours)", "Tijdstolerantie (dagen)"),
            Label(
                "Delay allowed before an exception, in calendar days.",
                "Retard permis avant une exception, en jours calendrier.",
                "Toegelaten vertraging vóór een uitzondering, in kalenderdagen.",
            ),
            minimum=0,
            maximum=999,
            width=12,
        ),
        Column(
            "estimate_to_complete",
            ColumnType.AMOUNT,
            Label("Estimate to complete (EUR)", "Reste à dépenser estimé (EUR)", "Schatting tot voltooiing (EUR)"),
            Label(
                "Your own bottom-up estimate of what is still to be spent.",
                "Votre propre estimation détaillée de ce qui reste à dépenser.",
                "Uw eigen gedetailleerde schatting van wat nog uit te geven is.",
            ),
            minimum=0,
            width=16,
        ),
    ),
    rules=(
        Rule("forecast_before_start", ("baseline_start",), ("forecast_end",), at="forecast_end"),
        Rule("baseline_end_before_start", ("baseline_start",), ("baseline_end",), at="baseline_end"),
        Rule("actual_end_before_start", ("actual_start",), ("actual_end",), at="actual_end"),
    ),
)
