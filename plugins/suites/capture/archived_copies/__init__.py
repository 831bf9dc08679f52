"""Archived copies: what public web archives hold of the articles, and what it proves.

addresses        the address of a copy -> the page's own address, the day
memento          a service of web archives -> the copy nearest to a day (RFC 7089)
"""
