#!/usr/bin/python3
"""What a stopped run kept is gone on with, or dropped when the user says so; never in silence. Runs the built program.

checkpoint_test.py PIJLER SOURCE_DIR
"""
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])


class Checkpoint(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-checkpoint-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.output = self.folder / "out.h5"
        self.kept = self.folder / "out.h5.checkpoint"

    def run_it(self, status, *words, replicates=3, output="out.h5"):
        done = subprocess.run([PIJLER, "run", ROOT / "scenarios/baseline.toml", "--youths", "200", "--months", "6", "--replicates", str(replicates),
                               "--set", "simulation.run_in_months=0", "--outcomes", "starts", "-o", output, *words],
                              capture_output=True, text=True, cwd=self.folder, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stderr

    def keep_two(self):
        """A stopped run keeps a result of fewer replicates: the same file as a run of these alone writes."""
        self.run_it(0, replicates=2, output=self.kept.name)

    def test_it_is_not_dropped_unasked(self):
        self.keep_two()
        before = self.kept.read_bytes()
        said = self.run_it(73)
        self.assertIn("out.h5.checkpoint holds what a stopped run finished; --resume goes on with it, --overwrite drops it", said)
        self.assertEqual(self.kept.read_bytes(), before)
        self.assertFalse(self.output.exists())
        self.run_it(0, "--resume")
        self.assertTrue(self.output.exists())
        self.assertFalse(self.kept.exists())

    def test_overwriting_drops_it_and_says_so(self):
        self.keep_two()
        self.assertIn("note: out.h5.checkpoint is dropped", self.run_it(0, "--overwrite"))
        self.assertFalse(self.kept.exists())
        self.assertEqual(self.run_it(0, "--overwrite"), "")

    def test_another_file_of_that_name_is_left(self):
        self.kept.write_text("mine")
        self.assertIn("is no checkpoint of pijler, or is damaged; --overwrite replaces it", self.run_it(73))
        self.assertIn("--overwrite instead of --resume starts anew", self.run_it(65, "--resume"))
        self.assertEqual(self.kept.read_text(), "mine")
        self.kept.unlink()
        self.kept.symlink_to("nowhere")
        self.run_it(73)
        self.assertTrue(self.kept.is_symlink())
        self.kept.unlink()
        self.kept.mkdir()
        for words in ([], ["--overwrite"]):
            self.run_it(73, *words)
        self.assertIn("is a folder", self.run_it(66, "--resume"))
        self.assertTrue(self.kept.is_dir())

    def test_what_cannot_be_resumed_names_the_way_on(self):
        self.keep_two()
        whole = self.kept.read_bytes()
        for status, words, replicates in ((65, ["--resume", "--seed", "5"], 3), (65, ["--resume"], 1)):
            said = self.run_it(status, *words, replicates=replicates)
            self.assertIn("--overwrite instead of --resume starts anew", said)
            self.assertIn(self.kept.name, said)
        self.assertIn("are of another seed: ", self.run_it(65, "--resume", "--seed", "5"))
        self.kept.write_bytes(whole[:1000])
        self.assertIn("is damaged; --overwrite instead of --resume starts anew", self.run_it(65, "--resume"))
        self.run_it(0, "--overwrite")
        self.assertTrue(self.output.exists())


class Killed(unittest.TestCase):
    """kill -9 at any time leaves a checkpoint from which the run goes on as if nothing had been."""
    WORDS = ["compare", "study.toml", "--youths", "1500", "--months", "120", "--replicates", "4", "--set", "simulation.run_in_months=12"]

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-killed-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        arms = "".join(f'[[arm]]\nname = "{name}"\nscenario = "{ROOT}/scenarios/{file}.toml"\n' for name, file in (("baseline", "baseline"), ("parents", "parent_education")))
        (self.folder / "study.toml").write_text('title = "Two arms"\n' + arms)

    def start(self, *words, **how):
        return subprocess.Popen([PIJLER, *self.WORDS, *words, "--quiet"], cwd=self.folder, stderr=subprocess.PIPE, text=True, **how)

    def finish(self, *words, status=0, **how):
        process = self.start(*words, **how)
        _, said = process.communicate(timeout=120)
        self.assertEqual(process.returncode, status, said)
        return said

    def datasets(self, name):
        try:
            import h5py
        except ImportError:
            self.skipTest("needs python3-h5py")
        with h5py.File(self.folder / name) as file:
            return {key: data[()].tobytes() for key, data in file.items() if data.dtype != object}

    def test_nothing_of_a_bit_is_lost(self):
        self.finish("-o", "unbroken.h5")
        draw = random.Random(20261126)
        kills = 0
        while True:
            words = ["-o", "out.h5", "--checkpoint-every", str(draw.choice([1, 5, 12])), "--threads", str(draw.choice([1, 2, 4]))]
            process = self.start(*words, *(["--resume"] if (self.folder / "out.h5.checkpoint").exists() else []))
            until = time.monotonic() + draw.uniform(0.02, 0.4) * (1 + kills / 8) ** 2  # a sanitized program needs longer
            while process.poll() is None and time.monotonic() < until:
                time.sleep(0.005)
            process.kill()
            _, said = process.communicate()
            if (self.folder / "out.h5").exists():  # whole, even if it was killed just after
                break
            self.assertEqual(process.returncode, -signal.SIGKILL, said)
            kills += 1
            self.assertLess(kills, 100)
        (self.folder / "out.h5.checkpoint").unlink(missing_ok=True)  # a kill may come before it is dropped
        self.assertGreater(kills, 0)
        self.assertEqual(self.datasets("out.h5"), self.datasets("unbroken.h5"))

    def killed_with_a_checkpoint(self):
        process = self.start("-o", "out.h5", "--checkpoint-every", "1", "--threads", "2")
        kept = self.folder / "out.h5.checkpoint"
        while process.poll() is None and not kept.exists():
            time.sleep(0.001)
        process.kill()
        process.communicate()
        self.assertTrue(kept.exists(), "ended before its first checkpoint")
        return kept

    def test_a_damaged_one_is_refused_by_name(self):
        kept = self.killed_with_a_checkpoint()
        whole = kept.read_bytes()
        draw = random.Random(1)
        for place in [0, 8, 100, len(whole) // 2, len(whole) - 2, len(whole) - 60, *(draw.randrange(len(whole)) for _ in range(10))]:
            kept.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << draw.randrange(8)]) + whole[place + 1:])
            self.assertIn("out.h5.checkpoint: is no result of pijler, or is damaged; --overwrite instead of --resume starts anew", self.finish("-o", "out.h5", "--resume", status=65))
        for size in (0, 1, 1000, len(whole) // 2, len(whole) - 1):
            kept.write_bytes(whole[:size])
            self.finish("-o", "out.h5", "--resume", status=65)
        kept.write_bytes(whole + b"x")
        self.finish("-o", "out.h5", "--resume", status=65)
        kept.write_bytes(whole)
        for words, differs in ((["--seed", "5"], "seed: "), (["--outcomes", "starts"], "study, scenario or setting"), (["--set", "output.every=3"], "study, scenario or setting"),
                               (["--set", "norms.bias=1.1"], "study, scenario or setting")):
            self.assertIn("out.h5.checkpoint: the kept replicates are of another " + differs, self.finish("-o", "out.h5", "--resume", *words, status=65))
        self.assertEqual(kept.read_bytes(), whole)
        self.finish("-o", "out.h5", "--resume")

    def test_a_full_disk_does_not_end_the_run(self):
        self.finish("-o", "unbroken.h5", "--outcomes", "starts")

        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing says that the file is too large
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

        said = self.finish("-o", "out.h5", "--outcomes", "starts", "--checkpoint-every", "12", preexec_fn=small_files)
        self.assertEqual(said.count("note: the run goes on without a new checkpoint: out.h5.checkpoint: cannot be written"), 1)
        self.assertEqual(self.datasets("out.h5"), self.datasets("unbroken.h5"))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["out.h5", "study.toml", "unbroken.h5"])

    def test_the_months_between_are_a_number(self):
        for months in ("0", "-1", "x", "1.5"):
            self.finish("-o", "out.h5", "--checkpoint-every", months, status=64)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
