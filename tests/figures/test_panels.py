"""Panels say what the arrays said: after pooling, after quantising, on their way to the page."""

import json
import struct
from itertools import pairwise

import numpy as np
import pytest

from core.errors import EarshotError
from core.figures.courses import area_panel, line_panel
from core.figures.packing import pack
from core.figures.panels import (
    DECIBEL,
    Z_SCORE,
    Axis,
    Scale,
    image_panel,
    wave_panel,
)
from core.figures.pooling import pooled

HOP = 512 / 22050  # s


def rows(n):
    return Axis("Row", [(0, "0")], [f"row {k}" for k in range(n)])


def image(values, scale=DECIBEL):
    return image_panel(
        values, title="Picture", frame_seconds=HOP, scale=scale, axis=rows(len(values))
    )


def unpacked(block):
    """Read a block as the page does."""
    (length,) = struct.unpack_from("<I", block)
    header = json.loads(block[4 : 4 + length])

    def array(entry):
        start = 4 + length + entry["offset"]
        return np.frombuffer(block, entry["type"], entry["length"], start)

    return header, array


@pytest.mark.parametrize("how", ["max", "min", "mean"])
@pytest.mark.parametrize(("shape", "axis", "n_most"), [((3, 1292), 1, 1200), ((1025, 5), 0, 384)])
def test_pooling_agrees_with_numpy_group_by_group(how, shape, axis, n_most):
    values = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    result = pooled(values, n_most, axis=axis, how=how)
    edges = [k * shape[axis] // n_most for k in range(n_most + 1)]
    groups = [getattr(values.take(range(a, b), axis), how)(axis=axis) for a, b in pairwise(edges)]
    assert result.shape[axis] == n_most
    np.testing.assert_allclose(result, np.stack(groups, axis), rtol=1e-6, atol=1e-7)


def test_few_frames_are_left_as_they_are():
    values = np.ones((4, 100), np.float32)
    assert pooled(values, 1200, axis=1, how="mean") is values


@pytest.mark.parametrize("n_frames", [1, 7, 1200, 1292, 12920])
def test_a_picture_is_at_most_1200_columns_and_a_click_of_one_frame_stays(n_frames):
    values = np.full((5, n_frames), -70.0)
    click = n_frames * 2 // 3
    values[3, click] = -10.0
    panel = image(values)
    assert panel.pixels.shape[1] == min(n_frames, 1200)
    row, column = np.unravel_index(panel.pixels.argmax(), panel.pixels.shape)
    assert row == 3
    width = (panel.end - panel.start) / panel.pixels.shape[1]
    drawn_at = panel.start + (column + 0.5) * width
    assert abs(drawn_at - click * HOP) <= max(width, HOP)


def test_eight_bits_are_within_half_a_step_of_the_value():
    values = np.random.default_rng(1).uniform(-80, 0, (84, 300))
    panel = image(values)
    shown = panel.low + panel.pixels / 255 * (panel.high - panel.low)
    assert np.abs(shown - values).max() <= 80 / 255 / 2 + 1e-4


def test_values_outside_the_bar_are_clipped_and_the_panel_says_so():
    panel = image(np.array([[-9.0, 0.0, 1.5]]), Z_SCORE)
    assert (panel.low, panel.high) == (-3, 3)
    assert panel.clipped == (True, False)
    assert panel.pixels.tolist() == [[0, 128, 191]]


def test_the_range_is_that_of_the_values_unless_said_otherwise():
    panel = image(np.array([[2.0, 6.0, np.nan, np.inf]]), Scale("coefficient"))
    assert (panel.low, panel.high) == (2, 6)
    assert panel.pixels.tolist() == [[0, 255, 0, 255]]


@pytest.mark.parametrize("value", [0.0, -80.0, np.nan])
def test_a_constant_picture_such_as_silence_still_has_a_range(value):
    panel = image(np.full((4, 4), value), Scale("dB"))
    assert panel.high > panel.low
    assert not panel.pixels.any()


def test_more_rows_than_a_screen_shows_are_pooled_with_their_labels_and_ticks():
    values = np.full((1025, 10), -80.0)
    values[600] = 0.0
    axis = Axis("Bin", [(600, "here")], [str(k) for k in range(1025)])
    panel = image_panel(values, title="STFT", frame_seconds=HOP, scale=DECIBEL, axis=axis)
    bright = int(panel.pixels[:, 0].argmax())
    assert len(panel.rows) == len(panel.pixels) == 384
    assert abs(int(panel.rows[bright]) - 600) <= 2
    assert abs(panel.y_ticks[0][0] - bright) <= 0.6


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (5,)])
def test_an_empty_picture_is_refused(shape):
    with pytest.raises(EarshotError, match="Picture: expected filled rows and columns"):
        image(np.zeros(shape))


def test_wrong_labels_and_unknown_colours_are_refused():
    with pytest.raises(EarshotError, match="3 row labels for 4 rows"):
        image_panel(np.zeros((4, 4)), title="P", frame_seconds=HOP, scale=DECIBEL, axis=rows(3))
    with pytest.raises(EarshotError, match="no colour map 'jet'"):
        image(np.zeros((4, 4)), Scale("dB", colours="jet"))


def test_areas_of_a_long_song_are_thinned_and_still_add_up_to_one():
    shares = np.random.default_rng(2).dirichlet(np.ones(3), 4000).T
    times = np.arange(4000) * 0.5
    panel = area_panel(times, shares, names="abc", colours=["#000000"] * 3, title="Genres")
    assert panel.values.shape == (3, 1200)
    np.testing.assert_allclose(panel.values.sum(axis=0), 1, atol=1e-5)
    assert (np.diff(panel.times) > 0).all()


def test_areas_whose_lengths_disagree_are_refused():
    with pytest.raises(EarshotError, match="values are 2 x 4, but there are 3 times, 2 names"):
        area_panel(
            np.arange(3.0), np.ones((2, 4)), names="ab", colours=["#000000"] * 2, title="Genres"
        )


def test_a_waveform_keeps_its_extremes():
    low, high = -np.abs(np.sin(np.arange(5000))), np.abs(np.cos(np.arange(5000)))
    panel = wave_panel(low, high, duration=3.0)
    assert panel.lowest.min() == np.float32(low.min())
    assert panel.highest.max() == np.float32(high.max())
    assert len(panel.lowest) == 1200


def test_a_packed_block_reads_back_as_it_was():
    values = np.random.default_rng(3).uniform(-80, 0, (7, 33))
    picture = image(values)
    area = area_panel(
        np.array([0.5, 1.0]),
        np.array([[0.25, 1], [0.75, 0]]),
        names="ab",
        colours=["#111111"] * 2,
        title="A",
    )
    header, array = unpacked(pack([picture, area], {"at": 1.5, "name": "Käfer"}))
    assert (header["at"], header["name"]) == (1.5, "Käfer")
    first, second = header["panels"]
    assert (first["n_rows"], first["n_columns"]) == (7, 33)
    np.testing.assert_array_equal(array(first["pixels"]).reshape(7, 33), picture.pixels)
    np.testing.assert_array_equal(array(second["values"]).reshape(2, 2), area.values)
    assert first["rows"][6] == "row 6"
    assert all(entry["offset"] % 4 == 0 for entry in (first["pixels"], second["times"]))


def test_the_version_follows_the_panels_and_nothing_else():
    quiet, loud = image(np.full((3, 3), -60.0)), image(np.full((3, 3), -6.0))
    version = [
        unpacked(pack([panel], {"at": at}))[0]["version"]
        for panel, at in [(quiet, None), (quiet, 3.0), (loud, None)]
    ]
    assert version[0] == version[1] != version[2]


def test_a_spectrogram_of_five_minutes_weighs_no_more_than_one_of_thirty_seconds():
    sizes = [len(pack([image(np.zeros((128, n)))], {})) for n in (1292, 12920)]
    assert abs(sizes[0] - sizes[1]) < 100
    assert sizes[0] < 160_000


def test_lines_keep_their_values_and_get_round_ticks():
    times = np.linspace(0, 30, 61)
    tempo = np.stack([100 + 7 * np.sin(times), 90 + times / 3])
    panel = line_panel(
        times, tempo, names=("tempo", "other"), colours=["#000000"] * 2, titles=("Two", "Tempo"),
        unit="BPM",
        levels=[120.0, None],
    )  # fmt: skip
    np.testing.assert_allclose(panel.values, tempo, rtol=1e-6)
    assert panel.low < tempo.min() < 120 < panel.high, "levels are seen, too"
    assert [label for _, label in panel.y_ticks] == ["90", "100", "110", "120"]
    assert panel.y_title == "Tempo (BPM)"
    header, array = unpacked(pack([panel], {}))
    (packed,) = header["panels"]
    assert (packed["kind"], packed["levels"]) == ("line", [120.0, None])
    np.testing.assert_array_equal(array(packed["values"]).reshape(2, 61), panel.values)


def test_a_level_line_has_an_axis_all_the_same():
    panel = line_panel(
        np.arange(3.0),
        np.zeros((1, 3)),
        names=("error",),
        colours=["#000000"],
        titles=("E", "E"),
        unit="",
    )
    assert panel.low < 0 < panel.high
    assert len(panel.y_ticks) > 1


def test_lines_without_their_names_are_refused():
    with pytest.raises(EarshotError, match="1 names"):
        line_panel(np.arange(3.0), np.zeros((2, 3)), names=("a",), colours=["#000000"] * 2,
                   titles=("E", "E"), unit="")  # fmt: skip
