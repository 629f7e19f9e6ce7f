"""Data from app as lines, in the language of this run. Nothing here decides or asks."""
