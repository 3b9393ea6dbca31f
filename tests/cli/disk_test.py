#!/usr/bin/python3
"""Disks that fill up, folders that go or can no longer be written to: told with the path, and what was there before stays whole.

disk_test.py PIJLER SOURCE_DIR
"""
import resource
import shutil
import signal
import subprocess
import unittest

import cli_test
from cli_test import PIJLER, SCENARIOS, SMALL

LONG = ["--youths", "20000", "--months", "60", "--replicates", "8", "--threads", "1", "--set", "simulation.run_in_months=12", "--progress", "always"]


class Disk(cli_test.InFolder):
    start, wait_for_share = cli_test.Signals.start, cli_test.Signals.wait_for_share
    mounted = cli_test.Files.mounted

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
                _, said = process.communicate(timeout=120)
                self.assertEqual(process.returncode, 74, said)
                self.assertIn(b"pijler: gone/out.h5: cannot be written: No such file or directory\n", said)

    def test_a_disk_that_becomes_read_only_midway(self):
        place = self.filled(900000)
        process = self.start("run", SCENARIOS / "baseline.toml", *LONG, "-o", place / "out.h5", "--overwrite")
        self.wait_for_share(process, 20)
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        _, said = process.communicate(timeout=120)
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


if __name__ == "__main__":
    unittest.main(verbosity=1, argv=[__file__])
