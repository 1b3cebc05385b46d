"""How adding a source ended, in words."""

from core.library.building import Building


def ended_in_words(ended: Building) -> str:
    """What became of the files of a source, in one line.

    Examples
    --------
    >>> ended_in_words(Building("/m", "finished", n_done=3, n_songs=3, n_unreadable=1, n_known=4))
    '/m finished: 2 described, 1 cannot be compared, 4 known already.'
    """
    told = {
        "described": ended.n_done - ended.n_unreadable,
        "cannot be compared": ended.n_unreadable,
        "known already": ended.n_known,
        "moved": ended.n_moved,
        "changed": ended.n_changed,
        "vanished": ended.n_vanished,
        "copies of another": ended.n_copies,
    }
    parts = [f"{n} {what}" for what, n in told.items() if n]
    return f"{ended.source} {ended.state}: {', '.join(parts) or 'nothing new'}."
