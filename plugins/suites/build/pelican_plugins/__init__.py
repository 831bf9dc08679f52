"""Pelican plugins: thin, ordered, each one step of the pipeline."""
