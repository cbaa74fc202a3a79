"""What an unknown file is, which format it fits, and the profile that reads it: `inspect`, `learn`, drift."""
