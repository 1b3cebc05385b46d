"""How long a lesson's page takes to answer a turned knob, for every step of every lesson.

    python -m benchmarks.lessons           # ten seconds of an example; one line a step

Printed is the processor time of the whole page run, without the browser's drawing: the median over
several turns of the step's first slider (or other control) after a first run in which filters and
caches are made. The limit is 0.3 s; a step above it is marked.
"""

import statistics
import time
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from pages.learn.parts.lesson_list import LESSONS

APP = Path(__file__).parent.parent / "app.py"
SOUND = "example~waltz"
TURNS, LIMIT = 6, 0.3  # s
EXCERPT = {"length", "start"}  # common to all steps: how much of the sound is looked at


def main() -> None:
    """Measure and print the table."""
    print(f"{'lesson':16}{'step':24}{'control':26}{'median':>8}{'worst':>8}  s")
    for lesson in LESSONS:
        for step in steps_of(lesson.file):
            at = opened(lesson.file, step)
            control = first_control(at)
            took = [] if control is None else answers(at, *control)
            name = control[1] if control else "none"
            middle, worst = (statistics.median(took), max(took)) if took else (0.0, 0.0)
            mark = "  over the limit" if middle > LIMIT else ""
            print(
                f"{lesson.folder:16}{step:24}{name:26}{middle:8.2f}{worst:8.2f}{mark}", flush=True
            )


def opened(file: str, step: str = "") -> AppTest:
    """A lesson at a step, run twice, so that what is made once is made."""
    at = AppTest.from_file(str(APP), default_timeout=120).run()
    at.switch_page(file)
    at.query_params["sound"] = SOUND
    if step:
        at.query_params["step"] = step
    return at.run().run()


def steps_of(file: str) -> list[str]:
    """Names of a lesson's steps."""
    return list(opened(file).segmented_control(key="step").options)


def first_control(at: AppTest) -> tuple[str, str] | None:
    """Kind and key of the control that is turned: a slider where there is one."""
    for kind in ("slider", "select_slider", "selectbox"):
        for control in getattr(at, kind):
            single = not isinstance(control.value, (list, tuple))
            if single and control.key and control.key not in EXCERPT and "-" not in control.key:
                return kind, control.key
    return None


def answers(at: AppTest, kind: str, key: str) -> list[float]:
    """Processor time of each answer to a control that is turned to and fro, s."""
    took = []
    first = getattr(at, kind)(key=key).value
    other = another(getattr(at, kind)(key=key))
    for turn in range(TURNS):
        control = getattr(at, kind)(key=key).set_value(first if turn % 2 else other)
        began = time.process_time()
        control.run()
        took.append(time.process_time() - began)
    return took


def another(control: Any) -> Any:
    """A value of the control that is not the present one."""
    if hasattr(control, "options"):
        here = list(control.options).index(str(control.value))
        options = control.options
        value = options[here + 1 if here + 1 < len(options) else here - 1]
        return type(control.value)(value)
    step = control.step or 1
    return control.value + step if control.value + step <= control.max else control.value - step


if __name__ == "__main__":
    main()
