"""Who and what plays: four programmes, ten invented institutions, the people and their accounts."""

from dataclasses import dataclass

from data_access.contract import Choice, Label

PROGRAMMES = (
    Choice("reform", Label("Administrative reform", "Réforme de l'administration", "Bestuurshervorming")),
    Choice("cloud", Label("Cloud roadmap", "Trajectoire cloud", "Cloudtraject")),
    Choice("data", Label("Data for policy", "Données au service des politiques", "Data voor beleid")),
    Choice("workplace", Label("Digital workplace", "Environnement de travail numérique", "Digitale werkplek")),
)

INSTITUTIONS = (
    Choice(
        "secretariat",
        Label(
            "Regional General Secretariat",
            "Secrétariat général de la Région",
            "Algemeen Secretariaat van het Gewest",
        ),
    ),
    Choice(
        "personnel",
        Label("Regional Staff Office", "Office régional du personnel", "Gewestelijk Personeelsbureau"),
    ),
    Choice(
        "treasury",
        Label("Brussels Tax Counter", "Guichet fiscal bruxellois", "Brussels Belastingloket"),
    ),
    Choice(
        "employment",
        Label("Brussels Jobs Relay", "Relais bruxellois de l'emploi", "Brussels Jobrelais"),
    ),
    Choice(
        "housing",
        Label("Regional Housing Chamber", "Chambre régionale du logement", "Gewestelijke Huisvestingskamer"),
    ),
    Choice(
        "mobility",
        Label("Brussels Streets and Travel", "Voiries et déplacements de Bruxelles", "Brussel Wegen en Verplaatsingen"),
    ),
    Choice(
        "green",
        Label("Regional Green Spaces Office", "Office régional des espaces verts", "Gewestelijke Groendienst"),
    ),
    Choice(
        "heritage",
        Label("Heritage and Planning Workshop", "Atelier du patrimoine et du territoire", "Atelier Erfgoed en Ruimte"),
    ),
    Choice(
        "enterprise",
        Label("Brussels Enterprise House", "Maison bruxelloise de l'entreprise", "Brussels Ondernemershuis"),
    ),
    Choice(
        "archives",
        Label(
            "Regional Archives and Statistics",
            "Archives et statistiques régionales",
            "Gewestelijk Archief en Statistiek",
        ),
    ),
)

STAFF = {
    "secretariat": 310,
    "personnel": 240,
    "treasury": 390,
    "employment": 870,
    "housing": 410,
    "mobility": 640,
    "green": 520,
    "heritage": 260,
    "enterprise": 180,
    "archives": 120,
}
"""Institution to the people who work there, as users of its tools."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with an account; *language* is the one of their workbooks and texts."""

    username: str
    name: str
    role: str
    language: str

    @property
    def email(self) -> str:
        """An address under a domain reserved for examples."""
        return f"{self.username}@regie.example"

    @property
    def surname(self) -> str:
        """The last part of the name, for file names: Vandenbroucke."""
        return self.name.split(" ", 1)[1].replace(" ", "")


FRENCH_MANAGER = Person("cpeeters", "Claire Peeters", "manager", "fr")
DUTCH_MANAGER = Person("bvandenbroucke", "Bram Vandenbroucke", "manager", "nl")
PMO = Person("selamrani", "Samir El Amrani", "pmo", "en")
PEOPLE = (
    FRENCH_MANAGER,
    DUTCH_MANAGER,
    PMO,
    Person("idewulf", "Isabelle Dewulf", "viewer", "fr"),
    Person("kclaessens", "Koen Claessens", "committee", "nl"),
    Person("lmertens", "Lena Mertens", "admin", "nl"),
)
ADMIN = PEOPLE[-1]

OLIVIER, FATIMA, SOFIE, MARC = COORDINATED = ("Olivier Lambert", "Fatima Benali", "Sofie De Smet", "Marc Delvaux")
"""Managers in the institutions, whose projects the IT project manager only coordinates."""

SPONSORS = {
    "secretariat": "Anne-Françoise Collard",
    "personnel": "Pascale Verstraeten",
    "treasury": "Dirk Goossens",
    "employment": "Yasmina Haddad",
    "housing": "Thierry Willems",
    "mobility": "Els Van Damme",
    "green": "Benoît Jacobs",
    "heritage": "Marijke Aerts",
    "enterprise": "Karim Bouzid",
    "archives": "Geneviève Leclercq",
}
"""Institution to the director who sponsors its projects."""

TEAM = (
    "Julien Dumont",
    "Tine Wouters",
    "Mehdi Ouali",
    "Charlotte Renard",
    "Pieter Hermans",
    "Aïcha Diallo",
    "Laurent Mathieu",
    "Ilse Maes",
)
"""Colleagues who own milestones and log entries."""
