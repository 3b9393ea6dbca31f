#!/usr/bin/python3
"""Two programs, one built for any processor and one with a form for AVX2 too, write the same numbers.

same_digits.py PROGRAM OTHER_PROGRAM SOURCE_FOLDER
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np


def numbers(program: str, source: Path, folder: Path) -> dict[str, np.ndarray]:
    """All datasets of a small run of the main study."""
    result = folder / f"{len(list(folder.iterdir()))}.h5"
    subprocess.run([program, "compare", source / "scenarios/studies/parents-vs-youths.toml", "--youths", "3000", "--replicates", "2",
                    "--output", result, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    found = {}
    with h5py.File(result) as file:
        file.visititems(lambda name, item: found.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
    return found


def same(one: np.ndarray, other: np.ndarray) -> bool:
    """Bit for bit; names by their letters."""
    return one.shape == other.shape and (one.tolist() == other.tolist() if one.dtype == object else one.tobytes() == other.tobytes())


def main() -> int:
    """The comparison."""
    one, other, source = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        first, second = (numbers(program, Path(source), Path(folder)) for program in (one, other))
    different = [name for name in first.keys() | second.keys()
                 if name not in first or name not in second or not same(first[name], second[name])]
    if "starts" not in first or different:
        print("different:", ", ".join(sorted(different)) or "no dataset 'starts'")
        return 1
    print(f"{len(first)} datasets are the same")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
