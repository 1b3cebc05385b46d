"""What a table gives away is counted as it stands there."""

from core.datasets.base import Track
from core.datasets.song_table import SongTable
from core.datasets.spotify_genres import AS_FOUND
from core.evaluation.song_table import measure, read_facts


def test_copies_bound_what_anybody_can_reach() -> None:
    labels = [("a", "Rock"), ("a", "Pop"), ("a", "Pop"), ("b", "Rock"), ("c", "Rock")]
    tracks = tuple(Track(str(i), label, group=song) for i, (song, label) in enumerate(labels))
    nothing = float("nan")
    rows = {
        str(i): {AS_FOUND: 3.0 if i == 1 else 2e5, "key": nothing, "instrumentalness": 0.5}
        for i in range(5)
    }
    facts = measure(SongTable("t", "T", tracks, ("Pop", "Rock"), rows=rows))
    assert (facts.n_rows, facts.n_songs) == (5, 3)
    assert facts.ceiling == 4 / 5  # one of the three copies is wrong whatever is said
    assert facts.commonest == 3 / 5
    pop, rock = facts.genres
    assert (pop.in_minutes, rock.in_minutes) == (0.5, 0.0)
    assert (pop.repeated, rock.repeated) == (1.0, 1 / 3)
    assert pop.gaps == {"key": 1.0, "instrumentalness": 0.0}


def test_what_was_kept_is_of_the_published_table() -> None:
    facts = read_facts()
    assert sum(each.n for each in facts.genres) == facts.n_rows == 17_996
    assert [each.name for each in facts.genres if each.in_minutes == 1] == [
        "Acoustic/Folk", "Bollywood", "Country", "Instrumental"
    ]  # fmt: skip
