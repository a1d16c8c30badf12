"""What an element is by its tag, role and state: inline, empty, or no part of a report whatever it is called."""

import re
from typing import Any


def words(text: str) -> frozenset[str]:
    """A set of names written with blanks between."""
    return frozenset(text.split())


INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr"
)
HEADINGS = words("h1 h2 h3 h4 h5 h6")
OPEN = words("html body article main section")  # hold whatever there is
TAG_REASON = {
    "nav": "navigation",
    "footer": "page foot",
    "aside": "side box",
    "form": "form",
    "button": "button",
    "select": "form",
    "label": "form",
    "textarea": "form",
    "input": "form",
    "figcaption": "caption",
    "noscript": "for browsers without scripts",
    "iframe": "embedded frame",
    "object": "embedded frame",
    "video": "caption or media",
    "audio": "caption or media",
    "menu": "navigation",
    "dialog": "notice",
    "template": "not shown",
}
_ROLE_REASON = {
    "navigation": "navigation",
    "contentinfo": "page foot",
    "complementary": "side box",
    "search": "form",
    "banner": "page head",
    "dialog": "notice",
    "alert": "notice",
}
VOID = words(
    "img svg picture head script style template title meta link base param source track col hr math canvas map area input embed datalist"
) | {""}
FLOW = {"br": "break", **dict.fromkeys(VOID, "void"), **dict.fromkeys(INLINE, "inline")}  # of a tag that opens no block
MEDIA = words("img picture video amp-img figure svg iframe audio")
NAMING = ("class", "id", "role", "data-testid", "data-component", "data-test-id", "data-qa")
SPEAKING = "[hidden],[aria-hidden],[style],[role],[data-testid],[data-component],[data-test-id],[data-qa]"  # beside class and id
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LABEL = 120  # characters of a label that is hidden from readers of the screen


def told(el: Any) -> str:
    """What the attributes of an element say: hidden by style or for readers of the screen, or the role of page furniture."""
    return "not shown" if hides(el) else _ROLE_REASON.get(el.attr("role") or "", "")


def hides(el: Any) -> bool:
    """Whether an element is not shown, or a short label that is hidden from readers of the screen."""
    style = el.attr("style")
    if (style and _HIDDEN.search(style)) or "hidden" in el.attrs:
        return True
    return el.attr("aria-hidden") == "true" and len(el.text) < _LABEL
