"""`python -m core pca`: components of songs and of files, on screen and in files."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.preprocessing import StandardScaler
from typer.testing import CliRunner

from core.cli import app
from core.training.checkpoint import Checkpoint


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["pca", *arguments])
    return done.exit_code, done.output


def test_components_of_songs_are_told_and_written(tmp_path: Path):
    out, model = tmp_path / "out.csv", tmp_path / "model.json"
    code, told = run("averages", "--genres", "blues,classical,metal,pop", "--components", "2",
                     "--side", "test", "--tsne", "5",
                     "--coordinates", str(out), "--loadings", str(model))  # fmt: skip
    assert code == 0
    songs = Checkpoint.load("zheng-dual-cnn").songs()
    assert songs is not None
    songs = songs[songs.label.isin(["blues", "classical", "metal", "pop"]) & (songs.side == "test")]
    scaled = StandardScaler().fit_transform(songs.iloc[:, 3:29])
    share = PCA().fit(scaled).explained_variance_ratio_
    plain = json.loads(model.read_text())
    np.testing.assert_allclose(plain["share"], share[:2], rtol=1e-5)
    assert f"{100 * share[0]:.1f} %, {100 * share[1]:.1f} %" in told
    assert "that pop lies apart is" in told
    written = pd.read_csv(out)
    assert list(written.track_id) == list(songs.track_id)
    plane = written[["t-SNE x", "t-SNE y"]]
    assert trustworthiness(scaled, plane, n_neighbors=5) > 0.9


def test_a_file_may_have_any_number_of_rows_and_json_is_one_line(tmp_path: Path):
    file = tmp_path / "rows.parquet"
    values = np.random.default_rng(0).normal(size=(500, 3))
    pd.DataFrame(values, columns=["a", "b", "c"]).to_parquet(file)
    code, told = run(str(file), "--columns", "a,c", "--as-they-are", "--json")
    assert code == 0
    plain = json.loads(told)
    assert plain["names"] == ["a", "c"]
    assert not plain["standardised"]
    expected = PCA().fit(values[:, [0, 2]]).explained_variance_
    np.testing.assert_allclose(plain["variance"], expected)


def test_what_is_not_there_is_one_line_and_code_2(tmp_path: Path):
    for asked in (["colours"], [str(tmp_path / "none.csv")], ["averages", "--genres", "polka"],
                  ["averages", "--of", "nobody"]):  # fmt: skip
        code, told = run(*asked)
        assert code == 2, told
        assert told.strip().splitlines()[-1].startswith("Error: ")
