"""The masthead of a page: bylines, outlet, times, language, each chosen among all that the page says and shows.

What the page says for machines (`structured`) and what it shows (pieces, time elements) are checked against each other;
nothing is taken that cannot be one (a year 2061 as date): those go to `left_out`.
"""

from writethru.clean.draft import Draft
from writethru.clean.headline import headline, host_name
from writethru.clean.page_bylines import bylines
from writethru.clean.page_times import times
from writethru.clean.pieces import Piece
from writethru.clean.sift import headline_at, key
from writethru.clean.structured import Structured
from writethru.clean.tree import Tree
from writethru.model import Stamp


def fill(draft: Draft, tree: Tree, said: Structured, found: list[Piece], uri: str, captured: Stamp | None) -> None:
    """Writes the masthead fields of the draft."""
    draft.outlet = said.outlet
    draft.language = said.language
    draft.canonical = said.canonical
    draft.headline = headline(tree, said, found, uri)
    start = headline_at(found, draft.headline)
    draft.bylines = bylines(said, found, start, site_names(said, uri))
    times(draft, said, found, start, uri, captured)


def site_names(said: Structured, uri: str) -> set[str]:
    """What the outlet may be called: as the page says, and by its address."""
    return {key(said.outlet), host_name(said.canonical), host_name(uri)} - {""}
