"""What a page says of itself for machines: JSON-LD (schema.org), OpenGraph and other meta tags, microdata.

`read(tree) -> Structured`: values as written (names whole, times as strings), best first; judging them against the visible
page is `page`'s work. Broken or odd JSON-LD (lists, @graph, types as lists, control characters, entities encoded twice,
trailing commas, several values glued) costs at most that one script.
"""

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from writethru.clean.tree import Node, Tree
from writethru.text import squeeze

Json = dict[str, Any]

ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Reportage\w*|SocialMediaPosting|NewsItem)$")
_ORGANISATION = re.compile(r"(?:Organization|Organisation|Corporation|Brand|WebSite|Company)$")
_BREAK = re.compile(r"[\n\r]+|</?(?:p|br|div|li|h[1-6]|blockquote|ul|ol)\b[^<>]{0,500}>", re.I)
_WRAP = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")
_DEPTH = 12  # deepest nesting of JSON-LD looked into
_MANY = 5000  # objects looked at
_METAS = 20  # values taken of one meta tag
_AUTHORS = 3  # authors taken from microdata


@dataclass(slots=True)
class Post:
    """An update of a live blog as JSON-LD gives it; `at` as written."""

    headline: str
    text: list[str]  # paragraphs
    at: str


@dataclass(slots=True)
class Structured:
    headlines: list[tuple[str, str]] = field(default_factory=list)  # (where from: jsonld, og, twitter, microdata), headline
    authors: list[str] = field(default_factory=list)  # persons by JSON-LD
    organisations: list[str] = field(default_factory=list)  # authors by JSON-LD that are none
    other_authors: list[str] = field(default_factory=list)  # by meta tags and microdata
    outlet: str = ""
    published: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    body: str = ""  # articleBody, a paragraph a line, for judging the visible text
    descriptions: list[str] = field(default_factory=list)
    language: str = ""
    canonical: str = ""
    posts: list[Post] = field(default_factory=list)
    article: bool = False  # some JSON-LD or OpenGraph says that this is an article


def plain(value: object) -> str:
    """A JSON value as one line of text: tags dropped, entities undone twice (live blogs encode them twice)."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    for _ in range(2):
        if "&" in text:
            text = entities.unescape(text)
    if "<" in text:
        text = re.sub(r"</?(?:[a-zA-Z][^<>]{0,2000}|!--[^<>]{0,200}--)>", " ", text)
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()
    return squeeze(text)


def read(tree: Tree) -> Structured:
    """All that the page says for machines."""
    out = Structured()
    objects = [o for script in tree.data for o in _objects(script)]
    for o in sorted((o for o in objects if _is(o, ARTICLE)), key=_rank):
        _article(o, objects, out)
    _outlet(objects, out)
    _meta(tree, out)
    return out


# ---- JSON-LD ---------------------------------------------------------------------------------------------------------


def _load(script: str) -> object:
    text = _WRAP.sub("", script).strip().rstrip(";")
    for repair in (None, lambda t: re.sub(r",(\s*[}\]])", r"\1", t), entities.unescape):
        try:
            return json.loads(repair(text) if repair else text, strict=False)
        except (ValueError, RecursionError):
            continue
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _objects(script: str) -> list[Json]:
    """The objects of a script: the top ones, those in lists and @graph, and an article that a WebPage is about."""
    found: list[Json] = []
    queue: list[tuple[object, int]] = [(_load(script), 0)]
    while queue and len(found) < _MANY:
        value, depth = queue.pop(0)
        if depth > _DEPTH:
            continue
        if isinstance(value, list):
            queue.extend((v, depth + 1) for v in value[:_MANY])
        elif isinstance(value, dict):
            found.append(value)
            queue.extend(
                (value[k], depth + 1)
                for k in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "item")
                if isinstance(value.get(k), dict | list)
            )
    return found


def _types(o: object) -> list[str]:
    kind = o.get("@type") if isinstance(o, dict) else None
    return [str(k).rsplit("/", 1)[-1] for k in (kind if isinstance(kind, list) else [kind]) if k]


def _is(o: object, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(t) for t in _types(o))


def _rank(o: Json) -> tuple[int, int]:
    """Articles with most to say first; a LiveBlogPosting stands for its page."""
    live = any(t == "LiveBlogPosting" for t in _types(o))
    return -sum(bool(o.get(k)) for k in ("headline", "datePublished", "author", "articleBody", "dateModified")) - live, 0


def _strings(value: object) -> Iterator[str]:
    for v in value if isinstance(value, list) else [value]:
        text = plain(v.get("@value") or v.get("name") or "") if isinstance(v, dict) else plain(v)
        if text:
            yield text


def _paragraphs(value: object) -> list[str]:
    """The paragraphs of a JSON text: parted by line breaks, or by tags where it is HTML."""
    raw = value if isinstance(value, str) else "\n".join(_strings(value))
    for _ in range(2):
        raw = entities.unescape(raw) if "&" in raw else raw
    return [t for part in _BREAK.split(raw) if (t := plain(part))]


def _article(o: Json, objects: list[Json], out: Structured) -> None:
    first = not out.article
    out.article = True
    for key in ("headline", "name", "alternativeHeadline"):
        out.headlines += [("jsonld" if key == "headline" else "jsonld-" + key, t) for t in _strings(o.get(key))][:1]
    if first:
        out.authors, out.organisations = _people(o.get("author") or o.get("creator"), objects)
        out.language = next(_strings(o.get("inLanguage")), "")
    out.published += [*_strings(o.get("datePublished"))] or [*_strings(o.get("dateCreated"))]
    out.updated += _strings(o.get("dateModified"))
    out.descriptions += _strings(o.get("description"))
    out.body = out.body or "\n".join(_paragraphs(o.get("articleBody")))
    if not out.outlet:
        out.outlet = next(_names(o.get("publisher"), objects), "")
    posts = o.get("liveBlogUpdate")
    for p in posts if isinstance(posts, list) else [posts]:
        if isinstance(p, dict):
            headline = next(_strings(p.get("headline") or p.get("name")), "")
            text = _paragraphs(p.get("articleBody") or p.get("text") or p.get("description"))
            if headline or text:
                out.posts.append(Post(headline, text, next(_strings(p.get("datePublished") or p.get("dateCreated")), "")))


def _resolve(value: object, objects: list[Json]) -> object:
    if isinstance(value, dict) and set(value) == {"@id"}:
        return next((o for o in objects if o.get("@id") == value["@id"] and len(o) > 1), value)
    return value


def _names(value: object, objects: list[Json]) -> Iterator[str]:
    for v in value if isinstance(value, list) else [value]:
        yield from _strings(_resolve(v, objects))


def _people(value: object, objects: list[Json]) -> tuple[list[str], list[str]]:
    """Names of authors: persons, organisations; strings whole, for the byline splitter."""
    people: list[str] = []
    others: list[str] = []
    for v in value if isinstance(value, list) else [value]:
        v = _resolve(v, objects)
        if isinstance(v, dict) and not v.get("name") and (v.get("givenName") or v.get("familyName")):
            people.append(squeeze(f"{plain(v.get('givenName'))} {plain(v.get('familyName'))}"))
            continue
        names = v.get("name") if isinstance(v, dict) else v
        found = others if _is(v, _ORGANISATION) else people
        found += [t for n in (names if isinstance(names, list) else [names]) if (t := plain(n)) and "://" not in t]
    return list(dict.fromkeys(people)), list(dict.fromkeys(others))


def _outlet(objects: list[Json], out: Structured) -> None:
    for o in objects:
        if not out.outlet and any(t in ("NewsMediaOrganization",) for t in _types(o)):
            out.outlet = next(_strings(o.get("name")), "")


# ---- meta tags and microdata -----------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    return text.split()


_PUBLISHED = _words(
    "article:published_time article:published og:article:published_time og:published_time published_time datepublished "
    "sailthru.date parsely-pub-date dc.date.issued dcterms.created dcterms.issued dc.date dcterms.date dc.date.created date "
    "pubdate publishdate publish-date publish_date publication_date article.published cxenseparse:recs:publishtime "
    "cxenseparse:publishtime ptime displaydate article_date_original originalpublicationdate last-published date_published "
    "shareaholic:article_published_time rnews:datepublished article-published-date vr:published_time bt:pubdate ptdate "
    "og:pubdate"
)
_TITLES = (
    *(("og", "og:title"), ("twitter", "twitter:title"), ("meta", "title")),
    *(("named", name) for name in ("headline", "parsely-title", "sailthru.title", "citation_title", "cxenseparse:title", "dc.title")),
)
_UPDATED = _words(
    "article:modified_time og:updated_time og:article:modified_time datemodified dcterms.modified dc.date.modified "
    "last-modified lastmod last-updated article:updated article:updated_time modified_time update_time revised "
    "shareaholic:article_modified_time"
)
_AUTHOR = _words(
    "author article:author_name dc.creator dcterms.creator parsely-author sailthru.author byl citation_author "
    "article:author og:author cxenseparse:author"
)


def _meta(tree: Tree, out: Structured) -> None:
    metas: dict[str, list[str]] = {}
    for node in tree.said:
        if node.tag == "meta":
            key = (node.get("property") or node.get("name") or node.get("itemprop")).lower()
            if key and len(kept := metas.setdefault(key, [])) < _METAS and (told := plain(node.get("content"))):
                kept.append(told)
        elif node.tag == "link" and node.get("rel").lower() == "canonical" and not out.canonical:
            out.canonical = node.get("href")
        elif node.tag == "html" and not out.language:
            out.language = node.get("lang") or node.get("xml:lang")
    for node in tree.nodes if tree.microdata else ():
        for name, value in node.attrs:
            if name == "itemprop" and value:
                _microdata(node, value.lower(), out)
    out.headlines += [(where, v) for where, key in _TITLES for v in metas.get(key, [])[:1]]
    out.published += [v for key in _PUBLISHED for v in metas.get(key, [])]
    out.updated += [v for key in _UPDATED for v in metas.get(key, [])]
    out.other_authors += [v for key in _AUTHOR for v in metas.get(key, []) if "://" not in v]
    out.descriptions += [v for key in ("og:description", "description", "twitter:description") for v in metas.get(key, [])]
    out.outlet = out.outlet or next((v for key in ("og:site_name", "application-name") for v in metas.get(key, [])), "")
    out.language = (next(iter(metas.get("og:locale", [])), "") if not out.language else out.language).replace("_", "-")
    out.canonical = out.canonical or next(iter(metas.get("og:url", [])), "")
    out.article |= metas.get("og:type", [""])[0].lower() == "article"


def _microdata(node: Node, props: str, out: Structured) -> None:
    for prop in props.split():
        if prop == "headline" and node.chars < 400:
            out.headlines.append(("microdata", node.get("content") or node.text()))
        elif prop in ("datepublished", "datecreated"):
            out.published.append(node.get("datetime") or node.get("content") or node.text()[:80])
        elif prop == "datemodified":
            out.updated.append(node.get("datetime") or node.get("content") or node.text()[:80])
        elif prop == "author" and node.chars < 200 and node.tag != "meta":
            name = next((k for k in node.walk() if k.get("itemprop").lower() == "name"), node)
            if len(out.other_authors) < _AUTHORS:  # more are those of other stories
                out.other_authors.append(name.get("content") or name.text())
