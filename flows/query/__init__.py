"""The last room: what a release answers, on disk or over HTTP: SQL, search, explanation, comparison, download.

It reads published releases only, through one DuckDB session, and never writes into one.
"""
