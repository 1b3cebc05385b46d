"""Who is looking: the person whose computer this is, or somebody over the network.

What hangs on that is settled here: who may name a folder, who sees what, and who may train.
"""

import os
import re
from urllib.parse import urlsplit

import streamlit as st
from streamlit.components.v2 import component

from core.datasets.owned import owner_of
from core.service import Service
from core.service.owners import new_owner, owner_of_run, private
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

    A visitor is known by a cookie that nobody can guess. `remember_owner` writes it.
    """
    if at_this_computer():
        return ""
    known = str(st.session_state.get(COOKIE) or st.context.cookies.get(COOKIE, ""))
    st.session_state[COOKIE] = known if OWNER.fullmatch(known) else new_owner()
    return st.session_state[COOKIE]


def remember_owner() -> None:
    """Keep who this is in the browser, for the next visit; at a page's end."""
    if known := owner():
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
    """Whether this visitor may train; says why not, or asks for the password."""
    service = Service.from_environment()
    if at_this_computer() or service.admits(st.session_state.get("visitor-password", "")):
        return True
    if service.train == "off":
        st.info(OFF, icon=":material/lock:")
        return False
    given = st.text_input(ASK, type="password", key="visitor-asked", width=320)
    if given and service.admits(given):
        st.session_state["visitor-password"] = given
        st.rerun()
    if given:
        st.error("That is not the password.")
    return False
