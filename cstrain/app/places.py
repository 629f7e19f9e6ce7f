"""Where cstrain keeps things: in the platform's folders, or all together in CSTRAIN_HOME."""

import os
from collections.abc import Mapping
from pathlib import Path

from cstrain.core.value import Value

# Below something that is no folder: what cannot be kept is not kept, and never lands where the program was started.
NOWHERE = Path(os.devnull) / "cstrain"


class Places(Value):
    config: Path
    data: Path
    cache: Path

    @property
    def is_nowhere(self) -> bool:
        """Whether the system knows no home for whoever runs this."""
        return self.data == NOWHERE

    @property
    def settings(self) -> Path:
        return self.config / "settings.json"

    @property
    def records(self) -> Path:
        return self.data / "records.db"

    @property
    def packs(self) -> Path:
        """Content packs: modules added without touching the program."""
        return self.data / "packs"


def places(environ: Mapping[str, str]) -> Places:
    home = environ.get("CSTRAIN_HOME")
    if home:
        # Not Path.expanduser(), which raises for a person that the system does not know.
        root = Path(os.path.expanduser(home))  # noqa: PTH111
        return Places(config=root, data=root, cache=root / "cache")
    import platformdirs

    dirs = platformdirs.PlatformDirs("cstrain", appauthor=False)
    try:
        found = Places(config=dirs.user_config_path, data=dirs.user_data_path, cache=dirs.user_cache_path)
    except RuntimeError:
        return Places(config=NOWHERE, data=NOWHERE, cache=NOWHERE)
    # Older ones of platformdirs answer with a "~" that nobody could resolve.
    return found if found.data.is_absolute() else Places(config=NOWHERE, data=NOWHERE, cache=NOWHERE)
