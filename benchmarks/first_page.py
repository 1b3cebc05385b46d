"""How long the first page of a fresh server takes, and the second look at it.

    python -m benchmarks.first_page [ADDRESS]      # of a page, such as models; else the first one

Starts the app as ``make run`` does, opens a page as a browser does (over Streamlit's own protocol)
and waits until its script has run, then a second one. Told are processor time of the server with
all its processes, which says what it costs, and seconds by the clock, which somebody waits for.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

MOST = 60.0  # s that a server may take to answer


def main() -> None:
    address = sys.argv[1] if sys.argv[1:] else ""
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        port = free_port()
        server = started(port, home)
        try:
            wait_for(port)
            marks = [(spent(server), time.perf_counter() - began)]
            for _ in range(2):  # each another visitor
                with connect(f"ws://127.0.0.1:{port}/_stcore/stream", max_size=None) as browser:
                    whole_page(browser, address)
                marks.append((spent(server), time.perf_counter() - began))
        finally:
            server.terminate()
            server.wait()
    print(f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores")
    print(f"{'':24}{'processor s':>12}{'by the clock':>14}")
    last = (0.0, 0.0)
    for name, mark in zip(("the server is there", "first look", "second look"), marks, strict=True):
        print(f"{name:24}{mark[0] - last[0]:12.2f}{mark[1] - last[1]:14.2f}")
        last = mark


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def started(port: int, home: str) -> subprocess.Popen:
    """A server with an empty home."""
    options = [f"--server.port={port}", "--server.headless=true"]
    return subprocess.Popen(
        [sys.executable, "-m", "pages.shared.serve", *options],
        env={**os.environ, "EARSHOT_HOME": home},
        stdout=subprocess.DEVNULL,
    )


def wait_for(port: int) -> None:
    """Return as soon as the server answers."""
    began = time.perf_counter()
    while time.perf_counter() - began < MOST:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=MOST)
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"The server does not answer within {MOST:g} s.")


def spent(server: subprocess.Popen) -> float:
    """Processor time of a server with all its processes so far, s."""
    process = psutil.Process(server.pid)
    family = [process, *process.children(recursive=True)]
    return sum(sum(each.cpu_times()[:4]) for each in family)  # its own, and of those that ended


def whole_page(browser: ClientConnection, address: str) -> None:
    """Ask for a page and read until its script has ended."""
    asked = BackMsg()
    asked.rerun_script.page_name = address
    browser.send(asked.SerializeToString())
    for told in browser:
        message = ForwardMsg.FromString(told if isinstance(told, bytes) else told.encode())
        if message.WhichOneof("type") == "script_finished":
            return
    raise ConnectionError("The server ended the connection before its page was whole.")


if __name__ == "__main__":
    main()
