"""The fallback parser: the standard library's tokens as a tree, with the end tags that HTML lets one leave out.

`parse(html)` gives the root; its elements have the methods that `tree` names.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

from writethru.clean.tags import words

_VOID = words("area base br col embed hr img input link meta param source track wbr")
_P_CLOSERS = words(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "main menu nav ol p pre section table ul"
)
_CLOSES = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}


class Text:
    __slots__ = ("data", "parent")

    def __init__(self, data: str, parent: "Element") -> None:
        self.data = data
        self.parent = parent


class Element:
    __slots__ = ("attrs", "kids", "parent", "tag")

    def __init__(self, tag: str, attrs: dict[str, str], parent: "Element | None" = None) -> None:
        self.tag = tag
        self.parent = parent
        self.attrs = attrs
        self.kids: list[Element | Text] = []

    def __iter__(self) -> "Iterator[Element | Text]":
        return iter(self.kids)

    def __len__(self) -> int:
        return len(self.kids)

    def __getitem__(self, place: int) -> "Element | Text":
        return self.kids[place]

    def __bool__(self) -> bool:
        return True

    def matches(self, selector: str) -> bool:
        """Whether the element has one of the tags or attributes of a selector such as "h1,[hidden],[style]"."""
        return any(name[1:-1] in self.attrs if name[0] == "[" else name == self.tag for name in selector.split(","))

    def select(self, selector: str) -> "list[Element]":
        """The elements inside that match."""
        return [n for n in self.descendants if isinstance(n, Element) and n.matches(selector)]

    def attr(self, name: str) -> str | None:
        return self.attrs.get(name)

    @property
    def descendants(self) -> "Iterator[Element | Text]":
        """What is inside, in document order."""
        stack = self.kids[::-1]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Element):
                stack.extend(reversed(node.kids))

    @property
    def text(self) -> str:
        return "".join(n.data for n in self.descendants if isinstance(n, Text))

    @property
    def stripped_strings(self) -> Iterator[str]:
        return (n.data.strip() for n in self.descendants if isinstance(n, Text) and not n.data.isspace())

    def find_all(self, tag: str) -> "list[Element]":
        return [n for n in self.descendants if isinstance(n, Element) and n.tag == tag]

    def find(self, tag: str) -> "Element | None":
        return next((n for n in self.descendants if isinstance(n, Element) and n.tag == tag), None)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("#root", {})]
        self.count: dict[str, int] = {}

    def _close(self) -> None:
        self.count[self.open.pop().tag] -= 1

    def _close_up_to(self, tags: set[str], stop: set[str]) -> None:
        for i in range(len(self.open) - 1, max(0, len(self.open) - 30), -1):
            if self.open[i].tag in stop:
                return
            if self.open[i].tag in tags:
                while len(self.open) > i:
                    self._close()
                return

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _P_CLOSERS and self.count.get("p"):
            self._close_up_to({"p"}, {"td", "th", "div", "section", "article", "blockquote", "li"})
        if tag in _CLOSES:
            self._close_up_to(*_CLOSES[tag])
        element = Element(tag, {key: value or "" for key, value in reversed(attrs)}, self.open[-1])
        self.open[-1].kids.append(element)
        if tag not in _VOID:
            self.open.append(element)
            self.count[tag] = self.count.get(tag, 0) + 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.count.get(tag):
            while self.open[-1].tag != tag:
                self._close()
            self._close()

    def handle_data(self, data: str) -> None:
        self.open[-1].kids.append(Text(data, self.open[-1]))


def parse(html: str) -> Element:
    """The root of a page's tree; raises what `html.parser` raises."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.open[0]
