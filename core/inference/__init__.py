"""A checkpoint asked about sound, notes or rows: answers over time, one for the whole, a verdict.

Beneath it lies `core.tasks`, which says what the outputs of a network mean; nothing here knows a
task by name.
"""

from core.inference.default import default_network, network_for
from core.inference.files import predict_file, predict_rows
from core.inference.inputs import (
    Inputs,
    extract_inputs,
    input_specs,
    inputs_of_arrays,
    inputs_of_notes,
    too_few,
)
from core.inference.latency import Latency, measure_latency
from core.inference.predicting import open_checkpoint, picture_probabilities, predict
from core.inference.prediction import UNSURE, Prediction
from core.inference.rebuilt import Rebuilt
from core.inference.tables import (
    columns_taken,
    known_truths,
    numbers_taken,
    row_answers,
    takes_rows,
)
from core.inference.windows import Windows, judged_whole

__all__ = [
    "UNSURE", "Inputs", "Latency", "Prediction", "Rebuilt", "Windows", "columns_taken",
    "default_network", "extract_inputs", "input_specs", "inputs_of_arrays", "inputs_of_notes",
    "judged_whole", "known_truths", "measure_latency", "network_for", "numbers_taken",
    "open_checkpoint", "picture_probabilities", "predict", "predict_file", "predict_rows",
    "row_answers", "takes_rows", "too_few",
]  # fmt: skip
