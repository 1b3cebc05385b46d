"""Addresses: each page restores what its own names, and says what it asks for in vain."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from core.lessons.knobs import Knob
from pages.learn.parts.knobs import reader
from pages.learn.parts.lesson_list import LESSONS, lesson_page
from pages.learn.parts.step import Step
from pages.shared import address
from tests.pages.conftest import APP, SECONDS, app_at, registered

PAGES = Path(__file__).parents[3] / "pages"
LISTEN, TRAIN = "pages/listen/listen.py", "pages/train/train.py"
RUN, MODELS, PCA = (f"pages/compare/{name}.py" for name in ("run", "models", "pca"))
OTHER = "zheng-baseline"  # a network that no page shows at first


def knobs() -> Iterator[Knob]:
    """The knobs of all steps of all lessons, whose files are imported without running a page."""
    for file in sorted(PAGES.glob("learn/*/*.py")):
        if file.name != "lesson.py":
            module = importlib.import_module(f"pages.learn.{file.parent.name}.{file.stem}")
            for step in vars(module).values():
                yield from step.knobs if isinstance(step, Step) else ()


KNOBS = {repr(knob): knob for knob in knobs()}


def visit(page: str, **named: str | list[str]) -> AppTest:
    """Open a page, Listen as the first that a visitor sees."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    if page != LISTEN:
        app.run().switch_page(page)
    app.query_params.update(named)
    return app.run()


def lines(app: AppTest) -> list[str]:
    """What the page says of its address, a line for each thing."""
    told = [box.value for box in app.warning if box.icon == ":material/link_off:"]
    return told[0].split("  \n") if told else []


def go(app: AppTest, page: str, **named: str) -> AppTest:
    """Follow a link to another page, with what it names."""
    app.switch_page(page)
    app.query_params.clear()
    app.query_params.update(named)
    return app.run()


# ---- what is not here -------------------------------------------------------------------------

BAD = [
    (LISTEN, {"sound": "upload~gone", "checkpoint": "nonsense"}, "demo-cnn"),
    (LISTEN, {"sound": "example~polka", "t": "later"}, None),
    (LISTEN, {"t": "1e9"}, None),
    (LISTEN, {"t": "nan"}, None),
    (TRAIN, {"run": "nope", "recipe": "x", "dataset": "y", "split": "z"}, "demo-cnn"),
    (RUN, {"run": "nope", "unit": "x", "cell": "polka~waltz", "song": "y"}, "zheng-dual-cnn"),
    (RUN, {"song": "blues.99999"}, None),
    (MODELS, {"models": "a,b", "open": "x"}, "zheng-baseline"),
    (PCA, {"of": "a", "view": "4-D", "songs": "b", "from": "c", "genres": "polka"}, "blues"),
    (PCA, {"x": "99", "y": "0", "song": "`*y*`"}, None),
    (lesson_page("decibels").file, {"step": "Three units", "gain": "loud", "start": "99"}, "-6"),
    (lesson_page("sampling").file, {"length": "7"}, "`10`"),
    *((page.file, {"step": "Nope"}, None) for page in LESSONS),
]


@pytest.mark.parametrize(("page", "named", "shown"), BAD)
def test_what_an_address_asks_for_in_vain_is_told_and_taken_out(
    fresh, page: str, named: dict[str, str], shown: str | None
):
    app = visit(page, **named)
    assert not app.exception
    assert not app.error
    told = lines(app)
    vain = {key: text for key, text in named.items() if text != "Three units"}
    assert len(told) == len(vain)
    for key, text in vain.items():
        sign = "no longer on the server" if key == "sound" else text.split(",")[0].strip("`")
        assert any(sign in line for line in told)
    assert shown is None or any(shown in line for line in told)
    assert not app.query_params
    assert lines(app.run()) == told  # as long as it is so


def test_every_line_says_how_to_get_it(fresh):
    (network,) = lines(visit(RUN, run="nope"))
    assert "Train a network" in network
    (dataset,) = lines(visit(TRAIN, dataset="gtzan"))
    assert "python -m core datasets add" in dataset
    step, gain = lines(visit(lesson_page("decibels").file, step="Nope", gain="99"))
    assert "There are: Three units, Three pictures" in step
    assert "instead you see `-6`. It can be from −40 to 20." in gain


def test_a_line_goes_when_another_value_is_chosen(fresh):
    app = visit(LISTEN, checkpoint="nonsense", t="-1")
    assert len(lines(app)) == 2
    app.selectbox(key="checkpoint").set_value(OTHER).run()
    (left,) = lines(app)
    assert "`-1`" in left
    assert app.query_params == {"checkpoint": OTHER}
    assert not lines(go(app, RUN))


def test_what_is_here_of_several_is_shown(fresh):
    app = visit(MODELS, models=[OTHER, "nope", "zheng-dual-cnn-paper"])
    assert app.selectbox(key="models-first").value == OTHER
    assert app.button_group(key="models-beside").value == ["zheng-dual-cnn-paper"]
    (told,) = lines(app)
    assert "`nope`" in told
    assert app.query_params["models"] == [OTHER, "zheng-dual-cnn-paper"]
    app = visit(MODELS, models=f"{OTHER},zheng-dual-cnn-paper")
    assert app.selectbox(key="models-first").value == OTHER
    assert app.button_group(key="models-beside").value == ["zheng-dual-cnn-paper"]
    assert not lines(app)


# ---- what is here -----------------------------------------------------------------------------

GOOD = [
    (TRAIN, {"run": OTHER, "recipe": OTHER, "split": "leaky-slices"}),
    (RUN, {"run": OTHER, "unit": "per cent", "cell": "rock~metal"}),
    (
        MODELS,
        {
            "models": [OTHER, "zheng-dual-cnn-paper"],
            "open": ["classes", "cost"],
            "measure": "Recall",
        },
    ),
    (PCA, {"of": "The network's summary", "view": "3-D", "z": "7", "genres": ["pop", "metal"]}),
    (LISTEN, {"sound": "example~bells", "checkpoint": OTHER, "t": "12.5"}),
    (lesson_page("sampling").file, {"step": "Bits", "bits": "7", "length": "5", "start": "2.5"}),
    (lesson_page("mel").file, {"step": "Mel spectrogram", "band": ["100", "5000"]}),
]


@pytest.mark.parametrize(("page", "named"), GOOD)
def test_what_an_address_names_is_shown_and_stays_in_it(fresh, page: str, named: dict):
    app = visit(page, **named)
    assert not app.exception
    for _ in range(2):
        assert not lines(app)
        for key, text in named.items():
            value = app.session_state[key]
            many = isinstance(value, list | tuple)
            assert [str(v) for v in value] == text if many else str(value) == text
        assert app.query_params == named
        assert list(app.query_params) == list(named)
        app.run()


@pytest.mark.parametrize("knob", KNOBS.values(), ids=lambda knob: knob.key)
def test_every_setting_of_a_knob_has_an_address(knob: Knob):
    """A number's ends and first value, every option; and no option is taken for another."""
    read = reader(knob)
    if not knob.options:  # drawn by its step, which has the limits
        return
    values = [knob.default]
    if not knob.sliding:
        values += knob.options
    elif not isinstance(knob.default, tuple):
        values += knob.options[:2]
    for value in values:
        assert read(address.written(value)) == value
        assert type(read(address.written(value))) is type(value)
    with pytest.raises(address.NotHereError):
        read(["nope"])


def test_ends_of_numbers():
    whole, half = address.number(1, 16), address.number(0.0, 2.5)
    assert (whole(["1"]), whole(["16"]), half(["2.5"])) == (1, 16, 2.5)
    for read, text in ((whole, "0"), (whole, "17"), (whole, "3.5"), (half, "2.6"), (half, "nan"),
                       (half, "inf"), (half, ""), (whole, "9" * 5000)):  # fmt: skip
        with pytest.raises(address.NotHereError):
            read([text])
    with pytest.raises(address.NotHereError):
        address.numbers(0, 9)(["5", "4"])


# ---- from page to page ------------------------------------------------------------------------


def test_a_link_shows_the_network_that_it_names(fresh):
    app = visit(TRAIN, run=OTHER)
    (link,) = app.get("page_link")
    assert link.proto.query_string == f"run={OTHER}"
    go(app, RUN, run=OTHER)
    assert app.selectbox(key="run").value == OTHER
    assert app.query_params == {"run": OTHER}
    go(app, TRAIN, run="zheng-dual-cnn-paper")
    assert app.selectbox(key="run").value == "zheng-dual-cnn-paper"
    go(app, RUN)
    assert app.selectbox(key="run").value == "zheng-dual-cnn"  # the address names none
    go(app, PCA, **{"from": OTHER})
    assert app.selectbox(key="from").value == OTHER


def test_a_lesson_leaves_nothing_in_the_address_of_the_next(fresh):
    app = visit(lesson_page("sampling").file, step="Bits", bits="9", sound="example~bells")
    app.select_slider(key="length").set_value(2).run()
    assert app.query_params["bits"] == "9"
    go(app, lesson_page("frames").file)
    shared = {"sound": "example~bells", "length": "2"}
    assert app.query_params == shared  # the sound and its excerpt travel
    go(app, lesson_page("sampling").file)
    assert app.query_params == shared
    assert app.button_group(key="step").value == app.button_group(key="step").options[0]


def test_a_knob_is_as_it_was_when_its_step_comes_back(fresh):
    app = visit(lesson_page("sampling").file, step="Bits")
    app.slider(key="bits").set_value(9).run()
    app.button_group(key="step").set_value("Samples").run()
    assert app.query_params == {"step": "Samples"}
    app.button_group(key="step").set_value("Bits").run()
    assert app.slider(key="bits").value == 9
    assert app.query_params == {"step": "Bits", "bits": "9"}


def follower() -> None:
    """Two settings: the second one's default is the first."""
    import streamlit as st

    from pages.shared import address

    options = ["a", "b", "c"]
    address.read_address("page")
    address.keep("first", "a", address.one_of(options), name="the first")
    first = st.selectbox("First", options, key="first")
    address.keep("second", first, address.one_of(options), name="the second")
    st.selectbox("Second", options, key="second")
    address.write_address()


def test_what_a_link_names_is_said_again_until_the_browser_has_drawn_it(fresh):
    app = visit(lesson_page("mel").file, step="Filter bank")
    browser_has_drawn_nothing = WidgetStates()
    app._run(browser_has_drawn_nothing)  # as where something is touched before the rest is there
    assert app.button_group(key="step").proto.set_value
    assert app.button_group(key="step").value == "Filter bank"
    app.run()  # it has: said once more, it would undo what is chosen meanwhile
    assert not app.button_group(key="step").proto.set_value


def test_what_was_never_chosen_follows_its_default():
    app = AppTest.from_function(follower).run()
    app.selectbox(key="first").set_value("b").run()
    assert app.selectbox(key="second").value == "b"
    assert app.query_params == {"first": "b"}
    app.selectbox(key="second").set_value("c").run()
    app.selectbox(key="first").set_value("a").run()
    assert app.selectbox(key="second").value == "c"
    assert app.query_params == {"second": "c"}


def test_every_page_keeps_its_values_by_one_mechanism():
    """Streamlit's own binding loses them between pages: see `pages.shared.address`."""
    for file in PAGES.rglob("*.py"):
        text = file.read_text()
        if file.name != "address.py":
            assert "st.query_params" not in text, file
            assert 'bind="query-params"' not in text, file


EVERY_PAGE = [LISTEN, "pages/listen/several.py", TRAIN, RUN, MODELS, PCA]
EVERY_PAGE += ["pages/listen/similar.py", "pages/train/sweep.py", "pages/train/search.py"]
EVERY_PAGE += ["pages/compare/papers.py", "pages/compare/mistakes.py"]
EVERY_PAGE += ["pages/create/recreate.py", "pages/train/my_music.py"]
EVERY_PAGE += [f"pages/beyond/{name}.py" for name in ("composers", "emotions", "song_data")]
EVERY_PAGE += [page.file for page in LESSONS]


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_a_page_that_comes_after_listen_is_as_if_it_came_first(fresh, page: str):
    after, first = visit(page), app_at(page).run()
    assert not after.exception
    assert [title.value for title in after.title] == [title.value for title in first.title]
    assert [each.type for each in after.main] == [each.type for each in first.main]


def test_that_is_every_page():
    assert {(APP.parent / page).resolve() for page in EVERY_PAGE} == {
        Path(info["script_path"]).resolve() for info in registered().values()
    }


def test_a_first_visit_has_a_bare_address(fresh):
    app = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    assert not app.query_params
    assert not lines(app)
