"""From the pieces of a page to the blocks of the report: what stands in its container, less what only looks like it, plus its lede.

Each piece gets a verdict: "" to keep, else the reason it is left out. Rules go from the surest to the weakest and each looks
only at the piece, its element and its neighbours, so that the work stays linear.
"""

import re
from collections import Counter
from functools import lru_cache

from writethru.clean.ago import is_ago
from writethru.clean.boxes import beside_picture, captions, cards, closed, linked_lists
from writethru.clean.chrome import hint, is_named, line_reason
from writethru.clean.clocks import by_clocks, opens_with_clock
from writethru.clean.draft import Draft, DraftBlock
from writethru.clean.live import merge, post_of, times_of
from writethru.clean.pieces import Piece
from writethru.clean.structured import Structured
from writethru.clean.tree import Node, Tree
from writethru.model import LeftOut, Part

_WORDS = re.compile(r"\w+")
_LONG = 50  # characters from which a line said again is no chance
_REPEATS = 0.3  # share of the text in lines said again
_PULLED = 40  # quotations and headings that are looked for in the paragraphs
_MARKS = " \"'“”„‘’«»‹›.…"
_OPENING = 60  # lines above the first paragraph that are looked at for byline and date
_FURNITURE = ("navigation", "page foot", "page head", "page head or foot", "for browsers without scripts", "not shown", "comments")
_CUT = 300  # characters of page furniture that are worth keeping
_HEADING = 90  # characters that a crosshead set in bold holds at most
_OWN = 20  # characters of a headline that is known in a longer line
_MOSTLY = 0.6  # of the headline in a lower heading
_LEDE_IN = ("", "side box", "page head or foot", "page head", "date or byline line", "caption or media")
_NEAR = 25  # pieces between headline and text within which a paragraph of its own opens the report
_COUNTER = re.compile(r"\d{1,3}(?:\s?/\s?\d{1,3})?")  # of a gallery or a list drawn by hand
_SENTENCE = re.compile(r"[.!?…。！？]['\"”’»)]*$")


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """A line for comparing: its words in lower case, without marks."""
    return " ".join(_WORDS.findall(text.replace("\u00ad", "").replace("\u200b", "").casefold()))


def headline_at(found: list[Piece], headline: str) -> int:
    """Where the headline stands among the pieces: the heading most like it, the first h1 when it is not shown as such; -1 for none."""
    wanted = key(headline)
    best, most, first = -1, 0.0, -1
    for i, p in enumerate(found):
        if p.kind != "h":
            continue
        own, top = key(p.text), p.node.tag == "h1"
        share = min(len(own), len(wanted)) / max(len(own), len(wanted), 1)
        part = len(own) > _OWN and (share > _MOSTLY or top) and (own in wanted or wanted in own)
        like = share + (p.reason == "") + 0.5 * top if wanted and (own == wanted or part) else 0.0
        if like > most:
            best, most = i, like
        elif top and first < 0 and not p.reason:
            first = i
    return best if best >= 0 else first


def sift(tree: Tree, found: list[Piece], weights: list[float], home: Node, start: int, said: Structured, draft: Draft) -> None:
    """Writes the blocks of the draft and what was left out of the container."""
    verdict = [p.reason or "outside the report" for p in found]
    verdict[home.first : home.last] = [p.reason for p in found[home.first : home.last]]
    posts = times_of(tree.words, found, home, draft.published, draft.updated)
    cards(found, weights, verdict, home)
    linked_lists(found, weights, verdict, home)
    captions(found, weights, verdict, home, posts)
    closed(found, weights, verdict, home)
    _lines(found, verdict, draft)
    lede = _ledes(found, verdict, weights, start, said, home)
    _opening(found, verdict, weights, lede, start, draft)
    _repeated(found, verdict)
    _trailing(found, verdict)
    pointed = True
    for i, p in enumerate(found):
        if i in lede:
            draft.blocks.append(DraftBlock("keypoint" if p.kind == "li" else "lede", p.text))
            verdict[i] = ""
        elif not verdict[i]:
            at = post_of(p.node, posts)
            if at is not None and len(p.text) < 30 and (p.node.tag == "time" or opens_with_clock(p.text) or is_ago(p.text)):
                verdict[i] = "time of a post"
                continue
            part = _part(p)
            pointed &= at is None and part in ("list", "crosshead")  # a list before any paragraph is the summary in points
            draft.blocks.append(DraftBlock("keypoint" if pointed and part == "list" else part, p.text, at))
    _credits(found, verdict, home, draft)
    by_clocks(draft)
    merge(said.posts, draft.blocks)
    record(found, verdict, draft)


def _credits(found: list[Piece], verdict: list[str], home: Node, draft: Draft) -> None:
    """Agencies and desk initials from the lines left out behind the text."""
    from writethru.clean.masthead import sign_off

    last = max((i for i, v in enumerate(verdict) if not v), default=len(found))
    for i in range(last + 1, min(last + 9, home.last)):
        if verdict[i] == "credit or sign-off" and (said := sign_off(found[i].text)):
            draft.sign_off = draft.sign_off or said[0]
            draft.credits += [c for c in said[1] if c not in draft.credits]


def _part(p: Piece) -> Part:
    if p.kind == "h" or (p.kind == "p" and p.bold and len(p.text) < _HEADING and not _SENTENCE.search(p.text)):
        return "crosshead"
    return "list" if p.kind == "li" else "paragraph"


def record(found: list[Piece], verdict: list[str], draft: Draft) -> None:
    """Writes what was left out: a run of pieces with one reason is one entry; page furniture is cut short."""
    run: list[str] = []
    for i, p in enumerate(found):
        if verdict[i]:
            run.append(p.text)
            if i + 1 < len(found) and verdict[i + 1] == verdict[i]:
                continue
            text = " | ".join(run)
            text = text[:_CUT] + "…" if verdict[i] in _FURNITURE and len(text) > _CUT else text
            draft.left_out.append(LeftOut(text, verdict[i]))
        run = []


def _lines(found: list[Piece], verdict: list[str], draft: Draft) -> None:
    """Verdicts by the words of a line, its links, and the headline said again."""
    headline = key(draft.headline)
    for i, p in enumerate(found):
        if verdict[i]:
            continue
        if p.kind == "h" and (p.node.tag == "h1" or _is_headline(key(p.text), headline)):
            verdict[i] = "headline"
        elif (
            not p.text[0].isalnum() and not any(c.isalnum() for c in p.text) and p.text not in ("***", "* * *", "◇")
        ) or _COUNTER.fullmatch(p.text):
            verdict[i] = "only marks"
        elif p.density > 0.7 and p.kind != "h" and not (len(p.text) > 50 and _SENTENCE.search(p.text) and p.kind in ("p", "quote")):
            verdict[i] = "link"
        else:
            verdict[i] = line_reason(p.text, p.density)


def _is_headline(line: str, headline: str) -> bool:
    """Whether a folded heading is the folded headline, or a kicker and the headline."""
    return line == headline != "" or (len(headline) > _OWN and len(line) < 2 * len(headline) and line.endswith(headline))


def _ledes(found: list[Piece], verdict: list[str], weights: list[float], start: int, said: Structured, home: Node) -> set[int]:
    """The standfirst: between headline and first paragraph, named so by its element or the same as the page's description;
    and first paragraphs that stand apart from the rest of the text."""
    first = next((i for i, p in enumerate(found) if not verdict[i] and i > start and weights[i] > 80 and p.kind == "p"), len(found))
    told = [k for k in (key(d) for d in said.descriptions) if len(k) > 30]
    out: set[int] = set()
    for i in range(max(0, start - 3), min(first + 1, len(found))):
        p = found[i]
        if not 30 <= len(p.text) <= 900 or p.density > 0.5 or i == start or p.reason not in _LEDE_IN or verdict[i] == "headline":
            continue
        own = key(p.text)
        same = any(own[:150] in d or d[:100] in own for d in told) if len(own) > 25 else False
        named = not p.reason and i > start and (_named_lede(p.node) or (p.kind == "h" and _may_be_lede(p)))
        apart = verdict[i] == "outside the report" and start < i and first - start <= _NEAR and _is_paragraph(p, weights[i], home)
        if same or named or apart:
            out.add(i)
    return out


def _is_paragraph(p: Piece, weight: float, home: Node) -> bool:
    plain = p.kind == "p" and weight > 90 and p.density < 0.2 and _SENTENCE.search(p.text) is not None
    return plain and not line_reason(p.text, p.density) and not beside_picture(p, home)


def _may_be_lede(p: Piece) -> bool:
    return len(p.text) > 60 and not opens_with_clock(p.text) and not line_reason(p.text, p.density)


def _named_lede(node: Node) -> bool:
    at: Node | None = node
    for _ in range(3):
        if at is None or at.chars > 1200:
            return False
        if is_named("lede", hint(at)):
            return True
        at = at.parent
    return False


def _signs(line: str, bylines: list[str]) -> bool:
    """Whether a line is the names of the byline and nothing else."""
    known = {w for n in bylines for w in key(n).split()}
    return bool(known) and len(line) < 100 and set(key(line).split()) <= known


def _opening(found: list[Piece], verdict: list[str], weights: list[float], lede: set[int], start: int, draft: Draft) -> None:
    """Bylines, times and kickers that stand before the first paragraph."""
    from writethru.clean.masthead import has_lead, split_bylines, stamps

    tried = 0
    for i, p in enumerate(found):
        if verdict[i] or i in lede:
            continue
        tried += 1
        if (weights[i] > 60 and p.kind != "li") or tried > _OPENING:
            return
        if i < start:
            verdict[i] = "above the headline"
        elif len(p.text) < 160 and (
            stamps(p.text) or is_ago(p.text) or _signs(p.text, draft.bylines) or (has_lead(p.text) and split_bylines(p.text))
        ):
            verdict[i] = "date or byline line"


def _repeated(found: list[Piece], verdict: list[str]) -> None:
    """What is said twice counts once: pull quotes that a paragraph holds, the same long line again, notices set many times."""
    kept = [i for i, v in enumerate(verdict) if not v]
    times = Counter(found[i].text for i in kept if len(found[i].text) > _LONG)
    if sum(len(t) * n for t, n in times.items() if n > 1) > _REPEATS * sum(len(found[i].text) for i in kept):
        return  # a text that lives by repeating
    whole = "\n".join(found[i].text for i in kept if found[i].kind == "p")
    pulled = 0
    seen: set[str] = set()
    for i in kept:
        p = found[i]
        if times[p.text] > 2:
            verdict[i] = "repeated notice"
        elif p.text in seen:
            verdict[i] = "said twice"
        elif p.kind in ("quote", "h") and len(p.text) > _LONG and pulled < _PULLED:
            pulled += 1
            if p.text.strip(_MARKS) in whole:
                verdict[i] = "pull quote"
        if len(p.text) > _LONG:
            seen.add(p.text)


def _trailing(found: list[Piece], verdict: list[str]) -> None:
    """Headings at the very end head nothing that was kept."""
    for i in range(len(found) - 1, -1, -1):
        if verdict[i]:
            continue
        if found[i].kind != "h":
            return
        verdict[i] = "heading without text"
