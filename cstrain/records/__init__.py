"""The local records file. The only package that knows SQL; it returns core types."""
