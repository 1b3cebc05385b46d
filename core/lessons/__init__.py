"""What the lessons compute, one folder for each: arrays in, numbers and sounds out."""
