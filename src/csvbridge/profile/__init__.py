"""The profile language: models, loading with `extends` and line numbers, columns, constraints and the plan of a run."""
