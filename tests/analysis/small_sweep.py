"""A sweep of a small town, made and merged on the fly."""

import subprocess
from pathlib import Path

STUDY = """title = "Small"
[study]
equalise = "none"
uncertainty = "none"
[study.estimand]
outcome = "starts"
subgroup = "age_12_16"
horizon = 24
relevant_difference = 0.05
[output]
outcomes = ["youths", "starts", "net_starts", "direct_starts", "cost"]
every = 12
[[arm]]
name = "baseline"
scenario = "{scenarios}/baseline.toml"
[[arm]]
name = "skills"
scenario = "{scenarios}/youth_skills.toml"
[[arm]]
name = "parents"
scenario = "{scenarios}/parent_education.toml"
[sweep]
"""


def small_sweep(program: Path, scenarios: Path, folder: Path, sweep: str, study: str = STUDY) -> Path:
    """The merged result of a study of three arms, with `sweep` as its table [sweep]; both may name {scenarios}."""
    (folder / "s.toml").write_text((study + sweep).format(scenarios=scenarios))
    run = lambda *words: subprocess.run([program, *words], cwd=folder, check=True, capture_output=True)
    run("sweep", "s.toml", "-o", "s", "--youths", "800", "--months", "24", "--replicates", "2", "--set", "simulation.run_in_months=24")
    run("merge", "s", "-o", "s.h5")
    return folder / "s.h5"
