"""The engine: read cells, group, keep, look up, derive, check, write cells, split. One module a step.

A run is pure: bytes and a profile in, an `Outcome` with bytes and findings out. It knows no terminal and no file.
"""
