#!/usr/bin/python3
"""pijler builds and runs where nobody is root: dependencies unpacked under a prefix of one's own, none of them on the system.

prefix_build_test.py PIJLER SOURCE_DIR

A view of /usr without those packages is made in a mount namespace of its own, and all is done there as an ordinary user. Needs root, or a
kernel that lets ordinary users make namespaces; skipped otherwise.
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
# As scenarios/cluster/README.md says that they are fetched.
PACKAGES = re.search(r"apt-get download ((?:[^\n]*\\\n)*[^\n]*)", (ROOT / "scenarios/cluster/README.md").read_text()).group(1).replace("\\\n", " ").split()
SKIPPED = 77
RUN = ["run", "scenarios/baseline.toml", "--youths", "300", "--months", "12", "--replicates", "2", "--set", "simulation.run_in_months=6", "--quiet", "-o"]

# Takes: folder, then a command that is run by an ordinary user who sees no file listed in folder/listed.
WITHOUT = r"""
set -eu
folder=$1
shift
mount -t tmpfs tmpfs "$folder/view"
mkdir "$folder/view/over" "$folder/view/work" "$folder/view/usr"
mount -t overlay overlay -o "lowerdir=/usr,upperdir=$folder/view/over,workdir=$folder/view/work" "$folder/view/usr"
sed -n "s,^/usr/,$folder/view/usr/,p" "$folder/listed" | xargs -d '\n' rm -f
mount --bind "$folder/view/usr" /usr
test ! -e /usr/include/eigen3/Eigen/Core
exec $ORDINARY "$@"
"""


def as_root_of_a_namespace():
    return ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--map-root-user", "--mount"]


class PrefixBuild(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-prefix-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.folder.chmod(0o755)
        for name in ("view", "prefix", "source", "build"):
            (self.folder / name).mkdir()

    def listed(self):
        """Files of the packages, one each, as a package's archive holds them."""
        names = subprocess.run(["dpkg-query", "--listfiles", *PACKAGES], check=True, capture_output=True, text=True).stdout.splitlines()
        return sorted({name for name in names if name.startswith("/usr/") and (os.path.islink(name) or os.path.isfile(name))})

    def unpack(self):
        """What dpkg --extract makes of the packages' archives, without fetching them again."""
        listed = self.folder / "listed"
        listed.write_text("\n".join(self.listed()) + "\n")
        self.copy("/", listed, self.folder / "prefix")
        sources = [str(path.relative_to(ROOT)) for top in ("sim", "scenarios") for path in (ROOT / top).rglob("*") if path.is_file()] + ["CMakeLists.txt"]
        (self.folder / "sources").write_text("\n".join(sources) + "\n")
        self.copy(ROOT, self.folder / "sources", self.folder / "source")
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "nobody", self.folder / "source", self.folder / "build"], check=True)

    @staticmethod
    def copy(start, listed, to):
        with subprocess.Popen(["tar", "-C", start, "-cf", "-", "-T", listed], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as packing:
            subprocess.run(["tar", "-C", to, "-xf", "-"], stdin=packing.stdout, check=True)

    def without(self, *words):
        """Runs a command as an ordinary user of a system without the packages."""
        ordinary = "setpriv --reuid=nobody --regid=nogroup --clear-groups" if os.getuid() == 0 else ""
        done = subprocess.run([*as_root_of_a_namespace(), "sh", "-c", WITHOUT, "without", self.folder, *words], cwd=self.folder / "source", capture_output=True, text=True,
                              env={"PATH": "/usr/bin:/bin", "ORDINARY": ordinary, "HOME": str(self.folder / "build"), "LC_ALL": "C.UTF-8"}, timeout=1500)
        self.assertEqual(done.returncode, 0, done.stdout[-3000:] + done.stderr[-3000:])
        return done.stdout

    def test_it_builds_and_runs_and_gives_the_same_numbers(self):
        self.unpack()
        prefix, build = self.folder / "prefix/usr", self.folder / "build"
        self.without("cmake", "-S", ".", "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", "-DPIJLER_TESTS=OFF",
                     "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG")  # builds sooner; digits are the same
        self.without("cmake", "--build", build, "--target", "pijler", "--parallel", "2")
        pijler = build / "sim/pijler"
        with self.subTest("no part of a dependency comes from the system"):
            cache = (build / "CMakeCache.txt").read_text()
            for name in ("HDF5_LIBRARY", "HDF5_INCLUDE_DIR", "RANDOM123_INCLUDE_DIR", "Eigen3_DIR", "tomlplusplus_DIR", "Boost_DIR", "nlohmann_json_DIR"):
                self.assertRegex(cache, rf"(?m)^{name}:\w+={re.escape(str(prefix))}/")
            for line in self.without("ldd", pijler).splitlines():
                self.assertNotIn("not found", line)
        with self.subTest("the same numbers"):
            self.without(pijler, *RUN, build / "own.h5")
            subprocess.run([PIJLER, *RUN, self.folder / "system.h5"], cwd=ROOT, check=True)
            self.assertEqual(datasets(build / "own.h5"), datasets(self.folder / "system.h5"))
        with self.subTest("a program for every x86-64 processor"):
            for program in (pijler, PIJLER):
                self.assertEqual(wide(program), [])


def datasets(path):
    import h5py

    with h5py.File(path, "r") as file:
        return {name: (file[name].shape, file[name][()].tobytes() if file[name].dtype.kind != "O" else list(file[name].asstr()[()].flat)) for name in file}


def wide(program):
    """Functions with AVX instructions that are not one of several forms, of which the processor's is chosen when the program starts."""
    text = subprocess.run(["objdump", "--disassemble", "--demangle", "--no-show-raw-insn", program], check=True, capture_output=True, text=True).stdout
    chosen = re.compile(r"arch_x86_64_v[34]|EightBlocks")
    found = []
    for block in re.split(r"\n\n", text):
        name = block.split("\n", 1)[0]
        if re.search(r"%[yz]mm\d", block) and not chosen.search(name):
            found.append(name)
    return found


def main():
    probe = subprocess.run([*as_root_of_a_namespace(), "sh", "-c", "mount -t tmpfs tmpfs /mnt && mkdir /mnt/o /mnt/w && mount -t overlay overlay -o lowerdir=/usr,upperdir=/mnt/o,workdir=/mnt/w /media"],
                           capture_output=True, text=True)
    if probe.returncode != 0:
        print(f"skipped: no view of /usr of one's own can be made here: {probe.stderr.strip()}")
        return SKIPPED
    return unittest.main(argv=sys.argv[:1])


if __name__ == "__main__":
    sys.exit(main())
