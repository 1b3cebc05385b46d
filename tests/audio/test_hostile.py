"""Files that are broken, or made to break something. Each is answered with a sentence."""

import os
import re
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from core.audio import Limits, decode, decode_file
from core.errors import AudioError
from tests.audio import sounds
from tests.audio.sounds import LOSSLESS, LOSSY, RATE, melody

FLAC = sounds.with_libsndfile(melody(), RATE, "FLAC", "PCM_16")
COMMON = ("wav-16", "flac", "aiff", "au", "ogg-vorbis", "opus", "mp3", "aac", "webm")
RANDOM = np.random.default_rng(7).bytes(100_000)


def refused(data: bytes, limits: Limits | None = None) -> str:
    """The message with which `data` is refused."""
    with pytest.raises(AudioError) as caught:
        decode(data, limits=limits or Limits())
    message = str(caught.value)
    assert message.endswith(".")
    assert tempfile.gettempdir() not in message
    return message


def encoded(kind: str, seconds: float) -> bytes:
    rate = LOSSY[kind][1] if kind in LOSSY else RATE
    return (LOSSLESS | LOSSY)[kind][0](melody(seconds, rate), rate)


@pytest.fixture(scope="module")
def silent_hour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An hour of stereo silence at 44.1 kHz: 0.6 MB as FLAC, 1.27 GB as samples."""
    path = tmp_path_factory.mktemp("hour") / "hour.flac"
    path.write_bytes(sounds.flac_repeated(silent_minute(), 60))
    return path


def silent_minute() -> bytes:
    return sounds.with_libsndfile(np.zeros((60 * RATE, 2)), RATE, "FLAC", "PCM_16")


# Headers that ask for too much


def test_one_hertz_would_become_half_a_billion_samples() -> None:
    assert "1 Hz; 4,000 to 192,000 Hz" in refused(sounds.wav(bytes(44_000), sample_rate=1))


@pytest.mark.parametrize("sample_rate", [0, 3_999, 192_001, 2**31, 2**32 - 1])
def test_sample_rates_out_of_range(sample_rate: int) -> None:
    assert "sample rate" in refused(sounds.wav(bytes(44_000), sample_rate=sample_rate))


@pytest.mark.parametrize(("n_channels", "said"), [(0, "0 channels"), (9, "9 channels; 1 to 8")])
def test_channels_out_of_range(n_channels: int, said: str) -> None:
    assert said in refused(sounds.wav(bytes(44_100), n_channels=n_channels))


def test_65535_channels() -> None:
    message = refused(sounds.wav(bytes(440_000), n_channels=65_535))
    assert "more than 1,024 channels" in message


def test_an_hour_of_silence_is_refused_before_it_is_decoded(silent_hour: Path) -> None:
    assert silent_hour.stat().st_size < 1_000_000
    data = silent_hour.read_bytes()
    before = psutil.Process().memory_info().rss
    assert "lasts 60.0 min or more; the limit is 30 min" in refused(data)
    message = refused(data, Limits(seconds=2 * 3600))
    assert "1,211 MB of memory; the limit is 1,024 MB" in message
    assert psutil.Process().memory_info().rss - before < 50e6


def test_what_is_too_large_may_fit_when_mixed_down_and_resampled(tmp_path: Path) -> None:
    """A quarter of the samples is left: of four minutes, 20 MB of 81."""
    path = tmp_path / "minutes.flac"
    path.write_bytes(sounds.flac_repeated(silent_minute(), 4))
    limits = Limits(decoded_bytes=32 * 2**20)
    assert "81 MB of memory; the limit is 32 MB" in refused(path.read_bytes(), limits)
    audio = decode_file(path, sample_rate=22_050, mono=True, limits=limits)
    assert audio.samples.shape == (1, 240 * 22_050)
    assert not audio.samples.any()


def test_the_size_of_the_file_is_limited() -> None:
    message = refused(sounds.wav(bytes(3 * 2**20)), Limits(bytes=2**20))
    assert "3.0 MB; the limit is 1 MB" in message


# Frame counts that lie


@pytest.mark.parametrize("claim", [0, 2**36 - 1, 3 * RATE + 5_000])
def test_a_flac_that_does_not_know_its_length_is_counted(claim: int) -> None:
    audio = decode(sounds.flac_claiming(claim, FLAC))
    np.testing.assert_array_equal(audio.samples, decode(FLAC).samples)


def test_a_flac_that_claims_days_is_refused() -> None:
    assert "lasts 12,985.5 min" in refused(sounds.flac_claiming(2**35, FLAC))


def test_a_long_sound_of_unknown_length_is_stopped_at_the_limit() -> None:
    file = sounds.flac_claiming(0, FLAC)
    assert "limit is 0.0333333 min" in refused(file, Limits(seconds=2))
    message = refused(file, Limits(decoded_bytes=2**20))
    assert "the limit is 1 MB" in message


def test_a_wav_that_claims_4_gb_gives_what_it_holds() -> None:
    n_bytes = (44_000).to_bytes(4, "little")
    file = sounds.wav(bytes(44_000)).replace(n_bytes, b"\xff" * 4)
    audio = decode(file)
    assert (audio.n_samples, audio.note) == (22_000, "")  # how programs write "not known"


# Files that are cut off or damaged


@pytest.mark.parametrize("kind", [*COMMON, "wav-float", "rf64", "matroska-aac"])
def test_of_a_truncated_file_the_beginning_is_decoded(kind: str) -> None:
    file = encoded(kind, seconds=3)
    audio = decode(file[: len(file) // 2])
    assert 0.5 < audio.seconds < 2.5
    whole = decode(file).samples
    n_samples = round(audio.n_samples * 0.9)
    np.testing.assert_allclose(audio.samples[:, :n_samples], whole[:, :n_samples], atol=1e-3)
    read = f"{audio.seconds:.1f} s of it could be read."
    unsaid = kind in ("ogg-vorbis", "opus", "aac")
    said = "breaks off before its end" if unsaid else "says 3.0 s"
    assert audio.note == f"The file {said}; {read}"


@pytest.mark.parametrize("kind", ["wav-16", "ogg-vorbis", "mp3", "m4a", "aac", "webm"])
def test_of_a_short_file_that_is_whole_nothing_is_said(kind: str) -> None:
    assert decode(encoded(kind, seconds=0.6)).note == ""


@pytest.mark.parametrize("tag", [b"", b"TAG" + bytes(125), b"APETAGEX" + bytes(40), bytes(500)])
def test_an_mp3_without_a_length_is_looked_at_where_it_ends(tag: bytes) -> None:
    bare = sounds.with_ffmpeg(melody(), RATE, "mp3", "libmp3lame", {"write_xing": "0"})
    assert decode(bare + tag).note == ""
    assert "breaks off before its end" in decode(bare[:-200]).note


def test_an_mp4_with_its_index_in_front_tells_what_is_missing() -> None:
    fragments = {"movflags": "+frag_keyframe+empty_moov"}
    file = sounds.with_ffmpeg(melody(), RATE, "mp4", "aac", fragments)
    audio = decode(file[: len(file) // 2])
    assert re.fullmatch(r"The file says 3\.\d s; 1\.\d s of it could be read\.", audio.note)


def test_a_long_cut_file_is_told_in_minutes() -> None:
    silence = sounds.with_libsndfile(np.zeros(185 * 8000), 8000, "WAV", "PCM_U8")
    assert decode(silence[: -60 * 8000]).note == (
        "The file says 3:05 min; 2:05 min of it could be read."
    )


@pytest.mark.parametrize("kind", ["m4a", "mp4", "alac"])
def test_of_a_truncated_mp4_nothing_is_left_as_its_index_is_at_the_end(kind: str) -> None:
    file = encoded(kind, seconds=3)
    assert "M4A but is damaged or incomplete" in refused(file[: len(file) // 2])


def test_one_damaged_packet_does_not_cost_the_sound_around_it() -> None:
    file = bytearray(encoded("aac", seconds=3))
    middle = len(file) // 2
    file[middle : middle + 200] = RANDOM[:200]
    damaged, whole = decode(bytes(file)).samples, decode(encoded("aac", seconds=3)).samples
    for part in (np.s_[:, :50_000], np.s_[:, -50_000:]):
        np.testing.assert_allclose(damaged[part], whole[part], atol=1e-3)


@pytest.mark.parametrize("kind", [*COMMON, "m4a"])
def test_a_scrambled_file_gives_samples_or_a_sentence(kind: str) -> None:
    rng = np.random.default_rng(1)
    file = np.frombuffer(encoded(kind, seconds=0.5), np.uint8).copy()
    at = rng.integers(0, file.size, 1 + file.size // 500)
    file[at] = rng.integers(0, 256, at.size)
    try:
        audio = decode(file.tobytes(), limits=Limits())
    except AudioError:
        refused(file.tobytes())
    else:
        assert np.abs(audio.samples).max() <= 1


# Not sound at all


def test_an_empty_file() -> None:
    assert "empty (0 bytes)" in refused(b"")


@pytest.mark.parametrize(
    "data",
    [
        RANDOM,
        b"\xff\xfb" + RANDOM,
        b"\xff" * 100_000,
        bytes(100_000),
        b"%PDF-1.7 " + RANDOM,
        b"\x89PNG\r\n\x1a\n" + RANDOM,
        b"\x80\x04\x95\x0b",  # a pickle
        b"a song",
        b"R",
        b"ID3",
        b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f",
    ],
)
def test_other_files_are_refused_by_kind(data: bytes) -> None:
    assert "not a sound file that can be read. WAV, FLAC" in refused(data)


@pytest.mark.parametrize(
    "magic",
    [b"RIFF", b"fLaC", b"OggS", b"FORM", b".snd", b"\x00\x00\x00\x20ftypM4A ", b"\x1aE\xdf\xa3"],
)
def test_random_bytes_after_a_signature(magic: bytes) -> None:
    assert refused(magic + RANDOM).endswith(".")  # a sentence, and no traceback


@pytest.mark.parametrize(
    ("name", "playlist"),
    [
        ("song.mp3", "#EXTM3U\n#EXTINF:1,\n{path}\n"),
        ("song.m4a", "\ufeff#EXTM3U\r\n{path}\r\n"),
        ("song.mp3", "ffconcat version 1.0\nfile '{path}'\n"),
        ("song.wav", "[playlist]\nFile1={path}\n"),
    ],
)
def test_a_playlist_does_not_open_the_files_it_names(
    tmp_path: Path, name: str, playlist: str
) -> None:
    private = tmp_path / "private.wav"
    private.write_bytes(sounds.float_wav(melody()[:, 0]))
    path = tmp_path / name
    path.write_text(playlist.format(path=private))
    with pytest.raises(AudioError, match="This is a playlist"):
        decode_file(path)
    assert "This is a playlist" in refused(path.read_bytes())


@pytest.mark.parametrize("magic", [b"\x00\x00\x00\x08ftyp", b"\x1aE\xdf\xa3", b"RIFF", b"OggS"])
def test_a_playlist_behind_a_signature_opens_nothing_either(tmp_path: Path, magic: bytes) -> None:
    private = tmp_path / "private.wav"
    private.write_bytes(sounds.float_wav(melody()[:, 0]))
    text = f"\n#EXTM3U\n#EXTINF:1,\n{private}\n".encode()
    assert "damaged or incomplete" in refused(magic + text)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.wav"
    os.mkfifo(path)
    with pytest.raises(AudioError, match="is not a file"):
        decode_file(path)


# Samples that are none


@pytest.mark.parametrize(
    ("value", "at"), [(np.nan, 0), (np.nan, 50_000), (np.inf, 7), (-np.inf, 8)]
)
def test_values_that_are_no_numbers(value: float, at: int) -> None:
    values = np.zeros(60_000)
    values[at] = value
    assert "NaN or infinity" in refused(sounds.float_wav(values))


@pytest.mark.parametrize(("value", "said"), [(1e30, "1e+30"), (-32_768, "32,768")])
def test_values_far_beyond_full_scale(value: float, said: str) -> None:
    message = refused(sounds.float_wav(np.array([0.0, value])))
    assert f"largest value in the file is {said}" in message


def test_overshoot_is_clipped_and_louder_sound_scaled() -> None:
    np.testing.assert_allclose(
        decode(sounds.float_wav(np.array([0.5, -1.5, 1.0]))).samples, [[0.5, -1, 1]]
    )
    np.testing.assert_allclose(
        decode(sounds.float_wav(np.array([1.0, -8.0, 4.0]))).samples, [[0.125, -1, 0.5]]
    )


def test_no_sample_at_all() -> None:
    assert "not one sample" in refused(sounds.wav(b""))


@pytest.mark.parametrize(
    ("from_rate", "sample_rate"), [(RATE, None), (RATE, 22_050), (192_000, 4_000), (4_000, 192_000)]
)
def test_one_sample_stays_at_least_one(from_rate: int, sample_rate: int | None) -> None:
    file = sounds.wav(b"\x00\x10", sample_rate=from_rate)
    audio = decode(file, sample_rate=sample_rate, mono=True)
    assert audio.n_samples >= 1
    assert np.isfinite(audio.samples).all()


@pytest.mark.parametrize("level", [0.0, 0.25, -1.0])
def test_silence_and_direct_current_are_sound(level: float) -> None:
    audio = decode(sounds.float_wav(np.full(RATE, level)), sample_rate=22_050, mono=True)
    middle = audio.samples[0, 2_000:-2_000]
    np.testing.assert_allclose(middle, level, atol=1e-4)


# A decoder that does not come to an end


def test_a_decoder_that_takes_too_long_on_the_clock_is_ended(silent_hour: Path) -> None:
    started = time.monotonic()
    with pytest.raises(AudioError, match=r"longer than 0\.1 s .* and was ended"):
        decode_file(silent_hour, sample_rate=22_050, mono=True, limits=patient_for(0.1))
    assert time.monotonic() - started < 5
    gone = time.monotonic() + 5  # the one that waited for it ends a moment after it answered
    while len(psutil.Process().children(recursive=True)) > 1 and time.monotonic() < gone:
        time.sleep(0.01)
    (server,) = psutil.Process().children(recursive=True)
    assert "core.audio.fork_server" in server.cmdline()


def test_a_decoder_that_takes_too_long_on_the_processor_is_ended(silent_hour: Path) -> None:
    with pytest.raises(AudioError, match=r"longer than 1 s .* and was ended"):
        decode_file(silent_hour, sample_rate=43_999, mono=True, limits=patient_for(1))


def patient_for(decode_seconds: float) -> Limits:
    return Limits(seconds=2 * 3600, decoded_bytes=2**31, decode_seconds=decode_seconds)
