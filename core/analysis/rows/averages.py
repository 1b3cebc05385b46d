"""Averages over a song: the 26 of the classic baseline, and the 57 columns of GTZAN's table."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.analysis.rows.base import SOURCES, Course, over_passages, passages
from core.analysis.rows.computed import Computed
from core.analysis.rows.described import Described
from core.analysis.songs import averages_of
from core.features import AverageCurves, Averages, column_names, extract, extract_at_any_rate
from core.training.run import Results

if TYPE_CHECKING:
    from core.audio import Audio

TABLE = Averages(columns="table57")


class FromAverages(Described):
    title = "26 averages"
    alike = (
        "Songs that lie near each other are alike in loudness, brightness and timbre, on average "
        "over the song."
    )
    kind = "averages"

    def place(self, audio: "Audio", results: Results) -> NDArray[np.float64]:
        return averages_of(audio)

    def course(self, audio: "Audio", results: Results) -> Course:
        spec = AverageCurves()
        (curves,) = extract_at_any_rate(audio, [spec])
        return over_passages(curves, spec.step_seconds, lambda part: part.mean(axis=1))


class FromTable(Computed):
    """They cannot be told from curves: each passage is analysed by itself."""

    title = "57 averages"
    alike = (
        "Songs that lie near each other are alike in loudness, brightness, timbre and tempo, and "
        "in how much these change over the song."
    )
    spec = TABLE
    names = tuple(name.replace("_", " ") for name in column_names(TABLE))

    def summary(self, feature: NDArray[np.floating]) -> NDArray[np.float64]:
        return np.asarray(feature, dtype=np.float64)

    def course(self, audio: "Audio", results: Results) -> Course:
        from core.audio import resample

        rate = TABLE.sample_rate
        y = resample(audio, rate).mono()
        firsts, length = passages(len(y), 1 / rate)
        values = [extract(y[i : i + length], specs=[TABLE])[0] for i in firsts]
        times = (firsts + length / 2) / rate
        return Course(times, np.stack(values).astype(np.float64), length / rate)


SOURCES.register("averages")(FromAverages())
SOURCES.register("averages-57")(FromTable())
