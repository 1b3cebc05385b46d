"""Figures: arrays in, pictures out. Colours, the player's panels, Plotly figures."""
