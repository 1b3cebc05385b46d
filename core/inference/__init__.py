"""A checkpoint asked about sound, notes or rows: answers over time, one for the whole, a verdict.

Beneath it lies `core.tasks`, which says what the outputs of a network mean; nothing here knows a
task by name.
"""

from core.inference.default import default_network
from core.inference.files import predict_file, told_of
from core.inference.heard import Heard, given, heard_specs, listen
from core.inference.latency import Latency, measure_latency
from core.inference.predicting import open_checkpoint, picture_probabilities, predict
from core.inference.prediction import UNSURE, Prediction
from core.inference.rebuilt import Rebuilt
from core.inference.windows import Windows, judged_whole

__all__ = [
    "UNSURE", "Heard", "Latency", "Prediction", "Rebuilt", "Windows", "default_network", "given",
    "heard_specs", "judged_whole", "listen", "measure_latency", "open_checkpoint",
    "picture_probabilities", "predict", "predict_file", "told_of",
]  # fmt: skip
