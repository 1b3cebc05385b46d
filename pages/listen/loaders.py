"""What Listen keeps between reruns and between visitors, bounded."""

import streamlit as st

from pages.listen.several_files import ANSWER_BYTES, Answer, Batch
from pages.shared.sound import Shelf

BATCH_BYTES = 512 * 2**20  # of files, of all visitors together; the newest batch always stays
N_ANSWERS = 4000


@st.cache_resource(max_entries=1, show_spinner=False)
def batches() -> Shelf[Batch]:
    """The server's one shelf of batches."""
    return Shelf(BATCH_BYTES)


@st.cache_resource(max_entries=1, show_spinner=False)
def answers() -> Shelf[Answer]:
    """What was said of songs before, so that no rerun asks again."""
    return Shelf(N_ANSWERS * ANSWER_BYTES)
