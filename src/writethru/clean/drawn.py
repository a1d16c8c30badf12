"""The text of a page that a script draws: paragraphs that stand as markup inside the strings of a script (Next.js and its like)."""

import re

from writethru.clean.chrome import line_reason
from writethru.clean.draft import DraftBlock
from writethru.clean.tree import parse
from writethru.clean.walk import walk

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.S)
_PLAIN = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": ""}
_PARAGRAPHS = 4  # that a script holds, at least
_OF_TEXT = frozenset(("p", "h2", "h3", "h4", "li", "blockquote"))


def drawn(html: str) -> list[DraftBlock]:
    """The blocks of the script with most paragraphs, [] when none has several."""
    scripts = (part[: part.find("</script")] for part in html.split("<script")[1:] if "</script" in part)
    texts = [_unescaped(s) for s in scripts if "\\u003cp" in s or "<p" in s]
    best = max(texts, key=lambda t: t.count("</p>"), default="")
    if best.count("</p>") < _PARAGRAPHS:
        return []
    tree = parse(best[best.find("<p") : best.rfind("</p>") + 4])
    kept = [p for p in walk(tree) if p.node.tag in _OF_TEXT and not p.reason and not line_reason(p.text, p.density)]
    return [DraftBlock("crosshead" if p.kind == "h" else "list" if p.kind == "li" else "paragraph", p.text) for p in kept]


def _unescaped(script: str) -> str:
    """A script with the escapes of its strings undone; twice where strings hold strings."""
    for _ in range(2):
        if "\\u003c" in script or '\\"' in script:
            script = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _PLAIN.get(m[2], m[2]), script)
    return script.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
