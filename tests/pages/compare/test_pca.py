"""Compare › PCA: real numbers on a fresh machine, every choice in the address."""

import json

import numpy as np
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from core.analysis.songs import choose_songs
from core.training.checkpoint import Checkpoint
from tests.pages.compare.test_run import texts
from tests.pages.conftest import Open

PAGE = "pages/compare/pca.py"
SIDES = ["train", "validation", "test"]


def figure(app, place: int) -> dict:
    """The JSON of the Plotly figure at `place` on the page."""
    return json.loads(app.get("plotly_chart")[place].proto.spec)


def test_the_four_genres_of_the_papers_are_there_at_first(fresh, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    drawn = figure(app, 0)
    assert [t["name"] for t in drawn["data"][:4]] == ["blues", "classical", "metal", "pop"]
    assert app.selectbox(key="from").value == "zheng-dual-cnn"
    assert set(app.query_params) <= {"sound"}
    songs = Checkpoint.load("zheng-dual-cnn").songs()
    points = choose_songs(songs, "averages", genres=["blues", "classical", "metal", "pop"],
                          sides=SIDES)  # fmt: skip
    share = PCA().fit(StandardScaler().fit_transform(points.values)).explained_variance_ratio_
    title = drawn["layout"]["xaxis"]["title"]["text"]
    assert title == f"Component 1 ({100 * share[0]:.1f} % of the variance)"


def test_a_link_restores_components_space_and_genres(fresh, open_page: Open):
    app = open_page(PAGE, view="3-D", x="2", y="3", z="5", genres=["jazz", "rock", "disco"],
                    of="The network's summary", songs="Test songs only")  # fmt: skip
    assert not app.exception
    drawn = figure(app, 0)
    assert drawn["data"][0]["type"] == "scatter3d"
    assert {t["name"] for t in drawn["data"][:-1]} == {"jazz", "rock", "disco"}
    assert drawn["layout"]["scene"]["zaxis"]["title"]["text"].startswith("Component 5")
    assert "MFCC" not in texts(app)  # its axes are units of the network


def test_one_click_takes_all_genres(fresh, open_page: Open):
    app = open_page(PAGE)
    next(b for b in app.button if b.label == "All genres").click().run()
    assert not app.exception
    assert len(figure(app, 0)["data"]) == 11  # ten genres and the star


def test_no_genre_asks_for_one(fresh, open_page: Open):
    app = open_page(PAGE)
    app.session_state["genres"] = []
    app.run()
    assert not app.exception
    assert "Add a genre" in texts(app)


def test_a_song_by_name_says_how_to_add_its_dataset(fresh, open_page: Open):
    app = open_page(PAGE, song="metal.00001")
    assert not app.exception
    assert "python -m core datasets add gtzan PATH" in texts(app)


def test_a_song_that_is_here_is_heard_and_the_loadings_are_right(judged_runs, open_page: Open):
    run = judged_runs[0]
    app = open_page(PAGE, **{"from": run.name, "song": "low.0"})
    assert not app.exception
    assert "low.0 of “tiny”" in texts(app)
    songs = run.songs()
    points = choose_songs(songs, "averages", genres=["high", "low", "middle"], sides=SIDES)
    scree = figure(app, 1)["data"][0]["y"]
    share = PCA().fit(StandardScaler().fit_transform(points.values)).explained_variance_ratio_
    values = np.asarray(scree if isinstance(scree, list) else decoded(scree))
    np.testing.assert_allclose(values, 100 * share[:15], rtol=1e-6)


def test_in_space_it_is_said_that_points_cannot_be_clicked(fresh, open_page: Open):
    flat, space = open_page(PAGE), open_page(PAGE, view="3-D", song="metal.00001")
    assert "Click a point to hear its song" in texts(flat)
    assert "points cannot be clicked" in texts(space)
    assert "Click a point" not in texts(space)
    ring = figure(space, 0)["data"][-1]
    assert ring["marker"]["symbol"] == "circle-open"  # the song that the address names


def test_a_song_of_the_address_has_a_ring_and_one_chosen_by_name_another(fresh, open_page: Open):
    app = open_page(PAGE, song="metal.00001")
    first = figure(app, 0)["data"][-1]
    app.selectbox(key="song").set_value("pop.00035").run()
    assert not app.exception
    second = figure(app, 0)["data"][-1]
    assert first["marker"]["symbol"] == second["marker"]["symbol"] == "circle-open"
    assert (first["x"], first["y"]) != (second["x"], second["y"])
    app.selectbox(key="song").set_value(None).run()
    assert figure(app, 0)["data"][-1]["name"].startswith("★")


def decoded(packed: dict) -> np.ndarray:
    """Numbers that Plotly packed as base64."""
    import base64

    return np.frombuffer(base64.b64decode(packed["bdata"]), dtype=packed["dtype"])
