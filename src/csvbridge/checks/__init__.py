"""Checks: findings about cells, rows and orders, one module a family, each with `find`.

A check sees frames of canonical fields or of target cells and gives back faults; it knows no file, no terminal.
"""
