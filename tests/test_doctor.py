"""``regie doctor``: every line of the production checklist, holding and failing, as its command reports it."""

import datetime as dt
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert, select, update
from streamlit import config

from dashboard import doctor, doctor_checks, text
from dashboard.cli import main
from dashboard.doctor import Installation, Outcome, examine, read_secrets
from dashboard.doctor_checks import CHECKS
from dashboard.doctor_sentences import SENTENCES
from data_access.engine import Database, data_folder, open_database
from data_access.schema import downgrade
from data_access.sign_in import reset_password
from data_access.users import SYSTEM, add_user, set_active
from data_access.versions import mark_demonstration
from tests.screens import ROOT, in_language

Setting = Callable[..., Installation]
AUTH = {
    "redirect_uri": "https://regie.example/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "a",
    "client_secret": "b",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}
NAMED = {key: AUTH[key] for key in ("redirect_uri", "cookie_secret")} | {
    "entra": {key: AUTH[key] for key in ("client_id", "client_secret", "server_metadata_url")}
}
SOUND = {
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "client.showErrorDetails": "none",
    "global.developmentMode": False,
    "browser.gatherUsageStats": False,
    "server.enableAgentApi": False,
    "client.toolbarMode": "minimal",
    "server.maxUploadSize": 50,
    "theme.fontFaces": [{"url": "app/static/fonts/regie-marks.woff2"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "kept"
    path.mkdir(mode=0o700)
    return path


@pytest.fixture
def with_(db: Database, folder: Path) -> Setting:
    """A function: a sound installation on SQLite or PostgreSQL, some of it replaced."""
    url = db.engine.url.render_as_string(hide_password=False)

    def make(
        secrets: Mapping[str, Any] | None = None, options: Mapping[str, Any] | None = None, **environment: str
    ) -> Installation:
        found = SOUND | dict(options or {})
        return Installation(folder, url, secrets or {}, environment, found.__getitem__)

    return make


def outcome(code: str, installation: Installation) -> str:
    (finding,) = examine(installation, [check for check in CHECKS if check.__name__ == code])
    return finding.verdict.outcome.value


def test_the_database_answers_or_does_not(with_: Setting, folder: Path) -> None:
    assert outcome("database_answers", with_()) == "good"
    for url in ("postgresql://127.0.0.1:1/regie", f"sqlite:///{folder}/none.db", "mysql://x"):
        away = Installation(folder, url, {}, {}, SOUND.__getitem__)
        assert outcome("database_answers", away) == "bad"
        needing = ("schema_is_current", "database_is_shared", "no_demonstration", "somebody_administers")
        assert {outcome(code, away) for code in needing} <= {"unknown", "good"}
        assert outcome("no_demonstration", away) == "unknown"
    assert not (folder / "none.db").exists()


def test_the_schema_is_current_or_old(with_: Setting, db: Database) -> None:
    assert outcome("schema_is_current", with_()) == "good"
    downgrade(db, "0001")
    assert outcome("schema_is_current", with_()) == "bad"
    assert outcome("database_answers", with_()) == "good"


def test_only_postgresql_is_shared(with_: Setting, db: Database) -> None:
    assert outcome("database_is_shared", with_()) == ("bad" if db.is_sqlite else "good")


def test_a_demonstration_is_none_for_production(with_: Setting, db: Database) -> None:
    assert outcome("no_demonstration", with_()) == "good"
    mark_demonstration(db)
    assert outcome("no_demonstration", with_()) == "bad"


def test_an_active_account_administers(with_: Setting, db: Database) -> None:
    add_user(db, SYSTEM, username="viewer", name="Viewer", role="viewer")
    assert outcome("somebody_administers", with_()) == "bad"
    add_user(db, SYSTEM, username="admin", name="Admin", role="admin")
    assert outcome("somebody_administers", with_()) == "good"
    with db.writing() as connection:
        connection.execute(update(db.tables.users).values(active=False))
    assert outcome("somebody_administers", with_()) == "bad"


def test_a_password_that_was_handed_out_is_told_of(with_: Setting, db: Database) -> None:
    add_user(db, SYSTEM, username="jan", name="Jan", role="viewer")
    assert outcome("first_passwords_are_changed", with_()) == "good"
    reset_password(db, SYSTEM, "jan")
    assert outcome("first_passwords_are_changed", with_()) == "bad"
    set_active(db, SYSTEM, "jan", active=False)
    assert outcome("first_passwords_are_changed", with_()) == "good"


def test_a_broken_audit_trail_is_told_of(with_: Setting, db: Database) -> None:
    for name in ("jan", "piet"):
        add_user(db, SYSTEM, username=name, name=name, role="viewer")
    assert outcome("audit_is_unbroken", with_()) == "good"
    records = db.tables.audit_records
    with db.writing() as connection:
        last = connection.execute(select(records).order_by(records.c.id.desc()).limit(1)).mappings().one()
        connection.execute(insert(records).values(dict(last) | {"id": last["id"] + 1, "subject": "forged"}))
    assert outcome("audit_is_unbroken", with_()) == "bad"


def test_the_secret_is_long_wherever_it_is_kept(with_: Setting, folder: Path) -> None:
    assert outcome("secret_is_long", with_()) == "bad"
    assert outcome("secret_is_long", with_(REGIE_SECRET="x" * 32)) == "good"
    kept = folder / "secret.key"
    kept.write_text("x" * 31 + "\n", encoding="ascii")
    assert outcome("secret_is_long", with_()) == "bad"
    kept.write_text("x" * 32, encoding="ascii")
    assert outcome("secret_is_long", with_()) == "good"
    assert outcome("secret_is_long", with_(REGIE_SECRET="short")) == "bad"


@pytest.mark.parametrize("mode", [0o750, 0o704, 0o770])
def test_the_data_folder_is_for_one_account(with_: Setting, folder: Path, mode: int) -> None:
    assert outcome("data_is_private", with_()) == "good"
    folder.chmod(mode)
    assert outcome("data_is_private", with_()) == "bad"


def test_secrets_and_backups_are_for_one_account_too(
    with_: Setting, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = folder / "secrets.toml"
    secrets.touch(mode=0o600)
    monkeypatch.setattr(doctor_checks, "SECRETS", secrets)
    backups = tmp_path / "backups"
    backups.mkdir(mode=0o700)
    assert outcome("data_is_private", with_(REGIE_BACKUPS=str(backups))) == "good"
    secrets.chmod(0o640)
    assert outcome("data_is_private", with_()) == "bad"
    secrets.chmod(0o600)
    backups.chmod(0o755)
    assert outcome("data_is_private", with_(REGIE_BACKUPS=str(backups))) == "bad"


def test_a_new_data_folder_is_made_for_one_account() -> None:
    open_database().engine.dispose()
    assert data_folder().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("named", "expected"), [("", "bad"), (" , ", "bad"), ("regie.example", "good")])
def test_hosts_are_named(with_: Setting, named: str, expected: str) -> None:
    assert outcome("hosts_are_named", with_(REGIE_HOSTS=named)) == expected


@pytest.mark.parametrize(
    ("named", "expected"), [("", "good"), ("10.0.0.2", "good"), ("*", "bad"), ("10.0.0.2,*", "bad")]
)
def test_not_everybody_is_a_proxy(with_: Setting, named: str, expected: str) -> None:
    assert outcome("proxies_are_named", with_(FORWARDED_ALLOW_IPS=named)) == expected


@pytest.mark.parametrize("auth", [{}, AUTH, NAMED])
def test_a_provider_is_complete_or_absent(with_: Setting, auth: dict[str, Any]) -> None:
    installation = with_({"auth": auth} if auth else {})
    for code in ("provider_is_complete", "provider_is_https", "cookie_secret_is_long"):
        assert outcome(code, installation) == "good"


@pytest.mark.parametrize("missing", AUTH)
def test_a_provider_that_lacks_a_setting_fails(with_: Setting, missing: str) -> None:
    alone = {key: value for key, value in AUTH.items() if key != missing}
    assert outcome("provider_is_complete", with_({"auth": alone})) == "bad"
    named = {key: value for key, value in NAMED.items() if key != missing}
    named["entra"] = {key: value for key, value in NAMED["entra"].items() if key != missing}
    named["entra"].setdefault("client_id", "")
    assert outcome("provider_is_complete", with_({"auth": named})) == "bad"


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": "http://regie.example/oauth2callback"},
        {"redirect_uri": "https://regie.example/elsewhere"},
        {"server_metadata_url": "http://login.example/x"},
    ],
)
def test_a_provider_without_https_fails(with_: Setting, changed: dict[str, str]) -> None:
    assert outcome("provider_is_https", with_({"auth": AUTH | changed})) == "bad"


def test_a_short_cookie_secret_fails(with_: Setting) -> None:
    assert outcome("cookie_secret_is_long", with_({"auth": AUTH | {"cookie_secret": "x" * 31}})) == "bad"


@pytest.mark.parametrize(
    ("code", "option", "wrong"),
    [
        ("forgery_is_refused", "server.enableXsrfProtection", False),
        ("forgery_is_refused", "server.enableCORS", False),
        ("errors_say_nothing", "client.showErrorDetails", "full"),
        ("errors_say_nothing", "client.showErrorDetails", "stacktrace"),
        ("errors_say_nothing", "global.developmentMode", True),
        ("nothing_is_reported", "browser.gatherUsageStats", True),
        ("machines_stay_out", "server.enableAgentApi", True),
        ("machines_stay_out", "client.toolbarMode", "developer"),
        ("uploads_are_limited", "server.maxUploadSize", 51),
        ("uploads_are_limited", "server.maxUploadSize", 0),
        ("fonts_are_there", "theme.fontFaces", [{"url": "app/static/fonts/none.woff2"}]),
    ],
)
def test_a_setting_of_streamlit_holds_or_fails(with_: Setting, code: str, option: str, wrong: object) -> None:
    assert outcome(code, with_()) == "good"
    assert outcome(code, with_(options={option: wrong})) == "bad"


def test_the_time_zone_is_known_or_not(with_: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    assert outcome("time_zone_is_known", with_()) == "good"
    monkeypatch.setattr(doctor_checks, "ZONE", "Europe/Nowhere")
    assert outcome("time_zone_is_known", with_()) == "bad"


def test_the_disk_has_room_or_not(with_: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_checks, "LEAST_FREE", 1)
    assert outcome("disk_has_room", with_()) == "good"
    monkeypatch.setattr(doctor_checks, "LEAST_FREE", 2**70)
    assert outcome("disk_has_room", with_()) == "bad"


def test_the_newest_backup_is_whole_and_young(with_: Setting, tmp_path: Path) -> None:
    assert outcome("backup_is_recent", with_()) == "unknown"
    named = with_(REGIE_BACKUPS=str(tmp_path / "backups"))
    assert outcome("backup_is_recent", named) == "bad"
    (tmp_path / "backups").mkdir()
    assert outcome("backup_is_recent", named) == "bad"
    made = tmp_path / "backups" / "1.zip"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("manifest.json", "{}")
    assert outcome("backup_is_recent", named) == "good"
    old = (dt.datetime.now(dt.UTC) - dt.timedelta(days=3)).timestamp()
    os.utime(made, (old, old))
    assert outcome("backup_is_recent", named) == "bad"
    with zipfile.ZipFile(tmp_path / "backups" / "2.zip", "w") as other:
        other.writestr("holiday.txt", "")
    assert outcome("backup_is_recent", named) == "bad"
    (tmp_path / "backups" / "3.zip").write_bytes(b"cut short")
    assert outcome("backup_is_recent", named) == "bad"


def test_every_check_has_its_sentences_and_its_line_in_the_readme() -> None:
    assert list(SENTENCES) == [check.__name__ for check in CHECKS]
    checklist = (ROOT / "README.md").read_text(encoding="utf-8").split("## Production checklist")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", checklist, re.MULTILINE) == list(SENTENCES)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Result]]:
    """The command; afterwards Streamlit's settings are as they were."""
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    yield lambda *arguments: CliRunner().invoke(main, list(arguments))
    monkeypatch.undo()
    config.get_config_options(force_reparse=True)


def test_the_command_reports_what_is_wrong_and_fails(run: Callable[..., Result]) -> None:
    result = run("doctor", "--json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["healthy"]) == (1, False)
    found = {check["code"]: check for check in report["checks"]}
    assert list(found) == list(SENTENCES)
    assert found["database_answers"]["outcome"] == "bad"
    assert found["database_answers"]["message"].startswith("The database does not answer: There is no database yet.")
    assert found["no_demonstration"]["outcome"] == "unknown"
    assert found["no_demonstration"]["message"].startswith("no_demonstration: not known")
    assert found["forgery_is_refused"]["outcome"] == "good"


def test_the_command_is_content_with_a_sound_installation(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, postgresql_url: str, migrated_url: Callable[[str], str]
) -> None:
    url = migrated_url("postgresql")
    db = open_database(url)
    add_user(db, SYSTEM, username="admin", name="Admin", role="admin")
    db.engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("REGIE_HOSTS", "regie.example")
    monkeypatch.setenv("REGIE_SECRET", "x" * 32)
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "Nothing to put right."


def test_the_command_sees_a_setting_of_streamlit_that_is_in_force(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".streamlit").mkdir()
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    loose = settings.replace("enableXsrfProtection = true", "enableXsrfProtection = false")
    (tmp_path / ".streamlit" / "config.toml").write_text(loose, encoding="utf-8")
    monkeypatch.setattr(doctor, "ROOT", tmp_path)
    assert "✗ Requests in somebody else's name are not refused." in run("doctor").output


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_command_speaks_the_readers_language(run: Callable[..., Result], language: str) -> None:
    output = run("--speak", language, "doctor").output
    said = {in_language(language, words.bad) for words in SENTENCES.values()} - {w.bad for w in SENTENCES.values()}
    assert len(said) == len(SENTENCES)
    with text.speaking(language):
        assert text.gettext(SENTENCES["hosts_are_named"].bad) in output


def test_secrets_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    assert read_secrets(tmp_path / "none.toml") == {}
    broken = tmp_path / "broken.toml"
    broken.write_text("[auth", encoding="utf-8")
    assert read_secrets(broken) == {}


def test_the_database_that_is_served_is_the_one_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/regie")
    assert doctor.this_installation().url == "postgresql://127.0.0.1:1/regie"
    assert Outcome.BAD in {f.verdict.outcome for f in examine(doctor.this_installation(), CHECKS[:1])}
