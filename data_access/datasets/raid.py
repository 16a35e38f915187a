"""The RAID sheet: risks, assumptions, issues, dependencies, actions, decisions and changes."""

from data_access.contract import (
    STATUS_DATE,
    Choice,
    Column,
    ColumnType,
    Combine,
    Dataset,
    Label,
    Link,
    Rule,
)
from data_access.datasets.projects import PROJECT


def _scale(name: str, label: Label, help_text: Label) -> Column:
    return Column(name, ColumnType.INTEGER, label, help_text, minimum=1, maximum=5, width=11)


RAID = Dataset(
    name="raid",
    label=Label("RAID", "RAID", "RAID"),
    help=Label(
        "One row per project and log entry.",
        "Une ligne par projet et entrée du journal.",
        "Eén rij per project en logboekregel.",
    ),
    key=("project", "entry"),
    aliases=("raid log", "risks", "risques", "risico's", "journal", "logboek"),
    closing=(("status", "closed"), ("closed", STATUS_DATE)),
    columns=(
        PROJECT,
        Column(
            "entry",
            ColumnType.CODE,
            Label("Entry", "Entrée", "Regel"),
            Label(
                "Code of the entry within the project, for instance R1.",
                "Code de l'entrée dans le projet, par exemple R1.",
                "Code van de regel binnen het project, bijvoorbeeld R1.",
            ),
            required=True,
            aliases=("id", "ref", "code"),
            width=10,
        ),
        Column(
            "kind",
            ColumnType.CHOICE,
            Label("Kind", "Nature", "Soort"),
            Label("What the entry is.", "Ce qu'est l'entrée.", "Wat de regel is."),
            required=True,
            aliases=("type",),
            choices=(
                Choice("threat", Label("Threat", "Menace", "Bedreiging"), ("risk", "risque", "risico")),
                Choice("opportunity", Label("Opportunity", "Opportunité", "Opportuniteit"), ("kans",)),
                Choice("assumption", Label("Assumption", "Hypothèse", "Aanname")),
                Choice("issue", Label("Issue", "Problème", "Probleem"), ("incident",)),
                Choice("dependency", Label("Dependency", "Dépendance", "Afhankelijkheid")),
                Choice("action", Label("Action", "Action", "Actie")),
                Choice("decision", Label("Decision", "Décision", "Beslissing")),
                Choice("change", Label("Change", "Changement", "Wijziging"), ("change request",)),
            ),
            width=15,
        ),
        Column(
            "title",
            ColumnType.TEXT,
            Label("Title", "Titre", "Titel"),
            Label("One line that says it.", "Une ligne qui résume.", "Eén regel die het samenvat."),
            required=True,
            aliases=("description", "omschrijving"),
            width=40,
        ),
        Column(
            "cause",
            ColumnType.LONG_TEXT,
            Label("Cause", "Cause", "Oorzaak"),
            Label(
                "Why it may happen, or happened.",
                "Pourquoi cela peut arriver, ou est arrivé.",
                "Waarom het kan gebeuren, of gebeurd is.",
            ),
            width=30,
        ),
        Column(
            "effect",
            ColumnType.LONG_TEXT,
            Label("Effect", "Effet", "Gevolg"),
            Label("What it does to the project.", "Ce que cela fait au projet.", "Wat het met het project doet."),
            width=30,
        ),
        Column(
            "owner",
            ColumnType.PERSON,
            Label("Owner", "Responsable", "Verantwoordelijke"),
            Label("Person who deals with it.", "Personne qui s'en occupe.", "Persoon die het opvolgt."),
            width=20,
        ),
        _scale(
            "likelihood",
            Label("Likelihood", "Probabilité", "Waarschijnlijkheid"),
            Label(
                "1 very low to 5 very high, before any response.",
                "1 très faible à 5 très forte, avant toute réponse.",
                "1 zeer laag tot 5 zeer hoog, vóór elke maatregel.",
            ),
        ),
        _scale(
            "impact",
            Label("Impact", "Impact", "Impact"),
            Label(
                "1 very low to 5 very high, before any response.",
                "1 très faible à 5 très fort, avant toute réponse.",
                "1 zeer laag tot 5 zeer hoog, vóór elke maatregel.",
            ),
        ),
        _scale(
            "residual_likelihood",
            Label("Residual likelihood", "Probabilité résiduelle", "Resterende waarschijnlijkheid"),
            Label("1 to 5, with the responses in place.", "1 à 5, réponses en place.", "1 tot 5, met de maatregelen."),
        ),
        _scale(
            "residual_impact",
            Label("Residual impact", "Impact résiduel", "Resterende impact"),
            Label("1 to 5, with the responses in place.", "1 à 5, réponses en place.", "1 tot 5, met de maatregelen."),
        ),
        Column(
            "cost_impact",
            ColumnType.AMOUNT,
            Label("Cost impact (EUR)", "Impact financier (EUR)", "Kostenimpact (EUR)"),
            Label(
                "Cost, or gain of an opportunity, should it happen.",
                "Coût, ou gain d'une opportunité, si cela se produit.",
                "Kost, of winst van een opportuniteit, als het gebeurt.",
            ),
            minimum=0,
            aliases=("cost impact", "impact financier", "kostenimpact"),
            width=15,
        ),
        Column(
            "strategy",
            ColumnType.CHOICE,
            Label("Strategy", "Stratégie", "Strategie"),
            Label("How it is answered.", "Comment on y répond.", "Hoe erop gereageerd wordt."),
            choices=(
                Choice("avoid", Label("Avoid", "Éviter", "Vermijden")),
                Choice("reduce", Label("Reduce", "Réduire", "Verminderen"), ("mitigate",)),
                Choice("transfer", Label("Transfer", "Transférer", "Overdragen")),
                Choice("accept", Label("Accept", "Accepter", "Aanvaarden")),
                Choice("share", Label("Share", "Partager", "Delen")),
                Choice("exploit", Label("Exploit", "Exploiter", "Benutten")),
                Choice("enhance", Label("Enhance", "Améliorer", "Versterken")),
            ),
        ),
        Column(
            "status",
            ColumnType.CHOICE,
            Label("Status", "Statut", "Status"),
            Label("Where the entry stands.", "Où en est l'entrée.", "Stand van de regel."),
            required=True,
            choices=(
                Choice("open", Label("Open", "Ouvert", "Open")),
                Choice("in_progress", Label("In progress", "En cours", "Lopend")),
                Choice("materialised", Label("Materialised", "Survenu", "Opgetreden")),
                Choice("closed", Label("Closed", "Clôturé", "Gesloten"), ("done", "terminé", "afgerond")),
                Choice("rejected", Label("Rejected", "Rejeté", "Verworpen")),
            ),
        ),
        Column(
            "raised",
            ColumnType.DATE,
            Label("Raised", "Signalé le", "Gemeld op"),
            Label(
                "Date on which it was entered.",
                "Date à laquelle elle a été inscrite.",
                "Datum waarop ze ingeschreven werd.",
            ),
            required=True,
        ),
        Column(
            "due",
            ColumnType.DATE,
            Label("Due", "Échéance", "Termijn"),
            Label(
                "Date by which it must be dealt with.",
                "Date avant laquelle il faut la traiter.",
                "Datum waarvoor ze behandeld moet zijn.",
            ),
        ),
        Column(
            "closed",
            ColumnType.DATE,
            Label("Closed on", "Clôturé le", "Gesloten op"),
            Label("Date on which it was closed.", "Date de clôture.", "Datum van afsluiting."),
        ),
        Column(
            "next_review",
            ColumnType.DATE,
            Label("Next review", "Prochaine revue", "Volgende herziening"),
            Label("Date of the next look at it.", "Date du prochain examen.", "Datum van de volgende blik erop."),
        ),
        Column(
            "escalated",
            ColumnType.BOOLEAN,
            Label("Escalated", "Escaladé", "Geëscaleerd"),
            Label(
                "Whether the steering committee must see it.",
                "Si le comité de pilotage doit la voir.",
                "Of de stuurgroep ze moet zien.",
            ),
            width=11,
        ),
        Column(
            "provider_project",
            ColumnType.CODE,
            Label("Provider project", "Projet fournisseur", "Leverend project"),
            Label(
                "For a dependency: the project that must deliver.",
                "Pour une dépendance : le projet qui doit livrer.",
                "Voor een afhankelijkheid: het project dat moet leveren.",
            ),
            refers_to="projects",
            width=14,
        ),
        Column(
            "linked_entry",
            ColumnType.CODE,
            Label("Linked entry", "Entrée liée", "Gekoppelde regel"),
            Label(
                "Entry of the same project that it comes from, for instance the risk that became this issue.",
                "Entrée du même projet dont elle provient, par exemple le risque devenu ce problème.",
                "Regel van hetzelfde project waaruit ze voortkomt, bijvoorbeeld het risico dat dit probleem werd.",
            ),
            width=12,
        ),
    ),
    rules=(
        Rule("closed_before_raised", ("raised",), ("closed",), at="closed"),
        Rule(
            "residual_above_inherent",
            ("residual_likelihood", "residual_impact"),
            ("likelihood", "impact"),
            at="residual_likelihood",
            combine=Combine.PRODUCT,
        ),
    ),
    links=(Link("linked_entry"),),
)
