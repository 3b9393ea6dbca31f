#!/usr/bin/python3
"""The program writes the same numbers on this processor and on older ones, which QEMU is for it: its loops have a form for each.

same_digits.py PROGRAM SOURCE_FOLDER
"""

import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

SKIPPED = 77
OLDER = {"without AVX": "Nehalem", "with AVX2": "Haswell"}


def numbers(command: list[str], source: Path, result: Path) -> dict[str, np.ndarray]:
    """All datasets of a small run of the main study."""
    subprocess.run([*command, "compare", source / "scenarios/studies/parents-vs-youths.toml", "--youths", "2500", "--replicates", "1", "--threads", "1",
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
    program, source = sys.argv[1], Path(sys.argv[2])
    emulator = shutil.which("qemu-x86_64")
    if emulator is None or platform.machine() != "x86_64":
        print("skipped: needs an x86-64 processor and qemu-x86_64 (Debian: qemu-user)")
        return SKIPPED
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        here = numbers([program], source, Path(folder) / "here.h5")
        for what, model in OLDER.items():
            there = numbers([emulator, "-cpu", model, program], source, Path(folder) / f"{model}.h5")
            different = [name for name in here.keys() | there.keys() if name not in here or name not in there or not same(here[name], there[name])]
            failed |= "starts" not in here or bool(different)
            print(f"{what}: " + (f"different: {', '.join(sorted(different))}" if different else f"{len(here)} datasets are the same"))
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
