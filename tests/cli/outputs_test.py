#!/usr/bin/python3
"""Results: where they may be written, and what `pijler info` and other programs read in them.

outputs_test.py PIJLER SOURCE_DIR
"""
import hashlib
import json
import os
import shlex
import subprocess
import sys
import time
import unittest

import h5py

from in_folder import InFolder, PIJLER, ROOT, SCENARIOS, SMALL


class Outputs(InFolder):
    def test_the_default_output_is_named_after_the_file(self):
        self.expect(0, "run", self.scenario(), *SMALL)
        self.assertTrue((self.folder / "results/scenario.h5").is_file())
        self.expect(73, "run", self.scenario(), *SMALL)

    def test_a_result_is_not_replaced_unasked(self):
        output = self.write("out.h5", "mine")
        self.expect(73, "run", self.scenario(), *SMALL, "-o", output)
        self.assertEqual(output.read_text(), "mine")
        self.expect(0, "run", self.scenario(), *SMALL, "-o", output, "--overwrite")
        self.assertGreater(output.stat().st_size, 1000)
        self.assertEqual(self.left_over(), ["out.h5"])

    def test_its_history_can_be_typed_again(self):
        folder = self.folder / "'s-Gravenhage & co"
        folder.mkdir()
        self.expect(0, "run", self.scenario(), *SMALL, "-o", folder / "out.h5")
        with h5py.File(folder / "out.h5") as file:
            line = file.attrs["history"].split(" ", 1)[1]
        self.assertEqual(shlex.split(line)[-1], str(folder / "out.h5"))

    def test_a_folder_must_be_there(self):
        self.expect(73, "run", self.scenario(), *SMALL, "-o", self.folder / "none/out.h5")
        self.assertIn(self.pijler("run", self.scenario(), *SMALL, "--overwrite", "-o", self.folder).returncode, (73, 64))

    def test_a_read_only_folder_is_73(self):
        place = self.mounted("ro,size=1m")
        started = time.monotonic()
        self.expect(73, "run", SCENARIOS / "baseline.toml", "-o", place / "out.h5")  # said before the run, which takes longer
        self.assertLess(time.monotonic() - started, 10)

    def test_why_the_default_folder_is_missing(self):
        place = self.mounted("ro,size=1m")
        scenario = self.scenario()
        done = subprocess.run([PIJLER, "run", scenario, *SMALL], capture_output=True, text=True, cwd=place)
        self.assertEqual((done.returncode, done.stderr), (73, "pijler: results: cannot be created: Read-only file system\n"))

    def test_a_folder_that_others_own(self):
        scenario = self.scenario().rename(self.folder / "of-root.toml")
        (self.folder / "closed").mkdir(mode=0o700)
        if os.geteuid() == 0:  # the owner may write into the folder itself
            text = self.as_nobody(73, "run", scenario, *SMALL).stderr
            self.assertEqual(text, "pijler: results: cannot be created: Permission denied\n")
            text = self.as_nobody(73, "run", scenario, *SMALL, "-o", "closed/in/out.h5").stderr
            self.assertIn("closed/in cannot be reached: Permission denied", text)

    def test_a_full_disk_is_74_and_leaves_nothing(self):
        place = self.mounted("size=16k")
        (place / "filler").write_bytes(b"x" * 8192)
        self.expect(74, "run", self.scenario(), *SMALL, "-o", place / "out.h5")
        self.assertEqual([path.name for path in place.iterdir()], ["filler"])

    def test_info(self):
        output = self.folder / "out.h5"
        self.expect(0, "compare", self.study(), *SMALL, "-o", output)
        text = self.expect(0, "info", output).stdout
        for part in ("title: Two arms", "seed: 20261123", "starts(arm, replicate, month, subgroup, substance)", "arm 2;", "baseline parents"):
            self.assertIn(part, text)
        self.expect(65, "info", self.scenario())
        damaged = bytearray(output.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        (self.folder / "damaged.h5").write_bytes(damaged)
        self.expect(65, "info", self.folder / "damaged.h5")

    def test_info_of_a_result_of_earlier_versions_which_sha_256_sealed(self):
        output = self.folder / "out.h5"
        self.expect(0, "run", self.scenario(), *SMALL, "-o", output)
        body = output.read_bytes().rpartition(b"\npijler xxh128 ")[0]
        for named, status in ((hashlib.sha256(body).hexdigest(), 0), (hashlib.sha256(b"else").hexdigest(), 65)):
            output.write_bytes(body + f"\npijler sha256 {named}\n".encode())
            self.expect(status, "info", output)

    def test_a_result_says_what_the_program_declares_and_what_arms_deliver(self):
        for command, arms in ((("run", self.scenario()), 1), (("compare", self.study(), "--set", "parent_education.coverage=0.37"), 2)):
            self.expect(0, *command, *SMALL, "-o", "out.h5", "--overwrite")
            with h5py.File(self.folder / "out.h5") as result:
                declared = json.loads(result.attrs["declarations"])
                for kind in ("interventions", "parameters"):
                    self.assertEqual(declared[kind], json.loads(self.expect(0, "list", kind, "--format", "json").stdout))
                delivered = [json.loads(arm) for arm in result["arm_interventions"].asstr()]
                self.assertEqual(len(delivered), arms)
                self.assertAlmostEqual(result.attrs["share_simulated"], float(SMALL[SMALL.index("--youths") + 1]) / result.attrs["town_youths"])
        self.assertEqual(delivered[0], [])
        self.assertEqual([each["type"] for each in delivered[1]], ["parent_education"])
        default = next(row for row in declared["interventions"] if row["name"] == "parent_education")
        self.assertEqual((delivered[1][0]["coverage"], delivered[1][0]["fidelity"]), (0.37, default["fidelity"]))
        self.assertEqual(delivered[1][0]["cost"], {"fixed": [1000.0, 4000.0], "per_contact": [5.0, 40.0], "payer": "municipality"})
        self.assertNotIn("meaning_nl", self.expect(0, "info", "out.h5").stdout)

    def test_results_open_elsewhere(self):
        output = self.folder / "out.h5"
        self.expect(0, "compare", self.study(), *SMALL, "-o", output)
        done = subprocess.run([sys.executable, ROOT / "tests/output/open_result.py", output], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
