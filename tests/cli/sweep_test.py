#!/usr/bin/python3
"""Sweeps lose nothing: however they are cut, killed and taken up, the merged result has the same bits. Runs the built program.

sweep_test.py PIJLER SOURCE_DIR
"""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py
import numpy

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SMALL = ["--youths", "300", "--months", "6", "--replicates", "2", "--set", "simulation.run_in_months=6", "--outcomes", "starts,past_month_use"]


def datasets(path):
    with h5py.File(path, "r") as file:
        return {name: file[name][()].tolist() if file[name].dtype == object else file[name][()] for name in file}


def differing(a, b):
    one, other = datasets(a), datasets(b)
    return [name for name in sorted(one.keys() | other.keys()) if name not in one or name not in other or not numpy.array_equal(one[name], other[name], equal_nan=False)
            and not (isinstance(one[name], numpy.ndarray) and one[name].tobytes() == other[name].tobytes())]


class Sweeps(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-sweep-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.study = self.write('design = "sobol"\npoints = 6\n[sweep.parameters]\n"norms.descriptive.learning_rate" = [0.05, 0.3]\n"arm.lessons.youth_education.coverage" = [0.1, 0.8]\n')

    def write(self, sweep, name="s.toml"):
        path = self.folder / name
        path.write_text(f'title = "s"\n[[arm]]\nname = "baseline"\nscenario = "{ROOT}/scenarios/baseline.toml"\n[[arm]]\nname = "lessons"\n'
                        f'scenario = "{ROOT}/scenarios/youth_skills.toml"\n[sweep]\n{sweep}')
        return path

    def pijler(self, *words, environment=None, **options):
        return subprocess.run([PIJLER, *map(str, words)], capture_output=True, text=True, cwd=self.folder, timeout=200, env={**os.environ, **(environment or {})}, **options)

    def expect(self, status, *words, **options):
        done = self.pijler(*words, **options)
        self.assertEqual(done.returncode, status, f"pijler {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done

    def sweep(self, name, *words, status=0, **options):
        return self.expect(status, "sweep", self.study, "-o", name, *SMALL, *words, **options)

    def merge(self, name, *words, status=0):
        return self.expect(status, "merge", name, "-o", name + ".h5", *words)

    def same(self, one, other):
        self.assertEqual(differing(self.folder / one, self.folder / other), [])

    def parts(self, name):
        return sorted((self.folder / name / "parts").glob("*.h5"))

    def test_a_point_has_the_bits_of_a_comparison_with_its_settings(self):
        self.sweep("a")
        self.merge("a")
        design = (self.folder / "a/design.csv").read_text().splitlines()
        with h5py.File(self.folder / "a.h5") as merged:
            self.assertEqual(merged["starts"].shape[:3], (6, 2, 2))
            point = 4
            settings = [word for pair in zip(design[0].split(","), design[point + 1].split(",")) for word in ("--set", "=".join(pair))]
            self.expect(0, "compare", self.study, "-o", "one.h5", *SMALL, *settings)
            with h5py.File(self.folder / "one.h5") as one:
                for name in ("starts", "past_month_use"):
                    self.assertEqual(merged[name][point].tobytes(), one[name][()].tobytes(), name)
            self.assertEqual([str(value) for value in merged["design_text"].asstr()[point]], design[point + 1].split(","))
            numpy.testing.assert_array_equal(merged["design"][()], numpy.genfromtxt(self.folder / "a/design.csv", delimiter=",", skip_header=1))

    def test_threads_shards_and_order_change_no_bit(self):
        self.sweep("a", "--threads", "1")
        self.merge("a")
        for threads in (2, 4, 7):
            self.sweep(f"t{threads}", "--threads", threads)
            self.merge(f"t{threads}")
            self.same("a.h5", f"t{threads}.h5")
        for shard in (3, 1, 2):
            self.sweep("b", "--shard", f"{shard}/3")
        self.sweep("c", "--points", "4:6")
        self.sweep("c", "--points", "0:4")
        for name in ("b", "c"):
            self.merge(name)
            self.same("a.h5", f"{name}.h5")
        self.assertEqual(self.parts("b"), [self.folder / "b/parts" / part.name for part in self.parts("a")])

    def test_slurm_says_which_share_is_ours(self):
        array = {"SLURM_ARRAY_TASK_MIN": "2", "SLURM_ARRAY_TASK_MAX": "6", "SLURM_ARRAY_TASK_STEP": "2"}
        for task in ("2", "6", "4"):
            self.sweep("a", environment={**array, "SLURM_ARRAY_TASK_ID": task, "SLURM_PROCID": "0", "SLURM_NTASKS": "8"})
            self.assertEqual(len(self.parts("a")), {"2": 4, "6": 8, "4": 12}[task])
        for rank in ("1", "0"):
            self.sweep("b", environment={"SLURM_STEP_ID": "0", "SLURM_STEP_NUM_TASKS": "2", "SLURM_PROCID": rank})
        self.assertEqual(len(self.parts("b")), 12)
        self.merge("a")
        self.merge("b")
        self.same("a.h5", "b.h5")

    def test_processes_share_a_folder(self):
        workers = [subprocess.Popen([PIJLER, "sweep", self.study, "-o", "a", *SMALL, "--threads", "1", "--quiet"], cwd=self.folder) for _ in range(4)]
        self.assertEqual([worker.wait(100) for worker in workers], [0] * 4)
        self.sweep("b")
        self.merge("a")
        self.merge("b")
        self.same("a.h5", "b.h5")

    def test_killed_at_any_moment_it_is_taken_up(self):
        chance = random.Random(5)
        kills = 0
        words = ["--months", "60", "--youths", "6000", *SMALL[4:]]  # longer than the longest wait before a kill
        for _ in range(20):
            worker = subprocess.Popen([PIJLER, "sweep", self.study, "-o", "a", *words, "--threads", "2", "--quiet"], cwd=self.folder)
            time.sleep(chance.uniform(0.01, 0.12))
            if worker.poll() is None:
                worker.kill()
                kills += 1
            worker.wait()
            for part in self.parts("a"):
                h5py.File(part, "r").close()
        self.assertGreater(kills, 3)
        for name in ("a", "b"):
            self.expect(0, "sweep", self.study, "-o", name, *words)
        self.merge("a")
        self.merge("b")
        self.same("a.h5", "b.h5")

    def test_stopped_it_keeps_what_is_finished_and_goes_on(self):
        long = ["--months", "120", "--youths", "3000", *SMALL[4:]]
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
            worker = subprocess.Popen([PIJLER, "sweep", self.study, "-o", "a", *long, "--threads", "1"], cwd=self.folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
                                      text=True)
            while not self.parts("a"):
                self.assertIsNone(worker.poll())
                time.sleep(0.01)
            worker.send_signal(number)
            said = worker.communicate(timeout=10)[1]
            self.assertEqual(worker.returncode, 75, said)
            self.assertIn("To go on: pijler sweep", said)
            self.assertGreaterEqual(len(self.parts("a")), 1)
            if number != signal.SIGUSR1:
                shutil.rmtree(self.folder / "a")
        for name in ("a", "b"):
            self.expect(0, "sweep", self.study, "-o", name, *long)
        self.merge("a")
        self.merge("b")
        self.same("a.h5", "b.h5")

    def test_status_tells_how_far_it_is(self):
        self.sweep("a", "--points", "0:3")
        said = self.expect(0, "sweep", "-o", "a", "--status").stdout
        self.assertIn("6 of 12 (50 %)", said)
        self.assertIn("3 of 6 (50 %) points whole", said)
        self.sweep("a")
        self.assertIn("Next: pijler merge a", self.expect(0, "sweep", self.study, "-o", "a", "--status").stdout)
        self.expect(66, "sweep", "-o", "nowhere", "--status")

    def test_what_is_missing_or_damaged_is_named_and_made_again(self):
        self.sweep("a", "--points", "0:5")
        said = self.merge("a", status=65).stderr
        self.assertIn("000010.h5: missing: units 10 to 11", said)
        self.merge("a", "--points", "0:5")
        (self.folder / "a.h5").rename(self.folder / "five.h5")
        with h5py.File(self.folder / "five.h5") as five:
            self.assertEqual(five["point"][()].tolist(), [0, 1, 2, 3, 4])
        self.sweep("a")
        self.merge("a")
        parts = self.parts("a")
        whole = [part.read_bytes() for part in parts]
        parts[0].write_bytes(whole[0][:-200])
        parts[3].unlink()
        flipped = bytearray(whole[5])
        flipped[len(flipped) // 2] ^= 4
        parts[5].write_bytes(flipped)
        parts[7].with_suffix(".json").write_text("{}")
        parts[8].with_suffix(".json").unlink()
        (self.folder / "a.h5").rename(self.folder / "before.h5")
        said = self.merge("a", status=65).stderr
        for n in (0, 3, 5, 7, 8):
            self.assertIn(parts[n].name, said)
        for n in (1, 2, 4, 6, 9):
            self.assertNotIn(parts[n].name, said)
        self.assertFalse((self.folder / "a.h5").exists())
        self.assertIn("made again", self.sweep("a").stderr)
        self.assertEqual([part.read_bytes() for part in parts], whole)
        self.merge("a")
        self.same("before.h5", "a.h5")

    def test_a_thousand_flipped_bits_are_all_found(self):
        """In parts and their entries; one flip at a time would take long, so many files have one each."""
        chance = random.Random(11)
        study = self.write('design = "random"\npoints = 250\n[sweep.parameters]\n"norms.descriptive.learning_rate" = [0.05, 0.3]\n', "many.toml")
        words = ["--youths", "100", "--months", "1", "--replicates", "1", "--set", "simulation.run_in_months=0", "--outcomes", "starts"]
        self.expect(0, "sweep", study, "-o", "many", *words)
        parts = self.parts("many")
        found = flips = 0
        while flips < 1000:
            for ending in (".h5", ".json"):
                whole = {part.with_suffix(ending): part.with_suffix(ending).read_bytes() for part in parts}
                for path, content in whole.items():
                    flipped = bytearray(content)
                    flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
                    path.write_bytes(flipped)
                flips += len(whole)
                said = self.expect(65, "merge", "many", "-o", "many.h5").stderr
                found += sum(part.name in said for part in parts)
                for path, content in whole.items():
                    path.write_bytes(content)
        self.assertEqual(found, flips)
        manifest = self.folder / "many/manifest.json"
        whole = manifest.read_bytes()
        for _ in range(40):
            flipped = bytearray(whole)
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
            manifest.write_bytes(flipped)
            self.assertIn("manifest.json", self.expect(65, "merge", "many", "-o", "many.h5").stderr)
        manifest.write_bytes(whole)
        self.expect(0, "merge", "many", "-o", "many.h5")

    def test_another_sweep_and_foreign_parts_are_refused(self):
        self.sweep("a")
        self.assertIn("another seed", self.sweep("a", "--seed", "5", status=65).stderr)
        self.assertIn("number of replicates", self.expect(65, "sweep", self.study, "-o", "a", *SMALL[:4], *SMALL[6:], "--replicates", "3").stderr)
        self.sweep("b", "--seed", "5")
        for part in self.parts("b")[:1]:
            for name in (part.name, part.stem + ".json"):
                shutil.copy(part.parent / name, self.folder / "a/parts" / name)
        said = self.merge("a", status=65).stderr
        self.assertIn(f"{self.parts('a')[0].relative_to(self.folder)}: is of a sweep with another seed, 5", said)
        self.sweep("a", "--seed", "5", "--overwrite")
        self.merge("a")
        self.merge("b")
        self.same("a.h5", "b.h5")

    def test_a_point_that_cannot_be_is_told_and_left_out(self):
        self.study = self.write('design = "grid"\n[sweep.parameters]\n"youth_education.start" = [0, 3]\n"youth_education.end" = [2, 6]\n')
        said = self.sweep("a").stdout
        self.assertIn("failed      1 point", said)
        self.assertIn("design.csv:", said)
        self.assertIn("1 point failed", self.merge("a").stderr)
        with h5py.File(self.folder / "a.h5") as merged:
            self.assertEqual(merged["starts"].shape[0], 3)
            self.assertEqual(len(merged.attrs["failed_points"]), 1)
            self.assertFalse(numpy.isnan(merged["design"][()]).any())

    def test_a_share_of_which_every_point_fails_is_done(self):
        self.study = self.write('design = "grid"\n[sweep.parameters]\n"youth_education.start" = [0, 3]\n"youth_education.end" = [2, 6]\n')
        self.sweep("a")
        failed = next(point for point in range(4) if '"reason"' in (self.folder / f"a/parts/{2 * point:06d}.json").read_text())
        for _ in range(2):
            self.assertIn("failed      1 point", self.sweep("b", "--points", f"{failed}:{failed + 1}").stdout)
        self.study = self.write('design = "grid"\n[sweep.parameters]\n"youth_education.start" = [4, 5]\n"youth_education.end" = [2, 3]\n')
        self.sweep("c", "--points", "0:1")
        for _ in range(2):
            self.assertIn("failed      4 points", self.sweep("c", status=65).stdout)

    def test_what_a_sweep_asks_may_not_change_midway(self):
        self.sweep("a", "--points", "0:3")
        self.study.write_text(self.study.read_text().replace("[sweep]", "[study.estimand]\nrelevant_difference = 0.2\n[sweep]"))
        self.assertIn("holds another sweep", self.sweep("a", status=65).stderr)

    def test_where_it_is_called_from_changes_no_byte(self):
        subprocess.run([PIJLER, "sweep", self.study, "-o", self.folder / "a", *SMALL, "--quiet"], cwd=ROOT / "scenarios", check=True)
        self.sweep("b")
        with h5py.File(self.parts("a")[0]) as one, h5py.File(self.parts("b")[0]) as other:
            self.assertEqual(one.attrs["inputs"].tolist(), other.attrs["inputs"].tolist())

    def test_it_is_dropped_only_when_nobody_works_on_it_and_all_is_right(self):
        self.sweep("a")
        for words in (["--points", "9:2"], ["--threads", "0"], ["--progress", "perhaps"]):
            self.sweep("a", "--overwrite", *words, status=64)
        self.assertEqual(len(self.parts("a")), 12)
        worker = subprocess.Popen([PIJLER, "sweep", self.study, "-o", "b", "--months", "600", "--youths", "20000", *SMALL[4:], "--threads", "1", "--quiet"], cwd=self.folder)
        while not (self.folder / "b/manifest.json").exists():
            self.assertIsNone(worker.poll())
            time.sleep(0.01)
        self.assertIn("other processes are at work", self.sweep("b", "--overwrite", status=73).stderr)
        worker.kill()
        worker.wait()
        self.sweep("b", "--overwrite")
        self.merge("a")
        self.merge("b")
        self.same("a.h5", "b.h5")

    def test_it_is_resumed_by_calling_it_again_with_or_without_saying_so(self):
        self.sweep("a", "--points", "0:3", "--resume")
        said = self.sweep("a", "--resume", "--checkpoint-every", "12").stderr
        self.assertIn("--checkpoint-every changes nothing: the parts of a sweep are its checkpoints", said)
        self.assertEqual(len(self.parts("a")), 12)
        self.assertNotIn("checkpoint", self.sweep("a", "--checkpoint-every", "12", "--quiet").stderr)
        self.sweep("a", "--checkpoint-every", "0", status=64)

    def test_a_folder_without_its_parts_is_filled_again(self):
        self.sweep("a")
        shutil.rmtree(self.folder / "a/parts")
        self.sweep("a/")
        self.assertEqual(len(self.parts("a")), 12)
        self.assertIn("there is no folder", self.sweep("x/y/z", status=73).stderr)

    def test_a_factorial_keeps_its_terms(self):
        study = self.folder / "f.toml"
        study.write_text(f'title = "f"\n[study]\nreference = "{ROOT}/scenarios/baseline.toml"\n[[factor]]\nname = "a"\nscenario = "{ROOT}/scenarios/youth_skills.toml"\n'
                         f'[[factor]]\nname = "b"\nscenario = "{ROOT}/scenarios/parent_education.toml"\n[sweep]\ndesign = "grid"\n[sweep.parameters]\n"norms.descriptive.learning_rate" = [0.1, 0.2]\n')
        self.expect(0, "sweep", study, "-o", "f", *SMALL)
        self.merge("f")
        with h5py.File(self.folder / "f.h5") as merged:
            self.assertEqual(merged["term_weight"].shape, (3, 4))
            self.assertIn("arm_evidence", merged)

    def test_fields_that_go_together_are_tried_together(self):
        short = self.folder / "short.toml"
        short.write_text(f'title = "x"\nextends = "{ROOT}/scenarios/baseline.toml"\n[[intervention]]\ntype = "parent_education"\nend = 24\n')
        study = self.folder / "together.toml"
        study.write_text(f'title = "x"\n[[arm]]\nname = "baseline"\nscenario = "{short}"\n[sweep]\ndesign = "sobol"\npoints = 4\n[sweep.parameters]\n'
                         '"parent_education.start" = [24, 30]\n"parent_education.end" = [36, 48]\n')
        self.expect(0, "validate", study)
        study.write_text(study.read_text().replace("[36, 48]", "[12, 48]"))
        self.assertIn("together.toml:9:", self.expect(65, "validate", study).stderr)

    def test_faults_before_anything_runs(self):
        self.study.write_text(self.study.read_text().replace("[0.05, 0.3]", "[0.05, 30]"))
        self.assertIn("s.toml:12:44: error:", self.sweep("a", status=65).stderr)
        (self.folder / "d.csv").write_text("acceptance.followed,norms.bias\n0.5,1.0\n0.6,1.1\n")
        self.study = self.write('design = "d.csv"\n')
        said = self.sweep("a", status=65).stderr
        self.assertIn("d.csv:1:1: error: 'acceptance.followed' is stated by the file of each substance", said)
        self.assertEqual(said.count("error:"), 1, said)
        self.assertFalse((self.folder / "a").exists())
        plain = self.folder / "plain.toml"
        plain.write_text(f'title = "s"\n[[arm]]\nname = "baseline"\nscenario = "{ROOT}/scenarios/baseline.toml"\n')
        self.assertIn("no [sweep]", self.expect(64, "sweep", plain, "-o", "a").stderr)
        for words in (["--points", "3:2"], ["--points", "0:7"], ["--points", "a"], ["--shard", "0/3"], ["--shard", "4/3"], ["--shard", "1"]):
            self.study = self.write('design = "sobol"\npoints = 6\n[sweep.parameters]\n"norms.descriptive.learning_rate" = [0.05, 0.3]\n')
            self.sweep("a", *words, status=64)
        self.sweep("a", "--set", "norms.descriptive.learning_rate=0.1", status=64)
        self.assertFalse((self.folder / "a").exists())
        self.sweep("a")
        for points in ("0:0", "2:99"):
            self.merge("a", "--points", points, status=64)
        shutil.rmtree(self.folder / "a")
        (self.folder / "full").mkdir()
        (self.folder / "full/thesis.txt").write_text("mine")
        self.assertIn("holds other things", self.sweep("full", status=73).stderr)
        self.sweep("full", "--overwrite", status=73)
        self.assertEqual((self.folder / "full/thesis.txt").read_text(), "mine")
        self.expect(66, "merge", "nowhere")

    def test_a_manifest_or_design_that_is_damaged_is_named(self):
        self.sweep("a")
        manifest = self.folder / "a/manifest.json"
        text = manifest.read_text()
        manifest.write_text(text[: len(text) // 2])
        self.assertIn("manifest.json", self.sweep("a", status=65).stderr)
        self.assertIn("manifest.json", self.merge("a", status=65).stderr)
        design = self.folder / "a/design.csv"
        parts = {part: part.read_bytes() for part in self.parts("a")}
        for file in (manifest, design):
            file.unlink()
        self.sweep("a")  # as the message says
        self.assertEqual({part: part.read_bytes() for part in self.parts("a")}, parts)
        design.write_text(design.read_text().replace("0.", "1.", 1))
        self.assertIn("design.csv", self.merge("a", status=65).stderr)

    def test_what_a_sweep_is_says_the_manifest(self):
        self.sweep("a")
        manifest = json.loads((self.folder / "a/manifest.json").read_text())
        self.assertEqual((manifest["points"], manifest["replicates"], manifest["units"], manifest["arms"]), (6, 2, 12, ["baseline", "lessons"]))
        entry = json.loads(self.parts("a")[0].with_suffix(".json").read_text())
        import hashlib
        self.assertEqual(entry["sha256"], hashlib.sha256(self.parts("a")[0].read_bytes()).hexdigest())
        self.assertEqual((entry["fingerprint"], entry["version"], entry["seed"]), (manifest["fingerprint"], manifest["version"], manifest["seed"]))
        self.assertEqual([path.name for path in (self.folder / "a").glob("*.h5")], [])

    def test_declarations_are_kept_once_and_come_with_what_is_merged(self):
        self.sweep("a")
        self.merge("a")
        declared = json.loads((self.folder / "a/manifest.json").read_text())["declarations"]
        self.assertEqual(json.loads(declared)["parameters"], json.loads(self.expect(0, "list", "parameters", "--format", "json").stdout))
        with h5py.File(self.parts("a")[0]) as part, h5py.File(self.folder / "a.h5") as merged:
            self.assertNotIn("declarations", part.attrs)
            self.assertEqual(merged.attrs["declarations"], declared)
            self.assertEqual([[each["type"] for each in json.loads(arm)] for arm in merged["arm_interventions"].asstr()], [[], ["youth_education"]])
            self.assertIn("share_simulated", merged.attrs)

    def test_a_size_that_varies_is_not_told_as_one(self):
        self.study = self.write('design = "grid"\n[sweep.parameters]\n"population.youths" = [300, 400]\n')
        self.expect(0, "sweep", self.study, "-o", "a", *SMALL[2:])
        self.merge("a")
        with h5py.File(self.folder / "a.h5") as merged:
            self.assertNotIn("share_simulated", merged.attrs)
            self.assertIn("town_youths", merged.attrs)


class FullDisk(unittest.TestCase):
    def test_it_is_told_and_earlier_parts_stay(self):
        place = pathlib.Path(tempfile.mkdtemp(prefix="pijler-full-"))
        self.addCleanup(shutil.rmtree, place, ignore_errors=True)
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", place], capture_output=True).returncode != 0:
            self.skipTest("needs the right to mount a small tmpfs")
        self.addCleanup(subprocess.run, ["umount", "-l", place])
        study = place.parent / f"{place.name}.toml"
        self.addCleanup(study.unlink)
        study.write_text(f'title = "s"\n[[arm]]\nname = "baseline"\nscenario = "{ROOT}/scenarios/baseline.toml"\n[sweep]\ndesign = "random"\npoints = 200\n[sweep.parameters]\n'
                         '"norms.descriptive.learning_rate" = [0.05, 0.3]\n')
        words = [PIJLER, "sweep", study, "--youths", "300", "--months", "6", "--replicates", "1", "--set", "simulation.run_in_months=0"]
        for threads in ("1", "4"):
            done = subprocess.run([*words, "-o", place / "a", "--threads", threads], capture_output=True, text=True, timeout=100)
            self.assertEqual(done.returncode, 74, done.stderr)
            self.assertIn(str(place / "a/parts"), done.stderr)
        entered = sorted((place / "a/parts").glob("*.json"))
        self.assertGreater(len(entered), 0)
        for entry in entered:
            h5py.File(entry.with_suffix(".h5"), "r").close()
        self.assertEqual(list((place / "a/parts").glob(".*.tmp")), [])
        points = str(json.loads(entered[-1].read_text())["units"][1] if len(entered) > 1 else 1)
        done = subprocess.run([PIJLER, "merge", place / "a", "-o", place / "out.h5", "--points", f"0:{points}"], capture_output=True, text=True, timeout=100)
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertIn("out.h5", done.stderr)
        self.assertEqual([path.name for path in place.iterdir()], ["a"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
