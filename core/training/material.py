"""What a training is made of: a dataset's features and targets, loaded once for many runs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.datasets import Dataset, Split, Track, open_dataset
from core.datasets.copies import copy_features
from core.errors import DatasetError
from core.features import Averages, FeatureSpec
from core.models import configure
from core.signals.drawn import Distortion
from core.tasks.base import Targets, Task
from core.training.recipe import Recipe


@dataclass(frozen=True)
class Side:
    """One side of a split, ready to be learned from or judged.

    Attributes
    ----------
    tracks : tuple of Track
    features : list of list of np.ndarray
        Of each track, one array per spec of the recipe.
    targets : Targets
    copies : list of list of list of np.ndarray
        Of each track, the features of each distorted copy; empty where there are none.
    """

    tracks: tuple[Track, ...]
    features: list[list[np.ndarray]]
    targets: Targets
    copies: list[list[list[np.ndarray]]] = field(default_factory=list)


@dataclass
class Material:
    """A dataset and what was computed of it; runs with other seeds find it there.

    Attributes
    ----------
    dataset : Dataset
    task : Task
    specs : tuple of FeatureSpec
    """

    dataset: Dataset
    task: Task
    specs: tuple[FeatureSpec, ...]
    _features: dict[str, list[np.ndarray]] = field(default_factory=dict)
    _copies: dict[tuple[str, Distortion], list[np.ndarray]] = field(default_factory=dict)

    def side(self, split: Split, name: str, distortions: Sequence[Distortion] = ()) -> Side:
        """Features and targets of one side of `split`, with copies of its tracks.

        DatasetError where it has no tracks.
        """
        tracks = split.side(name)
        if not tracks:
            raise DatasetError(f"The {name} side of the split {split.name} has no tracks.")
        features = [self.features(track) for track in tracks]
        copies = [self.copies(track, distortions) for track in tracks] if distortions else []
        return Side(tracks, features, self.task.targets(self.dataset, tracks), copies)

    def features(self, track: Track) -> list[np.ndarray]:
        """One array per spec.

        The averages are computed along with them, for whoever describes the songs later: decoding
        the sound takes longer than both.
        """
        if track.id not in self._features:
            beside = [Averages()] if self.dataset.can_give(Averages) else []
            specs = list({spec.key: spec for spec in (*self.specs, *beside)}.values())
            arrays = self.dataset.features(track, specs)
            by_key = {spec.key: array for spec, array in zip(specs, arrays, strict=True)}
            self._features[track.id] = [by_key[spec.key] for spec in self.specs]
        return self._features[track.id]

    def copies(self, track: Track, distortions: Sequence[Distortion]) -> list[list[np.ndarray]]:
        """For each of `distortions` one array per spec."""
        for each in distortions:
            if (track.id, each) not in self._copies:
                arrays = copy_features(self.dataset, track, each, self.specs)
                self._copies[track.id, each] = arrays
        return [self._copies[track.id, each] for each in distortions]

    def names(self, features: Sequence[np.ndarray]) -> list[str]:
        """What the network's outputs stand for, given the features of any track."""
        rows = [
            (spec.title or spec.kind, len(x)) for spec, x in zip(self.specs, features, strict=True)
        ]
        return self.task.names(self.dataset, rows)


def prepare(recipe: Recipe) -> Material:
    """Open what a recipe is trained on.

    Raises
    ------
    DatasetError
        When the dataset is not here, or cannot give the recipe's features.
    """
    dataset = open_dataset(recipe.data.dataset)
    for spec in recipe.features:
        if not dataset.can_give(spec):
            raise DatasetError(f"{dataset.title} cannot give the feature {spec.kind!r}.")
    return Material(dataset, recipe.task, recipe.features)


def check(recipes: Sequence[Recipe]) -> None:
    """Refuse what cannot be trained before there is a run.

    Raises
    ------
    EarshotError
        For a dataset that is not here, an unknown split or model option; it tells what there is.
    """
    datasets = {name: open_dataset(name) for name in {r.data.dataset for r in recipes}}
    for recipe in recipes:
        dataset, split = datasets[recipe.data.dataset], recipe.data.split
        if split not in dataset.split_names():
            dataset.split(split, recipe.seed)  # says why not, and which there are
        configure(recipe.model.name, recipe.model.options)
