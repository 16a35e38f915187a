"""Sign-in through OpenID Connect, where secrets.toml has [auth]; [access] says whom to believe and whom to ask."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from dashboard import text
from dashboard.access import enter
from dashboard.data import database
from dashboard.messages import refusal_message
from dashboard.text import _
from data_access.errors import RegieError, SignInRefused
from data_access.identities import Identity, sign_in_with

FRESH = dt.timedelta(minutes=10)
"""How long ago the provider may have vouched for somebody who opens a session."""
PROOF_CLAIMS = ("iss", "sub", "iat", "exp", "nonce", "jti", "sid")


def settings(section: str) -> Mapping[str, Any]:
    """A section of secrets.toml; empty where there is none."""
    try:
        return dict(st.secrets.get(section, {}))
    except StreamlitSecretNotFoundError:
        return {}


def offer_provider() -> None:
    """The button to the provider; opens a session for whom the provider has just vouched for."""
    if not settings("auth"):
        return
    if st.user.get("is_logged_in") and not st.session_state.get("provider_refusal"):
        _enter(dict(st.user))
    name = settings("access").get("name") or _("your organisation’s account")
    st.button(
        _("Sign in with {name}", name=text.escape(name)), on_click=st.login, type="primary",
        icon=":material/login:", width="stretch", key="provider",
    )  # fmt: skip
    if refusal := st.session_state.get("provider_refusal"):
        st.error(refusal, icon=":material/block:")


def _enter(claims: dict[str, Any]) -> None:
    try:
        enter(sign_in_with(database(), identity_in(claims, settings("access")), _roles()))
    except SignInRefused as error:
        if error.code == "sign_in_again":
            return
        st.session_state["provider_refusal"] = text.escape(
            refusal_message(SignInRefused(error.code, **error.params, contact=_contact()))
        )
    except RegieError as error:
        st.session_state["provider_refusal"] = text.escape(refusal_message(error))
    else:
        st.rerun()


def _contact() -> str:
    return str(settings("access").get("contact") or _("the administrator of Regie"))


def _roles() -> Mapping[str, str]:
    return {str(group): str(role) for group, role in dict(settings("access").get("roles", {})).items()}


def identity_in(claims: Mapping[str, Any], access: Mapping[str, Any]) -> Identity:
    """The identity in a provider's *claims*.

    Raises ``SignInRefused`` with ``sign_in_again`` for claims without a subject, run out, or not fresh.
    """
    now = dt.datetime.now(dt.UTC)
    issued, expires = _instant(claims.get("iat")), _instant(claims.get("exp"))
    if not (claims.get("iss") and claims.get("sub") and issued and expires):
        raise SignInRefused("sign_in_again")
    if expires <= now or abs(now - issued) > FRESH:
        raise SignInRefused("sign_in_again")
    groups = claims.get(str(access.get("group_claim") or "groups"), ())
    proof = json.dumps([str(claims.get(name)) for name in PROOF_CLAIMS])
    return Identity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        email=_verified_email(claims, access),
        groups=tuple(map(str, groups)) if isinstance(groups, list | tuple) else (str(groups),),
        proof=hashlib.sha256(proof.encode()).hexdigest(),
    )


def _verified_email(claims: Mapping[str, Any], access: Mapping[str, Any]) -> str:
    """The e-mail address, where the provider says that it verified it or is trusted to have done so."""
    email = claims.get(str(access.get("email_claim") or "email"))
    trusted = claims.get("iss") in access.get("trusted_issuers", ())
    verified = claims.get(str(access.get("verified_claim") or "email_verified")) in (True, "true", 1, "1")
    return str(email) if email and (verified or trusted) else ""


def _instant(seconds: object) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(float(str(seconds)), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
