"""What good sound files become."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import scipy.signal
import soundfile
import soxr

from core.audio import Audio, decode, decode_file, encode_wav
from core.errors import AudioError
from tests.audio import sounds
from tests.audio.sounds import LOSSLESS, LOSSY, RATE, melody


@pytest.mark.parametrize("kind", LOSSLESS)
def test_lossless_formats_come_back_sample_by_sample(kind: str) -> None:
    encode, tolerance = LOSSLESS[kind]
    original = melody()
    audio = decode(encode(original, RATE))
    assert (audio.sample_rate, audio.samples.dtype) == (RATE, np.float32)
    assert audio.samples.shape == original.T.shape
    assert audio.samples.flags.c_contiguous
    assert audio.note == ""
    np.testing.assert_allclose(audio.samples, original.T, rtol=0, atol=tolerance)


@pytest.mark.parametrize("kind", LOSSY)
def test_lossy_formats_sound_like_the_original(kind: str) -> None:
    encode, sample_rate = LOSSY[kind]
    original = melody(sample_rate=sample_rate)
    audio = decode(encode(original, sample_rate))
    assert (audio.sample_rate, audio.n_channels) == (sample_rate, 2)
    assert audio.seconds == pytest.approx(3.0, abs=0.08)
    assert audio.note == ""
    for channel, reference in zip(audio.samples, original.T, strict=True):
        lag = _lag(channel, reference)
        # Bare AAC frames do not tell how much silence the encoder put in front.
        assert 0 <= lag <= (3_000 if kind == "aac" else 50)
        n_samples = min(channel.size - lag, reference.size)
        heard, wanted = channel[lag : lag + n_samples], reference[:n_samples]
        assert np.corrcoef(heard, wanted)[0, 1] > 0.99
        assert np.std(heard) == pytest.approx(np.std(wanted), rel=0.05)


def _lag(heard: np.ndarray, wanted: np.ndarray) -> int:
    correlation = scipy.signal.correlate(heard, wanted, method="fft")
    return int(np.argmax(correlation)) - (wanted.size - 1)


@pytest.mark.parametrize("sample_rate", [8_000, 22_050, 48_000])
@pytest.mark.parametrize("mono", [True, False])
def test_decoding_in_blocks_equals_resampling_the_whole(sample_rate: int, mono: bool) -> None:
    original = melody(seconds=4.1)  # more than five blocks
    whole = original.mean(axis=1, keepdims=True) if mono else original
    expected = soxr.resample(whole, RATE, sample_rate, quality="HQ").T
    file = sounds.with_libsndfile(original, RATE, "WAV", "FLOAT")
    audio = decode(file, sample_rate=sample_rate, mono=mono)
    assert audio.sample_rate == sample_rate
    assert audio.samples.shape == expected.shape
    np.testing.assert_allclose(audio.samples, expected, rtol=0, atol=1e-6)


def test_ffmpeg_blocks_are_resampled_like_the_whole() -> None:
    file = sounds.with_ffmpeg(melody(seconds=4.1), RATE, "ipod", "alac")
    whole = decode(file).samples.mean(axis=0)
    audio = decode(file, sample_rate=22_050, mono=True)
    expected = soxr.resample(whole, RATE, 22_050, quality="HQ")
    np.testing.assert_allclose(audio.samples[0], expected, rtol=0, atol=1e-6)


def test_mono_is_the_mean_of_eight_channels() -> None:
    levels = np.arange(8, dtype=np.float32) / 10
    file = sounds.with_libsndfile(np.tile(levels, (5_000, 1)), RATE, "WAV", "FLOAT")
    assert decode(file).n_channels == 8
    np.testing.assert_allclose(decode(file, mono=True).samples, 0.35, atol=1e-6)


def test_a_binary_file_is_read_from_its_start_and_its_name_is_not_used() -> None:
    original = melody(seconds=0.2)
    file = io.BytesIO(sounds.with_libsndfile(original, RATE, "WAV", "FLOAT"))
    file.name = "../../etc/x.wav"
    for _ in range(2):  # the second time its position is at the end
        np.testing.assert_array_equal(decode(file).samples, original.T)


def test_a_file_on_disk_gives_what_its_bytes_give(tmp_path: Path) -> None:
    data = encode_wav(Audio(melody(seconds=0.5).T.copy(), RATE))
    path = tmp_path / "Größe & Maß 🎵.wav"
    path.write_bytes(data)
    np.testing.assert_array_equal(decode_file(path).samples, decode(data).samples)
    np.testing.assert_array_equal(decode_file(str(path)).samples, decode(data).samples)


@pytest.mark.parametrize("name", [".", "missing.wav", "a" * 300 + ".wav"])
def test_a_path_without_a_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(AudioError, match=str(tmp_path / name)):
        decode_file(tmp_path / name)


def test_a_name_that_lies_about_the_format_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(sounds.with_libsndfile(melody(), RATE, "FLAC", "PCM_16"))
    assert decode_file(path).n_samples == 3 * RATE


def test_a_picture_in_front_of_an_mp3_is_skipped() -> None:
    mp3 = sounds.with_libsndfile(melody(), RATE, "MP3", "MPEG_LAYER_III")
    n_bytes = 300_000
    size = bytes((n_bytes >> shift) & 0x7F for shift in (21, 14, 7, 0))
    tagged = b"ID3\x03\x00\x00" + size + bytes(n_bytes) + mp3
    np.testing.assert_array_equal(decode(tagged).samples, decode(mp3).samples)


def test_an_mp3_that_does_not_tell_its_length_is_read_to_its_end() -> None:
    rng = np.random.default_rng(0)
    loud = 0.3 * rng.standard_normal((4 * RATE, 1)).astype(np.float32)
    quiet = melody(12.0)[:, 1:] / 50
    options = {"write_xing": "0", "id3v2_version": "0", "vbr": "1"}
    file = sounds.with_ffmpeg(np.concatenate([loud, quiet]), RATE, "mp3", "libmp3lame", options)
    assert decode(file).seconds == pytest.approx(16, abs=0.1)


@pytest.mark.parametrize("start", [bytes(5_000), b"\x12\x34" * 300])
def test_an_mp3_that_does_not_begin_with_a_frame_is_read(start: bytes) -> None:
    mp3 = sounds.with_libsndfile(melody(), RATE, "MP3", "MPEG_LAYER_III")
    assert decode(start + mp3).seconds == pytest.approx(3, abs=0.1)


def test_a_title_that_is_not_utf_8_does_no_harm() -> None:
    file = sounds.with_ffmpeg(melody(), RATE, "ipod", "aac", metadata={"title": "xxSmetana"})
    assert file.count(b"xxSmetana") == 1
    latin = file.replace(b"xxSmetana", b"xx\xe9metana")
    np.testing.assert_array_equal(decode(latin).samples, decode(file).samples)


def test_several_threads_may_decode_at_once() -> None:
    files = [sounds.float_wav(np.full(1_000 + i, i / 10)) for i in range(4)]
    with ThreadPoolExecutor(4) as pool:
        decoded = list(pool.map(decode, files))
    for i, audio in enumerate(decoded):
        np.testing.assert_allclose(audio.samples, np.full((1, 1_000 + i), i / 10), atol=1e-7)


@pytest.mark.parametrize("format", ["WAV", "FLAC", "OGG", "MP3"])
def test_title_and_artist_are_read_as_plain_text(format: str, tmp_path: Path) -> None:
    path = tmp_path / "song"
    with soundfile.SoundFile(path, "w", RATE, 2, format=format) as file:
        file.title, file.artist = "To\n\x1b[31mElise" + 300 * "x", "AC/DC"
        file.write(melody())
    tags = decode(path.read_bytes()).tags
    assert tags.artist == "AC/DC"
    assert tags.title.startswith("To [31mElise")
    assert len(tags.title) <= 200
    assert tags.title.isprintable()
