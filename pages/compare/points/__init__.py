"""The parts of the page PCA: what has rows, the map, what is chosen on it, what lies below."""
