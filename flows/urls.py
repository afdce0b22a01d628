"""The canonical form of an address: one story, one address, however it was linked to.

The rule has a version, RULE: a change of it is a change of `articles.url`, so it is made on purpose and told in the
changelog. The address as found stays in `documents.url`.

Two steps. `normalize_url` changes the spelling and never the meaning (RFC 3986, section 6, and what crawlers agree on:
case, default port, dot segments, percent escapes, order of parameters). `canonical_url` then takes off what sites hang
on the address of one and the same article: trackers, fragments, AMP and mobile variants, the trailing slash.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes, urljoin

RULE = 1

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_NETWORK = re.compile(r"(//([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.DOTALL)
_HOST = re.compile(r"(?:.*@)?(\[[^\]]*\]|[^:]*)(?::([0-9]*))?", re.DOTALL)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT_IN_PATH = "/!$&'()*+,;=:@%-._~"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?"
_DEFAULT_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_NOT_IN_HOSTS = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`/?#@%]")
_SPACE = "".join(map(chr, range(33)))
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")

# Parameters that say where a reader came from, never what is read: the campaign parameters of the big analytics
# services, click ids of advertisers and networks, share marks of newsrooms, session ids.
_TRACKERS = re.compile(
    r"utm_\w*|(?:at|ns|pk|mtm|matomo|piwik|hsa|oly|vero|trk|soc|guce)_\w+|guccounter|(?:fb|g|d|ms|y|tt|tw|rd|li|epi|s)cl(?:k)?id|"
    r"li_fat_id|gclsrc|gbraid|wbraid|fb_(?:action|source|ref)\w*|igshi?d|mc_[ce]id|mkt_tok|_ga|_gl|_hs(?:enc|mi)|"
    r"hsctatracking|wt[._]mc\w*|wt[._]zmc\w*|xtor|xt[on]r|spm|scid|s_cid|s_kwcid|cmp(?:id)?|ncid|icid|intcid|ocid|"
    r"cid_?src|mbid|cndid|smid|smtyp|smprod|sr_share|sref|ref_(?:src|url)|referrer|_?__twitter_impression|"
    r"taid|trk(?:info)?|ito|dicbo|ftag|rss|feed(?:type|name)|partner=rss|emc=rss|(?:from|src|source|ref|via|cmp)=(?:rss|feed)\w*|"
    r"phpsessid|jsessionid|aspsessionid\w*",
    re.IGNORECASE,
)
_AMP_PARAMETERS = re.compile(
    r"amp(?:=(?:1|true|amp)?)?|outputtype=amp|output=amp|view=amp|is_?amp=(?:1|true)", re.IGNORECASE
)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
# Caches that carry the article's own address in theirs; `s/` says that it is https.
_AMP_CACHE = re.compile(r"/[a-z]/(s/)?(.+)", re.DOTALL)
_AMP_VIEWER = re.compile(r"/amp/(s/)?(.+\..+)", re.DOTALL)
_AMP_PATH = re.compile(r"^/amp(?=/.)|(?<=.)/amp/?$|/amp\.html?$|\.amp(?=\.html?$)|\.amp$", re.IGNORECASE)
_MOBILE_HOST = re.compile(r"(?:m|mobile|amp)\.((?:[^.]+\.)+[^.\d]+)")
_MOBILE_LABEL = re.compile(r"(?:\.m)+\.(?=[^.]+\.)")


def canonical_url(url: str) -> str | None:
    """The address that all links to one article come to, by rule RULE; None for what is no web address.

    Idempotent. A mobile or AMP host gives way to `www.`, which nearly all sites with such a host answer to.
    """
    normal = normalize_url(url)
    parts = _split(normal) if normal else None
    if normal is None or parts is None or parts[0] not in ("http", "https") or not parts[1]:
        return None
    scheme, host, port, path, query = parts
    inner = _inside_amp(host, path)
    if inner:
        return canonical_url(inner)
    path = _AMP_PATH.sub("", _SESSION_IN_PATH.sub("", path)).rstrip("/") or "/"
    kept = [item for item in (query or "").split("&") if item and not _is_ballast(item)]
    # A fragment is a place in a page, but for `#!`, which names a page of its own.
    _, bang, story = url.partition("#!")
    page = _join("https" if port is None else scheme, _desktop(host), port, path, "&".join(kept) or None)
    return page + bang + story.strip(_SPACE)


def normalize_url(url: str) -> str | None:
    """The same address in its one spelling; None when its host cannot be one. An address without scheme gets http."""
    url = url.strip(_SPACE)
    found = _SCHEME.match(url)
    if not found or (url[found.end() :][:2] != "//" and "." in found[1]):  # example.org:8080/ has no scheme
        url = f"http://{url.removeprefix('//')}"
    parts = _split(url)
    if parts is None:
        return None
    scheme, host, port, path, query = parts
    if query is not None and scheme in _DEFAULT_PORTS:
        items = (
            _escaped(item.removesuffix("="), _KEPT_IN_QUERY) for item in query.split("&") if item[:1] not in ("", "=")
        )
        query = "&".join(sorted(items))
    path = _escaped(_without_dots(_escaped(path, _KEPT_IN_PATH)), _KEPT_IN_PATH)
    return _join(scheme, host, None if port == _DEFAULT_PORTS.get(scheme) else port, path, query or None)


def host_of(url: str) -> str:
    """The host of an address, lower case and in ASCII; empty when it has none."""
    parts = _split(url)
    return (parts[1] or "") if parts else ""


def joined_url(base: str, link: str) -> str | None:
    """The address that `link` means on the page `base`, RFC 3986; None for what can be no address."""
    try:
        found = urljoin(base, link.strip(_SPACE))
    except ValueError:
        return None
    return None if _CONTROLS.search(found) else found


_Parts = tuple[str, str | None, str | None, str, str | None]


def _split(url: str) -> _Parts | None:
    """Scheme, host, port, path and query; None when the host is none. User and password are left out."""
    scheme, _, rest = url.partition(":")
    found = _NETWORK.fullmatch(rest)
    if found is None:
        return None
    _, authority, path, query = found.groups()
    if authority is None or (not authority and scheme.lower() != "file"):
        return scheme.lower(), None, None, path, query
    split = _HOST.fullmatch(authority)
    host = _host(split[1]) if split else None
    if split is None or host is None:
        return None
    return scheme.lower(), host, split[2] or None, path, query


def _join(scheme: str, host: str | None, port: str | None, path: str, query: str | None) -> str:
    authority = "" if host is None else f"//{host}" + (f":{port}" if port else "")
    return f"{scheme}:{authority}{path or '/'}" + (f"?{query}" if query else "")


def _host(host: str) -> str | None:
    """A host in lower case, its escapes undone, in ASCII (IDNA), with no dot at its end; None when it is none."""
    if _BARE_PERCENT.search(host):
        return None
    try:
        name = unquote_to_bytes(host).decode("utf-8").lower().removesuffix(".")
        ascii_name = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return None if _NOT_IN_HOSTS.search(ascii_name) else ascii_name


def _escaped(text: str, kept: str) -> str:
    """Percent escapes in one spelling: none where none is needed, upper case, and one wherever one is needed."""
    text = _BARE_PERCENT.sub("%25", text)

    def spelled(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if character in _UNRESERVED else f"%{found[1].upper()}"

    return quote(_ESCAPE.sub(spelled, text), safe=kept, errors="surrogatepass")


def _without_dots(path: str) -> str:
    """Dot segments worked out and empty segments left out."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    is_folder = bool(kept) and segments[-1] in ("", ".", "..")
    return "/" + "/".join(kept) + ("/" if is_folder else "")


def _inside_amp(host: str | None, path: str) -> str | None:
    """The article's own address inside that of an AMP cache or viewer."""
    name = host or ""
    if name.endswith(".cdn.ampproject.org"):
        found = _AMP_CACHE.fullmatch(path)
    elif name.startswith(("www.google.", "google.")):
        found = _AMP_VIEWER.fullmatch(path)
    else:
        return None
    return f"{'https' if found[1] else 'http'}://{found[2]}" if found else None


def _is_ballast(item: str) -> bool:
    name = item.partition("=")[0]
    return bool(_TRACKERS.fullmatch(name) or _TRACKERS.fullmatch(item) or _AMP_PARAMETERS.fullmatch(item))


def _desktop(host: str | None) -> str | None:
    """The host for large screens: m.example.org is www.example.org, de.m.example.org is de.example.org."""
    if host is None or host.replace(".", "").isdigit():
        return host
    found = _MOBILE_HOST.fullmatch(host)
    return _MOBILE_LABEL.sub(".", f"www.{found[1]}" if found else host)
