"""Compare › PCA: real numbers on a fresh machine, every choice in the address."""

import json

import numpy as np
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from core.analysis.rows import source_of
from core.analysis.songs import SongPoints
from core.recreation.published import read_songs
from core.training.checkpoint import Checkpoint
from core.training.run import Results
from pages.compare.points.loaders import keep_table
from tests.pages.compare.test_run import texts
from tests.pages.conftest import Open

PAGE = "pages/compare/pca.py"
FOUR = ["blues", "classical", "metal", "pop"]


def averages(results: Results, genres: list[str]) -> SongPoints:
    """What the page shows at first."""
    return source_of("averages").rows(results).only(genres=genres)


def figure(app, place: int) -> dict:
    """The JSON of the Plotly figure at `place` on the page."""
    return json.loads(app.get("plotly_chart")[place].proto.spec)


def dots(app) -> list[dict]:
    """The traces of the map that are points."""
    return [trace for trace in figure(app, 0)["data"] if trace.get("mode") == "markers"]


def test_the_four_genres_of_the_papers_are_there_at_first(fresh, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    drawn = figure(app, 0)
    assert [t["name"] for t in drawn["data"][:4]] == ["blues", "classical", "metal", "pop"]
    assert app.selectbox(key="from").value == "zheng-dual-cnn"
    assert set(app.query_params) <= {"sound"}
    points = averages(Checkpoint.load("zheng-dual-cnn"), FOUR)
    share = PCA().fit(StandardScaler().fit_transform(points.values)).explained_variance_ratio_
    title = drawn["layout"]["xaxis"]["title"]["text"]
    assert title == f"Component 1 ({100 * share[0]:.1f} % of the variance)"


def test_a_link_restores_components_space_and_genres(fresh, open_page: Open):
    app = open_page(PAGE, view="3-D", x="2", y="3", z="5", genres=["jazz", "rock", "disco"],
                    of="The network's summary", songs="Test songs only")  # fmt: skip
    assert not app.exception
    drawn = figure(app, 0)
    assert drawn["data"][0]["type"] == "scatter3d"
    points = [trace for trace in drawn["data"] if trace["type"] == "scatter3d"]
    assert {t["name"] for t in points[:-1]} == {"jazz", "rock", "disco"}
    assert sum(trace["type"] == "mesh3d" for trace in drawn["data"]) == 3
    assert drawn["layout"]["scene"]["zaxis"]["title"]["text"].startswith("Component 5")
    assert "MFCC" not in texts(app)  # its axes are units of the network


def test_one_click_takes_all_genres(fresh, open_page: Open):
    app = open_page(PAGE)
    next(b for b in app.button if b.label == "All genres").click().run()
    assert not app.exception
    assert len(dots(app)) == 11  # ten genres and the star


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
    points = averages(run, ["high", "low", "middle"])
    scree = figure(app, 1)["data"][0]["y"]
    share = PCA().fit(StandardScaler().fit_transform(points.values)).explained_variance_ratio_
    values = np.asarray(scree if isinstance(scree, list) else decoded(scree))
    np.testing.assert_allclose(values, 100 * share[:15], rtol=1e-6)


def test_in_space_it_is_said_that_points_cannot_be_clicked(fresh, open_page: Open):
    flat, space = open_page(PAGE), open_page(PAGE, view="3-D", song="metal.00001")
    assert "Click a point to hear its song" in texts(flat)
    assert "points cannot be clicked" in texts(space)
    assert "Click a point" not in texts(space)
    ring = dots(space)[-1]
    assert ring["marker"]["symbol"] == "circle-open"  # the song that the address names


def test_a_song_of_the_address_has_a_ring_and_one_chosen_by_name_another(fresh, open_page: Open):
    app = open_page(PAGE, song="metal.00001")
    first = dots(app)[-1]
    menu(app).set_value("pop.00035").run()
    assert not app.exception
    second = dots(app)[-1]
    assert first["marker"]["symbol"] == second["marker"]["symbol"] == "circle-open"
    assert (first["x"], first["y"]) != (second["x"], second["y"])
    menu(app).set_value(None).run()
    assert dots(app)[-1]["name"].startswith("★")


def test_a_click_is_not_undone_by_a_browser_that_has_not_heard_of_it(fresh, open_page: Open):
    app = open_page(PAGE, song="metal.00001")
    before_the_click = app._tree.get_widget_states()
    app.session_state["song"] = "pop.00035"
    for _ in range(2):  # the click's own run, and one that was asked for before it had arrived
        app._run(before_the_click)
        assert (app.query_params["song"], menu(app).value) == ("pop.00035", "pop.00035")


def menu(app: AppTest) -> Selectbox:
    """Where a song is chosen by name."""
    return next(box for box in app.selectbox if box.label == "Song")


def test_a_line_in_the_address_lists_the_songs_within(fresh, open_page: Open):
    points = averages(Checkpoint.load("zheng-dual-cnn"), FOUR)
    y = PCA(2).fit_transform(StandardScaler().fit_transform(points.values))[:, 1]
    pop = decoded(figure(open_page(PAGE), 0)["data"][3]["y"])
    y *= np.sign(pop.mean() * y[(points.table.label == "pop").to_numpy()].mean())
    app = open_page(PAGE, around="-50_2_50_2_50_50_-50_50")
    assert not app.exception
    assert f"{(y > 2).sum()} songs within the line" in texts(app)
    assert figure(app, 0)["layout"]["shapes"][0]["type"] == "path"
    assert "is no line" in texts(open_page(PAGE, around="1_2_x"))


def test_silhouettes_and_the_papers_claims_are_told(fresh, open_page: Open):
    app = open_page(PAGE, open="apart")
    assert not app.exception
    said = texts(app)
    points = averages(Checkpoint.load("zheng-dual-cnn"), FOUR)
    scaled = StandardScaler().fit_transform(points.values)
    labels = points.table.label.to_numpy()
    whole = silhouette_score(scaled, labels)
    here = silhouette_score(PCA(2).fit_transform(scaled), labels)
    assert f"Silhouette as drawn: **{here:.2f}**, over all components **{whole:.2f}**" in said
    assert "That **pop lies apart** is **confirmed**" in said
    assert len(app.dataframe[0].value) == 6


def test_spread_bars_biplot_and_a_path_are_opened(fresh, open_page: Open):
    app = open_page(PAGE, open="spread,made,path", component="3", sound="example~club")
    assert not app.exception
    titles = [figure(app, i)["layout"]["xaxis"]["title"]["text"] for i in range(3, 6)]
    assert titles == ["Component", "Component", "Correlation with component 3"]
    assert len(figure(app, 6)["layout"]["annotations"]) == 24  # an arrow and a name each
    assert "Each moment of the path is a passage of 3.0 s" in texts(app)


def test_unstandardised_is_told_and_ellipses_can_be_left_out(fresh, open_page: Open):
    app = open_page(PAGE, scale="False", ellipses="False")
    assert "Not standardised" in texts(app)
    assert len(figure(app, 0)["data"]) == 5
    points = averages(Checkpoint.load("zheng-dual-cnn"), FOUR)
    share = PCA().fit(points.values).explained_variance_ratio_[0]
    title = figure(app, 0)["layout"]["xaxis"]["title"]["text"]
    assert title == f"Component 1 ({100 * share:.1f} % of the variance)"


def test_rows_that_are_not_computed_yet_are_offered(judged_runs, open_page: Open):
    app = open_page(PAGE, **{"from": judged_runs[0].name, "of": "Constant Q"})
    assert not app.exception
    assert "Compute: Constant Q" in [button.label for button in app.button]
    source_of("cqt").rows(judged_runs[0])
    app.run()
    assert not app.exception
    assert len(dots(app)) == 4


def test_where_a_dataset_is_not_here_it_is_said_how_to_add_it(fresh, open_page: Open):
    app = open_page(PAGE, of="MFCC", **{"from": "earshot"})
    assert not app.exception
    assert "datasets add gtzan PATH" in texts(app)
    assert [each.label for each in app.button if (each.key or "").startswith("of-")] == [
        "26 averages", "The network's summary",
    ]  # fmt: skip


def test_a_table_of_ones_own_is_a_map_and_its_columns_are_chosen(fresh, open_page: Open):
    app = open_page(PAGE, of="A table of my own")
    rng = np.random.default_rng(0)
    rows = [f"{a},{b},{c},{'odd' if i % 2 else 'even'}" for i, (a, b, c) in
            enumerate(rng.normal(size=(30, 3)))]  # fmt: skip
    raw = "\n".join(["a,b,c,kind", *rows, ",1,2,odd"]).encode()
    app.file_uploader[0].upload("mine.csv", raw, "text/csv").run()
    assert not app.exception
    assert {trace["name"] for trace in dots(app)} == {"even", "odd"}
    assert "1 rows lack a number" in texts(app)
    app.button_group(key="columns").set_value(["a", "c"]).run()
    assert not app.exception
    assert len(decoded(figure(app, 1)["data"][0]["y"])) == 2
    assert app.query_params["columns"] == ["a", "c"]
    gone = open_page(PAGE, of="A table of my own", table="0123456789abcdef")
    assert "Choose the file again" in texts(gone)


def test_of_many_rows_some_are_drawn_in_space_and_all_as_density(
    fresh, open_page: Open, monkeypatch
):
    monkeypatch.setattr("core.figures.clouds.MOST_POINTS", 20)
    raw = "a,b,c\n" + "\n".join(f"{i},{i * i % 7},{i % 5}" for i in range(50))
    table = keep_table(raw.encode(), "many.csv")
    space = open_page(PAGE, of="A table of my own", table=table, view="3-D")
    assert sum(len(trace["text"]) for trace in figure(space, 0)["data"] if "text" in trace) == 20
    assert "20 of 50 rows, evenly chosen." in texts(space)
    flat = open_page(PAGE, of="A table of my own", table=table)
    assert figure(flat, 0)["data"][0]["type"] == "heatmap"
    assert "50 rows." in texts(flat)


def decoded(packed: dict) -> np.ndarray:
    """Numbers that Plotly packed as base64."""
    import base64

    return np.frombuffer(base64.b64decode(packed["bdata"]), dtype=packed["dtype"])


def test_recreated_songs_are_rows_beside_the_songs_themselves(fresh, open_page: Open):
    asked = ["blues", "blues, dense", "blues, lstm", "pop"]
    app = open_page(PAGE, of="Recreated songs", genres=asked, song="blues.00002~dense")
    assert not app.exception
    drawn = {trace["name"]: trace for trace in dots(app) if "name" in trace}
    assert set(asked) <= set(drawn)
    colour, *others = (drawn[each]["marker"] for each in asked[:3])
    assert {each["color"] for each in others} == {colour["color"]}
    assert len({each["symbol"] for each in (colour, *others)}) == 3
    songs = read_songs()
    n = len(songs[(songs.genre == "blues") & (songs.version == "dense")])
    assert len(drawn["blues, dense"]["customdata"]) == n


def test_songs_without_averages_are_compared_by_what_they_have(fresh, open_page: Open):
    app = open_page(PAGE, **{"from": "earshot-composer"})
    assert not app.exception
    assert "have no 26 averages" in app.info[0].value
    assert "What these songs have is one click away" in app.info[0].value
    app.button(key="of-The network's summary").click().run()
    assert not app.exception
    assert app.query_params["of"] == "The network's summary"
    assert len(dots(app)) >= 4
