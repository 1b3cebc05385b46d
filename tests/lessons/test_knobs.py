"""Knobs that bind each other: one gives way, and no more than it must."""

from core.lessons.knobs import Knob, moved_in_words, resolve_conflict


def test_one_knob_moves_and_as_little_as_it_must():
    few = Knob("few", "Few", (1, 5, 10), 5, "")
    many = Knob("many", "Many", (0, 10, 1), 5, "", sliding=True)
    knobs = (few, many)

    def fits(settings):
        return settings["few"] <= settings["many"]

    assert resolve_conflict(knobs, {"few": 10, "many": 7}, fits, {"many"}) == {"few": 5}
    assert resolve_conflict(knobs, {"few": 10, "many": 7}, fits, {"few"}) == {"many": 10}
    assert resolve_conflict(knobs, {"few": 5, "many": 3}, fits, set()) == {
        "few": 1
    }  # is as at first
    assert resolve_conflict(knobs, {"few": 5, "many": 3}, lambda _: False, set()) == {}


def test_a_knob_that_moved_is_named_with_its_value():
    few = Knob("few", "Few", (1, 5, 10), 5, "")
    band = Knob("band", "Band (Hz)", (0, 100, 5), (0, 100), "", sliding=True)
    assert moved_in_words((few, band), {"few": 10}).startswith("*Few* has moved to **10**")
    assert "**5 to 90**" in moved_in_words((few, band), {"band": (5, 90)})
