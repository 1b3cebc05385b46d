"""My music: songs in, a network for their classes out, to be used in Listen at once."""

import streamlit as st

from core.errors import EarshotError
from pages.shared import address, loaders
from pages.shared.sounds import plain
from pages.shared.visitor import at_this_computer, may_train, remember_owner
from pages.train.my_music_bring import bring, collections, offer_removal
from pages.train.my_music_check import show_check
from pages.train.my_music_learn import show_learning

LEAD = (
    "A network for your own classes: bring songs in a folder for each class, see what is wrong "
    "with them, teach a network, and listen through it."
)
LINKS = (
    "What you bring is listed to nobody else. This browser's cookie says that it is yours; a link "
    "to a run or a song of it shows that to whoever has the link. It is deleted when it was not "
    "used for some weeks."
)


def main() -> None:
    st.title("My music")
    st.caption(LEAD)
    if not at_this_computer():
        st.caption(LINKS)
    if not may_train():
        return
    with st.container(border=True):
        bring()
    names = collections()
    if not names:
        st.info(
            "Nothing yet. A class needs five songs at least; twenty make figures that say "
            "something.",
            icon=":material/library_music:",
        )
        return
    name = choose(names)
    try:
        checked = show_check(loaders.dataset(name))
    except EarshotError as error:
        st.error(plain(str(error)))
    else:
        show_learning(name, checked)


def choose(names: dict[str, str]) -> str:
    """The collection that is shown: the newest one, or what the visitor or the address names."""
    key = address.keep("music", next(iter(names)), address.one_of(names), name="the collection")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Collection", list(names), format_func=names.__getitem__, key=key, width=320
        )
        offer_removal(name, names[name])
    return name


main()
remember_owner()
