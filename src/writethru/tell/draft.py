"""A draft as it was handed in -> its running text, with the place of every character in the draft. HTML, Markdown or plain text."""

import re
from dataclasses import dataclass
from html import unescape

_BLOCK = "p|div|li|ul|ol|h[1-6]|br|hr|tr|td|th|table|blockquote|section|article|header|footer|main|aside|nav|figure|figcaption|title|dt|dd|pre|body|html|head"
_HTML = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<drop>script|style|head|template|noscript)\b[^>]*>.*?(?:</(?P=drop)\s*>|\Z)"
    rf"|<(?P<block>/?(?:{_BLOCK})\b)[^>]*>|</?[a-zA-Z][^>]*>|&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[a-zA-Z]\w{{1,30}});|(?P<space>\s+)",
    re.S | re.I,
)
_MARKDOWN = re.compile(
    r"^(?:```|~~~)[^\n]*\n.*?(?:^(?:```|~~~)[^\n]*$|\Z)"  # a fenced block
    r"|^(?P<heading>[ ]{0,3}#{1,6}[ \t]+)|^[ \t]*(?:>[ \t]?)+|^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?"
    r"|^[ \t]*(?:[-*_][ \t]*){3,}$|^[ \t]*\[[^\]\n]{1,80}\]:[^\n]*$"  # rules, link definitions
    r"|!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|\[\^?[\w, –-]{1,12}\](?![(\[])"  # images, notes
    r"|(?P<open>\[)(?=[^\]\n]{1,400}\]\()|\]\([^)\n]{0,800}\)"  # links: the words stay
    r"|(?P<mark>\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,!?”\"])_{1,3}(?!\w)|`{1,2}|~~)|\\(?=[\\`*_\[\]<>#|~])|</?[a-zA-Z][^>\n]{0,200}>",
    re.S | re.M,
)
_LOOKS_HTML = re.compile(r"<(?:!--|(?:!doctype|html|body|p|div|h[1-6]|article|br)\b)", re.I)
_LOOKS_MARKDOWN = re.compile(r"^(?:#{1,6} |[-*+] |> |\d+\. )|\*\*\S|\]\(http", re.M)
_SOFT = re.compile(r"(?<=[^\n]{40})(?<![.!?:”\"’')\]])[ \t]*\n(?=[ \t]*[^\s#>*+\-•\d|])")


@dataclass(frozen=True, slots=True)
class DraftText:
    """`text` is what a reader sees, one paragraph a line; `at[i]` is where its character i stands in the draft as handed in."""

    text: str
    at: tuple[int, ...]
    headings: frozenset[int]  # where headings start in `text`

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the text as a span of the draft."""
        if not self.at or start >= end:
            return 0, 0
        return self.at[start], self.at[end - 1] + 1


def media_type(draft: str) -> str:
    """What a draft looks like: "text/html", "text/markdown" or "text/plain"."""
    if _LOOKS_HTML.search(draft[:20000]):
        return "text/html"
    return "text/markdown" if _LOOKS_MARKDOWN.search(draft[:20000]) else "text/plain"


def strip(draft: str, kind: str = "") -> DraftText:
    """The running text of a draft. `kind` is a media type, "" to look for itself. Linear; never raises."""
    kind = kind or media_type(draft)
    pieces = _html(draft) if kind == "text/html" else _markdown(draft) if kind == "text/markdown" else [(draft, 0, 1)]
    chars: list[str] = []
    at: list[int] = []
    headings: set[int] = set()
    for piece, start, step in pieces:
        if step < 0:
            headings.add(len(chars))
            continue
        chars.append(piece) if len(piece) == 1 else chars.extend(piece)
        at.extend(range(start, start + len(piece)) if step else [start] * len(piece))
    text = "".join(chars)
    if kind != "text/html":
        text = _SOFT.sub(lambda m: " " * len(m.group()), text)
    return DraftText(text, tuple(at), frozenset(headings))


def _html(draft: str) -> list[tuple[str, int, int]]:
    """Pieces (words, place, step): step 0 where all its characters stand for one place, -1 for the start of a heading."""
    out: list[tuple[str, int, int]] = []
    at = 0
    for m in _HTML.finditer(draft):
        if at < m.start():
            out.append((draft[at : m.start()], at, 1))
        at = m.end()
        token = m.group()
        if m.group("space"):
            out.append((" ", m.start(), 0))
        elif m.group("block"):
            out.append(("\n", m.start(), 0))
            if re.match(r"h[1-6]$", m.group("block"), re.I):
                out.append(("", m.start(), -1))
        elif token.startswith("&"):
            out.append((unescape(token).replace("\n", " "), m.start(), 0))
    out.append((draft[at:], at, 1))
    return out


def _markdown(draft: str) -> list[tuple[str, int, int]]:
    out: list[tuple[str, int, int]] = []
    at = 0
    for m in _MARKDOWN.finditer(draft):
        if at < m.start():
            out.append((draft[at : m.start()], at, 1))
        if m.group("heading"):
            out.append(("", m.start(), -1))
        at = m.end()
    out.append((draft[at:], at, 1))
    return out
