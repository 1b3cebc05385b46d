"""Training speed of the two-branch network, beside a plain float32 loop over the same network.

    python -m benchmarks.training          # random spectrograms of GTZAN's size

Prints examples per second of processor time on one core, their ratio, and what bounds ours. "Plain"
is the network as one writes it down (ReLU before pooling, default memory format, float32, Adam over
DataLoader batches); both have the same weights, and their outputs are compared first.
"""

import re
import time
from itertools import islice

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from core.models.dual_cnn import DualCnn
from core.tasks.base import Targets
from core.training.batches import batches
from core.training.learner import Learner
from core.training.recipe import Recipe

Features = list[list[np.ndarray]]  # per song, MFCC and CQT [84, N_FRAMES]
N_TRACKS, N_FRAMES, N_CLASSES = 128, 1293, 10
SECONDS = 20.0  # of processor time for each loop, after an epoch to warm up


class PlainBlock(nn.Module):
    """The paper's block in the paper's order."""

    def __init__(self, channels: tuple[int, ...]) -> None:
        super().__init__()
        self.convolutions = nn.ModuleList(
            nn.Conv2d(a, b, 3, padding=1)
            for a, b in zip((1, *channels[:-1]), channels, strict=True)
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(b) for b in channels)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, bins, frames) -> (batch, channels · bins/32, frames/32)."""
        x = x.unsqueeze(1)
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            x = norm(nn.functional.max_pool2d(torch.relu(convolution(x)), 2))
        return x.flatten(1, 2)


class PlainDualCnn(nn.Module):
    """The same network, written down without regard to speed, with `model`'s weights."""

    def __init__(self, model: DualCnn, channels: tuple[int, ...]) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(PlainBlock(channels) for _ in range(2))
        self.joint = nn.Sequential(nn.Conv1d(256, 128, 3, padding=1), nn.ReLU(), nn.MaxPool1d(2))
        self.head = nn.Linear(128, N_CLASSES)
        self.load_state_dict({plain_name(name): v for name, v in model.state_dict().items()})

    def forward(self, *features: Tensor) -> Tensor:
        """Features -> logits (batch, n_classes)."""
        branches = [block(x) for block, x in zip(self.blocks, features, strict=True)]
        return self.head(self.joint(torch.cat(branches, dim=1)).mean(dim=2))


def plain_name(name: str) -> str:
    """``layers.4.`` of a block, four layers a stage, is ``convolutions.1.`` here, and so on."""

    def stage(found: re.Match[str]) -> str:
        number = int(found[1])
        return f"{'norms' if number % 4 else 'convolutions'}.{number // 4}."

    return re.sub(r"layers\.(\d+)\.", stage, name)


class Crops(torch.utils.data.Dataset):
    """A random crop per song, as a plain loop would read it."""

    def __init__(self, features: Features, labels: np.ndarray, length: int) -> None:
        self.features, self.labels, self.length = features, labels, length

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, i: int) -> tuple[Tensor, Tensor, int]:
        first = int(torch.randint(N_FRAMES - self.length, ()))
        cut = [torch.from_numpy(x[:, first : first + self.length]) for x in self.features[i]]
        return cut[0], cut[1], int(self.labels[i])


def main() -> None:
    """Measure both and print the table."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    recipe = Recipe.load("zheng-dual-cnn")
    features = [
        [rng.standard_normal((84, N_FRAMES), dtype=np.float32) for _ in range(2)]
        for _ in range(N_TRACKS)
    ]
    labels = rng.integers(N_CLASSES, size=N_TRACKS)
    config = DualCnn.Config(**recipe.model.options)
    model = DualCnn(config, ((84, 215), (84, 215)), N_CLASSES)
    plain = PlainDualCnn(model, config.channels)
    x = [torch.randn(4, 84, 215) for _ in range(2)]
    difference = (model.eval()(*x) - plain.eval()(*x)).abs().max().item()
    print(f"largest difference of the two networks' outputs: {difference:.1e}")

    theirs = measure_plain(plain, recipe, features, labels)
    ours, data_share = measure_ours(model, recipe, features, labels)
    print(f"{'loop':44}{'examples/s':>11}")
    print(f"{'plain float32':44}{theirs:11.1f}")
    print(f"{'ours: bfloat16, channels last, pool first':44}{ours:11.1f}")
    print(f"ratio {ours / theirs:.1f}")
    print(f"data (crops, noise, mixup) takes {data_share:.1%} of our time: the rest is arithmetic")


def measure_ours(
    model: DualCnn, recipe: Recipe, features: Features, labels: np.ndarray
) -> tuple[float, float]:
    """Examples per second of the project's batches and step, and the data's share of the time."""
    task = recipe.task
    targets = np.eye(N_CLASSES, dtype=np.float32)[labels]
    names = tuple(map(str, range(N_CLASSES)))
    weights = task.weights(Targets(targets, names))
    learner = Learner.start(model, recipe.training, n_tracks=len(labels), weights=weights)
    learner.model.train()
    rng, n_seen, in_data, began = np.random.default_rng(0), 0, 0.0, None
    while began is None or time.process_time() - began < SECONDS:
        epoch = batches(features, targets, recipe=recipe, rng=rng)
        waiting = time.process_time()
        for inputs, expected in epoch:
            in_data += time.process_time() - waiting
            learner.step(task.loss(learner.model(*inputs), expected, learner.weights))
            n_seen += len(expected)
            waiting = time.process_time()
        if began is None:  # the first epoch warms up
            began, n_seen, in_data = time.process_time(), 0, 0.0
    elapsed = time.process_time() - began
    return n_seen / elapsed, in_data / elapsed


def measure_plain(
    model: nn.Module, recipe: Recipe, features: Features, labels: np.ndarray
) -> float:
    """Examples per second of the plain loop; it adds the same noise, but no mixup."""
    loader = torch.utils.data.DataLoader(
        Crops(features, labels, recipe.window_steps or 1), recipe.training.batch_size, shuffle=True
    )
    optimizer = torch.optim.Adam(model.parameters())
    model.train()
    n_seen, began = 0, None
    while began is None or time.process_time() - began < SECONDS:
        for *inputs, target in islice(loader, 1 if began is None else None):
            noisy = [x + 0.1 * torch.randn_like(x) for x in inputs]
            loss = cross_entropy(model(*noisy), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            n_seen += len(target)
        if began is None:
            began, n_seen = time.process_time(), 0
    return n_seen / (time.process_time() - began)


if __name__ == "__main__":
    main()
