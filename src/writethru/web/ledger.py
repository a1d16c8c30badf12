"""The ledger of a story and one claim of it: every claim filtered and sorted, then all its passages and the forms to correct it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request

from writethru import parts
from writethru.model import Claim, Line, Telling, new_id
from writethru.render import data
from writethru.render.view import CLASS, FLAG
from writethru.text import fold
from writethru.web import look as looking
from writethru.web.frame import Links, part, title
from writethru.web.html import A_PAGE, Page, number, snapshot
from writethru.web.look import LiveView
from writethru.web.rulings import notes

STANCES = ("said", "claimed", "confirmed", "denied", "declined", "estimated", "expected", "warned", "accused", "asked", "promised")
STANDINGS = ("single origin", "repeated", "corroborated", "disputed", "denied", "revised", "withdrawn")


def ledger(request: Request) -> Page:
    """Every claim, filtered and sorted by the address."""
    t, told, new, around = part(request, "/ledger")
    q = request.query_params
    wanted = {k: v[:200] for k in ("text", "speaker", "stance", "standing", "outlet") if (v := q.get(k, ""))}
    records = parts.rows("ledger", told, wanted)
    flags = _flags(told, new)
    of = {c.id: c for c in told.ledger.claims}
    claims = [of[columns["id"]] for _, columns in records if not q.get("changed") or columns["id"] in flags]
    sort = q.get("sort", "published")
    claims = _sorted(claims, sort)
    at = number(q.get("page", ""))
    all_speakers = sorted({c.speaker for c in told.ledger.claims if c.speaker}, key=fold)
    context = around | {
        "claims": claims[at * A_PAGE : (at + 1) * A_PAGE],
        "count": len(claims),
        "total": len(told.ledger.claims),
        "page": at,
        "pages": -(-len(claims) // A_PAGE),
        "flags": flags,
        "css": lambda c: CLASS.get(c.standing, c.standing),
        "wanted": wanted | ({"changed": "yes"} if q.get("changed") else {}),
        "sort": sort,
        "speakers": all_speakers,
        "stances": [s for s in STANCES if any(c.stance == s for c in told.ledger.claims)],
        "standings": [s for s in STANDINGS if any(c.standing == s for c in told.ledger.claims)],
        "outlet_names": sorted({o for c in told.ledger.claims for o in c.outlets}, key=fold),
        "words": {c.id: c.text for c in told.ledger.claims},
    }
    return Page(
        "ledger.html",
        title(t, "the ledger"),
        context,
        {"story": t.id, "ledger": [r for r, c in records if c["id"] in {x.id for x in claims}]},
    )


def _flags(told: Telling, new: frozenset[str]) -> dict[str, str]:
    flags = {c.claim: FLAG[c.kind] for c in told.roundup.changes}
    if new:
        flags |= {c.id: FLAG["new"] for c in told.ledger.claims if c.id not in flags and looking.is_new(c, new)}
    return flags


def _sorted(claims: list[Claim], by: str) -> list[Claim]:
    keys = {
        "claim": lambda c: fold(c.text),
        "speaker": lambda c: fold(c.speaker or "\uffff"),
        "standing": lambda c: c.standing,
        "outlets": lambda c: -len(c.outlets),
        "origins": lambda c: -len(c.origins),
        "weight": lambda c: -c.weight,
    }
    if by in keys:
        return sorted(claims, key=keys[by])
    return sorted(claims, key=lambda c: (c.first_published or "", c.weight), reverse=True)


def claim(request: Request) -> Page:
    """One claim with every passage that states it, what relates to it, and the forms to correct it."""
    t, told, _, around = part(request, "/ledger")
    c = _called(request.path_params["claim"], told.ledger.claims)
    if c is None:
        raise HTTPException(404, "No claim of this story has this id.")
    view = LiveView(told, A_PAGE)
    view.free(c.id)
    line = view.line(Line(c.text, tuple(p for a in c.appearances for p in a.passages), c.id, c.why))
    words = {x.id: x for x in told.ledger.claims}
    stated = {a.statement: f"{a.outlet}: {a.words[:140]}" for a in c.appearances if a.statement}
    near = [x for x in _nearest(c, told.ledger.claims) if x.id != c.id][:12]
    context = around | {
        "c": c,
        "line": line,
        "links": Links(t),
        "words": words,
        "near": near,
        "stated": tuple(stated.items())[:A_PAGE],
        "people": sorted({x.speaker for x in told.ledger.claims if x.speaker}, key=fold)[:A_PAGE],
        "notes": notes(snapshot(request), set(stated)),
    }
    return Page("claim.html", title(t, c.text[:80]), context, {"story": t.id} | data.claim(c))


def _called(name: str, claims: tuple[Claim, ...]) -> Claim | None:
    """A claim by its id, or by one it had before an earlier report of it came in: that of any statement it is made of."""
    found = next((c for c in claims if c.id == name), None)
    return found or next((c for c in claims if any(new_id("c", a.statement) == name for a in c.appearances)), None)


def _nearest(c: Claim, claims: tuple[Claim, ...]) -> list[Claim]:
    """Claims that share most words with one: what a person may want to join to it."""
    own = set(fold(c.text).split())
    return sorted(claims, key=lambda x: (-len(own & set(fold(x.text).split())) / (len(own | set(fold(x.text).split())) or 1), x.id))
