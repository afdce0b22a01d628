"""Fetching: what a source publishes on the web becomes WARC files in raw/SOURCE/, the archive of record.

A run leaves one file, `fetched-TIME.warc.gz`, or none when nothing was new; it is written under a hidden name and
renamed when it is whole and on disk. Each record is a gzip member of its own:

- `warcinfo`: what made the file and how it introduced itself;
- `response` and `request` of every address that was asked, redirects included. The body is kept decoded; the encodings
  and the length it was sent with stand in `X-Crawl-Content-Encoding`, `-Transfer-Encoding` and `-Content-Length`.
  `WARC-Tearsheet-Use` says what it is to a reader: `page`, whose newer capture stands for the older; `articles`, a feed
  that holds them whole; `links`, a feed, a sitemap or a redirect that only led to pages;
- `revisit` with its `request` where an address answered 304, or with the bytes that an earlier response holds;
- `metadata`: each robots.txt that was obeyed, and a list of the addresses that are owed to a later run.

All state (validators, what was had, what is owed) is read from these files: `captures`.
"""

from flows.fetch.outcome import Outcome
from flows.fetch.settings import FetchSettings, fetch_settings
from flows.fetch.sources import Wanted, fetch_all, sources_to_fetch

__all__ = ["FetchSettings", "Outcome", "Wanted", "fetch_all", "fetch_settings", "sources_to_fetch"]
