"""A group session on a face: the loop, and what the trainer is told."""
