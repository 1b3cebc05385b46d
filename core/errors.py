"""Errors that a person reads: what was wrong, the value and the limit, what to do."""


class EarshotError(Exception):
    """Base of every error that is shown to a person as it stands."""


class AudioError(EarshotError):
    """Sound that cannot be decoded or breaks a limit."""


class MidiError(EarshotError):
    """MIDI that cannot be read or breaks a limit."""


class DatasetError(EarshotError):
    """A dataset, track or split that is missing or malformed."""


class RecipeError(EarshotError):
    """A recipe with an unknown key or a value out of range."""


class RunError(EarshotError):
    """A run that is missing, or in a state that forbids what was asked of it."""


class StudyError(EarshotError):
    """A search whose study cannot be opened, or not by this recipe."""


class CheckpointError(EarshotError):
    """A checkpoint that cannot be used with this code."""


class StorageError(EarshotError, OSError):
    """A disk that does not take what is written: full, read-only, or somebody else's."""
