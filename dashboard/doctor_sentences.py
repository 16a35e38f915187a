"""What ``regie doctor`` says of each check: one sentence where it holds, and where it fails, what to do."""

from typing import NamedTuple

from dashboard.text import N_


class Words(NamedTuple):
    """Sentences by outcome. *unknown* is only there where a check cannot be known for a reason of its own."""

    good: str
    bad: str
    unknown: str = N_("{code}: not known as long as the database does not answer as it should.")


SENTENCES: dict[str, Words] = {
    "database_answers": Words(
        N_("The database answers."),
        N_("The database does not answer: {reason} Correct DATABASE_URL, or start the database server."),
    ),
    "schema_is_current": Words(
        N_("The database has the schema of this version."),
        N_("The database has another schema than this version. Run “regie db upgrade”."),
    ),
    "database_is_shared": Words(
        N_("The database is PostgreSQL."),
        N_(
            "The database is an embedded file, for one server and few people. "
            "Name a PostgreSQL database in DATABASE_URL."
        ),
    ),
    "no_demonstration": Words(
        N_("The database holds no demonstration."),
        N_("The database holds the demonstration, whose accounts everybody knows. Name an empty one in DATABASE_URL."),
    ),
    "somebody_administers": Words(
        N_("There is an active administrator."),
        N_("Nobody administers. Make an account: regie user add NAME --role admin --name “Full name”"),
    ),
    "first_passwords_are_changed": Words(
        N_("Nobody has the password any more that was handed out."),
        N_("{users} never changed the password that was handed out. Have them sign in, or disable the account."),
    ),
    "audit_is_unbroken": Words(
        N_("The audit trail is unbroken."),
        N_("The audit trail is broken at record {record}. Compare the database with a backup: regie audit verify"),
    ),
    "secret_is_long": Words(
        N_("The secret of the installation is long enough."),
        N_(
            "The installation has no secret of at least {shortest} characters. Start “regie run” once, or put "
            "a long random text in REGIE_SECRET, the same on all replicas."
        ),
    ),
    "data_is_private": Words(
        N_("Data and secrets can be read by the account of Regie alone."),
        N_("Others on this machine can read {files}. Close them: chmod go= FILE"),
    ),
    "hosts_are_named": Words(
        N_("Regie answers under {hosts} only."),
        N_("REGIE_HOSTS is empty. Name in it the addresses under which people open Regie, separated by commas."),
    ),
    "proxies_are_named": Words(
        N_("Only known proxies are believed about who asks."),
        N_("FORWARDED_ALLOW_IPS believes everybody. Name in it the addresses of your proxies."),
    ),
    "provider_is_complete": Words(
        N_("Sign-in through a provider is complete, or not set up."),
        N_("Sign-in through a provider lacks {settings}. Complete [auth] in .streamlit/secrets.toml."),
    ),
    "provider_is_https": Words(
        N_("Sign-in through a provider goes over https, or is not set up."),
        N_(
            "Sign-in through a provider does not go over https. In [auth], redirect_uri is "
            "https://…/oauth2callback and server_metadata_url begins with https://."
        ),
    ),
    "cookie_secret_is_long": Words(
        N_("The secret of the provider's cookies is long enough, or none is needed."),
        N_("cookie_secret in [auth] is shorter than {shortest} characters. Put a long random text there."),
    ),
    "forgery_is_refused": Words(
        N_("Requests in somebody else's name are refused."),
        N_("Requests in somebody else's name are not refused. Set server.enableXsrfProtection and enableCORS to true."),
    ),
    "errors_say_nothing": Words(
        N_("Errors show nothing of the inside."),
        N_("Errors show the inside of the program. Set client.showErrorDetails to “none”."),
    ),
    "nothing_is_reported": Words(
        N_("No usage statistics are sent."),
        N_("Streamlit sends usage statistics. Set browser.gatherUsageStats to false."),
    ),
    "machines_stay_out": Words(
        N_("The interface for agents is off, and readers see no developer's menu."),
        N_(
            "The interface for agents or the developer's menu is on. Set server.enableAgentApi to false and "
            "client.toolbarMode to “minimal”."
        ),
    ),
    "uploads_are_limited": Words(
        N_("Uploads are limited to {limit} MB."),
        N_("Uploads may be larger than {limit} MB. Set server.maxUploadSize to {limit}."),
    ),
    "time_zone_is_known": Words(
        N_("The time zone is known."),
        N_("The time zone {zone} is not known. Install the system's time zone data, or the Python package tzdata."),
    ),
    "fonts_are_there": Words(
        N_("Fonts and logo are there."),
        N_("These files are missing: {files}. Install Regie again."),
    ),
    "disk_has_room": Words(
        N_("The disk has {free} MB free."),
        N_("The disk has only {free} MB free, and needs {least}. Make room, or move REGIE_DATA."),
    ),
    "backup_is_recent": Words(
        N_("The newest backup is of {made}."),
        N_("The newest file in {folder} is no backup of the last {days} days. Run “regie backup” every night."),
        N_("REGIE_BACKUPS is empty, so nobody looks whether backups are made. Name in it the folder that holds them."),
    ),
}
"""By code, in the order of the checks."""
