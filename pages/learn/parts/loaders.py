"""What lessons compute with a shipped network, kept between reruns and visitors, and bounded."""

import hashlib

import numpy as np
import streamlit as st

from core.features import extract
from core.inference import open_checkpoint
from core.lessons.convolution.feature_maps import layers
from pages.learn.parts.network_views import View
from pages.shared.loaders import CNN


@st.cache_resource(
    ttl=3600,
    max_entries=8,
    show_spinner="Asking the network …",
    hash_funcs={np.ndarray: lambda y: hashlib.sha256(y).hexdigest()},
)
def network_view(y: np.ndarray) -> View:
    """Run the network over samples, float32 [n_samples]."""
    checkpoint, model = open_checkpoint(CNN)
    features = extract(y, specs=checkpoint.recipe.features)
    return View(y, features, layers(model, features))
