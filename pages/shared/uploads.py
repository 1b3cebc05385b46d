"""Files on their way in: the server holds each only until it was read, and all of them bounded.

Streamlit keeps whatever a browser sends in memory for as long as its session lasts. Here a file is
given up as soon as a page has taken its bytes; of those that nobody has taken yet, which may be as
many as there are visitors, the ones that wait longest go when room is short.
"""

from collections.abc import Iterator
from typing import BinaryIO, cast

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from core.errors import AudioError

WAITING_BYTES = 600 * 2**20  # three files of the largest size
GIVEN_UP = "application/x-given-up"  # the media type of a file whose bytes are no longer held
TOO_LATE = (
    "So many files were sent to the server at once that it had no room left for this one. "
    "Choose it again."
)


def read_upload(file: BinaryIO) -> bytes:
    """The bytes of a file that a visitor sent, which the server then no longer holds.

    Raises
    ------
    AudioError
        When they were given up before, as room was short.
    """
    if not isinstance(file, UploadedFile):
        return file.read()
    if file.type == GIVEN_UP:
        raise AudioError(TOO_LATE)
    raw = file.getvalue()
    for copy in (file, *(copy for copy in _in_session() if copy.file_id == file.file_id)):
        copy.seek(0)
        copy.truncate()
    context = get_script_run_ctx()
    if context:
        _give_up(_manager(context), context.session_id, file.file_id)
    return raw


def _in_session() -> Iterator[UploadedFile]:
    """What the session holds of uploads, alone or in lists."""
    for value in st.session_state.values():
        files = value if isinstance(value, list) else [value]
        yield from (file for file in files if isinstance(file, UploadedFile))


def bound(most: int = WAITING_BYTES) -> None:
    """From now on hold at most so many bytes for all sessions together, and one file at least."""
    context = get_script_run_ctx()
    if not context or "add_file" in vars(_manager(context)):
        return
    manager = _manager(context)
    add, waiting = manager.add_file, list[tuple[str, str]]()

    def add_bounded(session_id: str, file: UploadedFileRec) -> None:
        add(session_id, file)
        waiting.append((session_id, file.file_id))
        waiting[:] = [each for each in waiting if _n_bytes(manager, *each)]
        while len(waiting) > 1 and sum(_n_bytes(manager, *each) for each in waiting) > most:
            _give_up(manager, *waiting.pop(0))

    manager.add_file = add_bounded


def _manager(context: ScriptRunContext) -> MemoryUploadedFileManager:
    return cast(MemoryUploadedFileManager, context.uploaded_file_mgr)


def _n_bytes(manager: MemoryUploadedFileManager, session_id: str, file_id: str) -> int:
    return sum(len(file.data) for file in manager.get_files(session_id, [file_id]))


def _give_up(manager: MemoryUploadedFileManager, session_id: str, file_id: str) -> None:
    """Forget the bytes of a file; its name stays, so that the page still shows it as chosen."""
    for file in manager.get_files(session_id, [file_id]):
        empty = UploadedFileRec(file_id, file.name, GIVEN_UP, b"")
        MemoryUploadedFileManager.add_file(manager, session_id, empty)
