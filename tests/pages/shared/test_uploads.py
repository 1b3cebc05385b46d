"""Uploads: given up once they were read, and bounded over all sessions while they wait."""

import gc
import io
import uuid
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
import soundfile
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec
from streamlit.testing.v1 import AppTest

from core.errors import AudioError
from pages.shared import uploads

MB = 2**20


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> MemoryUploadedFileManager:
    """Streamlit's own, as the session ``"me"`` sees it."""
    made = MemoryUploadedFileManager("/files")

    class Context:
        uploaded_file_mgr = made
        session_id = "me"

    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: Context)
    return made


def send(manager: MemoryUploadedFileManager, session: str, n_bytes: int) -> str:
    file_id = str(uuid.uuid4())
    manager.add_file(session, UploadedFileRec(file_id, "a.wav", "audio/wav", b"x" * n_bytes))
    return file_id


def chosen(manager: MemoryUploadedFileManager, session: str, file_id: str) -> UploadedFile:
    """What the widget of a page returns."""
    (record,) = manager.get_files(session, [file_id])
    return UploadedFile(record, None)  # type: ignore[arg-type]


def held(manager: MemoryUploadedFileManager) -> int:
    return sum(len(file.data) for files in manager.file_storage.values() for file in files.values())


def test_a_file_that_was_read_is_no_longer_held(manager: MemoryUploadedFileManager):
    file = chosen(manager, "me", send(manager, "me", MB))
    assert uploads.read_upload(file) == b"x" * MB
    assert held(manager) == 0
    assert file.getvalue() == b"", "nor by the session's own object"
    again = chosen(manager, "me", file.file_id)
    assert again.name == "a.wav", "the page still shows it as chosen"


def test_a_list_of_files_in_the_session_is_emptied_too(
    manager: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch
):
    file = chosen(manager, "me", send(manager, "me", MB))
    copy, other = deepcopy(file), chosen(manager, "me", send(manager, "me", MB))
    monkeypatch.setattr(uploads.st, "session_state", {"several": [other, copy], "n": 3})
    uploads.read_upload(file)
    assert (copy.getvalue(), len(other.getvalue())) == (b"", MB)


def test_all_sessions_together_hold_no_more_than_the_bound(manager: MemoryUploadedFileManager):
    uploads.bound(3 * MB)
    uploads.bound(3 * MB)  # every run of every page calls it
    sent = [(f"session {i}", send(manager, f"session {i}", MB)) for i in range(3)]
    assert held(manager) == 3 * MB
    sent.append(("me", send(manager, "me", 2 * MB)))
    assert held(manager) == 3 * MB
    for session, file_id in sent[:2]:
        with pytest.raises(AudioError, match="no room left for this one"):
            uploads.read_upload(chosen(manager, session, file_id))
    assert uploads.read_upload(chosen(manager, *sent[2])) == b"x" * MB
    assert uploads.read_upload(chosen(manager, *sent[3])) == b"x" * 2 * MB


def test_what_was_read_or_has_left_takes_no_room(manager: MemoryUploadedFileManager):
    uploads.bound(3 * MB)
    first = send(manager, "me", MB)
    uploads.read_upload(chosen(manager, "me", send(manager, "me", 2 * MB)))
    send(manager, "gone", 2 * MB)
    manager.remove_session_files("gone")
    send(manager, "other", 2 * MB)
    assert uploads.read_upload(chosen(manager, "me", first)) == b"x" * MB


def test_one_file_alone_may_be_as_large_as_it_is(manager: MemoryUploadedFileManager):
    uploads.bound(MB)
    file_id = send(manager, "me", 2 * MB)
    assert uploads.read_upload(chosen(manager, "me", file_id)) == b"x" * 2 * MB


def test_a_sound_is_heard_and_its_upload_given_up(fresh: Path):
    buffer = io.BytesIO()
    noise = np.random.default_rng(0).standard_normal(10 * 22050) / 10
    soundfile.write(buffer, noise, 22050, format="WAV")
    app = AppTest.from_file(str(Path(__file__).parents[3] / "app.py"), default_timeout=60).run()
    app.file_uploader[0].set_value([("mine.wav", buffer.getvalue(), "")]).run()
    assert not app.exception
    assert not app.error
    assert app.session_state["sound"].startswith("upload~")
    mine = [each for each in gc.get_objects() if type(each) is UploadedFile]  # proxies may be dead
    assert not sum(len(each.getvalue()) for each in mine if each.name == "mine.wav")
