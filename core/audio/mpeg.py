"""Frames of MP3 and of AAC (ADTS), which have no signature but headers one after the other."""

# kbit/s by the header's index 1 to 14, of layer III (ISO 11172-3 and 13818-3)
BITRATES_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITRATES_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLE_RATES = (44_100, 48_000, 32_000)  # Hz, of version 1; 2 has half of it, 2.5 a quarter


def find_frames(data: bytes) -> str | None:
    """Which of "mp3" and "aac" has one frame after another somewhere in `data`; None if neither.

    A recording may begin with zeros or within a frame, so the first frame is looked for. One
    header alone proves nothing: random bytes hold one every 16 kB.
    """
    at = data.find(b"\xff")
    while at >= 0:
        found = frame(data, at)
        if found is not None:
            kind, length = found
            following = frame(data, at + length)
            if following is not None and following[0] == kind:
                return kind
        at = data.find(b"\xff", at + 1)
    return None


def frame(data: bytes, at: int) -> tuple[str, int] | None:
    """Kind and length in bytes of the frame whose header stands at `at`; None if none does."""
    header = data[at : at + 6]
    if len(header) < 6 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    layer = (header[1] >> 1) & 0b11
    if layer == 0b00 and header[1] & 0xF0 == 0xF0:
        length = (header[3] & 0b11) << 11 | header[4] << 3 | header[5] >> 5
        return ("aac", length) if length >= 7 else None  # 7: the header itself
    if layer == 0b01:
        length = _layer_3_length(header)
        return ("mp3", length) if length else None
    return None


def _layer_3_length(header: bytes) -> int:
    """Length of an MP3 frame in bytes; 0 if `header` holds a value that the standard forbids."""
    version = (header[1] >> 3) & 0b11  # 3: version 1, 2: version 2, 0: version 2.5
    bitrate, rate = header[2] >> 4, (header[2] >> 2) & 0b11
    if version == 0b01 or bitrate in (0, 15) or rate == 0b11:
        return 0
    padding = (header[2] >> 1) & 1
    if version == 0b11:
        return 144_000 * BITRATES_1[bitrate - 1] // SAMPLE_RATES[rate] + padding
    sample_rate = SAMPLE_RATES[rate] // (2 if version == 0b10 else 4)
    return 72_000 * BITRATES_2[bitrate - 1] // sample_rate + padding
