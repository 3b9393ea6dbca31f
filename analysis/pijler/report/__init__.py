"""A report for policy advisors: one self-contained HTML page, in Dutch or English, from a result file.

study: the result as arms and estimates; inputs, declarations: what was assumed; words: the language; charts: SVG; the other files make the sections of the page,
which templates/ lays out.
"""
