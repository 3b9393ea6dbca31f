"""Results of pijler in Python: opened as named arrays, compared on common chances, drawn.

>>> import pijler
>>> result = pijler.open("study.h5")              # a run, a comparison, a merged sweep, or a sweep's folder as far as it is done
>>> result["starts"].dims
('arm', 'replicate', 'month', 'subgroup', 'substance')
>>> table = pijler.compare(result)                # as `pijler compare` prints it: a row for each arm, in the study's own question
>>> list(table["arm"]), table.attrs["subgroup"], table.attrs["units"]
(['skills', 'parents', 'skills', 'parents'], 'age_12_16', 'persons')
>>> difference = pijler.paired_difference(result, "parents", "skills")    # in each replicate, on the same town and chances
>>> difference.dims, list(pijler.summary(difference).index)
(('replicate',), ['mean', 'noise_low', 'noise_high', 'next_low', 'next_high'])
>>> flows = pijler.prevented_provoked(result, "parents", ["age_12_16", "under_15_impulsivity_high"])
>>> list(flows["flow"].unique())
['prevented', 'provoked', 'postponed', 'forestalled', 'direct', 'spill_over', 'net']
>>> list(pijler.tidy(result, "starts", "youths").columns)
['arm', 'replicate', 'month', 'subgroup', 'substance', 'starts', 'youths']
>>> axes = pijler.plot_differences(result)        # also plot_over_time, plot_subgroups, plot_prevented_provoked; plot_break_even of a sweep
>>> axes.figure.savefig("differences.svg")

From R: analysis/open.R.
"""

from .break_even_plot import plot_break_even
from .comparison import compare, paired_difference, summary
from .difference_plots import plot_differences, plot_subgroups
from .flow_plot import plot_prevented_provoked
from .flows import prevented_provoked
from .long_tables import tidy
from .open import ResultError
from .open import open_result as open
from .over_time_plot import plot_over_time

__all__ = ["ResultError", "compare", "open", "paired_difference", "plot_break_even", "plot_differences", "plot_over_time", "plot_prevented_provoked", "plot_subgroups",
           "prevented_provoked", "summary", "tidy"]
