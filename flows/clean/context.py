"""A line among the lines of its document: where it stands, what its neighbours and its container are. Compiled.

Each function fills columns of the matrix of features for the lines of one document, `first` to `end`.
"""

from __future__ import annotations

import numpy as np

from flows.clean.compiled import Flags, Hashes, Numbers, Whole, compiled

# Distances and counts beyond these say no more.
FAR = 60.0
# Windows around a line, in lines to either side, over which running text is summed.
WINDOWS = (2, 5, 15, 40)
# Windows over which lines with a date or an author are counted.
CROWDS = (5, 15)
# Lines to either side whose own features a line sees.
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)


@compiled
def positions(first: int, end: int, words: Numbers, prose: Numbers, found: Numbers) -> None:
    """Share of lines and of words above, lines and words of the document, and distances to running text.

    Nine columns: place, words above, lines, words, share of prose, distance to prose above and below, length of the
    run of lines without prose that the line stands in, distance to the longest paragraph.
    """
    count = end - first
    total = running = 0.0
    longest = first
    for row in range(first, end):
        total += words[row]
        running += prose[row]
        if prose[row] > prose[longest]:
            longest = row
    above = 0.0
    last = -1
    for row in range(first, end):
        out = found[row]
        out[0] = (row - first) / count
        out[1] = above / max(1.0, total)
        out[2] = np.log2(1.0 + count)
        out[3] = np.log2(1.0 + total)
        out[4] = running / max(1.0, total)
        out[5] = min(FAR, row - last) if last >= 0 else FAR
        out[8] = min(FAR, max(-FAR, row - longest))
        above += words[row]
        if prose[row] > 0:
            last = row
    last = -1
    for row in range(end - 1, first - 1, -1):
        found[row, 6] = min(FAR, last - row) if last >= 0 else FAR
        found[row, 7] = min(FAR, found[row, 5] + found[row, 6]) if prose[row] == 0 else 0.0
        if prose[row] > 0:
            last = row


@compiled
def windows(first: int, end: int, prose: Numbers, plain: Numbers, found: Numbers) -> None:
    """For each of WINDOWS: the prose and the lines without any, around the line; two columns each."""
    count = end - first
    sums = np.zeros((count + 1, 2))
    for row in range(first, end):
        sums[row - first + 1, 0] = sums[row - first, 0] + prose[row]
        sums[row - first + 1, 1] = sums[row - first, 1] + plain[row]
    for at in range(count):
        for number, width in enumerate(WINDOWS):
            low, high = max(0, at - width), min(count, at + width + 1)
            found[first + at, 2 * number] = sums[high, 0] - sums[low, 0]
            found[first + at, 2 * number + 1] = sums[high, 1] - sums[low, 1]


@compiled
def neighbours(first: int, end: int, seen: Numbers, found: Numbers) -> None:
    """The columns of `seen` at each of NEIGHBOURS; -1 where the document has no such line."""
    columns = seen.shape[1]
    for row in range(first, end):
        for number, step in enumerate(NEIGHBOURS):
            other = row + step
            for column in range(columns):
                there = seen[other, column] if first <= other < end else -1.0
                found[row, number * columns + column] = there


@compiled
def repeats(first: int, end: int, hashes: Hashes, found: Numbers) -> None:
    """How often a line stands in its document, and whether this is its first place; two columns."""
    order = np.argsort(hashes[first:end], kind="mergesort")
    at = 0
    while at < len(order):
        upto = at
        while upto < len(order) and hashes[first + order[upto]] == hashes[first + order[at]]:
            upto += 1
        for place in range(at, upto):
            found[first + order[place], 0] = min(9, upto - at)
            found[first + order[place], 1] = place == at
        at = upto


@compiled
def groups(first: int, end: int, keys: Whole, prose: Numbers, words: Numbers, linked: Numbers, found: Numbers) -> None:
    """Of the lines with the same key: their number, prose, its share of the document's, mean words, share of links.

    Five columns. `keys` are whole numbers that tell containers, or containers and tags, apart.
    """
    order = np.argsort(keys[first:end], kind="mergesort")
    total = max(1.0, prose[first:end].sum())
    at = 0
    while at < len(order):
        upto = at
        running = all_words = links = 0.0
        while upto < len(order) and keys[first + order[upto]] == keys[first + order[at]]:
            row = first + order[upto]
            running += prose[row]
            all_words += words[row]
            links += linked[row]
            upto += 1
        for place in range(at, upto):
            out = found[first + order[place]]
            out[0] = np.log2(1.0 + upto - at)
            out[1] = np.log2(1.0 + running)
            out[2] = running / total
            out[3] = all_words / (upto - at)
            out[4] = links / (upto - at)
        at = upto


@compiled
def distances(first: int, end: int, is_anchor: Flags, found: Numbers) -> None:
    """Signed distance in lines to the nearest line that is an anchor: negative above it; one column."""
    last = -1
    for row in range(first, end):
        if is_anchor[row]:
            last = row
        found[row, 0] = min(FAR, row - last) if last >= 0 else FAR + 1
    last = -1
    for row in range(end - 1, first - 1, -1):
        if is_anchor[row]:
            last = row
        if last >= 0 and last - row < found[row, 0]:
            found[row, 0] = -min(FAR, last - row)


@compiled
def stretch(first: int, end: int, evidence: Numbers, found: Numbers) -> None:
    """Where the line stands to the stretch of lines with the greatest sum of evidence; three columns.

    Whether it is inside, its signed distance to the nearer edge (positive inside), and the sum's share in words.
    Maximum subsequence segmentation: Pasternack and Roth, Extracting Article Text from the Web, WWW 2009.
    """
    best = running = 0.0
    start = best_start = best_end = first
    for row in range(first, end):
        if running <= 0.0:
            running, start = 0.0, row
        running += evidence[row]
        if running > best:
            best, best_start, best_end = running, start, row + 1
    for row in range(first, end):
        is_inside = best_start <= row < best_end
        found[row, 0] = is_inside
        if is_inside:
            found[row, 1] = min(FAR, row - best_start + 1, best_end - row)
        elif best_end > best_start:
            found[row, 1] = -min(FAR, best_start - row if row < best_start else row - best_end + 1)
        else:
            found[row, 1] = -FAR
        found[row, 2] = np.log2(1.0 + best)


@compiled
def last_label(first: int, end: int, kinds: Numbers, found: Numbers) -> None:
    """The kind of the nearest labelled line above, 0 for none, and the distance to it; two columns."""
    last = -1
    for row in range(first, end):
        found[row, 0] = kinds[last] if last >= 0 else 0.0
        found[row, 1] = min(FAR, row - last) if last >= 0 else FAR
        if kinds[row] > 0:
            last = row


@compiled
def crowds(first: int, end: int, is_signed: Flags, is_comments: Flags, found: Numbers) -> None:
    """Lines with a date or an author in each of CROWDS, and lines since the last label of comments above.

    Comments have a date and an author each.
    """
    count = end - first
    sums = np.zeros(count + 1)
    for at in range(count):
        sums[at + 1] = sums[at] + is_signed[first + at]
    last = -1
    for at in range(count):
        for number, width in enumerate(CROWDS):
            low, high = max(0, at - width), min(count, at + width + 1)
            found[first + at, number] = sums[high] - sums[low]
        found[first + at, len(CROWDS)] = min(FAR, at - last) if last >= 0 else FAR + 1
        if is_comments[first + at]:
            last = at


@compiled
def runs(first: int, end: int, is_marked: Flags, prose: Numbers, found: Numbers) -> None:
    """Of the run of marked lines that a line stands in: which it is, how many there are, its prose, lines into it.

    Four columns; the first is 0 and the last two are 0 outside every run.
    """
    runs = 0
    start = first
    for row in range(first, end + 1):
        is_inside = row < end and is_marked[row]
        begins = is_inside and (row == first or not is_marked[row - 1])
        if row > first and is_marked[row - 1] and not is_inside:
            words = prose[start:row].sum()
            found[start:row, 2] = np.log2(1.0 + words)
        if begins:
            runs += 1
            start = row
        if is_inside:
            found[row, 0] = runs
            found[row, 3] = min(FAR, row - start + 1)
    found[first:end, 1] = runs


@compiled
def places(first: int, end: int, keys: Whole, found: Numbers) -> None:
    """Where in the lines of its key a line stands: from the first, to the last, in lines; two columns."""
    order = np.argsort(keys[first:end], kind="mergesort")
    at = 0
    while at < len(order):
        upto = at
        while upto < len(order) and keys[first + order[upto]] == keys[first + order[at]]:
            upto += 1
        for place in range(at, upto):
            found[first + order[place], 0] = min(FAR, place - at)
            found[first + order[place], 1] = min(FAR, upto - 1 - place)
        at = upto


@compiled
def fill_text(
    bounds: Whole,
    words: Numbers,
    prose: Numbers,
    rule: Numbers,
    hashes: Hashes,
    seen: Numbers,
    anchors: Flags,
    kinds: Numbers,
    found: Numbers,
) -> None:
    """Fills the columns of measures.TEXT_FEATURES that look at other lines."""
    plain = (prose == 0).astype(np.float32)
    for number in range(len(bounds) - 1):
        first, end = bounds[number], bounds[number + 1]
        positions(first, end, words, prose, found)
        repeats(first, end, hashes, found[:, 9:])
        stretch(first, end, rule, found[:, 11:])
        distances(first, end, anchors[0], found[:, 14:])
        distances(first, end, anchors[1], found[:, 15:])
        last_label(first, end, kinds, found[:, 16:])
        windows(first, end, prose, plain, found[:, 18:])
        neighbours(first, end, seen, found[:, 26:])


@compiled
def fill_markup(
    bounds: Whole, flags: Flags, keys: Whole, prose: Numbers, words: Numbers, links: Numbers, found: Numbers
) -> None:
    """Fills the columns of measures._MARKUP that look at other lines.

    `flags`: headings, body and article marks, signed lines, labels of comments.
    """
    at = found.shape[1] - 5 * len(keys)
    signed = at - len(CROWDS) - 1
    for number in range(len(bounds) - 1):
        first, end = bounds[number], bounds[number + 1]
        distances(first, end, flags[0], found[:, 4:])
        places(first, end, keys[0], found[:, 5:])
        runs(first, end, flags[1], prose, found[:, 7:])
        runs(first, end, flags[2], prose, found[:, 11:])
        crowds(first, end, flags[3], flags[4], found[:, signed:])
        for key in range(len(keys)):
            groups(first, end, keys[key], prose, words, links, found[:, at + 5 * key :])
