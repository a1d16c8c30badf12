"""An HTML page as a Draft: which of its text is the report, and what its masthead says.

`read_page(html, uri)`: html is the decoded page; uri is where it was met ("" if unknown). Nothing raises; a page without prose
gives a Draft without blocks.
"""

from writethru.clean import page_masthead, structured
from writethru.clean.draft import Draft
from writethru.clean.pieces import pieces
from writethru.clean.score import container, prose, weigh
from writethru.clean.sift import headline_at, sift
from writethru.clean.tree import parse


def read_page(html: str, uri: str = "") -> Draft:
    """The report on a page, its masthead and what was left out."""
    tree = parse(html)
    said = structured.read(tree)
    found = pieces(tree.root, prose)
    draft = Draft()
    page_masthead.fill(draft, tree, said, found, uri)
    start = headline_at(found, draft.headline)
    weights = weigh(found, said.body, start)
    home = container(found, weights, start)
    if home is not None:
        sift(found, weights, home, start, said, draft)
    return draft
