"""Who is looking: the person whose computer this is, or somebody over the network."""

from urllib.parse import urlsplit

import streamlit as st

HERE = ("localhost", "127.0.0.1", "::1")
FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via")


def at_this_computer() -> bool:
    """Whether the app serves this computer alone, and no proxy brings others.

    Only then may a page take the name of a folder: to others it would open the server's disk.
    """
    address, host = st.get_option("server.address"), urlsplit(st.context.url or "").hostname
    forwarded = any(name in st.context.headers for name in FORWARDED)
    return address in HERE and host in HERE and not forwarded
