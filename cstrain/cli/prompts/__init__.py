"""Asking: one file for each kind of item, and the two faces, rich and plain, that they are asked through."""
