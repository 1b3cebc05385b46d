"""The text of lessons: a Markdown file for each step, whose format is held and faults are told."""

import os
import re
from pathlib import Path

import pytest

from core.lessons.content import Content, ContentError, Question, Task, read_content

WHOLE = r"""# Bits

Turn the bits down,
one at a time.

## Text

At {{rate}} Hz, *4 bits* are 16 levels.

- a list
- of two

## Formula

$$
x^{\frac{a}{b_{c}}} < {{{1}}^{2}}
$$

## Tasks

### Task

Do this,
then that.

### Answer

1. One.

2. Two.

### Task

Another.

### Answer

Its answer.

## Question

Which is
right?

- [ ] No
- [x] Yes, and
  that is all
- [ ] Perhaps

Because.

That is why.
"""
CONTENT = Content(
    name="Bits",
    lead="Turn the bits down, one at a time.",
    text="At 22,050 Hz, *4 bits* are 16 levels.\n\n- a list\n- of two",
    formula="$$\nx^{\\frac{a}{b_{c}}} < {{{1}}^{2}}\n$$",
    tasks=(Task("Do this,\nthen that.", "1. One.\n\n2. Two."), Task("Another.", "Its answer.")),
    question=Question(
        "Which is right?",
        ("No", "Yes, and that is all", "Perhaps"),
        1,
        "Because.\n\nThat is why.",
    ),
)
RATE = {"rate": "22,050"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "sampling" / "bits.md"
    place.parent.mkdir()
    place.write_text(WHOLE)
    return place


# ---- the format ---------------------------------------------------------------------------------


def test_a_file_says_what_its_step_says(file):
    assert read_content(file, RATE) == CONTENT


def test_the_formula_alone_may_be_missing(file):
    file.write_text(re.sub(r"## Formula.+?(?=## Tasks)", "", WHOLE, flags=re.DOTALL))
    assert read_content(file, RATE).formula == ""


def test_editors_of_all_kinds_may_write_it(file):
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert read_content(file, RATE) == CONTENT
    file.write_text(WHOLE.replace("- [x] Yes", "* [X]  Yes").replace("- [ ] No", "- [] No"))
    assert read_content(file, RATE) == CONTENT


def test_a_file_is_parsed_once_and_again_when_it_was_changed(file):
    first = read_content(file, RATE)
    assert read_content(file, RATE) is first
    changed = file.stat().st_mtime_ns + 1_000_000_000
    file.write_text(WHOLE.replace("Because.", "Therefore."))
    os.utime(file, ns=(changed, changed))
    assert read_content(file, RATE).question.why.startswith("Therefore.")


# ---- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# Bits\n", "", r"begins with 'Turn .* expected are `# ` and the step's name"),
        ("Turn the bits down,\none at a time.\n", "", "expected .* the lead sentence"),
        ("## Tasks", "## Task", "has the sections Text, Formula, Task, Question; expected are"),
        ("## Text", "## Tasks", r"Tasks, Formula, Tasks, Question; expected are"),
        ("## Formula", "## Formula\n\n## Text", "Text, Formula, Text, Tasks.* in this order"),
        ("At {{rate}} Hz, *4 bits* are 16 levels.\n\n- a list\n- of two", "<!--{{rate}}-->", None),
        ("Do this,\nthen that.", "", r"### Task.* found: Task \(empty\), Answer, Task, Answer\.$"),
        ("### Answer\n\nIts answer.\n", "", "by turns.* found: Task, Answer, Task\\.$"),
        ("### Task\n\nAnother.\n", "Another.", "found: Task, Answer, Answer\\.$"),
        ("## Tasks\n", "## Tasks\n\nTry it.\n", "section Tasks: expected"),
        ("[x]", "[ ]", "section Question: .* found: 3 such choices, 0 of them right"),
        ("- [ ] No", "- [x] No", "3 such choices, 2 of them right"),
        ("- [ ] No", "- No", "expected .* begin with `- \\[ \\]`"),
        ("- [ ] Perhaps", "- Perhaps", "section Question"),
        ("- [ ] Perhaps", "- [ ] No", "different choices"),
        ("\nBecause.\n\nThat is why.\n", "", "an empty line and why it is right"),
        ("Which is\nright?\n", "", "expected are the question"),
        ("{{rate}}", "{{sample_rate}}", r"asks for the value {{sample_rate}}, .* gives rate\."),
        ("{{rate}}", "22,050", r"does not use the value {{rate}}"),
    ],
)
def test_faults_are_told_with_file_and_place(file, old, new, said):
    assert old in WHOLE
    file.write_text(WHOLE.replace(old, new))
    if said is None:  # a comment is text too
        assert read_content(file, RATE).text == "<!--22,050-->"
        return
    with pytest.raises(ContentError, match=said) as caught:
        read_content(file, RATE)
    assert str(caught.value).startswith("sampling/bits.md")


def test_an_empty_section_a_missing_file_and_another_encoding_are_told(file):
    file.write_text(re.sub(r"(?<=\n\$\$\n).+?(?=\$\$\n)|\$\$\n", "", WHOLE, flags=re.DOTALL))
    with pytest.raises(ContentError, match=r"^sampling/bits.md, section Formula: it is empty"):
        read_content(file, RATE)
    file.write_bytes(WHOLE.replace("levels", "größer").encode("latin-1"))
    with pytest.raises(ContentError, match=r"^sampling/bits.md is not in UTF-8"):
        read_content(file, {})
    file.unlink()
    with pytest.raises(ContentError, match=r"^sampling/bits.md is missing"):
        read_content(file, {})
