"""`python -m csvbridge`."""

from csvbridge.cli import main

main()
