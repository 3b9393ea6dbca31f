#!/usr/bin/python3
"""Fuzzes a reader for some seconds, from the files of the repository on: nothing may crash it, hang it or leak.

run.py FUZZER SOURCE_DIR SECONDS [CORPUS], where CORPUS, a folder, keeps what is found from one time to the next
"""
import os
import pathlib
import subprocess
import sys
import tempfile


def seeds(kind: str, source: pathlib.Path) -> list[pathlib.Path]:
    """Sound and broken files of the kind that a fuzzer reads; results and sweeps they make themselves."""
    return [file for folder in ("scenarios", "tests/scenario/corpus") for file in sorted((source / folder).rglob(f"*.{kind}"))]


def main() -> int:
    """What the fuzzer says: 0 if nothing was found."""
    fuzzer, source, seconds = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="pijler-fuzz-", dir=shared) as folder:
        start, scratch = pathlib.Path(folder, "seeds"), pathlib.Path(folder, "scratch")
        start.mkdir()
        scratch.mkdir()
        for number, file in enumerate(seeds(fuzzer.name.removeprefix("fuzz_"), source)):
            (start / f"{number:04}-{file.name}").write_bytes(file.read_bytes())
        found = sys.argv[4:5] or [os.path.join(folder, "found")]
        os.makedirs(found[0], exist_ok=True)
        return subprocess.run([fuzzer, *found, start, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=20000", "-seed=1",
                               "-print_final_stats=1", "-verbosity=1"], env={**os.environ, "TMPDIR": str(scratch)}).returncode


if __name__ == "__main__":
    raise SystemExit(main())
