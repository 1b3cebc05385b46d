"""A player's files outlive the run that named them, and never fill the server's memory."""

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError

from pages.shared.player_files import LastingFiles


def name(files: MediaFileManager, sound: bytes) -> str:
    """A run of the page that names `sound` alone, to its end; the file's address."""
    files.clear_session_refs()
    address = files.add(sound, "audio/wav", "player")
    files.remove_orphaned_files()
    return address.removeprefix("/media/")


def test_a_file_that_the_next_run_does_not_name_is_still_there():
    store = LastingFiles("/media", kept_bytes=30)
    files = MediaFileManager(store)
    first = name(files, b"the first sound")
    second = name(files, b"another sound")
    assert store.get_file(first).content == b"the first sound"
    assert store.get_file(second).content == b"another sound"


def test_while_one_page_runs_the_end_of_another_takes_nothing_from_it():
    store = LastingFiles("/media")
    files = MediaFileManager(store)
    playing = name(files, b"a sound")
    files.clear_session_refs()  # the page runs again, and has not come to its player
    files.remove_orphaned_files()  # another visitor's page is through
    assert store.get_file(playing).content == b"a sound"


def test_the_longest_unnamed_go_first_and_the_last_stays():
    store = LastingFiles("/media", kept_bytes=25)
    files = MediaFileManager(store)
    early, late = name(files, b"0123456789"), name(files, b"abcdefghij")
    name(files, b"0123456789")  # named again
    name(files, b"klmnopqrst")
    name(files, b"uvwxyz____")
    with pytest.raises(MediaFileStorageError):
        store.get_file(late)
    assert store.get_file(early).content == b"0123456789"
    large = name(files, bytes(1000))
    name(files, b"x")
    assert store.get_file(large).content == bytes(1000)
    with pytest.raises(MediaFileStorageError):
        store.get_file(early)
