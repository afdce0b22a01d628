"""`tearsheet cite`: how to cite a release, so that a reader can find and check the same bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click
import yaml

from flows.descriptor import DESCRIPTOR_FILE, Descriptor
from flows.errors import TearsheetError
from flows.ids import bytes_sha256
from flows.query.datasets import entry_of, warn_if_withdrawn
from flows.query.output import print_json
from flows.query.places import Place, release_place
from flows.query.terminal import safe
from flows.release import CITATION_FILE, SUMS_FILE

# https://ctan.org/pkg/bibtex: what has a meaning of its own in LaTeX.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "#$%&_{}"},
    }
)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Citation:
    """What a citation says. `year` is that of publication, None when nothing tells it; `digest` is of SHA256SUMS."""

    dataset: str
    version: str
    title: str
    authors: list[str]
    year: str | None
    url: str | None
    digest: str

    def line(self) -> str:
        """Authors (year): title, version. Data set. URL. Digest: as DataCite recommends, with what proves the bytes.

        https://support.datacite.org/docs/data-citation
        """
        when = f" ({self.year})" if self.year else ""
        where = f" {self.url}." if self.url else ""
        return (
            f"{', '.join(self.authors)}{when}: {self.title} (version {self.version}) [Data set].{where} "
            f"SHA-256 {self.digest}"
        )

    def bibtex(self) -> str:
        """An entry for BibTeX; `@misc`, since only biblatex knows `@dataset`."""
        fields = {
            "author": " and ".join(f"{{{_latex(name)}}}" for name in self.authors),
            "title": f"{{{_latex(self.title)}}}",
            "year": self.year,
            "version": self.version,
            "howpublished": rf"\url{{{self.url}}}" if self.url else None,
            "note": f"Data set, version {self.version}, SHA-256 {self.digest}",
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join((f"@misc{{{self.dataset}-{self.version},", *lines, "}"))


def read_citation(place: Place) -> Citation:
    """The citation of the release at `place`. Raises TearsheetError when there is no release."""
    descriptor = place.read_as(DESCRIPTOR_FILE, Descriptor)
    said = _read_cff(place)
    entry = entry_of(place, descriptor)
    warn_if_withdrawn(place, descriptor)
    year = _YEAR.match((entry.released_at if entry else None) or str(said.get("date-released") or ""))
    title = _text(said.get("title")) or descriptor.title or descriptor.name
    return Citation(
        dataset=descriptor.name,
        version=descriptor.version,
        title=title,
        authors=_authors(said) or [f"Publishers of {title}"],
        year=year[0] if year else None,
        url=_text(said.get("url")) or descriptor.homepage or (place.address if place.is_remote else None),
        digest=bytes_sha256(place.read(SUMS_FILE)),
    )


def show_citation(spec: str | None, build: Path, *, as_json: bool) -> None:
    """Print how to cite the release that `spec` names: one line, then BibTeX."""
    citation = read_citation(release_place(spec, build))
    if as_json:
        print_json({**vars(citation), "text": citation.line(), "bibtex": citation.bibtex()})
    else:
        click.echo(safe(f"{citation.line()}\n\n{citation.bibtex()}"))


def _read_cff(place: Place) -> dict[str, object]:
    """CITATION.cff, which not every release has. Raises TearsheetError when it is broken."""
    content = place.read_if_there(CITATION_FILE)
    try:
        said = yaml.safe_load(content) if content else {}
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as problem:
        raise TearsheetError(
            f"{place.file(CITATION_FILE)}: not YAML; run `tearsheet verify` on the release"
        ) from problem
    return said if isinstance(said, dict) else {}


def _authors(said: dict[str, object]) -> list[str]:
    """Names of the authors; of an entity its name, of a person the given names before the family name."""
    listed = said.get("authors")
    persons = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    names = [" ".join(_text(item.get(part)) for part in ("name", "given-names", "family-names")) for item in persons]
    return [" ".join(name.split()) for name in names if name.strip()]


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _latex(text: str) -> str:
    return text.translate(_LATEX)
