import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from servers import place, server  # noqa: F401 - fixtures
