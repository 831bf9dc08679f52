"""Extraction: an HTML page -> the article in it, and what the page says of that article."""
