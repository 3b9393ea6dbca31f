#!/usr/bin/python3
"""Two hundred kills at random moments of a sweep on which two processes work: no file under a final name is ever unreadable, and what comes
out in the end has the bits of a sweep that nobody disturbed.

killed_sweeps.py PIJLER SOURCE_DIR [KILLS]
"""
import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import h5py

PIJLER, ROOT, KILLS = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 200
STUDY = f'''title = "s"
[[arm]]
name = "baseline"
scenario = "{ROOT}/scenarios/baseline.toml"
[[arm]]
name = "parents"
scenario = "{ROOT}/scenarios/parent_education.toml"
[sweep]
design = "latin_hypercube"
points = 600
[sweep.parameters]
"norms.descriptive.learning_rate" = [0.05, 0.3]
"arm.parents.parent_education.coverage" = [0.1, 0.5]
'''
SETTINGS = ["--youths", "400", "--months", "24", "--replicates", "1", "--set", "simulation.run_in_months=12", "--outcomes", "starts,past_month_use"]


def unreadable(folder):
    """Files under a final name that cannot be read, or are not what their entry says."""
    bad = []
    for path in [folder / "manifest.json", *folder.glob("parts/*.json")]:
        try:
            json.loads(path.read_text())
        except FileNotFoundError:
            pass
        except ValueError:
            bad.append(path.name)
    for part in folder.glob("parts/*.h5"):
        try:
            h5py.File(part, "r").close()
        except OSError:
            bad.append(part.name)
        entry = part.with_suffix(".json")
        if entry.exists() and json.loads(entry.read_text())["sha256"] != hashlib.sha256(part.read_bytes()).hexdigest():
            bad.append(part.name + " is not what its entry says")
    return bad


def main():
    chance = random.Random(20261126)
    with tempfile.TemporaryDirectory(prefix="pijler-killed-") as name:
        folder = pathlib.Path(name)
        study = folder / "s.toml"
        study.write_text(STUDY)

        def start(into, *words):
            return subprocess.Popen([PIJLER, "sweep", study, "-o", folder / into, *SETTINGS, "--threads", "1", "--quiet", *words])

        kills, rounds = 0, 0
        while kills < KILLS:
            rounds += 1
            into = f"killed{rounds}"
            workers = [start(into), start(into)]
            while kills < KILLS and any(worker.poll() is None for worker in workers):
                time.sleep(chance.uniform(0.0, 0.3))
                n = chance.randrange(2)
                if workers[n].poll() is None:
                    workers[n].kill()
                    kills += 1
                    workers[n].wait()
                    workers[n] = start(into)
                if kills % 10 == 0 and (bad := unreadable(folder / into)):
                    sys.exit(f"after {kills} kills: {bad}")
            for worker in workers:
                if worker.wait() != 0:
                    sys.exit(f"a sweep left with {worker.returncode}")
        bad = unreadable(folder / into)
        if bad:
            sys.exit(f"in the end: {bad}")
        if start("calm").wait() != 0:
            sys.exit("the undisturbed sweep failed")
        for made in (into, "calm"):
            subprocess.run([PIJLER, "merge", folder / made, "-o", folder / f"{made}.h5", "--quiet"], check=True)
        with h5py.File(folder / f"{into}.h5") as one, h5py.File(folder / "calm.h5") as other:
            differ = [key for key in one.keys() | other.keys() if one[key].dtype != object and one[key][()].tobytes() != other[key][()].tobytes()]
            points = one["starts"].shape[0]
        if differ:
            sys.exit(f"after {kills} kills these differ: {differ}")
        print(f"{kills} kills in {rounds} sweeps of {points} points: every file readable, the merged result equal in all bits")


main()
