"""What tests of the program share: a folder of their own, the program run in it, and files to run it on.

Their scripts are called with PIJLER SOURCE_DIR.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SCENARIOS = ROOT / "scenarios"
SMALL = ["--youths", "300", "--months", "12", "--replicates", "2", "--set", "simulation.run_in_months=12"]


class InFolder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def pijler(self, *words, cwd=None):
        return subprocess.run([PIJLER, *map(str, words)], capture_output=True, text=True, cwd=cwd or self.folder, timeout=120)

    def expect(self, status, *words):
        done = self.pijler(*words)
        self.assertEqual(done.returncode, status, f"pijler {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done

    def as_nobody(self, status, *words):
        """Without the rights of root, to whom every file is open."""
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        if nobody and (shutil.which("setpriv") is None or subprocess.run([*nobody, PIJLER, "--version"], capture_output=True).returncode != 0):
            self.skipTest("needs setpriv, and a program that anyone may run")
        self.folder.chmod(0o755)
        done = subprocess.run([*nobody, PIJLER, *map(str, words)], capture_output=True, text=True, cwd=self.folder, timeout=120)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def start(self, *words):
        return subprocess.Popen([PIJLER, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)

    def wait_for_share(self, process, percent):
        """Reads the bar until it shows `percent`."""
        shown = b""
        while True:
            part = os.read(process.stderr.fileno(), 4096)
            if not part:
                self.fail(f"ended early: {shown}")
            shown += part
            found = re.findall(rb"(\d+) %", shown)
            if found and int(found[-1]) >= percent:
                return

    def mounted(self, options):
        place = self.folder / "mount"
        place.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True).returncode != 0:
            self.skipTest("needs the right to mount")
        self.addCleanup(subprocess.run, ["umount", "-l", place])
        return place

    def write(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def scenario(self, body="", name="scenario.toml"):
        return self.write(name, f'title = "x"\nextends = "{SCENARIOS}/baseline.toml"\n{body}')

    def study(self, settings=""):
        return self.write("study.toml", f'''title = "Two arms"
{settings}[[arm]]
name = "baseline"
scenario = "{SCENARIOS}/baseline.toml"
[[arm]]
name = "parents"
scenario = "{SCENARIOS}/parent_education.toml"
''')

    def study_with(self, text, replicates=3, of_arm=""):
        self.scenario(f"[simulation]\nreplicates = {replicates}\nmonths = 24\nrun_in_months = 12\n[population]\nyouths = 500\n", "small.toml")
        self.write("more.toml", 'extends = "small.toml"\n[[intervention]]\ntype = "youth_education"\napproach = "skills"\nname = "lessons"\n')
        return self.write("asked.toml", f'''title = "Asked"
[study]
{text}
[[arm]]
name = "usual"
scenario = "small.toml"
[[arm]]
name = "lessons"
scenario = "more.toml"
{of_arm}''')

    def h5py(self):
        try:
            import h5py
        except ImportError:
            self.skipTest("needs python3-h5py")
        return h5py

    def datasets(self, name):
        """The bytes of every dataset; texts as lists."""
        h5py = self.h5py()
        with h5py.File(self.folder / name) as file:
            return {key: list(data.asstr()[()]) if h5py.check_string_dtype(data.dtype) else data[()].tobytes() for key, data in file.items()}

    def left_over(self):
        return sorted(path.name for path in self.folder.iterdir() if "tmp" in path.name or path.suffix == ".h5")
