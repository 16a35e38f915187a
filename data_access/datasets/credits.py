"""The credits sheet: Belgian commitment (CE) and payment (CL) credits by basic allocation."""

from data_access.contract import Column, ColumnType, Combine, Dataset, Label, Rule
from data_access.datasets.projects import PROJECT


def _amount(name: str, label: Label, help_text: Label, *, required: bool = False) -> Column:
    with_unit = Label(*(f"{text} (EUR)" for text in label))
    aliases = tuple(dict.fromkeys(label))
    return Column(
        name, ColumnType.AMOUNT, with_unit, help_text, required=required, minimum=0, aliases=aliases, width=17
    )


CREDITS = Dataset(
    name="credits",
    label=Label("Credits", "Crédits", "Kredieten"),
    help=Label(
        "One row per project, year, basic allocation and institution.",
        "Une ligne par projet, année, allocation de base et institution.",
        "Eén rij per project, jaar, basisallocatie en instelling.",
    ),
    key=("project", "year", "basic_allocation", "institution"),
    aliases=("credit", "ce cl", "kredieten"),
    columns=(
        PROJECT,
        Column(
            "year",
            ColumnType.INTEGER,
            Label("Year", "Année", "Jaar"),
            Label("Budget year.", "Année budgétaire.", "Begrotingsjaar."),
            required=True,
            minimum=2000,
            maximum=2100,
            width=8,
        ),
        Column(
            "basic_allocation",
            ColumnType.CODE,
            Label("Basic allocation", "Allocation de base", "Basisallocatie"),
            Label("Code of the basic allocation.", "Code de l'allocation de base.", "Code van de basisallocatie."),
            required=True,
            aliases=("AB", "BA"),
            width=18,
        ),
        Column(
            "institution",
            ColumnType.CHOICE,
            Label("Institution", "Institution", "Instelling"),
            Label(
                "Institution that holds the credits.",
                "Institution titulaire des crédits.",
                "Instelling die de kredieten houdt.",
            ),
            required=True,
            reference="institutions",
            width=26,
        ),
        _amount(
            "ce_initial",
            Label("CE initial", "CE initial", "VAK initieel"),
            Label(
                "Commitment credit in the initial budget.",
                "Crédit d'engagement au budget initial.",
                "Vastleggingskrediet in de initiële begroting.",
            ),
        ),
        _amount(
            "ce_adjusted",
            Label("CE adjusted", "CE ajusté", "VAK aangepast"),
            Label(
                "Commitment credit after adjustment.",
                "Crédit d'engagement après ajustement.",
                "Vastleggingskrediet na aanpassing.",
            ),
            required=True,
        ),
        _amount(
            "cl_initial",
            Label("CL initial", "CL initial", "VEK initieel"),
            Label(
                "Payment credit in the initial budget.",
                "Crédit de liquidation au budget initial.",
                "Vereffeningskrediet in de initiële begroting.",
            ),
        ),
        _amount(
            "cl_adjusted",
            Label("CL adjusted", "CL ajusté", "VEK aangepast"),
            Label(
                "Payment credit after adjustment.",
                "Crédit de liquidation après ajustement.",
                "Vereffeningskrediet na aanpassing.",
            ),
            required=True,
        ),
        _amount(
            "engaged",
            Label("Engaged", "Engagé", "Vastgelegd"),
            Label("Committed since 1 January.", "Engagé depuis le 1er janvier.", "Vastgelegd sinds 1 januari."),
            required=True,
        ),
        _amount(
            "liquidated",
            Label("Liquidated", "Liquidé", "Vereffend"),
            Label(
                "Paid since 1 January from established rights.",
                "Liquidé depuis le 1er janvier sur droits constatés.",
                "Vereffend sinds 1 januari op vastgestelde rechten.",
            ),
            required=True,
        ),
        _amount(
            "encours_start",
            Label("Encours at start", "Encours au départ", "Openstaand bij aanvang"),
            Label(
                "Outstanding commitments on 1 January.",
                "Encours des engagements au 1er janvier.",
                "Openstaande vastleggingen op 1 januari.",
            ),
        ),
        _amount(
            "cancelled",
            Label("Cancelled", "Annulé", "Geannuleerd"),
            Label(
                "Outstanding commitments cancelled this year.",
                "Encours annulé cette année.",
                "Dit jaar geannuleerde openstaande vastleggingen.",
            ),
        ),
        _amount(
            "planned_engagements",
            Label("Planned engagements", "Engagements prévus", "Geplande vastleggingen"),
            Label(
                "Still to be committed before 31 December.",
                "Encore à engager avant le 31 décembre.",
                "Nog vast te leggen vóór 31 december.",
            ),
        ),
        Column(
            "engagement_probability",
            ColumnType.PERCENTAGE,
            Label("Probability", "Probabilité", "Waarschijnlijkheid"),
            Label(
                "Probability that the planned engagements are signed in time.",
                "Probabilité que les engagements prévus soient signés à temps.",
                "Waarschijnlijkheid dat de geplande vastleggingen tijdig getekend worden.",
            ),
            minimum=0,
            maximum=100,
        ),
        _amount(
            "expected_liquidations",
            Label("Expected liquidations", "Liquidations attendues", "Verwachte vereffeningen"),
            Label(
                "Still to be paid before 31 December.",
                "Encore à liquider avant le 31 décembre.",
                "Nog te vereffenen vóór 31 december.",
            ),
        ),
        Column(
            "oldest_commitment_year",
            ColumnType.INTEGER,
            Label("Oldest commitment", "Engagement le plus ancien", "Oudste vastlegging"),
            Label(
                "Year of the oldest commitment still outstanding.",
                "Année du plus ancien engagement encore ouvert.",
                "Jaar van de oudste nog openstaande vastlegging.",
            ),
            minimum=2000,
            maximum=2100,
            width=12,
        ),
    ),
    rules=(
        Rule(
            "liquidated_above_commitments",
            ("liquidated",),
            ("engaged", "encours_start"),
            at="liquidated",
            combine=Combine.SUM,
        ),
        Rule("oldest_commitment_in_future", ("oldest_commitment_year",), ("year",), at="oldest_commitment_year"),
    ),
)
