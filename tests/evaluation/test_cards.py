"""A card's head is YAML that Hugging Face's tools read, and its figures are those of the report."""

import json

import pytest

from core.evaluation.cards import head, read_card
from core.synthesis.generators import generator_names
from core.training.checkpoint import Checkpoint, checkpoint_names


@pytest.mark.parametrize("name", [*checkpoint_names(), *generator_names()])
def test_every_shipped_card_has_the_head_of_its_report(name: str) -> None:
    checkpoint = Checkpoint.load(name)
    report = checkpoint.report()
    assert report is not None
    card = (checkpoint.path / "card.md").read_text(encoding="utf-8")
    fence, *lines, end = card.partition("\n\n# ")[0].split("\n")
    assert fence == end == "---"
    told = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines)}
    [network] = told["model-index"]
    [result] = network["results"]
    figures = {metric["type"]: metric["value"] for metric in result["metrics"]}
    assert figures[report["headline"]["name"]] == round(report["headline"]["value"], 4)
    assert set(figures) == set(told["metrics"])
    assert card.startswith(head(checkpoint, network["name"], report))


def test_people_read_it_without_its_head() -> None:
    text = read_card(Checkpoint.load("demo-tags").path)
    assert text.startswith("# demo-tags\n\n")
    assert "license" not in text
