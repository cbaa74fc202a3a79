"""What is told of a run: findings and errors on a terminal, the summary and the report as JSON, `explain`.

Import from the modules: nothing is loaded here, so that `--help` pays for what it shows only.
"""
