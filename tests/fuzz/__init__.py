"""Content made by a machine that looks for trouble: `python -m tests.fuzz --seconds 600`, guided by which code an input reaches.

What it finds becomes a file in tests/fuzz/found/, which every test run reads (tests/fuzz/test_found.py).
"""
