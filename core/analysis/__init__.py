"""Looking into features and models: principal components and neighbours."""

from core.analysis.neighbours import nearest
from core.analysis.pca import Pca, fit_pca

__all__ = ["Pca", "fit_pca", "nearest"]
