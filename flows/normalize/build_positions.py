"""Where countries lie, for build_gazetteer: the middle of each one's largest land in Natural Earth (public domain).

GeoNames's packages give countries no position. Natural Earth's countries at 1:110 million travel in geopandas up to
0.14 as a shapefile, which is read here as data: its records are polygons of longitudes and latitudes in degrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import asin, degrees, radians, sin
from pathlib import Path
from struct import unpack_from

Point = tuple[float, float]
# Natural Earth leaves these without their ISO code.
_CODES_BY_NAME = {"France": "FRA", "Norway": "NOR", "Kosovo": "XKX"}
_HEADER = 100  # bytes before the first record of a shapefile


def country_positions(folder: Path) -> Mapping[str, Point]:
    """Latitude and longitude of countries by ISO 3166 alpha-3 code, from the folder of `naturalearth_lowres`."""
    shapes = _polygons((folder / "naturalearth_lowres.shp").read_bytes())
    rows = _attributes((folder / "naturalearth_lowres.dbf").read_bytes())
    found = {}
    for row, rings in zip(rows, shapes, strict=True):
        code = _CODES_BY_NAME.get(row["name"], row["iso_a3"])
        found[code] = max(map(_area_and_middle, rings))[1]
    return found


def _area_and_middle(ring: list[Point]) -> tuple[float, Point]:
    """Area of a ring, and the latitude and longitude of its centre of mass.

    In Lambert's cylindrical equal-area projection, so that the north of a large country counts no more than its south.
    """
    flat = [(longitude, sin(radians(latitude))) for longitude, latitude in ring]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(flat):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return abs(area) / 2, (degrees(asin(y / (3 * area))), x / (3 * area))


def _polygons(data: bytes) -> Iterator[list[list[Point]]]:
    """The rings of every record of a shapefile of polygons (ESRI Shapefile Technical Description, 1998)."""
    at = _HEADER
    while at < len(data):
        words = int(unpack_from(">i", data, at + 4)[0])
        content = at + 8
        parts, points = unpack_from("<ii", data, content + 36)
        starts = (*unpack_from(f"<{parts}i", data, content + 44), points)
        numbers = unpack_from(f"<{2 * points}d", data, content + 44 + 4 * parts)
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        yield [pairs[first:last] for first, last in pairwise(starts)]
        at = content + 2 * words


def _attributes(data: bytes) -> Iterator[dict[str, str]]:
    """The rows of a dBASE III table, as text."""
    count, header, size = unpack_from("<IHH", data, 4)
    fields, at = [], 32
    while data[at] != 0x0D:
        fields.append((data[at : at + 11].split(b"\0")[0].decode("ascii"), data[at + 16]))
        at += 32
    for number in range(count):
        at, row = header + number * size + 1, {}
        for name, width in fields:
            row[name] = data[at : at + width].decode("utf-8", "replace").strip(" \0")
            at += width
        yield row
