"""What a network says of many songs, as rows."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from core.bulk.song import Content, Row
from core.errors import CheckpointError
from core.inference import Prediction, open_checkpoint, predict
from core.training.checkpoint import Checkpoint

if TYPE_CHECKING:
    import pyarrow as pa

TEXTS = ("verdict", "reason", "note")


@dataclass(frozen=True)
class Predicting:
    """Asks a network about a song.

    Attributes
    ----------
    network : str
        A checkpoint, which every node has.
    key : str
        Names the network's weights and features.
    """

    network: str
    key: str

    @classmethod
    def by(cls, network: str, **how: bool) -> Self:
        """Asks this network, as it is here; `how` is what a subclass takes besides."""
        return cls(network, key_of(network), **how)

    def __call__(self, content: Content) -> Row:
        """Verdict, answers and embedding."""
        return self.columns(self.prediction(content))

    def prediction(self, content: Content) -> Prediction:
        """What the network says; CheckpointError where it has other weights on this node."""
        here = key_of(self.network)
        if here != self.key:
            raise CheckpointError(
                f"This node has {here}, where {self.key} is asked for. Put the same checkpoint "
                "and version of Earshot on every node."
            )
        return predict(content.audio(), self.network)

    def columns(self, told: Prediction) -> Row:
        """A prediction as columns; nothing in the answers of what is no music."""
        texts = {name: getattr(told, name) for name in TEXTS}
        if told.refused:
            return texts | {"seconds": told.duration}
        answers = zip(told.names, told.overall.tolist(), strict=True)
        return {
            **texts,
            "seconds": told.duration,
            **{f"p_{name}": value for name, value in answers},
            "embedding": told.embedding.tolist(),
        }

    def fields(self) -> "list[pa.Field]":
        """Of the texts, the duration in s, the answer of each output, and the embedding."""
        import pyarrow as pa

        names = open_checkpoint(self.network)[0].names
        numbers = ["seconds", *(f"p_{name}" for name in names)]
        return [
            *(pa.field(name, pa.string()) for name in TEXTS),
            *(pa.field(name, pa.float32()) for name in numbers),
            pa.field("embedding", pa.list_(pa.float32())),
        ]


@lru_cache(maxsize=8)
def key_of(network: str) -> str:
    """Names a network's weights and the features that it takes, as this process first met them."""
    checkpoint = Checkpoint.load(network)
    features = "+".join(spec.key for spec in checkpoint.recipe.features)
    digest = hashlib.sha256(features.encode()).hexdigest()
    return f"{checkpoint.name}-{checkpoint.weights()[:12]}-{digest[:8]}"
