"""Meta tags, link tags and microdata into `Structured`."""

import re

from writethru.clean.structured import Structured, plain
from writethru.clean.tree import Element, Tree, text_of

_MANY_METAS = 20  # values taken of one meta tag
_ITEMS = 1000  # properties of microdata looked at
_AUTHORS = 3  # authors taken from microdata: more are those of other stories
_TITLE, _NAME = 400, 200  # characters that a headline and an author of microdata hold at most


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
    "dc.creator citation_author parsely-author sailthru.author byl article:author_name author creator "
    "article:author og:author cxenseparse:author"
)
_DUBLIN = re.compile(r"^dc(?:terms?)?[.:](?:element[.:])?")  # Dublin Core is written in many ways
_DESCRIPTION = ("og:description", "description", "twitter:description")
_OUTLET = ("og:site_name", "application-name")
_METAS = frozenset((*_PUBLISHED, *_UPDATED, *_AUTHOR, *_DESCRIPTION, *_OUTLET, *(k for _, k in _TITLES), "og:locale", "og:url", "og:type"))


def fill(out: Structured, tree: Tree) -> None:
    """Writes what the tags say; JSON-LD goes before them."""
    metas: dict[str, list[str]] = {}
    for el in tree.marked.get("meta", ()):
        names = (el.attr("property") or el.attr("name") or el.attr("itemprop") or "").lower()
        for key in names.split() if " " in names else (names,):
            key = key if key in _METAS else _DUBLIN.sub("dc.", key)
            if key in _METAS and len(kept := metas.setdefault(key, [])) < _MANY_METAS and (told := plain(el.attr("content"))):
                kept.append(told)
    out.canonical = next((e.attr("href") or "" for e in tree.marked.get("link", ()) if (e.attr("rel") or "").lower() == "canonical"), "")
    html = tree.root if tree.root.tag == "html" else tree.root.find("html")
    if not out.language and html is not None:
        out.language = html.attr("lang") or html.attr("xml:lang") or ""
    for el in tree.marked["itemprop"][:_ITEMS]:
        _microdata(el, el.attr("itemprop").lower(), out)
    out.headlines += [(where, v) for where, key in _TITLES for v in metas.get(key, [])[:1]]
    out.published += [v for key in _PUBLISHED for v in metas.get(key, [])]
    out.updated += [v for key in _UPDATED for v in metas.get(key, [])]
    out.other_authors += _authors(metas)
    out.descriptions += [v for key in _DESCRIPTION for v in metas.get(key, [])]
    out.outlet = out.outlet or next((v for key in _OUTLET for v in metas.get(key, [])), "")
    out.language = (next(iter(metas.get("og:locale", [])), "") if not out.language else out.language).replace("_", "-")
    out.canonical = out.canonical or next(iter(metas.get("og:url", [])), "")
    out.article |= metas.get("og:type", [""])[0].lower() == "article"


def _authors(metas: dict[str, list[str]]) -> list[str]:
    """The authors by the first kind of tag that names another than the outlet: kinds that differ name an account or a desk besides."""
    told = [[v for v in metas.get(key, []) if "://" not in v] for key in _AUTHOR]
    outlet = {v.casefold() for key in _OUTLET for v in metas.get(key, [])}
    return next((names for names in told if any(n.casefold() not in outlet for n in names)), next(filter(None, told), []))


def _microdata(el: Element, props: str, out: Structured) -> None:
    for prop in props.split():
        if prop == "headline" and len(el.text) < _TITLE:
            out.headlines.append(("microdata", el.attr("content") or text_of(el)))
        elif prop in ("datepublished", "datecreated"):
            out.published.append(el.attr("datetime") or el.attr("content") or text_of(el)[:80])
        elif prop == "datemodified":
            out.updated.append(el.attr("datetime") or el.attr("content") or text_of(el)[:80])
        elif prop == "author" and len(out.other_authors) < _AUTHORS and el.tag != "meta" and len(el.text) < _NAME:
            named = (e for e in el.descendants if hasattr(e, "tag") and (e.attr("itemprop") or "").lower() == "name")
            name = next(named, el)
            out.other_authors.append(name.attr("content") or text_of(name))
