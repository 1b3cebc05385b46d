"""What recreated music is worth: networks that did not hear the songs judge it; where it lies."""
