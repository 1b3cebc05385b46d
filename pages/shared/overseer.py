"""Beside the app of a server: cleaning now and then, and a port that tells how it is.

``/health`` is 200 or 503, ``/metrics`` is Prometheus' text. They have a port of their own, which
only whoever runs the server should reach; nothing in them names a visitor or a song.
"""

import json
import logging
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from streamlit.runtime import Runtime

from core.errors import EarshotError
from core.service import Service
from core.service.cleaning import clean, clean_cache
from core.service.figures import figures, health

logger = logging.getLogger(__name__)

ADDRESS = "EARSHOT_METRICS"  # 127.0.0.1:9180; nothing is told where it is not set
EVERY = 3600  # s


def begin() -> ThreadingHTTPServer | None:
    """Start both in threads that end with the process.

    Raises
    ------
    EarshotError
        When a setting is wrong, or the address cannot be had.
    """
    Service.from_environment()  # so that a wrong setting is told at once
    threading.Thread(target=_clean_for_ever, daemon=True).start()
    address = os.environ.get(ADDRESS, "")
    if not address:
        return None
    host, _, port = address.rpartition(":")
    try:
        server = ThreadingHTTPServer((host or "127.0.0.1", int(port)), Answers)
    except (ValueError, OSError, OverflowError) as error:
        raise EarshotError(f"{ADDRESS} is {address!r}, which cannot be had: {error}.") from error
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _clean_for_ever() -> None:
    while True:
        try:
            clean(Service.from_environment())
            clean_cache(Service.from_environment())
        except (EarshotError, OSError) as error:
            logger.warning("Cleaning goes on later: %s", error)
        time.sleep(EVERY)


class Answers(BaseHTTPRequestHandler):
    """The two addresses."""

    def do_GET(self) -> None:
        """Answer ``/health`` or ``/metrics``."""
        if self.path == "/health":
            found = health()
            self._send(200 if found["ok"] else 503, json.dumps(found), "application/json")
        elif self.path == "/metrics":
            self._send(200, figures(of_pages()), "text/plain; version=0.0.4")
        else:
            self._send(404, "Known: /health, /metrics\n", "text/plain")

    def _send(self, status: int, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: it is asked every few seconds."""


def of_pages() -> dict[str, float]:
    """Visitors at this moment, and how often a sound was still there."""
    from pages.shared.loaders import sounds_cache

    sounds = sounds_cache()
    there = Runtime.exists()
    return {
        "visitors": Runtime.instance()._session_mgr.num_active_sessions() if there else 0,
        'cache_hits_total{cache="sounds"}': sounds.n_hits,
        'cache_misses_total{cache="sounds"}': sounds.n_misses,
    }
