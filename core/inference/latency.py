"""How long a network takes for a song on this machine, features and network apart."""

import time
from dataclasses import dataclass

from core.audio import Audio
from core.inference.inputs import extract_inputs
from core.inference.predicting import predict
from core.training.checkpoint import Checkpoint

N_TIMES = 5  # measured so often, after once to warm up


@dataclass(frozen=True)
class Latency:
    """The shortest of several times, ms: whatever is longer tells what else the machine did."""

    features: float
    network: float

    @property
    def total(self) -> float:
        """From the decoded song to its answer."""
        return self.features + self.network


def measure_latency(audio: Audio, checkpoint: Checkpoint, *, n_times: int = N_TIMES) -> Latency:
    """Have a network judge a song several times, everything loaded and warm.

    What reports hold was measured on whatever machine judged the network, busy or not; figures are
    comparable only where one machine took all of them, one after another.
    """
    features, network = [], []
    for _ in range(1 + n_times):
        began = time.perf_counter()
        inputs = extract_inputs(audio, [checkpoint.recipe])
        extracted = time.perf_counter()
        predict(inputs, checkpoint)
        features.append(extracted - began)
        network.append(time.perf_counter() - extracted)
    return Latency(*(1000 * min(each[1:]) for each in (features, network)))
