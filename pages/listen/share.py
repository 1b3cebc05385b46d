"""An answer to pass on: a card as a picture, where it has one, and a link that opens just this."""

from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.figures.card import Typefaces, answer_card, legible
from core.figures.lettering import Typeface
from core.inference import Prediction
from pages.listen.views import view_of
from pages.shared.sound import Sound
from pages.shared.visitor import HERE

FONTS = Path(st.__file__).parent / "static" / "static" / "media"  # those that the pages are set in
LIVES = (
    "The link works while this server keeps your sound: until it restarts or needs the room. "
    "The card is yours to keep."
)
ONLY_HERE = "The address names this very computer, so the link works on it alone."
UNDRAWN = (
    "No font on this machine has some letters of the title, so the card leaves them out. Install "
    "one that does (Noto, for example) on the machine that runs Earshot."
)


def show_share(sound: Sound, prediction: Prediction) -> None:
    """A button that unfolds the card, to save, if there is one, and the link, to copy."""
    folded = st.popover(
        "Share", icon=":material/share:", key="share", on_change="rerun", help="Share this answer."
    )
    if not folded.open:
        return
    with folded:
        card, typefaces = (
            view_of(prediction.task.kind).card_of(sound, prediction),
            house_typefaces(),
        )
        png = card and answer_card(card, typefaces)
        if png:
            st.download_button(
                "Card (PNG)", png, "earshot.png", "image/png", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip
        link = link_to(sound, prediction)
        st.code(link, language=None, wrap_lines=True)
        notes = [LIVES] if sound.from_visitor else []
        notes += [ONLY_HERE] if urlsplit(link).hostname in HERE else []
        if notes:
            st.caption(" ".join(notes))
        if card and png:
            st.image(png, alt=f"Card: {card.title}, {card.verdict}")
            if legible(card.title, typefaces) != " ".join(card.title.split()):
                st.caption(UNDRAWN)


def link_to(sound: Sound, prediction: Prediction) -> str:
    """The address that opens this sound, through this network, at this moment."""
    named = {"sound": sound.id, "checkpoint": prediction.checkpoint}
    if moment := st.session_state.get("t"):
        named["t"] = f"{moment:g}"
    page = (st.context.url or "").rstrip("/")
    return f"{page}/?{urlencode(named, safe='~')}"


def house_typefaces() -> Typefaces:
    """The fonts of the pages, which come with Streamlit; Pillow's own where they are not there."""
    serif = next(FONTS.glob("SourceSerifVariable-Roman*.woff2"), None)
    sans = next(FONTS.glob("SourceSansVF-Upright*.woff2"), None)
    return Typefaces(
        Typeface(serif, "Semibold") if serif else Typeface(),
        Typeface(sans, "Regular") if sans else Typeface(),
    )
