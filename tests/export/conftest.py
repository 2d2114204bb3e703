import sys
from pathlib import Path

for folder in (Path(__file__).resolve().parent, Path(__file__).resolve().parent.parent / "support"):
    sys.path.insert(0, str(folder))
