"""The migration sheet: every tool of every institution on its way through the reform."""

from data_access.contract import BOOLEAN_CHOICES, Choice, Column, ColumnType, Dataset, Label, Link, Rule
from data_access.datasets.projects import PROJECT

READINESS_CHOICES = (
    Choice("yes", Label("Yes", "Oui", "Ja"), ("100", "100%", "full")),
    Choice("partly", Label("Partly", "En partie", "Deels"), ("50", "50%", "partiel")),
    Choice("no", Label("No", "Non", "Nee"), ("0", "0%", "none")),
)


def _readiness(name: str, label: Label) -> Column:
    return Column(
        f"ready_{name}",
        ColumnType.CHOICE,
        Label(f"Ready: {label.en}", f"Prêt : {label.fr}", f"Klaar: {label.nl}"),
        Label(
            "Readiness answer: yes, partly, no; blank when not looked at.",
            "Réponse de préparation : oui, en partie, non ; vide si non examiné.",
            "Antwoord over gereedheid: ja, deels, nee; leeg indien niet bekeken.",
        ),
        choices=READINESS_CHOICES,
        width=13,
    )


def _blocker(name: str, label: Label) -> Column:
    return Column(
        name,
        ColumnType.BOOLEAN,
        label,
        Label(
            "Hard condition: without it the item is not ready, whatever its score.",
            "Condition absolue : sans elle l'élément n'est pas prêt, quel que soit son score.",
            "Harde voorwaarde: zonder is het element niet klaar, ongeacht de score.",
        ),
        choices=BOOLEAN_CHOICES,
        width=12,
    )


def _users(name: str, label: Label, help_text: Label) -> Column:
    return Column(name, ColumnType.INTEGER, label, help_text, minimum=0, maximum=1_000_000, width=12)


def _date(name: str, label: Label, help_text: Label) -> Column:
    return Column(name, ColumnType.DATE, label, help_text)


MIGRATION = Dataset(
    name="migration",
    label=Label("Migration", "Migration", "Migratie"),
    help=Label(
        "One row per project and migrated item: a tool in an institution.",
        "Une ligne par projet et élément migré : un outil dans une institution.",
        "Eén rij per project en gemigreerd element: een tool in een instelling.",
    ),
    key=("project", "item"),
    aliases=("migrations", "reform", "réforme", "hervorming"),
    columns=(
        PROJECT,
        Column(
            "item",
            ColumnType.CODE,
            Label("Item", "Élément", "Element"),
            Label(
                "Code of the item, for instance HR-01.",
                "Code de l'élément, par exemple HR-01.",
                "Code van het element, bijvoorbeeld HR-01.",
            ),
            required=True,
            width=12,
        ),
        Column(
            "institution",
            ColumnType.CHOICE,
            Label("Institution", "Institution", "Instelling"),
            Label(
                "Institution whose tool moves.",
                "Institution dont l'outil migre.",
                "Instelling waarvan de tool verhuist.",
            ),
            required=True,
            reference="institutions",
            width=26,
        ),
        Column(
            "domain",
            ColumnType.CHOICE,
            Label("Domain", "Domaine", "Domein"),
            Label(
                "Functional domain of the tool.", "Domaine fonctionnel de l'outil.", "Functioneel domein van de tool."
            ),
            required=True,
            choices=(
                Choice("hr", Label("Human resources", "Ressources humaines", "Personeelszaken"), ("HR", "RH")),
                Choice("finance", Label("Finance", "Finances", "Financiën")),
                Choice("documents", Label("Documents", "Documents", "Documenten")),
                Choice("collaboration", Label("Collaboration", "Collaboration", "Samenwerking")),
                Choice("identity", Label("Identity", "Identité", "Identiteit")),
                Choice("citizen_services", Label("Citizen services", "Services aux citoyens", "Burgerdiensten")),
                Choice("data", Label("Data", "Données", "Gegevens")),
                Choice("infrastructure", Label("Infrastructure", "Infrastructure", "Infrastructuur")),
                Choice("learning", Label("Learning", "Apprentissage", "Leren")),
            ),
            width=18,
        ),
        Column(
            "current_tool",
            ColumnType.TEXT,
            Label("Current tool", "Outil actuel", "Huidige tool"),
            Label("Tool in use today.", "Outil utilisé aujourd'hui.", "Tool die vandaag gebruikt wordt."),
            required=True,
            width=24,
        ),
        Column(
            "target_tool",
            ColumnType.TEXT,
            Label("Target tool", "Outil cible", "Doeltool"),
            Label("Tool that replaces it.", "Outil qui le remplace.", "Tool die haar vervangt."),
            width=24,
        ),
        Column(
            "disposition",
            ColumnType.CHOICE,
            Label("Disposition", "Orientation", "Bestemming"),
            Label("What happens to the tool.", "Ce qu'il advient de l'outil.", "Wat er met de tool gebeurt."),
            required=True,
            choices=(
                Choice("retain", Label("Retain", "Conserver", "Behouden")),
                Choice("rehost", Label("Rehost", "Réhéberger", "Rehosten")),
                Choice("replatform", Label("Replatform", "Replateformer", "Replatformen")),
                Choice("refactor", Label("Refactor", "Réarchitecturer", "Herontwerpen")),
                Choice("repurchase", Label("Repurchase", "Racheter", "Heraankopen")),
                Choice("relocate", Label("Relocate", "Relocaliser", "Verplaatsen")),
                Choice("retire", Label("Retire", "Retirer", "Uitfaseren")),
                Choice(
                    "merge_into",
                    Label("Merge into", "Fusionner", "Samenvoegen"),
                    ("fusionner dans", "samenvoegen met"),
                ),
            ),
            width=16,
        ),
        Column(
            "hosting",
            ColumnType.CHOICE,
            Label("Hosting target", "Hébergement cible", "Hostingdoel"),
            Label("Where the target tool runs.", "Où tourne l'outil cible.", "Waar de doeltool draait."),
            choices=(
                Choice("on_premises", Label("On premises", "Sur site", "On-premises")),
                Choice(
                    "regional", Label("Regional data centre", "Centre de données régional", "Gewestelijk datacenter")
                ),
                Choice("azure", Label("Azure", "Azure", "Azure")),
                Choice("aws", Label("AWS", "AWS", "AWS")),
                Choice("saas", Label("SaaS", "SaaS", "SaaS")),
            ),
            width=18,
        ),
        Column(
            "wave",
            ColumnType.INTEGER,
            Label("Wave", "Vague", "Golf"),
            Label("Number of the migration wave.", "Numéro de la vague de migration.", "Nummer van de migratiegolf."),
            required=True,
            minimum=1,
            maximum=99,
            width=8,
        ),
        Column(
            "stage",
            ColumnType.CHOICE,
            Label("Stage", "Étape", "Stap"),
            Label(
                "Where the item stands; failed and blocked are stages of their own.",
                "Où en est l'élément ; échoué et bloqué sont des étapes à part entière.",
                "Waar het element staat; mislukt en geblokkeerd zijn aparte stappen.",
            ),
            required=True,
            choices=(
                Choice("assess", Label("Assess", "Évaluer", "Beoordelen")),
                Choice("prepare", Label("Prepare", "Préparer", "Voorbereiden")),
                Choice("test", Label("Test", "Tester", "Testen")),
                Choice("cut_over", Label("Cut over", "Basculer", "Overschakelen"), ("cutover",)),
                Choice("stabilise", Label("Stabilise", "Stabiliser", "Stabiliseren")),
                Choice("decommission", Label("Decommission", "Décommissionner", "Buiten dienst stellen")),
                Choice("done", Label("Done", "Terminé", "Klaar")),
                Choice("failed", Label("Failed", "Échoué", "Mislukt")),
                Choice("blocked", Label("Blocked", "Bloqué", "Geblokkeerd")),
            ),
            width=16,
        ),
        _date(
            "planned_cutover",
            Label("Planned cutover", "Bascule planifiée", "Geplande overschakeling"),
            Label("Date in the plan.", "Date au plan.", "Datum in het plan."),
        ),
        _date(
            "forecast_cutover",
            Label("Forecast cutover", "Bascule prévue", "Verwachte overschakeling"),
            Label(
                "Date as you expect it today.",
                "Date telle que vous la prévoyez aujourd'hui.",
                "Datum zoals u die vandaag verwacht.",
            ),
        ),
        _date(
            "actual_cutover",
            Label("Actual cutover", "Bascule réelle", "Werkelijke overschakeling"),
            Label("Date on which it happened.", "Date à laquelle elle a eu lieu.", "Datum waarop ze plaatsvond."),
        ),
        Column(
            "depends_on",
            ColumnType.CODES,
            Label("Depends on", "Dépend de", "Hangt af van"),
            Label(
                "Items that must move first, separated by semicolons.",
                "Éléments qui doivent migrer d'abord, séparés par des points-virgules.",
                "Elementen die eerst moeten verhuizen, gescheiden door puntkomma's.",
            ),
            width=16,
        ),
        _users(
            "users_in_scope",
            Label("Users in scope", "Utilisateurs concernés", "Betrokken gebruikers"),
            Label("People who use the tool.", "Personnes qui utilisent l'outil.", "Mensen die de tool gebruiken."),
        ),
        _users(
            "users_moved",
            Label("Users moved", "Utilisateurs migrés", "Verhuisde gebruikers"),
            Label(
                "People who work in the target tool.",
                "Personnes qui travaillent dans l'outil cible.",
                "Mensen die in de doeltool werken.",
            ),
        ),
        _users(
            "active_users",
            Label("Active users, 30 days", "Utilisateurs actifs, 30 jours", "Actieve gebruikers, 30 dagen"),
            Label(
                "People who did the core task in the target tool in the last 30 days.",
                "Personnes ayant accompli la tâche principale dans l'outil cible ces 30 derniers jours.",
                "Mensen die de kerntaak in de doeltool de laatste 30 dagen deden.",
            ),
        ),
        _users(
            "trained",
            Label("Users trained", "Utilisateurs formés", "Opgeleide gebruikers"),
            Label(
                "People who finished their training.",
                "Personnes ayant terminé leur formation.",
                "Mensen die hun opleiding afwerkten.",
            ),
        ),
        _readiness("functional", Label("functional fit", "adéquation fonctionnelle", "functionele geschiktheid")),
        _readiness("data", Label("data and archives", "données et archives", "gegevens en archieven")),
        _readiness(
            "integration", Label("integrations and identity", "intégrations et identité", "integraties en identiteit")
        ),
        _readiness(
            "contract",
            Label("contract, legal and privacy", "contrat, droit et vie privée", "contract, recht en privacy"),
        ),
        _readiness("training", Label("training and people", "formation et personnes", "opleiding en mensen")),
        _readiness("support", Label("support and operations", "support et exploitation", "ondersteuning en beheer")),
        _readiness("cutover", Label("cutover and rollback", "bascule et retour arrière", "overschakeling en terugval")),
        _readiness("sponsor", Label("sponsor agreement", "accord du commanditaire", "akkoord van de opdrachtgever")),
        _blocker(
            "has_data_owner", Label("Data owner known", "Propriétaire des données connu", "Gegevenseigenaar bekend")
        ),
        _blocker("has_rollback", Label("Rollback exists", "Retour arrière existant", "Terugval voorzien")),
        _blocker("has_legal_base", Label("Legal base exists", "Base légale existante", "Wettelijke basis aanwezig")),
        _blocker("contract_signed", Label("Contract signed", "Contrat signé", "Contract getekend")),
        Column(
            "blocker",
            ColumnType.LONG_TEXT,
            Label("Blocker", "Blocage", "Blokkering"),
            Label(
                "What stands in the way today; blank when nothing does.",
                "Ce qui bloque aujourd'hui ; vide si rien ne bloque.",
                "Wat vandaag in de weg staat; leeg als er niets is.",
            ),
            width=34,
        ),
        Column(
            "dual_run_cost",
            ColumnType.AMOUNT,
            Label(
                "Dual-run cost per month (EUR)",
                "Coût du double fonctionnement par mois (EUR)",
                "Kost dubbel gebruik per maand (EUR)",
            ),
            Label(
                "What the old tool costs each month until it stops.",
                "Ce que coûte l'ancien outil chaque mois jusqu'à son arrêt.",
                "Wat de oude tool per maand kost tot ze stopt.",
            ),
            minimum=0,
            width=16,
        ),
        _date(
            "contract_end",
            Label("Contract end", "Fin de contrat", "Einde contract"),
            Label(
                "End of the contract of the current tool.",
                "Fin du contrat de l'outil actuel.",
                "Einde van het contract van de huidige tool.",
            ),
        ),
        _date(
            "decommissioned",
            Label("Decommissioned on", "Décommissionné le", "Buiten dienst op"),
            Label(
                "Date on which the current tool was stopped.",
                "Date d'arrêt de l'outil actuel.",
                "Datum waarop de huidige tool gestopt werd.",
            ),
        ),
    ),
    rules=(
        Rule("users_moved_above_scope", ("users_moved",), ("users_in_scope",), at="users_moved"),
        Rule("trained_above_scope", ("trained",), ("users_in_scope",), at="trained"),
    ),
    links=(Link("depends_on", acyclic=True, within_project=False),),
)
