"""An HTML page as a Draft: which of its text is the report, and what its masthead says.

`read_page(html, uri, captured)`: html is the decoded page; uri is where and captured when it was met ("", None if unknown). Nothing raises; a page without prose
gives a Draft without blocks.
"""

import gc

from writethru.clean import page_masthead, structured
from writethru.clean.draft import Draft, DraftBlock
from writethru.clean.score import container, weigh
from writethru.clean.sift import headline_at, key, record, sift
from writethru.clean.tree import MAX_CHARS, parse
from writethru.clean.walk import walk
from writethru.model import Stamp

_LEAST = 2  # blocks before a line of names that signs the text
_NAMES = 60  # characters of such a line
_LITTLE = 200  # characters: with less text than this on the page, the JSON-LD articleBody is taken


def read_page(html: str, uri: str = "", captured: Stamp | None = None) -> Draft:
    """The report on a page, its masthead and what was left out."""
    collecting = gc.isenabled()
    gc.disable()  # the tree lives for milliseconds and frees itself: looking for its cycles costs a fifth of the time
    try:
        return _read(html, uri, captured)
    finally:
        if collecting:
            gc.enable()


def _read(html: str, uri: str, captured: Stamp | None) -> Draft:
    tree = parse(html)
    said = structured.read(tree)
    found = walk(tree)
    draft = Draft()
    page_masthead.fill(draft, tree, said, found, uri, captured)
    start = headline_at(found, draft.headline)
    weights = weigh(found, said.body, start)
    home = container(found, weights, start)
    if home is None:
        record(found, [p.reason or "no running text" for p in found], draft)
    else:
        sift(tree, found, weights, home, start, said, draft)
        _signed(draft)
    if sum(len(b.text) for b in draft.blocks) < _LITTLE:
        _from_data(draft, said.body, html)
    if tree.cut:
        draft.leave_out(html[MAX_CHARS : MAX_CHARS + 300], "the page is longer than the limit")
    draft.tidy()
    return draft


def _from_data(draft: Draft, body: str, html: str) -> None:
    """The blocks from JSON-LD, or from a script that draws the text, where they have more than the page shows."""
    from writethru.clean.drawn import drawn

    blocks = [DraftBlock("paragraph", t) for t in body.split("\n")] if len(body) > _LITTLE else drawn(html)
    if sum(len(b.text) for b in blocks) > _LITTLE:
        for b in draft.blocks:
            draft.leave_out(b.text, "the page's data hold the whole text")
        draft.blocks = blocks


def _signed(draft: Draft) -> None:
    """Takes a line of names alone off the end of the text: they sign it, unless the text speaks of them."""
    from writethru.clean.masthead import only_names

    last = draft.blocks[-1].text if len(draft.blocks) > _LEAST else ""
    names = only_names(last) if 0 < len(last) <= _NAMES else []
    known = {key(n) for n in draft.bylines}
    if names and (all(key(n) in known for n in names) or not any(n in b.text for n in names for b in draft.blocks[:-1])):
        draft.leave_out(draft.blocks.pop().text, "byline")
        if all(key(n) in key(draft.outlet) for n in draft.bylines):
            draft.bylines = names
