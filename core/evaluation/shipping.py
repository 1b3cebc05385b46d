"""A run made ready to ship: the files that others use, and a model card that says what it is."""

from pathlib import Path

from core import paths
from core.errors import CheckpointError
from core.training.checkpoint import Checkpoint

SHIPPED = (
    "recipe.toml", "checkpoint.json", "model.safetensors", "history.csv", "report.json",
    "predictions.parquet", "songs.parquet",
)  # fmt: skip
FEW = 60  # a class with fewer clips in the data than this is named in the card


def ship(checkpoint: Checkpoint, name: str) -> Path:
    """Copy what a checkpoint needs to ``checkpoints/<name>`` and write its card.

    Raises
    ------
    CheckpointError
        When a file is missing, because the run was not judged on its test side.
    """
    missing = [file for file in SHIPPED if not (checkpoint.path / file).exists()]
    report = checkpoint.report()
    if missing or report is None or report["side"] != "test":
        raise CheckpointError(
            f"{checkpoint.name} cannot be shipped: it lacks {missing or 'its test report'}. "
            f"Run `python -m core evaluate {checkpoint.name}` first."
        )
    place = paths.checkpoints() / name
    for file in SHIPPED:
        paths.write_whole(place / file, (checkpoint.path / file).read_bytes())
    paths.write_whole(place / "card.md", card(checkpoint, name))
    return place


def card(checkpoint: Checkpoint, name: str) -> str:
    """The model card (Mitchell et al., 2019) as Markdown: data, protocol, figures, limits."""
    recipe, report, songs = checkpoint.recipe, checkpoint.report(), checkpoint.songs()
    if report is None or songs is None:
        raise CheckpointError(f"{checkpoint.name} has no report or no songs; evaluate it first.")
    counts = songs.label.value_counts()
    few = [f"{label} ({n})" for label, n in counts.items() if n < FEW]
    low, high = report["accuracy_interval"]
    rows = "\n".join(
        f"| {label} | {int(counts[label])} | {v['precision']:.2f} | {v['recall']:.2f} "
        f"| {v['f1']:.2f} | {int(v['support'])} |"
        for label, v in report["per_class"].items()
    )
    features = ", ".join(spec.kind for spec in recipe.features)
    return f"""# {name}

{recipe.title}. {recipe.source}.

## Data
{report["dataset"]}: {len(songs)} clips of {len(counts)} genres, the part of the GTZAN Genre
Collection (Tzanetakis and Cook, 2002) that could be had. The clips are not part of this project;
`songs.parquet` holds what the project computed from them: averages and embeddings by clip id.

## Protocol
- Split `{report["split"]}` drawn from seed {report["seed"]}: {report["n_train"]} clips train,
  {report["n_validation"]} validate (which epoch's weights are kept, the temperature, the choice
  among seeds), {report["n"]} test.
- Features: {features}. Recipe: `recipe.toml`, complete.
- Chosen among the seeds by validation loss; its test side was read once.

## Figures on its test side
- Accuracy {report["accuracy"]:.3f}, 95 % interval {low:.3f} to {high:.3f} (Wilson, one test side).
- Macro F1 {report["macro_f1"]:.3f}; the right genre among the first two: {report["top2"]:.3f}.
- Calibration: temperature {report["temperature"]:.2f} fitted on validation; ECE
  {report["ece_before"]:.3f} before, {report["ece"]:.3f} after.
- One seed's figure swings by ten points with the draw. Means over five draws, on both splits, are
  in the README and in `checkpoints/results.csv`.

| genre | clips in all | precision | recall | F1 | test clips |
|---|---|---|---|---|---|
{rows}

## Limits
- Little data: {", ".join(few) or "no class is short"}. Most clips of these genres last 2 to 3 s,
  so the model knows few recordings of them.
- GTZAN is small, old and faulty (Sturm, 2013): it says little about music after 2002 or from
  outside the USA and Europe, and clips of one artist lie on both sides of a random split.
- A genre is a habit of speech, not a fact of sound. Probabilities under 0.5 are shown as "unsure".
- Silence, noise and speech are not among the classes.
"""
