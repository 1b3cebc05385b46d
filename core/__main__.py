"""``python -m core``."""

import gc

from core.cli import app

if __name__ == "__main__":
    # PyTorch, pandas and their like make half a million objects that stay. Looking through them for
    # garbage again and again, while they were made, took 0.6 of a training's first 4 seconds.
    gc.set_threshold(*gc.get_threshold()[:2], 1000)
    app(prog_name="python -m core")
