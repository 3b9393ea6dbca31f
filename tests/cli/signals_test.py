#!/usr/bin/python3
"""Stopped runs keep their work, say how to go on, and then give the bits of unbroken ones.

signals_test.py PIJLER SOURCE_DIR
"""
import re
import signal
import subprocess
import sys
import time
import unittest

from in_folder import InFolder, PIJLER, SMALL


class Signals(InFolder):
    # Long enough to be stopped midway, short enough to be resumed.
    LONG = ["--youths", "2000", "--months", "60", "--replicates", "24", "--threads", "1", "--set", "simulation.run_in_months=12"]

    def test_ctrl_c_keeps_the_work_and_resume_goes_on(self):
        study = self.study()
        self.expect(0, "compare", study, *self.LONG, "-o", "unbroken.h5")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
            with self.subTest(signal=number):
                output = f"out{int(number)}.h5"
                process = self.start("compare", study, *self.LONG, "-o", output, "--progress", "always")
                self.wait_for_share(process, 20)
                process.send_signal(number)
                stdout, stderr = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 75, stderr)
                self.assertIn(b"--resume", stderr)
                self.assertEqual(stdout, b"")
                self.assertFalse((self.folder / output).exists())
                self.assertTrue((self.folder / f"{output}.checkpoint").is_file())
                self.expect(0, "compare", study, *self.LONG, "-o", output, "--resume")
                self.assertEqual(self.datasets(output), self.datasets("unbroken.h5"))
                self.assertFalse((self.folder / f"{output}.checkpoint").exists())
        self.assertEqual([name for name in self.left_over() if "tmp" in name], [])

    def test_the_command_named_for_resuming_works(self):
        scenario = self.scenario(name="my scenario.toml")
        process = self.start("run", scenario, *self.LONG, "-o", "out.h5", "--progress", "always")
        self.wait_for_share(process, 20)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 75)
        command = re.search(r"To go on: (pijler .*)", stderr.decode()).group(1)
        done = subprocess.run(["bash", "-c", f'pijler() {{ "{PIJLER}" "$@"; }}; {command}'], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.folder / "out.h5").is_file())

    def test_nothing_to_resume_is_said(self):
        done = self.expect(0, "run", self.scenario(), *SMALL, "-o", "out.h5", "--resume")
        self.assertIn("nothing to resume: there is no out.h5.checkpoint", done.stderr)

    def test_resume_refuses_another_studys_work(self):
        study = self.study()
        process = self.start("compare", study, *self.LONG, "-o", "out.h5", "--progress", "always")
        self.wait_for_share(process, 20)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.expect(65, "compare", study, *self.LONG, "--seed", "5", "-o", "out.h5", "--resume")

    def test_stopped_in_the_first_replicate(self):
        words = ["run", self.scenario(), "--youths", "20000", "--replicates", "1", "--months", "600", "--threads", "1", "--outcomes", "starts"]
        self.expect(0, *words, "-o", "unbroken.h5")
        process = self.start(*words, "-o", "out.h5", "--progress", "always")
        self.wait_for_share(process, 1)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 75, stderr)
        self.assertIn(b"stopped; 0 of 1 replicates, and 1 in hand, are kept in out.h5.checkpoint. To go on: ", stderr)
        self.assertFalse((self.folder / "out.h5").exists())
        self.assertIn("fingerprint: ", self.expect(0, "info", "out.h5.checkpoint").stdout)
        self.expect(0, *words, "-o", "out.h5", "--resume")
        self.assertEqual(self.datasets("out.h5"), self.datasets("unbroken.h5"))

    def test_a_second_signal_ends_at_once(self):
        # So many youths that the first month is far off when the signals come.
        process = self.start("run", self.scenario(), "--youths", "400000", "--threads", "1", "-o", "out.h5")
        time.sleep(0.7)
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        if process.poll() is not None:
            self.skipTest("stopped before the second signal: this machine is fast")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.left_over(), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
