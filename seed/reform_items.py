"""The reform: 46 tools of ten institutions in four waves, the third of them in trouble."""

from seed.cast import STAFF
from seed.plan import Item, Steps

PROJECTS = {
    "HR": ("REF-01", "hr", "Plateforme RH commune", 1.0),
    "ID": ("REF-03", "identity", "Annuaire régional unique", 1.0),
    "FIN": ("REF-02", "finance", "Gemeenschappelijk financieel systeem", 0.12),
    "DOC": ("REF-04", "documents", "Shared document service", 0.7),
    "COL": ("WPL-01", "collaboration", "Microsoft 365", 1.0),
    "CIT": ("REF-05", "citizen_services", "Guichet citoyen unifié", 0.35),
    "BI": ("DAT-01", "data", "Plateforme régionale de données", 0.1),
    "INF": ("CLD-02", "infrastructure", "Gewestelijke cloudomgeving", 0.0),
    "LRN": ("WPL-03", "learning", "Cornerstone", 1.0),
}
"""Prefix of the item code to project, domain, target tool and share of the staff who use it."""

Row = tuple[str, str, str, str, str, int, str, int, str, str | None]

ROWS: tuple[Row, ...] = (
    ("HR-01", "personnel", "Perso+ 4", "merge_into", "saas", 1, "2026-06-13", 5200, "2026-12-31", "ID-02"),
    ("HR-02", "secretariat", "Perso+ 4", "merge_into", "saas", 1, "2026-06-27", 4800, "2026-12-31", "ID-01"),
    ("HR-03", "archives", "Fichier Agents (Access)", "merge_into", "saas", 2, "2026-08-29", 600, "2027-03-31", None),
    ("HR-04", "heritage", "GestPers 2012", "merge_into", "saas", 2, "2026-09-12", 2100, "2026-12-31", "ID-04"),
    ("HR-05", "housing", "Perso+ 3", "merge_into", "saas", 3, "2026-10-17", 4400, "2026-12-31", "ID-05"),
    ("HR-06", "mobility", "SAP HR 6.0", "merge_into", "saas", 3, "2026-12-05", 9800, "2027-06-30", None),
    ("HR-07", "green", "GestPers 2012", "merge_into", "saas", 4, "2027-02-06", 3900, "2027-06-30", "ID-07"),
    ("HR-08", "treasury", "SAP HR 6.0", "merge_into", "saas", 4, "2027-02-20", 6400, "2027-12-31", "ID-09"),
    ("HR-09", "employment", "Talent Local", "merge_into", "saas", 4, "2027-03-06", 8700, "2027-09-30", "ID-08"),
    ("ID-01", "secretariat", "Active Directory SG", "merge_into", "azure", 1, "2026-05-16", 900, "2026-09-30", None),
    ("ID-02", "personnel", "Active Directory ORP", "merge_into", "azure", 1, "2026-05-30", 800, "2026-09-30", None),
    ("ID-03", "archives", "OpenLDAP", "retire", "azure", 1, "2026-06-20", 150, "2026-12-31", None),
    ("ID-04", "heritage", "Active Directory APT", "merge_into", "azure", 2, "2026-08-22", 700, "2026-12-31", None),
    ("ID-05", "housing", "Novell eDirectory", "retire", "azure", 2, "2026-09-19", 1600, "2026-12-31", None),
    ("ID-06", "mobility", "Active Directory VDB", "merge_into", "azure", 3, "2026-12-19", 1900, "2027-03-31", None),
    ("ID-07", "green", "Active Directory OEV", "merge_into", "azure", 3, "2026-10-24", 1100, "2026-12-31", None),
    ("ID-08", "employment", "Active Directory RBE", "merge_into", "azure", 4, "2027-01-30", 2300, "2027-06-30", None),
    ("ID-09", "treasury", "Active Directory GFB", "merge_into", "azure", 4, "2027-01-23", 1500, "2027-06-30", None),
    ("FIN-01", "secretariat", "Boekhouding Plus", "merge_into", "regional", 2, "2026-09-05", 7400, "2026-12-31", None),
    ("FIN-02", "personnel", "Boekhouding Plus", "merge_into", "regional", 2, "2026-09-26", 5100, "2026-12-31", None),
    ("FIN-03", "housing", "Navision 2009", "merge_into", "regional", 3, "2026-11-07", 6900, "2026-12-31", "HR-05"),
    ("FIN-04", "treasury", "SAP ECC 6.0", "replatform", "regional", 4, "2027-04-10", 14800, "2027-12-31", None),
    ("FIN-05", "mobility", "SAP ECC 6.0", "merge_into", "regional", 4, "2027-03-27", 12100, "2027-12-31", "HR-06"),
    ("DOC-01", "archives", "File server Z:", "replatform", "azure", 1, "2026-07-04", 400, "2026-12-31", "ID-03"),
    ("DOC-02", "secretariat", "Docushare", "repurchase", "azure", 2, "2026-08-22", 2600, "2026-12-31", "ID-01"),
    ("DOC-03", "heritage", "Alfresco 5", "replatform", "azure", 2, "2026-10-03", 1900, "2027-02-28", "ID-04"),
    ("DOC-04", "mobility", "Documentum", "repurchase", "azure", 3, "2026-12-02", 5400, "2027-01-31", None),
    ("COL-01", "secretariat", "Exchange 2016", "replatform", "saas", 1, "2026-05-30", 2200, "2026-10-13", "ID-01"),
    ("COL-02", "personnel", "Exchange 2016", "replatform", "saas", 1, "2026-06-27", 1700, "2026-10-13", "ID-02"),
    ("COL-03", "housing", "Zimbra", "repurchase", "saas", 1, "2026-07-11", 1300, "2026-12-31", None),
    ("COL-04", "archives", "Exchange 2013", "replatform", "saas", 2, "2026-09-19", 500, "2026-12-31", "ID-03"),
    ("COL-05", "mobility", "Lotus Notes 9", "repurchase", "saas", 3, "2026-12-12", 4700, "2027-01-31", "ID-06"),
    ("COL-06", "green", "Exchange 2016", "replatform", "saas", 3, "2026-11-14", 2400, "2027-03-31", "ID-07"),
    ("COL-07", "enterprise", "Google Workspace", "repurchase", "saas", 4, "2027-02-27", 1500, "2027-04-30", None),
    ("CIT-01", "employment", "MonDossier v2", "refactor", "azure", 2, "2026-10-03", 8200, "2027-03-31", None),
    ("CIT-02", "housing", "Guichet Logement", "refactor", "azure", 3, "2026-11-28", 3600, "2027-03-31", "ID-05"),
    ("BI-01", "mobility", "Cognos 10", "replatform", "azure", 2, "2026-09-05", 3100, "2026-12-31", None),
    ("BI-02", "archives", "SAS 9.4", "rehost", "azure", 3, "2026-11-07", 4200, "2027-06-30", "DOC-01"),
    ("BI-03", "employment", "Qlik local", "replatform", "azure", 4, "2027-02-20", 3800, "2027-06-30", "ID-08"),
    ("INF-01", "personnel", "Serverruimte Noord", "rehost", "regional", 2, "2026-08-15", 3300, "2026-12-31", None),
    ("INF-02", "heritage", "Serverruimte Kunstberg", "relocate", "regional", 3, "2026-10-31", 2700, "2026-12-31", None),
    ("INF-03", "treasury", "Mainframe BS2000", "retain", "on_premises", 4, "2027-05-08", 0, "2028-12-31", None),
    ("INF-04", "enterprise", "VMware 6.7", "rehost", "azure", 3, "2026-12-05", 1900, "2027-03-31", None),
    ("LRN-01", "personnel", "Moodle ORP", "repurchase", "saas", 1, "2026-07-11", 900, "2026-12-31", "HR-01"),
    ("LRN-02", "secretariat", "Tableur formations", "retire", "saas", 2, "2026-10-10", 0, "2026-12-31", "HR-02"),
    ("LRN-03", "employment", "Campus Emploi", "repurchase", "saas", 3, "2026-11-21", 1800, "2027-02-28", None),
)
"""Item, institution, current tool, disposition, hosting, wave, cutover, EUR a month, contract end, depends on."""

DELAYS: dict[str, Steps[int]] = {
    "HR-05": (("2026-10-16", 0), ("2026-10-23", 91)),
    "FIN-03": (("2026-10-23", 77),),
    "ID-07": (("2026-10-16", 7),),
    "CIT-01": (("2026-09-18", 14),),
    "CIT-02": (("2026-11-06", 70),),
    "INF-02": (("2026-10-23", 70),),
    "LRN-03": (("2026-11-06", 14),),
    "ID-04": (("2026-08-07", 5),),
}
"""Item to the days of delay as told from each date on."""

TROUBLE: dict[str, Steps[tuple[str, str] | None]] = {
    "HR-05": (
        (
            "2026-10-23",
            (
                "failed",
                "Bascule du 17/10 annulée dans la nuit : 212 dossiers sur 410 rejetés, retour arrière en 9 heures. "
                "Nouvelle tentative après reprise des données de Perso+ 3.",
            ),
        ),
        ("2027-01-08", None),
    ),
    "INF-02": (
        (
            "2026-10-23",
            ("blocked", "Contract met de verhuizer niet getekend: visum van de Inspectie van Financiën ontbreekt."),
        ),
        ("2026-12-18", None),
    ),
}
"""Item to its stage and blocker while it is in trouble."""

WEAK = frozenset({"HR-06", "COL-05", "FIN-04", "CIT-02"})
"""Items whose preparation lags."""


def _item(row: Row) -> Item:
    code, institution, current, disposition, hosting, wave, cutover, cost, contract_end, depends_on = row
    project, domain, target, share = PROJECTS[code.split("-")[0]]
    return Item(
        code,
        project,
        institution,
        domain,
        current,
        target,
        disposition,
        hosting,
        wave,
        cutover,
        round(STAFF[institution] * share),
        cost,
        contract_end,
        depends_on,
        DELAYS.get(code, ()),
        TROUBLE.get(code, ()),
        code in WEAK,
    )


ITEMS = tuple(_item(row) for row in ROWS)
