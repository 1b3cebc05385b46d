"""A browser's side of Streamlit's protocol, without the browser: a visitor who opens pages.

Messages are Streamlit's own protocol buffers over its WebSocket, with the cookie and the token that
a browser would send. Nothing is drawn; files that a page names are not fetched.
"""

import asyncio
import http.client
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs, UploadedFileInfo
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

XSRF = "_streamlit_xsrf"
PATIENCE = 300.0  # s that a page may take before it counts as hung


@dataclass
class Seen:
    """What one run of a page sent.

    Attributes
    ----------
    errors : list of str
        Exceptions, red boxes, and an end that was none of a whole run.
    uploaders : list of str
        Ids of its file choosers.
    texts : list of str
        Its Markdown, titles and notes.
    buttons : dict of str to str
        Ids of its buttons by what they say.
    sent_to : str
        Where it sent the browser, to sign in or out; mostly nowhere.
    n_bytes : int
        Of all messages.
    """

    errors: list[str] = field(default_factory=list)
    uploaders: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    sent_to: str = ""
    n_bytes: int = 0

    def take(self, delta: Delta) -> None:
        """Note what an element says."""
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
        elif kind == "alert":
            shown = self.errors if element.alert.format == Alert.ERROR else self.texts
            shown.append(element.alert.body)
        elif kind == "file_uploader":
            self.uploaders.append(element.file_uploader.id)
        elif kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif kind in ("markdown", "heading", "text"):
            self.texts.append(getattr(element, kind).body)


class Visitor:
    """One session with the server at `address`, such as ``127.0.0.1:8501``; use it with `async`.

    Parameters
    ----------
    address : str
    cookies : mapping, optional
        What the browser holds beside the token, such as the visitor's own cookie.
    """

    def __init__(self, address: str, cookies: Mapping[str, str] | None = None) -> None:
        self.address = address
        self.cookies = dict(cookies or {})
        self.pages: dict[str, str] = {}  # a page's hash by its address; known after the first run
        self._page = ""
        self._session = ""
        self._states: dict[str, WidgetState] = {}
        self._socket: ClientConnection

    async def __aenter__(self) -> Self:
        self.cookies[XSRF] = await asyncio.to_thread(self._token)
        self._socket = await connect(
            f"ws://{self.address}/_stcore/stream",
            origin=f"http://{self.address}",  # type: ignore[arg-type]
            subprotocols=["streamlit", self.cookies[XSRF]],  # type: ignore[list-item]
            additional_headers={"Cookie": self._cookie_header()},
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self, page: str = "", query: Mapping[str, str] | None = None) -> Seen:
        """Go to a page by its address; what it sent by the end of its run."""
        self._page = page
        return await self._run(urlencode(query or {}))

    async def again(self) -> Seen:
        """Let the page run once more."""
        return await self._run("")

    async def press(self, button: str) -> Seen:
        """Press the button of this id; what the page then sent."""
        self._states[button] = WidgetState(id=button, trigger_value=True)
        try:
            return await self._run("")
        finally:
            del self._states[button]

    async def upload(self, widget: str, name: str, data: bytes) -> Seen:
        """Choose a file in the file chooser `widget`; what the page then sent."""
        ask = BackMsg()
        ask.file_urls_request.request_id = secrets.token_hex(8)
        ask.file_urls_request.file_names.append(name)
        ask.file_urls_request.session_id = self._session
        await self._socket.send(ask.SerializeToString())
        async for message in self._messages():
            if message.WhichOneof("type") == "file_urls_response":
                urls = message.file_urls_response.file_urls[0]
                break
        await asyncio.to_thread(self._put, urls, name, data)
        state = WidgetState(id=widget)
        info = UploadedFileInfo(name=name, size=len(data), file_id=urls.file_id, file_urls=urls)
        state.file_uploader_state_value.uploaded_file_info.append(info)
        self._states[widget] = state
        return await self._run("")

    async def _run(self, query: str) -> Seen:
        ask = BackMsg()
        ask.rerun_script.query_string = query
        ask.rerun_script.page_name = self._page
        ask.rerun_script.page_script_hash = self.pages.get(self._page, "")
        ask.rerun_script.context_info.url = f"http://{self.address}/{self._page}"
        ask.rerun_script.widget_states.widgets.extend(self._states.values())
        await self._socket.send(ask.SerializeToString())
        return await asyncio.wait_for(self._seen(), PATIENCE)

    async def _seen(self) -> Seen:
        seen = Seen()
        async for message in self._messages():
            seen.n_bytes += message.ByteSize()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._session = message.new_session.initialize.session_id or self._session
            elif kind == "navigation":
                pages = message.navigation.app_pages
                self.pages = {page.url_pathname: page.page_script_hash for page in pages}
            elif kind == "page_not_found":
                seen.errors.append(f"There is no page {self._page!r}.")
            elif kind == "auth_redirect":
                seen.sent_to = message.auth_redirect.url
            elif kind == "delta":
                seen.take(message.delta)
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return seen
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    seen.errors.append("The page did not compile.")
        raise ConnectionError("The server closed the connection in the middle of a page.")

    async def _messages(self) -> AsyncIterator[ForwardMsg]:
        async for data in self._socket:
            message = ForwardMsg()
            message.ParseFromString(data)  # type: ignore[arg-type]
            yield message

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _token(self) -> str:
        answer = self._request("GET", "/_stcore/health")
        cookies = SimpleCookie()
        for header in answer.headers.get_all("Set-Cookie") or []:
            cookies.load(header)
        return cookies[XSRF].value

    def _put(self, urls: FileURLs, name: str, data: bytes) -> None:
        limit = secrets.token_hex(16)
        head = f'--{limit}\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\n\r\n'
        self._request(
            "PUT",
            urls.upload_url,
            head.encode() + data + f"\r\n--{limit}--\r\n".encode(),
            {
                "Content-Type": f"multipart/form-data; boundary={limit}",
                "Cookie": self._cookie_header(),
                "X-Xsrftoken": self.cookies[XSRF],
            },
        )

    def _request(
        self, method: str, place: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        try:
            connection.request(method, place, body, dict(headers or {}))
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        if answer.status >= 300:
            raise ConnectionError(f"{method} {place.split('/')[1:3]}: {answer.status}")
        return answer
