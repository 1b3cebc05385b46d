"""Who is looking: the person whose computer this is, or somebody over the network.

What hangs on that is settled here: who may name a folder, who sees what, and who may train.
"""

import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit.components.v2 import component

from core.datasets.owned import owner_of
from core.optional import optional
from core.service import Service
from core.service.owners import new_owner, owner_of_run, owner_signed_in, private
from core.training.run import Run

HERE = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via")
PUBLIC = "EARSHOT_PUBLIC"  # set by whoever serves others; then nobody is at this computer
COOKIE = "earshot-visitor"
OWNER = re.compile(r"[0-9a-f]{16}")
DAYS = 365
OFF = (
    "Training is not open to visitors of this server. Whoever runs it can open it: `EARSHOT_TRAIN`."
)
SERIES = "Many trainings at once are started by whoever runs this server."
SIGN_IN = "Training on this server is for those who signed in."
NOT_LISTED = (
    "Training is not open to you on this server. Whoever runs it can add you: `EARSHOT_TRAINERS`."
)
NO_PROVIDER = (
    "Training on this server is for those who signed in, and nobody can: its `secrets.toml` has no "
    "`[auth]`. See docs/server.md."
)
ASK = "Training on this server asks for a password."

_remember = component(
    "earshot_visitor", js="export default ({ data }) => { document.cookie = data; };"
)


def at_this_computer() -> bool:
    """Whether the app serves this computer alone, and no proxy brings others.

    A proxy that says nothing of itself is not seen: `make serve` sets `PUBLIC`.

    Only then may a page take the name of a folder: to others it would open the server's disk.
    """
    if os.environ.get(PUBLIC):
        return False
    headers = st.context.headers
    host = urlsplit(st.context.url or "").hostname
    came_from_here = host in HERE and not any(name in headers for name in FORWARDED)
    return st.get_option("server.address") in HERE and (came_from_here or not headers)


def owner() -> str:
    """Who brings music or trains; empty for whoever sits at this computer.

    A visitor is known by whom they signed in as, else by a cookie that nobody can guess.
    `remember_owner` writes it.
    """
    if at_this_computer():
        return ""
    if told := claims():
        return owner_signed_in(told)
    known = str(st.session_state.get(COOKIE) or st.context.cookies.get(COOKIE, ""))
    st.session_state[COOKIE] = known if OWNER.fullmatch(known) else new_owner()
    return st.session_state[COOKIE]


def claims() -> dict[str, Any]:
    """What the provider says of whoever signed in (``iss``, ``sub``, …); nothing of others."""
    told = st.user.to_dict()
    return told if told.get("is_logged_in") else {}


def remember_owner() -> None:
    """Keep who this is in the browser, for the next visit; at a page's end."""
    if (known := owner()) and not claims():
        cookie = f"{COOKIE}={known}; max-age={DAYS * 24 * 3600}; path=/; samesite=lax"
        _remember(key=COOKIE + "-cookie", data=cookie, height=1)


def may_see(dataset: str) -> bool:
    """Whether a dataset is listed to this visitor: everybody's are, and their own."""
    return owner_of(dataset) in ("", owner())


def may_see_run(run: Run) -> bool:
    """As `may_see`, of a run: what learned from a visitor's music is theirs."""
    return private(run) in ("", owner())


def may_change(run: Run) -> bool:
    """Whether this visitor may stop, rename or delete a run: their own; at this computer, any."""
    return at_this_computer() or owner_of_run(run) == owner()


def may_start_series() -> bool:
    """Whether this visitor may start many trainings at once; says why not."""
    if not at_this_computer():
        st.info(SERIES, icon=":material/lock:")
    return at_this_computer()


def may_train() -> bool:
    """Whether this visitor may train; says why not, or asks for what is missing."""
    if at_this_computer():
        return True
    service = Service.from_environment()
    _show_login()
    if service.admits(st.session_state.get("visitor-password", ""), claims()):
        return True
    {"off": _say_closed, "password": _ask_password, "login": _say_login}[service.train](service)
    return False


def _say_closed(service: Service) -> None:
    st.info(OFF, icon=":material/lock:")


def _say_login(service: Service) -> None:
    if claims():
        st.info(NOT_LISTED, icon=":material/lock:")
    elif "is_logged_in" in st.user:
        st.info(SIGN_IN, icon=":material/lock:")
    else:
        st.error(NO_PROVIDER)


def _ask_password(service: Service) -> None:
    given = st.text_input(ASK, type="password", key="visitor-asked", width=320)
    if given and service.admits(given):
        st.session_state["visitor-password"] = given
        st.rerun()
    if given:
        st.error("That is not the password.")


def _show_login() -> None:
    """Where a login is configured: who signed in and a way out, or the ways in."""
    if "is_logged_in" not in st.user:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if told := claims():
            st.text(f"Signed in as {told.get('email') or told['sub']}")
            if st.button("Sign out", icon=":material/logout:"):
                st.logout()
            return
        for provider in _providers():
            words = f"Sign in with {provider.capitalize()}" if provider else "Sign in"
            if st.button(words, icon=":material/login:", key=f"login-{provider}"):
                optional("authlib")
                st.login(provider or None)


def _providers() -> list[str]:
    """Names of the providers of ``[auth]``; an empty one where it knows one without a name."""
    named = [name for name, value in st.secrets["auth"].items() if isinstance(value, Mapping)]
    return [name for name in named if name != "client_kwargs"] or [""]
