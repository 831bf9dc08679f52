"""The system: what the program asks of the machine it runs on: atomic writes, locks, progress."""
