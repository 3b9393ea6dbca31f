"""A report for policy advisors: one self-contained HTML page, in Dutch or English, from a result file.

study and estimates: the result as arms and numbers with their intervals; inputs, declarations: what was assumed; words: the language; telling: a study in a
language; charts: SVG. Each other file makes a section of the page; page.py has their order, templates/ lays them out.
"""
