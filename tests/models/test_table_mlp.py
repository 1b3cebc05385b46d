"""Values in pieces as scikit-learn's bins have them, and members that learn each by itself."""

import numpy as np
import torch
from sklearn.preprocessing import KBinsDiscretizer

from core.models import build
from core.models.mlp import Mlp
from core.models.table_mlp import Answers, TableMlp

ROWS = np.random.default_rng(0).gamma(2.0, size=(200, 3)).astype(np.float32)


def made(**options: object) -> TableMlp:
    model = build("table_mlp", {"hidden": [8], **options}, inputs=[(3,)], n_outputs=4)
    assert isinstance(model, TableMlp)
    model.fit_inputs([list(ROWS)])
    return model.eval()


def test_pieces_end_at_quantiles() -> None:
    model = made(bins=5)
    pieces = model.encoded(torch.from_numpy(ROWS)).reshape(200, 3, 6)
    bins = KBinsDiscretizer(5, encode="ordinal", quantile_method="linear").fit(ROWS)
    full = (pieces[..., :5] == 1).sum(dim=2)  # pieces that a value is all through
    inside = ROWS.max(axis=0) > ROWS
    np.testing.assert_array_equal(full.numpy()[inside], bins.transform(ROWS)[inside])
    # Their sum, each as long as its interval, is the value again.
    low, widths = model.edges[:, :1], model.edges.diff(dim=1)
    again = low[:, 0] + (pieces[..., :5] * widths).sum(dim=2)
    np.testing.assert_allclose(again.numpy(), ROWS, rtol=1e-4, atol=1e-5)


def test_a_gap_is_said_and_nothing_else() -> None:
    model = made(bins=5)
    pieces = model.encoded(torch.tensor([[float("nan"), 1.0, 1.0]])).reshape(3, 6)
    assert pieces[0].tolist() == [0, 0, 0, 0, 0, 1]
    assert pieces[1, 5] == 0
    rows = ROWS.copy()
    rows[::2, 0] = np.nan
    model.fit_inputs([list(rows)])
    np.testing.assert_allclose(model.edges[0, [0, -1]], [rows[1::2, 0].min(), rows[1::2, 0].max()])


def test_members_learn_by_themselves_and_answer_together() -> None:
    model = made(members=3, dropout=0.0)
    x = torch.from_numpy(ROWS[:10])
    whole = model(x)
    assert whole.shape == (10, 4)
    each = model.train()(x)
    assert each.shape == (30, 4)
    torch.testing.assert_close(each.reshape(10, 3, 4).mean(dim=1), whole)
    each.reshape(10, 3, 4)[:, 1].sum().backward()  # one member's answers move that member alone
    assert isinstance(model.head, Answers)
    assert model.head.weight.grad is not None
    moved = model.head.weight.grad.abs().sum(dim=(1, 2))
    assert (moved > 0).tolist() == [False, True, False]


def test_the_plain_network_fills_gaps_with_the_mean() -> None:
    rows = ROWS.copy()
    rows[:50, 1] = np.nan
    model = build("mlp", {"hidden": [4]}, inputs=[(3,)], n_outputs=2).eval()
    assert isinstance(model, Mlp)
    model.fit_inputs([list(rows)])
    np.testing.assert_allclose(model.mean, np.nanmean(rows, axis=0), rtol=1e-5)
    np.testing.assert_allclose(model.scale, np.nanstd(rows, axis=0), rtol=1e-5)
    filled = np.where(np.isnan(rows), np.nanmean(rows, axis=0), rows).astype(np.float32)
    torch.testing.assert_close(
        model(torch.from_numpy(rows)), model(torch.from_numpy(filled)), rtol=1e-5, atol=1e-6
    )
