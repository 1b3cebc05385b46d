"""The app: what every page shares on the screen, and which pages there are."""

from pathlib import Path

import streamlit as st

from core.errors import EarshotError
from pages.learn.parts import progress
from pages.learn.parts.lesson_list import LESSONS
from pages.shared import address, imports, reach, uploads

LOGO = Path(__file__).parent / "pages" / "shared" / "logo.svg"
MARK = Path(__file__).parent / "pages" / "shared" / "mark.svg"

# First of all: without an icon of our own, browsers are sent to Google for the page's symbol.
st.set_page_config(page_icon=str(MARK), layout="wide")
uploads.bound()
st.logo(str(LOGO), icon_image=str(MARK), size="large")

pages = {
    "": [
        st.Page(
            "pages/listen/listen.py",
            title="Listen",
            icon=":material/hearing:",
            default=True,
            help="A song in, its genre out: when in the song, how sure, and what the network saw.",
        ),
        st.Page(
            "pages/listen/several.py",
            title="Several songs",
            icon=":material/queue_music:",
            url_path="several",
            help="Many songs or a folder in, a table out: genre, confidence, and what is unlike "
            "its label.",
        ),
        st.Page(
            "pages/listen/similar.py",
            title="Similar songs",
            icon=":material/join_inner:",
            url_path="similar",
            help="The nearest songs of a library to one of yours, or to a moment of it, and why.",
        ),
    ],
    "Learn": [
        st.Page(
            lesson.file,
            title=lesson.title,
            icon=progress.icon(lesson),
            url_path=lesson.url_path,
            help=lesson.help,
        )
        for lesson in LESSONS
    ],
    "Train": [
        st.Page(
            "pages/train/train.py",
            title="Train a network",
            icon=":material/model_training:",
            url_path="train",
            help="Train a network on a dataset and watch it learn; it goes on without the browser.",
        ),
        st.Page(
            "pages/train/my_music.py",
            title="My music",
            icon=":material/library_music:",
            url_path="my-music",
            help="Your own classes: songs in, a network out, to listen through at once.",
        ),
        st.Page(
            "pages/train/sweep.py",
            title="Sweep",
            icon=":material/grid_4x4:",
            url_path="sweep",
            help="Every combination of some values, over seeds: what is best, and how sure.",
        ),
        st.Page(
            "pages/train/search.py",
            title="Search",
            icon=":material/travel_explore:",
            url_path="search",
            help="Let the machine find the best values, by the validation side alone.",
        ),
    ],
    "Compare": [
        st.Page(
            "pages/compare/run.py",
            title="Run",
            icon=":material/grid_on:",
            url_path="run",
            help="How well one trained network does, where it fails, and the songs it got wrong.",
        ),
        st.Page(
            "pages/compare/models.py",
            title="Models",
            icon=":material/balance:",
            url_path="models",
            help="Two or more networks on the same songs, side by side.",
        ),
        st.Page(
            "pages/compare/papers.py",
            title="Papers",
            icon=":material/article:",
            url_path="papers",
            help="What five papers report, and what their networks reach here: which can be held "
            "against which.",
        ),
        st.Page(
            "pages/compare/mistakes.py",
            title="Mistakes",
            icon=":material/troubleshoot:",
            url_path="mistakes",
            help="One song that a network got wrong at a time: why, and what would have to change.",
        ),
        st.Page(
            "pages/compare/pca.py",
            title="PCA",
            icon=":material/scatter_plot:",
            url_path="pca",
            help="Songs as points on their principal components: near is alike.",
        ),
    ],
    "Create": [
        st.Page(
            "pages/create/recreate.py",
            title="Recreate",
            icon=":material/graphic_eq:",
            url_path="recreate",
            help="Songs made again by networks that learned a genre, and music that nobody played.",
        ),
    ],
    "Beyond genre": [
        st.Page(
            "pages/beyond/composers.py",
            title="Composers",
            icon=":material/piano:",
            url_path="composers",
            help="MIDI in: who may have written it, when in the piece, and which bars say so.",
        ),
        st.Page(
            "pages/beyond/emotions.py",
            title="Emotions",
            icon=":material/mood:",
            url_path="emotions",
            help="When a song is calm or angry, happy or sad, and how little such an answer knows.",
        ),
        st.Page(
            "pages/beyond/song_data.py",
            title="Song data",
            icon=":material/table_view:",
            url_path="song-data",
            help="Songs as rows of numbers: classified, mapped, learned from, column by column.",
        ),
    ],
}

page = st.navigation(pages)
st.set_page_config(page_title=f"{page.title} · Earshot")
reach.prepare()
address.read_address(page.url_path)
try:
    page.run()
except EarshotError as error:  # Written for a person: say it as it stands.
    st.error(str(error), icon=":material/error:")
address.write_address()
imports.keep()
