"""What is told of a run: findings and errors on a terminal, the summary and the report as JSON, `explain`."""
