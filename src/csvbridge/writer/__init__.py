"""Frame to bytes in the target's encoding to files that are there whole or not at all."""
