"""Every sentence that a written workbook carries, in the three languages of the product.

Texts with ``{names}`` are filled with ``str.format``.
"""

from data_access.contract import ColumnType, Label
from data_access.problems import Severity

FINDINGS_SHEET = "Regie"
"""Name of the sheet that an annotated copy adds; with a number behind where the name is taken."""
GUIDE_SHEET = Label("Read me", "Lisez-moi", "Lees mij")
GUIDE_TITLE = Label(
    "Weekly project workbook", "Classeur hebdomadaire des projets", "Wekelijks werkboek van de projecten"
)
STATUS_DATE = Label("Status date", "Date de statut", "Statusdatum")
HOW_TO = Label("How to fill it in", "Comment le remplir", "Hoe vult u het in")
INSTRUCTIONS = (
    Label(
        "Update the rows that changed, add new rows below the last one, and leave the others as they are.",
        "Mettez à jour les lignes qui ont changé, ajoutez les nouvelles sous la dernière et laissez les autres telles "
        "quelles.",
        "Werk de gewijzigde rijen bij, voeg nieuwe rijen toe onder de laatste en laat de andere ongewijzigd.",
    ),
    Label(
        "If you delete a row, you will be asked at upload whether it must be closed or kept.",
        "Si vous supprimez une ligne, il vous sera demandé lors de l'envoi s'il faut la clôturer ou la conserver.",
        "Als u een rij verwijdert, wordt u bij het opladen gevraagd of ze moet worden afgesloten of behouden.",
    ),
    Label(
        "A sheet that you remove altogether leaves its data unchanged.",
        "Si vous retirez une feuille entière, ses données restent inchangées.",
        "Als u een volledig blad verwijdert, blijven de gegevens ervan ongewijzigd.",
    ),
    Label(
        "Hover over a header to see what the column expects. Where a cell has a list, choose from it.",
        "Survolez un en-tête pour voir ce que la colonne attend. Si une cellule propose une liste, choisissez-y une "
        "valeur.",
        "Beweeg de muis over een koptekst om te zien wat de kolom verwacht. Heeft een cel een lijst, kies er dan een "
        "waarde uit.",
    ),
    Label(
        "Save the file and upload it; nothing is stored before you have seen and confirmed the changes.",
        "Enregistrez le fichier et envoyez-le ; aucune donnée n'est modifiée avant que vous ayez vu et confirmé les "
        "changements.",
        "Bewaar het bestand en laad het op; er wordt niets opgeslagen voor u de wijzigingen hebt gezien en bevestigd.",
    ),
)
LEGEND = Label("Headers", "En-têtes", "Kopteksten")
LEGEND_REQUIRED = Label("Required column", "Colonne obligatoire", "Verplichte kolom")
LEGEND_OPTIONAL = Label("Optional column", "Colonne facultative", "Facultatieve kolom")
SHEETS = Label("Sheets", "Feuilles", "Bladen")
ROWS = Label("Rows filled in", "Lignes remplies", "Ingevulde rijen")

REQUIRED = Label("Required.", "Obligatoire.", "Verplicht.")
OPTIONAL = Label("Optional.", "Facultatif.", "Facultatief.")
KEY = Label(
    "Together with the other columns frozen on the left, it identifies the row.",
    "Avec les autres colonnes figées à gauche, elle identifie la ligne.",
    "Samen met de andere geblokkeerde kolommen links bepaalt ze de rij.",
)
ALLOWED = Label("Allowed values: {values}.", "Valeurs admises : {values}.", "Toegelaten waarden: {values}.")
CHOOSE = Label("Choose a value from the list.", "Choisissez une valeur dans la liste.", "Kies een waarde uit de lijst.")
BETWEEN = Label(
    "From {minimum} to {maximum}.",
    "De {minimum} à {maximum}.",
    "Van {minimum} tot en met {maximum}.",
)
AT_LEAST = Label("At least {minimum}.", "Au moins {minimum}.", "Minstens {minimum}.")
AT_MOST = Label("At most {maximum}.", "Au plus {maximum}.", "Hoogstens {maximum}.")
KNOWN_CODE = Label(
    "The code must exist on the sheet {sheet}.",
    "Le code doit exister dans la feuille {sheet}.",
    "De code moet bestaan op het blad {sheet}.",
)
TYPE: dict[ColumnType, Label] = {
    ColumnType.CODE: Label(
        "Code, kept exactly as typed, for instance 00123.",
        "Code, conservé exactement tel que saisi, par exemple 00123.",
        "Code, exact bewaard zoals ingevoerd, bijvoorbeeld 00123.",
    ),
    ColumnType.CODES: Label(
        "Codes separated by semicolons, for instance A1; A2.",
        "Codes séparés par des points-virgules, par exemple A1; A2.",
        "Codes gescheiden door puntkomma's, bijvoorbeeld A1; A2.",
    ),
    ColumnType.TEXT: Label("Short text.", "Texte court.", "Korte tekst."),
    ColumnType.LONG_TEXT: Label(
        "Text, over several lines if needed.",
        "Texte, sur plusieurs lignes si nécessaire.",
        "Tekst, zo nodig over meerdere regels.",
    ),
    ColumnType.PERSON: Label(
        "First name and last name of one person.",
        "Prénom et nom d'une seule personne.",
        "Voornaam en naam van één persoon.",
    ),
    ColumnType.INTEGER: Label(
        "Whole number, for instance 12.", "Nombre entier, par exemple 12.", "Geheel getal, bijvoorbeeld 12."
    ),
    ColumnType.AMOUNT: Label(
        "Amount in EUR, for instance 1234.56.",
        "Montant en EUR, par exemple 1234,56.",
        "Bedrag in EUR, bijvoorbeeld 1234,56.",
    ),
    ColumnType.PERCENTAGE: Label(
        "Percentage, for instance 45 %.", "Pourcentage, par exemple 45 %.", "Percentage, bijvoorbeeld 45 %."
    ),
    ColumnType.DATE: Label(
        "Date as day/month/year, for instance 31/05/2026.",
        "Date au format jour/mois/année, par exemple 31/05/2026.",
        "Datum als dag/maand/jaar, bijvoorbeeld 31/05/2026.",
    ),
    ColumnType.MONTH: Label(
        "Month, entered as its first day, for instance 01/05/2026; shown as 05/2026.",
        "Mois, saisi par son premier jour, par exemple 01/05/2026 ; affiché 05/2026.",
        "Maand, ingevoerd met haar eerste dag, bijvoorbeeld 01/05/2026; getoond als 05/2026.",
    ),
    ColumnType.BOOLEAN: Label("Yes or no.", "Oui ou non.", "Ja of nee."),
    ColumnType.CHOICE: Label("One value from a list.", "Une valeur d'une liste.", "Eén waarde uit een lijst."),
    ColumnType.STATUS: Label(
        "Status colour, in words.", "Couleur de statut, en toutes lettres.", "Statuskleur, voluit."
    ),
}
REFUSED_TITLE = Label("Please check this value", "Veuillez vérifier cette valeur", "Controleer deze waarde")

SEVERITY: dict[Severity, Label] = {
    Severity.ERROR: Label("Error", "Erreur", "Fout"),
    Severity.WARNING: Label("Warning", "Avertissement", "Waarschuwing"),
    Severity.NOTICE: Label("Notice", "Remarque", "Opmerking"),
}
FINDINGS_TITLE = Label("What to mend", "Ce qu'il faut corriger", "Wat te verbeteren")
FINDINGS_COUNT = Label(
    "Errors: {errors} · warnings: {warnings} · notices: {notices}",
    "Erreurs : {errors} · avertissements : {warnings} · remarques : {notices}",
    "Fouten: {errors} · waarschuwingen: {warnings} · opmerkingen: {notices}",
)
FINDINGS_CAPPED = Label(
    "The first {listed} of {total} findings are listed.",
    "Les {listed} premiers constats sur {total} sont repris.",
    "De eerste {listed} van {total} vaststellingen zijn opgenomen.",
)
FINDINGS_MARKED = Label(
    "The cells concerned are coloured and carry a comment; mend them and upload this file again.",
    "Les cellules concernées sont colorées et commentées ; corrigez-les et envoyez à nouveau ce fichier.",
    "De betrokken cellen zijn gekleurd en van een opmerking voorzien; verbeter ze en laad dit bestand opnieuw op.",
)
FINDINGS_EXTRACT = Label(
    "This file holds only the rows concerned, with their row number in your own file: mend them there and upload "
    "your own file again.",
    "Ce fichier ne reprend que les lignes concernées, avec leur numéro de ligne dans votre propre fichier : "
    "corrigez-les dans ce dernier et envoyez-le à nouveau.",
    "Dit bestand bevat enkel de betrokken rijen, met hun rijnummer in uw eigen bestand: verbeter ze daar en laad uw "
    "eigen bestand opnieuw op.",
)
FINDINGS_HEADERS = (
    Label("Severity", "Gravité", "Ernst"),
    Label("Sheet", "Feuille", "Blad"),
    Label("Cell", "Cellule", "Cel"),
    Label("Value", "Valeur", "Waarde"),
    Label("What to do", "Que faire", "Wat te doen"),
)
ROW_NUMBER = Label("Row", "Ligne", "Rij")
ROW_ADDRESS = Label("row {row}", "ligne {row}", "rij {row}")
