"""The checks of ``regie doctor``, in the order of the production checklist; each is named by its code."""

import datetime as dt
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dashboard.doctor import SECRETS, Check, Installation, Verdict, bad, good, unknown
from dashboard.gate import HOSTS
from dashboard.upload_door import LARGEST_FILE, MEBIBYTE
from data_access.errors import RegieError
from data_access.installation import FILE_NAME, SHORTEST
from data_access.queries.audit_trail import verify
from data_access.schema import require_current
from data_access.users import SYSTEM, Role, User, list_users
from data_access.versions import is_demonstration

STATIC = Path(__file__).with_name("static")
ZONE = "Europe/Brussels"
LEAST_FREE = 2 * 2**30
OLDEST_BACKUP = dt.timedelta(days=2)
BACKUPS = "REGIE_BACKUPS"
SECRET = "REGIE_SECRET"
PROXIES = "FORWARDED_ALLOW_IPS"
OTHERS = 0o077
PROVIDER = ("client_id", "client_secret", "server_metadata_url")
CALLBACK = "/oauth2callback"


def database_answers(installation: Installation) -> Verdict:
    """The database is there and can be read."""
    try:
        is_demonstration(installation.database)
    except RegieError as error:
        return good() if error.code == "database_schema" else bad(error=error)
    return good()


def schema_is_current(installation: Installation) -> Verdict:
    """The database has the schema of this version."""
    try:
        require_current(installation.database)
    except RegieError as error:
        return bad() if error.code == "database_schema" else unknown(error=error)
    return good()


def database_is_shared(installation: Installation) -> Verdict:
    """The database is one that several people and processes may share."""
    return bad() if installation.database.is_sqlite else good()


def no_demonstration(installation: Installation) -> Verdict:
    """The database does not hold the demonstration, whose accounts everybody knows."""
    return bad() if is_demonstration(installation.database) else good()


def somebody_administers(installation: Installation) -> Verdict:
    """At least one active account administers."""
    admins = [user for user in _accounts(installation) if user.role is Role.ADMIN]
    return good(count=len(admins)) if admins else bad()


def first_passwords_are_changed(installation: Installation) -> Verdict:
    """Nobody still has the password that was handed out."""
    waiting = [user.username for user in _accounts(installation) if user.password_is_first]
    return bad(users=", ".join(waiting)) if waiting else good()


def audit_is_unbroken(installation: Installation) -> Verdict:
    """Nothing was changed in the audit trail, nor taken out of it."""
    found = verify(installation.database)
    return good(count=found.records) if found.broken is None else bad(record=found.broken)


def secret_is_long(installation: Installation) -> Verdict:
    """The secret that signs the cookies of Regie cannot be guessed; all replicas need the same in REGIE_SECRET."""
    kept = installation.folder / FILE_NAME
    found = installation.environment.get(SECRET) or (kept.read_text(encoding="utf-8") if kept.is_file() else "")
    return good() if len(found.strip().encode()) >= SHORTEST else bad(shortest=SHORTEST)


def data_is_private(installation: Installation) -> Verdict:
    """Nobody but the account that runs Regie reads its data folder, its backups or its secrets."""
    backups = installation.environment.get(BACKUPS)
    private = [installation.folder, SECRETS, *([Path(backups)] if backups else [])]
    readable = [path for path in private if path.exists() and path.stat().st_mode & OTHERS]
    return bad(files=", ".join(map(str, readable))) if readable else good()


def hosts_are_named(installation: Installation) -> Verdict:
    """The names under which people open Regie are set."""
    named = [name for name in installation.environment.get(HOSTS, "").split(",") if name.strip()]
    return good(hosts=", ".join(named)) if named else bad()


def proxies_are_named(installation: Installation) -> Verdict:
    """Only proxies that are named are believed about who asks, and whether over https."""
    return bad() if "*" in installation.environment.get(PROXIES, "") else good()


def provider_is_complete(installation: Installation) -> Verdict:
    """Sign-in through a provider, where it is set up, has all it needs."""
    missing = list(_missing(_auth(installation)))
    return bad(settings=", ".join(missing)) if missing else good()


def provider_is_https(installation: Installation) -> Verdict:
    """Sign-in through a provider, where it is set up, uses https on the whole way."""
    auth = _auth(installation)
    if not auth:
        return good()
    back = urlsplit(str(auth.get("redirect_uri", "")))
    secure = back.scheme == "https" and back.path.endswith(CALLBACK)
    away = [str(p.get("server_metadata_url", "")) for p in _providers(auth)]
    return good() if secure and all(url.startswith("https://") for url in away) else bad()


def cookie_secret_is_long(installation: Installation) -> Verdict:
    """The secret that signs the cookies of a provider's sign-in, where it is set up, cannot be guessed."""
    auth = _auth(installation)
    long = len(str(auth.get("cookie_secret", "")).encode()) >= SHORTEST
    return good() if long or not auth else bad(shortest=SHORTEST)


def forgery_is_refused(installation: Installation) -> Verdict:
    """Requests that another site makes in somebody's name are refused."""
    option = installation.option
    return good() if option("server.enableXsrfProtection") and option("server.enableCORS") else bad()


def errors_say_nothing(installation: Installation) -> Verdict:
    """A failure shows nothing of the inside."""
    option = installation.option
    closed = option("client.showErrorDetails") in ("none", False) and not option("global.developmentMode")
    return good() if closed else bad()


def nothing_is_reported(installation: Installation) -> Verdict:
    """Streamlit sends no usage statistics."""
    return bad() if installation.option("browser.gatherUsageStats") else good()


def machines_stay_out(installation: Installation) -> Verdict:
    """Streamlit's interface for agents is off, and the toolbar is for readers."""
    option = installation.option
    return good() if not option("server.enableAgentApi") and option("client.toolbarMode") == "minimal" else bad()


def uploads_are_limited(installation: Installation) -> Verdict:
    """A file is at most as large as a workbook may be."""
    limit = LARGEST_FILE // MEBIBYTE
    return good(limit=limit) if 0 < installation.option("server.maxUploadSize") <= limit else bad(limit=limit)


def time_zone_is_known(_installation: Installation) -> Verdict:
    """The time zone of the region is known to the system or to Python."""
    try:
        ZoneInfo(ZONE)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return bad(zone=ZONE)
    return good()


def fonts_are_there(installation: Installation) -> Verdict:
    """The fonts and the logo that screens ask for are there."""
    faces = installation.option("theme.fontFaces") or []
    asked = [str(face["url"]).removeprefix("app/static/") for face in faces]
    missing = [name for name in (*asked, "logo.svg", "logo.png") if not (STATIC / name).is_file()]
    return bad(files=", ".join(missing)) if missing else good()


def disk_has_room(installation: Installation) -> Verdict:
    """The disk of the data folder has room for uploads and backups."""
    place = next((p for p in (installation.folder, *installation.folder.parents) if p.exists()), Path("/"))
    free = shutil.disk_usage(place).free
    return good(free=free) if free >= LEAST_FREE else bad(free=free, least=LEAST_FREE)


def backup_is_recent(installation: Installation) -> Verdict:
    """The newest file in the folder of backups is a backup, whole and young."""
    named = installation.environment.get(BACKUPS)
    if not named:
        return unknown()
    files = sorted((p for p in Path(named).glob("*") if p.is_file()), key=lambda p: p.stat().st_mtime)
    if not files or not _is_backup(files[-1]):
        return bad(folder=named, days=OLDEST_BACKUP.days)
    made = dt.datetime.fromtimestamp(files[-1].stat().st_mtime, dt.UTC)
    young = dt.datetime.now(dt.UTC) - made <= OLDEST_BACKUP
    return good(made=made) if young else bad(folder=named, days=OLDEST_BACKUP.days)


def _is_backup(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return "manifest.json" in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


CHECKS: tuple[Check, ...] = (
    database_answers, schema_is_current, database_is_shared, no_demonstration, somebody_administers,
    first_passwords_are_changed, audit_is_unbroken, secret_is_long, data_is_private, hosts_are_named,
    proxies_are_named, provider_is_complete, provider_is_https, cookie_secret_is_long, forgery_is_refused,
    errors_say_nothing, nothing_is_reported, machines_stay_out, uploads_are_limited, time_zone_is_known,
    fonts_are_there, disk_has_room, backup_is_recent,
)  # fmt: skip


def _accounts(installation: Installation) -> list[User]:
    return [user for user in list_users(installation.database, SYSTEM) if user.active]


def _auth(installation: Installation) -> Mapping[str, Any]:
    found = installation.secrets.get("auth")
    return found if isinstance(found, dict) else {}


def _providers(auth: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """One provider per named table, or the one that stands in ``[auth]`` itself."""
    return [table for table in auth.values() if isinstance(table, dict) and "client_id" in table] or [auth]


def _missing(auth: Mapping[str, Any]) -> Iterator[str]:
    if auth:
        yield from (name for name in ("redirect_uri", "cookie_secret") if not auth.get(name))
        yield from (name for provider in _providers(auth) for name in PROVIDER if not provider.get(name))
