"""Training: recipes, run folders, batches, the loop, checkpoints."""
