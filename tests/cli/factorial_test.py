#!/usr/bin/python3
"""What compare prints of a factorial study, and of levers whose effect on use was not evaluated. Runs the built program.

factorial_test.py PIJLER SOURCE_DIR
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PIJLER, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SMALL = ["--youths", "2000", "--months", "24", "--replicates", "3", "--set", "simulation.run_in_months=24"]

try:
    import h5py
    import numpy
except ImportError:
    sys.exit(77)


class Study(unittest.TestCase):
    """One study, compared once for all tests of the class."""
    text_of_study = ""
    options = []

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pijler-factorial-"))
        (cls.folder / "study.toml").write_text(cls.text_of_study)
        done = subprocess.run([PIJLER, "compare", cls.folder / "study.toml", *SMALL, *cls.options, "-o", cls.folder / "out.h5"], capture_output=True, text=True, timeout=200)
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)
        cls.text, cls.notes = done.stdout, done.stderr
        cls.file = h5py.File(cls.folder / "out.h5")
        cls.arms = list(cls.file["arm"].asstr()[()])
        cls.groups = list(cls.file["subgroup"].asstr()[()])

    @classmethod
    def tearDownClass(cls):
        cls.file.close()
        shutil.rmtree(cls.folder)

    def part(self, title):
        found = [part for part in self.text.split("\n\n") if part.strip().startswith(title)]
        self.assertEqual(len(found), 1, f"one part begins with {title!r}:\n{self.text}")
        return found[0]

    def row(self, part, label):
        """The figures of a row; a long label has them on the next line."""
        lines = part.splitlines()
        at = next(n for n, line in enumerate(lines) if line.strip() == label or line.startswith(f"  {label} "))
        figures = lines[at + 1] if lines[at].strip() == label else lines[at][2 + len(label):]
        return re.sub(" +", " ", figures).strip()

    def starts(self, arm):
        return self.file["starts"][self.arms.index(arm), :, :, self.groups.index("age_12_16"), 0].sum(axis=1).astype(float)


def arms(**scenarios):
    return "".join(f'[[arm]]\nname = "{name}"\nscenario = "{ROOT}/scenarios/{file}"\n' for name, file in scenarios.items())


class FourPillars(Study):
    text_of_study = (ROOT / "scenarios/studies/four-pillars.toml").read_text().replace('"../', f'"{ROOT}/scenarios/').replace("horizon = 120", "horizon = 24")

    def arm(self, *factors):
        return "+".join(factor for factor in ("education", "support", "environment", "regulation") if factor in factors) or "baseline"

    def term(self, ending, *factors):
        """In per cent of the reference, per replicate, from the arms themselves."""
        others = [factor for factor in ("education", "support", "environment", "regulation") if factor not in factors]
        total = numpy.zeros(3)
        for chosen in range(2 ** len(others)):
            rest = [factor for n, factor in enumerate(others) if chosen >> n & 1]
            for held in range(2 ** len(factors)):
                own = [factor for n, factor in enumerate(factors) if held >> n & 1]
                name = self.arm(*rest, *own)
                total += (-1) ** (len(factors) - len(own)) * self.starts(name if name == "baseline" else name + ending)
        return 100 * total / 2 ** len(others) / self.starts("baseline").mean()

    def test_every_set_of_pillars_is_an_arm(self):
        self.assertEqual(len(self.arms), 16 + 15)
        self.assertEqual(self.arms[:4], ["baseline", "education", "support", "education+support"])
        self.assertEqual(self.notes, "")

    def test_main_effects_and_interactions_are_those_of_the_arms(self):
        part = self.part("Factors and what they do together")
        adding, beyond = part.split("  both together, beyond the product")[0].split("  both together, beyond the sum")
        for factors, label, section in ((["education"], "education *", adding), (["regulation"], "regulation *", adding),
                                        (["education", "environment"], "education x environment", beyond), (["environment", "regulation"], "environment x regulation", beyond)):
            central, drawn = self.term("", *factors), self.term("_drawn", *factors)
            half = 4.302653 * drawn.std(ddof=1) * (1 + 1 / 3) ** 0.5  # Student's t of 2 degrees of freedom
            row = self.row(section, label)
            self.assertTrue(row.startswith(f"{central.mean():+.1f} "), (label, row, central))
            mean, low, high = (round(each, 1) + 0.0 for each in (drawn.mean(), drawn.mean() - half, drawn.mean() + half))  # no zero with a minus
            self.assertTrue(row.endswith(f" {mean:+.1f} {low:+.1f} .. {high:+.1f}"), (label, row, drawn))
        alone = [self.starts(name) - self.starts("baseline") for name in ("education", "support", "environment", "regulation")]
        everything = self.starts("education+support+environment+regulation") - self.starts("baseline")
        self.assertTrue(self.row(beyond, "all, beyond the sum").startswith(f"{100 * (everything - sum(alone)).mean() / self.starts('baseline').mean():+.1f} "))

    def test_only_pillars_alone_and_all_have_rows(self):
        part = self.part("Estimand: starts in age_12_16 over 24 months (")
        self.assertIn("  all together *", part)
        self.assertNotIn("  education+support ", part)
        self.assertLessEqual(max(len(line) for line in self.part("Factors and what they do").splitlines()), 80)

    def test_names_what_was_not_evaluated(self):
        part = self.part("What if: effect on use not evaluated")
        self.assertIn("  support *: signalling_training, contact_point, chain_coordination\n", part)
        self.assertNotIn("early_intervention", part)

    def test_all_four_are_the_integral_scenario(self):
        done = subprocess.run([PIJLER, "compare", ROOT / "scenarios/baseline.toml", ROOT / "scenarios/integral.toml", *SMALL, "--outcomes", "starts,contacts,cost",
                               "--set", "output.every=12", "-o", self.folder / "integral.h5"], capture_output=True, text=True, timeout=100)
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(self.folder / "integral.h5") as file:
            everything = self.arms.index("education+support+environment+regulation")
            for name in ("starts", "contacts", "cost"):
                numpy.testing.assert_array_equal(file[name][1], self.file[name][everything])

    def test_education_supports_what_others_offer(self):
        """More families come to family skills where parents have evenings, and more youths are screened where staff is trained."""
        contacts = self.file["contacts"][()].sum(axis=(2, 4))  # arm, replicate, pillar
        pillars = list(self.file["pillar"].asstr()[()])
        for pillar in ("environment", "support"):
            at = pillars.index(pillar)
            both, alone = contacts[self.arms.index(self.arm("education", pillar)), :, at], contacts[self.arms.index(pillar), :, at]
            self.assertTrue((both >= alone).all() and (both > alone).any(), (pillar, both, alone))


class WhatIfs(Study):
    text_of_study = ('title = "What if"\n[study]\nuncertainty = "priors"\n[output]\nevery = 12\n'
                     + arms(baseline="baseline.toml", ban="public_smoking_ban.toml", skills="youth_skills.toml", parents="parent_education.toml", rules="pillars/regulation.toml"))

    def test_use_is_told_of_what_was_evaluated(self):
        part = self.part("Estimand: starts in age_12_16 over 24 months (")
        self.assertNotIn("  ban", part)
        for label in ("skills", "rules *"):
            self.assertTrue(self.row(part, label).startswith(f"{100 * (self.starts(label.split()[0]) - self.starts('baseline')).mean() / self.starts('baseline').mean():+.1f} "))

    def test_no_arm_is_set_against_a_what_if(self):
        part = self.part("Arm against arm")
        self.assertEqual(re.findall(r"^  (\w+) against (\w+)", part, re.M), [("parents", "skills")])

    def test_what_ifs_are_told_by_nuisance_sight_and_contacts(self):
        self.assertIn("  ban (what if): public_smoking_ban\n", self.part("What if: effect on use not evaluated"))
        for title, name, decimals in (("Nuisance", "nuisance", 1), ("Use that youths see", "visible_use", 3)):
            part = self.part(title)
            last = self.file[name][:, :, -1].astype(float)
            self.assertTrue(self.row(part, "ban (what if)").startswith(f"{(last[1] - last[0]).mean():+.{decimals}f} "), part)
            self.assertNotIn("  skills", part)
        self.part("Times that police")
        self.part("Youths referred to help")


class NothingButWhatIfs(Study):
    text_of_study = 'title = "Bans"\n[output]\nevery = 12\n' + arms(baseline="baseline.toml", ban="public_smoking_ban.toml")

    def test_nothing_is_told_of_use(self):
        self.assertNotIn("First uses", self.text)
        self.assertIn("  ban (what if)", self.part("Nuisance"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
