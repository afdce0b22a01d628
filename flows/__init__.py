"""Tearsheet: raw news in, versioned and queryable datasets out.

The rooms follow the data: `ingest` → `clean` → `normalize` → `publish` → `query`. A room imports the modules
beside this one and nothing of another room; `archive` alone puts them together.
"""

__version__ = "0.1.0"
