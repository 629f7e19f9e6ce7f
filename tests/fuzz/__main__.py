"""python -m tests.fuzz --seconds 600: search for content that breaks an invariant; the first that does is kept and named."""

import argparse
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
MISSING = """This search needs atheris, which is not installed: pip install --editable '.[dev,fuzz]'
It has no wheels for the newest Pythons; one that has them will do, whichever runs the tests."""
# libFuzzer's own: more memory than this for one input, or more seconds, is a find as well.
MEGABYTES, SECONDS = 2_000, 60


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="how long to search (600)")
    asked = parser.parse_args()
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        sys.exit(MISSING)
    with atheris.instrument_imports(include=["cstrain.curriculum"]):
        from tests.fuzz import seeds
        from tests.fuzz.invariants import hold
    work = seeds.folder()
    corpus, dictionary = seeds.write(work)
    found = HERE / "found"
    found.mkdir(exist_ok=True)
    options = [
        f"-max_total_time={asked.seconds}",
        f"-dict={dictionary}",
        f"-artifact_prefix={found}/",
        f"-rss_limit_mb={MEGABYTES}",
        f"-timeout={SECONDS}",
        "-max_len=20000",
    ]
    print(f"Searching for {asked.seconds} seconds from {len(list(corpus.iterdir()))} seeds in {work}; finds go to {found}")
    atheris.Setup([sys.argv[0], *options, str(corpus)], hold)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
