"""``python -m core``."""

from core.cli import app

if __name__ == "__main__":
    app(prog_name="python -m core")
