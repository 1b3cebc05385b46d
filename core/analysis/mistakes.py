"""Songs that a network got wrong, and which of their averages are those of another class."""

from typing import TYPE_CHECKING

import numpy as np

from core.analysis.songs import columns_of, plain

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 2  # training songs of a class, from which on they have a spread
LEAST = 0.001  # a probability nearer to 0 or 1 is not told from it
UNITS = {
    "spectral_centroid_mean": "Hz", "spectral_bandwidth_mean": "Hz", "rolloff_mean": "Hz",
    "zero_crossing_rate_mean": "of samples", "rms_mean": "of full scale",
}  # fmt: skip
"""Of averages by column; those of MFCCs are in dB, chroma has none."""


def mistakes(judged: "pd.DataFrame") -> "pd.DataFrame":
    """Songs whose most probable class is not the true one, those it was surest of first.

    Parameters
    ----------
    judged : DataFrame
        ``track_id``, ``label``, ``predicted`` and a ``p_<class>`` of each class.

    Returns
    -------
    DataFrame
        ``track_id, label, predicted``; ``confidence`` in that, and ``of_label``, the probability
        of the true class, 0 to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> songs = {"track_id": ["a", "b"], "label": "pop", "predicted": ["rock", "pop"]}
    >>> judged = pd.DataFrame(songs | {"p_pop": [0.1, 0.6], "p_rock": [0.9, 0.4]})
    >>> mistakes(judged)[["track_id", "confidence", "of_label"]].values.tolist()
    [['a', 0.9, 0.1]]
    """
    wrong = judged[judged.label != judged.predicted]
    table = wrong[["track_id", "label", "predicted"]].assign(
        confidence=[row[f"p_{row.predicted}"] for _, row in wrong.iterrows()],
        of_label=[row[f"p_{row.label}"] for _, row in wrong.iterrows()],
    )
    return table.sort_values("confidence", ascending=False, kind="stable", ignore_index=True)


def averages_between(
    songs: "pd.DataFrame", track_id: str, *, label: str, predicted: str
) -> "pd.DataFrame | None":
    """Each average of a song against the means of two classes over their training songs.

    Parameters
    ----------
    songs : DataFrame
        Of ``songs.parquet``.
    track_id : str
        The song.
    label, predicted : str
        The class that it has, and the one that it was taken for.

    Returns
    -------
    DataFrame or None
        ``name`` in plain words, ``unit``, ``value``, the classes' means ``of_label`` and
        ``of_predicted``, and ``spread``, the standard deviation of training songs within these two
        classes; ``pull``, by how many of them the song lies nearer to the mean of `predicted` than
        to that of `label`, strongest first. None where there are no averages, or a class has fewer
        than two training songs.
    """
    import pandas as pd

    columns = columns_of(songs, "averages")
    training = songs[songs.side == "train"]
    labelled, confused = (
        training.loc[training.label == name, columns] for name in (label, predicted)
    )
    song = songs.loc[songs.track_id == track_id, columns]
    if not columns or song.empty or min(len(labelled), len(confused)) < FEWEST:
        return None
    value, of_label, of_predicted = song.iloc[0], labelled.mean(), confused.mean()
    spread = np.sqrt((labelled.var() + confused.var()) / 2).clip(lower=1e-12)
    pull = ((value - of_label).abs() - (value - of_predicted).abs()) / spread
    table = pd.DataFrame(
        {
            "name": [plain(column) for column in columns],
            "unit": [UNITS.get(column, "dB" if column.startswith("mfcc") else "")
                     for column in columns],
            "value": value, "of_label": of_label, "of_predicted": of_predicted,
            "spread": spread, "pull": pull,
        }
    )  # fmt: skip
    return table.sort_values("pull", ascending=False, ignore_index=True)


def averages_in_words(table: "pd.DataFrame", *, label: str, predicted: str) -> str:
    """How many averages lie nearer to the wrong class, and which most of all, with its unit."""
    n_nearer = int((table.pull > 0).sum())
    if not n_nearer:
        return (
            f"All {len(table)} averages of the song lie nearer to the mean of {label} than to that "
            f"of {predicted}: by them alone it would not be taken for {predicted}."
        )
    first = table.iloc[0]
    off = abs(first.value - first.of_label) / first.spread
    return (
        f"Of {len(table)} averages, {n_nearer} lie{'s' * (n_nearer == 1)} nearer to the mean of "
        f"{predicted} than to that of {label}. "
        f"Most of all “{first['name']}”: {with_unit(first.value, first.unit)}; {label} has "
        f"{with_unit(first.of_label)} on average, {off:.1f} standard deviations away, and "
        f"{predicted} {with_unit(first.of_predicted)}."
    )


def in_per_cent(probability: float) -> str:
    """A probability as people say it; none is told as certain.

    Examples
    --------
    >>> in_per_cent(0.6712), in_per_cent(0.99987), in_per_cent(0.0002)
    ('67.1 %', 'over 99.9 %', 'under 0.1 %')
    """
    if probability > 1 - LEAST:
        return "over 99.9 %"
    return "under 0.1 %" if probability < LEAST else f"{100 * probability:.1f} %"


def with_unit(value: float, unit: str = "") -> str:
    """``"2,310 Hz"``, ``"0.21"``, ``"−31.2 dB"``: three figures.

    Examples
    --------
    >>> with_unit(2312.3, "Hz"), with_unit(0.2134), with_unit(-31.23, "dB")
    ('2,312 Hz', '0.213', '−31.2 dB')
    """
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{text} {unit}".strip().replace("-", "−")
