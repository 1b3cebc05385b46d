"""Music that nobody played: drawn, between two, or led; and what networks think of it."""

from pages.create import between, drawn, led
from pages.create.opinions import show_made
from pages.shared.views import Views, pick_view

WAYS: Views = {
    "draw": ("Draw", drawn.draw),
    "between": ("Between two", between.blend),
    "lead": ("Lead a song", led.lead),
}


def show_new(genre: str) -> None:
    """The way that was chosen, with its controls; what it made, and opinions on that."""
    made = pick_view(WAYS, key="how", name="the way", label="How", labelled=False)(genre)
    if made is not None:
        show_made(made)
