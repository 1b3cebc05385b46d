"""Visitors sign in at a provider: whose music is whose, and who may train.

    python -m tests.faults.sign_in             # needs Authlib (make install-login)

A server is started with a login at a stand-in provider on this machine, which speaks OpenID Connect
(discovery, a code for a token, keys, a signed identity) and lets in whoever it is told of. Held:
who has not signed in may not train; who has and is listed may; who has and is not listed may not;
a cookie that claims somebody's name, or a forged identity, is not believed.
"""

import asyncio
import base64
import contextlib
import json
import os
import secrets
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from benchmarks.streamlit_client import Seen, Visitor
from benchmarks.visitors import Server, serving
from core.optional import optional
from core.service.owners import owner_signed_in
from pages.shared.visitor import COOKIE

CLIENT, USER = "earshot", "_streamlit_user"
LISTED, PAGE = "@school.org", "train"
PORT = 8599


class Provider(BaseHTTPRequestHandler):
    """The stand-in; `who` is the person who sits at the browser."""

    who: ClassVar[dict[str, object]] = {}
    address: ClassVar[str] = ""
    codes: ClassVar[dict[str, tuple[dict[str, object], str]]] = {}
    key: ClassVar[object] = None

    def do_GET(self) -> None:
        """Say what there is, give the keys, or let in and send back with a code."""
        place = urlsplit(self.path)
        if place.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(place.query).items()}
            code = secrets.token_hex(8)
            self.codes[code] = (dict(self.who), asked.get("nonce", ""))
            back = urlencode({"code": code, "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif place.path == "/keys":
            self._tell({"keys": [self.key.as_dict(private=False)]})  # type: ignore[attr-defined]
        else:
            self._tell(
                {
                    "issuer": self.address,
                    "authorization_endpoint": f"{self.address}/authorize",
                    "token_endpoint": f"{self.address}/token",
                    "jwks_uri": f"{self.address}/keys",
                    "id_token_signing_alg_values_supported": ["RS256"],
                }
            )

    def do_POST(self) -> None:
        """A signed identity for a code."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        who, nonce = self.codes.pop(parse_qs(body)["code"][0])
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonce}
        token = optional("joserfc.jwt").encode({"alg": "RS256", "kid": "k"}, claims | who, self.key)  # type: ignore[arg-type]
        self._tell({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _tell(self, values: dict[str, object]) -> None:
        body = json.dumps(values).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def provider() -> Iterator[str]:
    """The stand-in at work; its address."""
    Provider.key = optional("joserfc.jwk").RSAKey.generate_key(
        2048, {"kid": "k", "use": "sig", "alg": "RS256"}
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Provider.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Provider.address
    finally:
        server.shutdown()


def main() -> int:
    optional("authlib")
    with tempfile.TemporaryDirectory() as folder, provider() as issuer:
        secret = Path(folder) / "secrets.toml"
        secret.write_text(
            "[auth]\n"
            f'redirect_uri = "http://127.0.0.1:{PORT}/oauth2callback"\n'
            f'cookie_secret = "{secrets.token_hex(16)}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "not asked for here"\n'
            f'server_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        )
        os.environ |= {"EARSHOT_TRAIN": "login", "EARSHOT_TRAINERS": LISTED}
        with serving(Path(folder) / "home", f"--secrets.files={secret}", port=PORT) as server:
            faults = asyncio.run(walked_through(server, issuer))
    print("\n".join(faults) or "Everybody is who they signed in as.")
    return int(bool(faults))


async def walked_through(server: Server, issuer: str) -> list[str]:
    """What was wrong, with everybody who comes."""
    ann = {"sub": "1", "email": "ann@school.org", "email_verified": True}
    bob = {"sub": "2", "email": "bob@elsewhere.org", "email_verified": True}
    eve = {"sub": "3", "email": "eve@school.org", "email_verified": False}
    faults = await expect(server, {}, "nobody", "for those who signed in")
    cookies = await signed_in(server, ann)
    faults += await expect(server, cookies, "Ann", "Signed in as ann@school.org")
    faults += await expect(server, await signed_in(server, bob), "Bob", "not open to you")
    faults += await expect(server, await signed_in(server, eve), "Eve", "not open to you")
    forged = {USER: forge(cookies[USER], bob)}
    faults += await expect(server, forged, "a forged identity", "for those who signed in")
    claimed = {COOKIE: owner_signed_in(ann | {"iss": issuer})}
    faults += await expect(server, claimed, "a cookie with Ann's name", "for those who signed in")
    return faults


async def expect(server: Server, cookies: dict[str, str], who: str, words: str) -> list[str]:
    """Whether the page says the words to somebody with these cookies."""
    async with Visitor(server.address, cookies) as visitor:
        seen = await visitor.open(PAGE)
    print(f"{who}: {[text for text in seen.texts if words in text]}")
    said = any(words in text for text in seen.texts)
    return seen.errors + ([] if said else [f"{who} is not told {words!r}: {seen.texts}"])


async def signed_in(server: Server, who: dict[str, object]) -> dict[str, str]:
    """The cookies of a browser in which somebody has signed in."""
    Provider.who = who
    async with Visitor(server.address) as visitor:
        seen: Seen = await visitor.open(PAGE)
        sent = (await visitor.press(seen.buttons["Sign in"])).sent_to
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = sent if "://" in sent else f"http://{server.address}{sent}"
    await asyncio.to_thread(lambda: browser.open(address).read())
    return {cookie.name: cookie.value or "" for cookie in jar if cookie.name.startswith(USER)}


def forge(cookie: str, who: dict[str, object]) -> str:
    """A cookie that says something else over the same signature."""
    said = base64.b64encode(json.dumps(who | {"is_logged_in": True}).encode()).decode()
    return said + cookie[len(said) :]


if __name__ == "__main__":
    sys.exit(main())
