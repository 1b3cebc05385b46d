"""What is printed of a prediction, as a line for people or as JSON."""

import json
from dataclasses import dataclass
from typing import Any

from core.analysis import why
from core.bulk import Content, Predicting, Row
from core.cli.words import one_line
from core.inference import Prediction, open_checkpoint


@dataclass(frozen=True)
class Telling(Predicting):
    """Asks a network about a song, and puts what it says into a line without the song's name."""

    as_json: bool = False
    over_time: bool = False

    def __call__(self, content: Content) -> Row:
        """The line as ``told``."""
        return {"told": self.line(self.prediction(content))}

    def line(self, prediction: Prediction) -> str:
        """A prediction as it is printed after a name."""
        if not self.as_json:
            return in_words(prediction, self.over_time)
        checkpoint, _ = open_checkpoint(self.network)
        found = why(prediction, checkpoint)
        plain = prediction.as_dict(over_time=self.over_time)
        return json.dumps(plain | {"why": found and found.as_dict()})

    def named(self, about: dict[str, Any], line: str) -> str:
        """The line with the song's name in it."""
        if self.as_json:
            return json.dumps(about | json.loads(line))
        return f"{one_line(' '.join(about.values()))}: {line}"


def in_words(prediction: Prediction, over_time: bool) -> str:
    """A prediction in one line; with `over_time` one more for each of its windows."""
    detail = f"  [{prediction.detail}]" if prediction.detail else ""
    why_unsure = f"  ({prediction.reason})" if prediction.reason else ""
    note = f"  {prediction.note}" if prediction.note else ""
    lines = [f"{prediction.verdict}{detail}{why_unsure}{note}"]
    if over_time:
        windows = zip(prediction.times, prediction.verdicts(), strict=True)
        lines += [f"  {time:8.2f} {prediction.clock}  {verdict}" for time, verdict in windows]
    return "\n".join(lines)
