"""Defects of an address: one module a family, each with `find(case)`; the package is scanned.

`judge` gives the verdict on one address, `find` those on a frame of them. Facts: addresses.md 10 and 11.
"""
