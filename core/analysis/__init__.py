"""Looking into features and models: principal components, neighbours, and reasons of answers."""

from core.analysis.neighbours import nearest
from core.analysis.pca import Pca, fit_pca
from core.analysis.why import Why, why

__all__ = ["Pca", "Why", "fit_pca", "nearest", "why"]
