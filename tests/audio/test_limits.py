import pytest

from core.audio import Limits
from core.audio.limits import VARIABLES
from core.errors import AudioError


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, _ in VARIABLES.values():
        monkeypatch.delenv(variable, raising=False)


def test_uploads_are_limited_as_the_design_says() -> None:
    limits = Limits.from_environment()
    assert limits == Limits()
    assert (limits.bytes, limits.seconds, limits.decoded_bytes) == (200 * 2**20, 1800, 2**30)
    assert (limits.sample_rate_min, limits.sample_rate_max) == (4_000, 192_000)
    assert (limits.channels, limits.decode_seconds) == (8, 10)


def test_four_hours_of_a_file_of_ones_own_fit() -> None:
    limits = Limits.for_files()
    limits.check_seconds(4 * 3600)
    limits.check_decoded(4 * 3600 * 22_050 * 4)
    limits.check_bytes(2**31)
    with pytest.raises(AudioError):
        limits.check_seconds(4 * 3600 + 1)


def test_every_limit_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, _ in VARIABLES.values():
        monkeypatch.setenv(variable, "7")
    expected = Limits(
        bytes=7 * 2**20,
        seconds=420.0,
        decoded_bytes=7 * 2**20,
        sample_rate_min=7,
        sample_rate_max=7,
        channels=7,
        decode_seconds=7.0,
    )
    assert Limits.from_environment() == Limits.for_files() == expected


@pytest.mark.parametrize("text", ["many", "0", "-3", "nan", "inf"])
def test_a_setting_that_is_no_amount_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("EARSHOT_MAX_MB", text)
    with pytest.raises(AudioError, match=f"EARSHOT_MAX_MB must be a number above 0, not '{text}'"):
        Limits.from_environment()


def test_limits_themselves_are_allowed() -> None:
    limits = Limits()
    limits.check_bytes(limits.bytes)
    limits.check_seconds(limits.seconds)
    limits.check_decoded(limits.decoded_bytes)
    for sample_rate in (limits.sample_rate_min, limits.sample_rate_max):
        limits.check_format(sample_rate, limits.channels)
    with pytest.raises(AudioError):
        limits.check_bytes(limits.bytes + 1)


@pytest.mark.parametrize(
    ("check", "values", "said"),
    [
        ("check_bytes", (0,), "empty"),
        ("check_bytes", (200 * 2**20 + 1,), "the limit is 200 MB"),
        ("check_seconds", (1800.1,), "the limit is 30 min"),
        ("check_decoded", (2**30 + 1,), "the limit is 1,024 MB"),
        ("check_format", (3_999, 1), "3,999 Hz"),
        ("check_format", (192_001, 1), "192,001 Hz"),
        ("check_format", (44_100, 0), "0 channels"),
        ("check_format", (44_100, 9), "9 channels"),
    ],
)
def test_just_beyond_is_refused(check: str, values: tuple[float, ...], said: str) -> None:
    with pytest.raises(AudioError, match=said):
        getattr(Limits(), check)(*values)
