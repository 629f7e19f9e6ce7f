"""YAML in, core types and problems out. Nothing here knows a database or a screen."""
