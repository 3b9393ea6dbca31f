#!/usr/bin/python3
"""Disks that fill up, folders that go or can no longer be written to: told with the path, and what was there before stays whole.

disk_test.py PIJLER SOURCE_DIR
"""
import resource
import shutil
import signal
import subprocess
import time
import unittest

from in_folder import InFolder, PIJLER, SCENARIOS, SMALL

LONG = ["--youths", "20000", "--months", "60", "--replicates", "8", "--threads", "1", "--set", "simulation.run_in_months=12", "--progress", "always"]


class Disk(InFolder):
    def commands(self):
        return (["run", SCENARIOS / "baseline.toml"], ["compare", self.study()])

    def filled(self, free):
        """A disk that has room for so many bytes, beside a result of before."""
        place = self.mounted("size=1m")
        (place / "out.h5").write_bytes(b"of before")
        (place / "filler").write_bytes(b"x" * ((1 << 20) - 4096 - free))
        return place

    def expect_as_before(self, place, *others):
        self.assertEqual((place / "out.h5").read_bytes(), b"of before")
        self.assertEqual(sorted(path.name for path in place.iterdir()), sorted(["out.h5", *others]))

    def test_a_full_disk_keeps_the_result_of_before(self):
        place = self.filled(16384)
        for command in self.commands():
            with self.subTest(command=command[0]):
                said = self.expect(74, *command, *SMALL, "-o", place / "out.h5", "--overwrite").stderr
                self.assertIn(f"pijler: {place}/out.h5: cannot be written: No space left on device\n", said)
                self.expect_as_before(place, "filler")

    def test_a_full_disk_when_stopped(self):
        place = self.filled(4096)
        process = self.start("run", SCENARIOS / "baseline.toml", *LONG, "-o", place / "out.h5", "--overwrite")
        self.wait_for_share(process, 40)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 74, said)
        self.assertIn(b"out.h5.checkpoint: cannot be written: No space left on device", said)
        self.expect_as_before(place, "filler")

    def test_a_limit_on_the_size_of_files(self):
        (self.folder / "out.h5").write_bytes(b"of before")
        for command in self.commands():
            with self.subTest(command=command[0]):
                done = subprocess.run([PIJLER, *command, *SMALL, "-o", "out.h5", "--overwrite"], cwd=self.folder, capture_output=True, text=True,
                                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384)))
                self.assertEqual((done.returncode, done.stderr), (74, "pijler: out.h5: cannot be written: File too large\n"))
                self.assertEqual((self.folder / "out.h5").read_bytes(), b"of before")
                self.assertEqual(self.left_over(), ["out.h5"])

    def test_a_folder_removed_midway(self):
        for command in self.commands():
            with self.subTest(command=command[0]):
                (self.folder / "gone").mkdir()
                process = self.start(*command, *LONG, "-o", "gone/out.h5")
                self.wait_for_share(process, 20)
                shutil.rmtree(self.folder / "gone")
                _, said = process.communicate(timeout=600)
                self.assertEqual(process.returncode, 74, said)
                self.assertIn(b"pijler: gone/out.h5: cannot be written: No such file or directory\n", said)

    def test_a_disk_that_becomes_read_only_midway(self):
        place = self.filled(900000)
        process = self.start("run", SCENARIOS / "baseline.toml", *LONG, "-o", place / "out.h5", "--overwrite")
        self.wait_for_share(process, 20)
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        _, said = process.communicate(timeout=600)
        self.assertEqual(process.returncode, 73, said)
        self.assertIn(f"pijler: {place}/out.h5: cannot be written: Read-only file system\n".encode(), said)
        self.expect_as_before(place, "filler")

    def test_a_read_only_folder_is_told_before_the_run(self):
        place = self.mounted("ro,size=1m")
        for command in self.commands():
            said = self.expect(73, *command, "--replicates", "100000", "-o", place / "out.h5").stderr
            self.assertIn(f"pijler: {place}/out.h5: cannot be written: Read-only file system\n", said)

    def test_standard_output_that_is_full(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([PIJLER, "run", SCENARIOS / "baseline.toml", *SMALL, "-o", "out.h5"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, text=True)
        self.assertEqual((done.returncode, done.stderr), (74, "pijler: standard output could not be written\n"))
        self.expect(0, "info", "out.h5")


class OfSweeps(InFolder):
    """Parts that were finished before stay whole, and a sweep that is called again takes them up."""
    WORDS = ["--replicates", "1", "--set", "simulation.run_in_months=0", "--outcomes", "starts", "--threads", "1"]
    QUICK = [*WORDS, "--youths", "300", "--months", "4"]
    SLOW = [*WORDS, "--youths", "3000", "--months", "60"]

    def setUp(self):
        super().setUp()
        self.study().write_text(self.study().read_text() + '[sweep]\ndesign = "random"\npoints = 40\n[sweep.parameters]\n"norms.descriptive.learning_rate" = [0.05, 0.3]\n')

    def parts(self, place):
        return {path.name: path.read_bytes() for path in sorted((place / "parts").iterdir())}

    def broken_midway(self, place, act):
        """What a sweep says that goes on while something is done to its folder."""
        process = self.start("sweep", "study.toml", "-o", place, *self.SLOW)
        while len(list((place / "parts").glob("*.json")) if (place / "parts").is_dir() else []) < 3:
            self.assertIsNone(process.poll())
            time.sleep(0.005)
        act()
        _, said = process.communicate(timeout=600)
        return process.returncode, said.decode()

    def read_only(self, folder):
        """From now on, also for who is at work in it; gives what ends that."""
        for options in (["--bind"], ["-o", "remount,bind,ro"]):
            subprocess.run(["mount", *options, folder, folder], check=True)
        return lambda: subprocess.run(["umount", "-l", folder], check=True)

    def test_parts_that_become_read_only_midway(self):
        place = self.mounted("size=16m") / "s"
        again = []
        status, said = self.broken_midway(place, lambda: again.append(self.read_only(place / "parts")))
        self.assertEqual(status, 73, said)
        self.assertRegex(said, rf"pijler: {place}/parts/\d+\.(h5|json): cannot be written: Read-only file system\n")
        before = self.parts(place)
        self.assertIn("cannot be written: Read-only file system", self.expect(73, "sweep", "study.toml", "-o", place, *self.SLOW).stderr)
        again[0]()
        self.assertEqual({name: content for name, content in self.parts(place).items() if name in before}, before)
        again = self.read_only(place)
        self.assertIn(f"pijler: {place}/claims: Read-only file system", self.expect(73, "sweep", "study.toml", "-o", place, *self.SLOW).stderr)
        self.assertRegex(self.expect(0, "sweep", "--status", "-o", place).stdout, r"done +[1-9]")
        again()
        self.expect(0, "sweep", "study.toml", "-o", place, *self.SLOW)
        self.assertEqual({name: content for name, content in self.parts(place).items() if name in before}, before)
        self.expect(0, "merge", place, "-o", "out.h5")

    def test_a_folder_removed_midway(self):
        gone = self.folder / "gone"
        for what in (gone / "parts", gone):
            status, said = self.broken_midway(gone, lambda: what.rename(self.folder / "elsewhere"))
            self.assertEqual(status, 74, said)
            self.assertIn(f"pijler: {gone}/", said)
            self.assertIn("No such file or directory", said)
            shutil.rmtree(gone, ignore_errors=True)
            shutil.rmtree(self.folder / "elsewhere")

    def test_a_read_only_place_is_told_before_anything_runs(self):
        place = self.mounted("ro,size=1m")
        self.assertIn(f"pijler: {place}/s: cannot be created: Read-only file system", self.expect(73, "sweep", "study.toml", "-o", place / "s", *self.QUICK).stderr)

    def test_parts_that_cannot_be_looked_at_are_not_called_missing(self):
        (self.folder / "open").mkdir()
        (self.folder / "open").chmod(0o777)
        self.as_nobody(0, "sweep", "study.toml", "-o", "open/s", *self.QUICK)
        parts = self.folder / "open/s/parts"
        before = self.parts(self.folder / "open/s")
        parts.chmod(0)
        for words in (["merge", "open/s", "-o", "open/out.h5"], ["sweep", "study.toml", "-o", "open/s", *self.QUICK], ["sweep", "study.toml", "-o", "open/s", *self.QUICK, "--overwrite"], ["sweep", "--status", "-o", "open/s"]):
            self.assertRegex(self.as_nobody(74, *words).stderr, r"pijler: open/s/parts[^:]*: Permission denied\n")
        parts.chmod(0o755)
        next(iter(sorted(parts.glob("*.json")))).chmod(0)
        self.assertIn(".json: Permission denied", self.as_nobody(74, "merge", "open/s", "-o", "open/out.h5").stderr)
        next(iter(sorted(parts.glob("*.json")))).chmod(0o644)
        self.assertEqual(self.parts(self.folder / "open/s"), before)
        self.assertFalse((self.folder / "open/out.h5").exists())
        self.as_nobody(0, "merge", "open/s", "-o", "open/out.h5")


if __name__ == "__main__":
    unittest.main(verbosity=1, argv=[__file__])
