"""Archived copies: what public web archives hold of the articles, and what it proves.

    addresses -> memento (RFC 7089) -> lookup -> proposals of `archived:`
    archived: -> copies_folder -> verification

Nothing is asked of anybody's server unless a person says so; `system.web_client` asks politely.
"""
