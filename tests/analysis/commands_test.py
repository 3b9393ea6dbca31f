"""What the commands of analysis/ have in common."""

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(sys.argv[2]) if __name__ == "__main__" and len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "analysis"))

from pijler.commands import Failure, expect_there, publish, refuse_existing  # noqa: E402


class Outputs(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def refused(self, words: str, path: Path, overwrite: bool, *read: Path):
        with self.assertRaisesRegex(Failure, words) as caught:
            refuse_existing(path, overwrite, *read)
        self.assertEqual(caught.exception.status, 73)

    def test_nothing_is_replaced_unasked(self):
        (self.folder / "a").write_text("kept")
        self.refused("exists", self.folder / "a", False)
        refuse_existing(self.folder / "a", True)
        refuse_existing(self.folder / "b", False)

    def test_what_is_read_and_what_is_no_file_never(self):
        (self.folder / "a").write_text("read")
        (self.folder / "link").symlink_to(self.folder / "a")
        self.refused("is what is read", self.folder / "a", True, self.folder / "a")
        self.refused("is what is read", self.folder / "a", True, self.folder / "link")
        self.refused("no file", Path("/dev/null"), True)
        self.refused("no file", self.folder, True)
        self.refused("no folder", self.folder / "none/a", True)

    def test_is_written_whole_or_not_at_all(self):
        publish(self.folder / "a", "whole")
        self.assertEqual((self.folder / "a").read_text(), "whole")
        with self.assertRaises(Failure):
            publish(self.folder / "none/a", "lost")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["a"])

    def test_the_first_that_is_not_there_is_named(self):
        expect_there(self.folder)
        with self.assertRaises(FileNotFoundError) as caught:
            expect_there(self.folder, self.folder / "none", self.folder / "nor")
        self.assertIn("none", str(caught.exception))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
