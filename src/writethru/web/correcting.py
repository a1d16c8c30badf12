"""Corrections in place, one function an act. Each is appended to the desk's log with who and when, and can be taken back."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from writethru.corrections import ONE_SIDED, VERDICTS, statements_of
from writethru.desk import Desk
from writethru.errors import NotFoundError
from writethru.model import Claim, Judgement
from writethru.web.act import act, back, name_of, now_iso
from writethru.web.forms import Form
from writethru.web.html import room, snapshot
from writethru.web.snapshot import Snapshot

MOST_PICKED = 100
Deed = Callable[[Desk], object]


@act
async def judge(request: Request, form: Form) -> Response:
    """Two things are the same, or not; or one thing has another speaker, holds no more, or gets a note."""
    verdict, picked = form.get("verdict"), picks(form)
    left, right = form.get("left").strip()[:4000], form.get("right").strip()[:400]
    if verdict in ONE_SIDED:
        if verdict == "note" and not form.get("note").strip():
            raise HTTPException(400, "Write the note.")
        return await _one_sided(request, form, " ".join(picked) or left, right)
    if len(picked) >= 2:
        left, right = picked[:2]
    if not left or not right or verdict not in ("same", "not"):
        raise HTTPException(400, "Name two things, and say whether they are the same.")
    now, at, by = snapshot(request), now_iso(), name_of(request) or "person"
    pair = [first_statement(now, x) for x in (left, right)]
    await _change(request, lambda desk: desk.judge(pair[0], pair[1], verdict, at, form.get("note")[:1000], by))
    return back(form.get("back") or "/judgements")


async def _one_sided(request: Request, form: Form, left: str, right: str) -> Response:
    """Claims are looked up in the snapshot: the desk would have to tell every story again to find one."""
    now, verdict, at, by = snapshot(request), form.get("verdict"), now_iso(), name_of(request) or "person"
    tale = now.tale(left) if verdict == "note" else None
    try:
        if tale:
            left = left if now.report(left) else tale.folder.reports[0].id
        else:
            left = statements_of(left, [c for t in now.tales for c in t.telling.ledger.claims])
    except NotFoundError as e:
        raise HTTPException(404, f"{e}.") from e
    kept = _judgement(left, " ".join(right.split()) if verdict == "speaker" else "", verdict, by, at, form)
    await _change(request, lambda desk: desk.store.add_judgement(kept))
    return back(form.get("back") or "/judgements")


def _judgement(left: str, right: str, verdict: str, by: str, at: str, form: Form) -> Judgement:
    return Judgement(left, right, VERDICTS[verdict], 1.0, by, at, form.get("note").strip()[:1000])


@act
async def move(request: Request, form: Form) -> Response:
    """Moves the picked reports out of a story: into another one, or together into one of their own."""
    now, picked, to = snapshot(request), picks(form), form.get("to")
    tale, goal = now.tale(form.get("story")), now.tale(to) if to else None
    own = [r.id for r in tale.folder.reports] if tale else []
    if tale is None or (to and goal is None) or goal is tale:
        raise HTTPException(404, "No story has this id.")
    stay = next((i for i in own if i not in picked), "")
    if not picked or not stay or not set(picked) <= set(own):
        raise HTTPException(400, "Tick the reports that go; at least one must stay.")
    hub = goal.folder.reports[0].id if goal else picked[0]
    pairs = [(stay, i, "not") for i in picked] + [(hub, i, "same") for i in picked if i != hub]
    await _record(request, form, pairs)
    return back(form.get("back") or f"/story/{tale.id}/sources")


@act
async def part(request: Request, form: Form) -> Response:
    """Makes the picked statements of a claim a claim of their own."""
    now, picked = snapshot(request), picks(form)
    claim = find_claim(now, form.get("left"))
    own = list(dict.fromkeys(a.statement for a in claim.appearances)) if claim else []
    stay = next((i for i in own if i not in picked), "")
    if not picked or not stay or not set(picked) <= set(own):
        raise HTTPException(400, "Tick the statements that are another claim; at least one must stay.")
    # Each that stays is parted from each that goes: one tie left would join the two again.
    pairs = [(a, b, "not") for a in own if a not in picked for b in picked] + [(picked[0], b, "same") for b in picked[1:]]
    await _record(request, form, pairs[: MOST_PICKED * 4])
    return back(form.get("back") or "/judgements")


async def _record(request: Request, form: Form, pairs: list[tuple[str, str, str]]) -> None:
    at, by = now_iso(), name_of(request) or "person"
    made = [_judgement(a, b, verdict, by, at, form) for a, b, verdict in pairs]
    await _change(request, lambda desk: [desk.store.add_judgement(j) for j in made])


async def _change(request: Request, deed: Deed) -> None:
    try:
        await run_in_threadpool(room(request).change, deed)
    except NotFoundError as e:
        raise HTTPException(404, f"{e}.") from e


@act
async def undo(request: Request, form: Form) -> Response:
    """Takes a judgement back, or all that one act made (`last`: the number of the last of them)."""
    first, last = (int(x) if x.isdecimal() and len(x) < 10 else 0 for x in (form.get("number"), form.get("last") or form.get("number")))
    at = now_iso()
    standing = [r.number for r in snapshot(request).log if first <= r.number <= last and not r.undone]

    def taken_back(desk: Desk) -> None:
        for number in standing or [first]:
            desk.store.undo_judgement(number, at)

    await _change(request, taken_back)
    return back(form.get("back") or "/judgements")


def picks(form: Form) -> list[str]:
    """The ticked boxes of a form, each once."""
    return list(dict.fromkeys(v for k, v in form.all if k == "pick"))[:MOST_PICKED]


def find_claim(now: Snapshot, name: str) -> Claim | None:
    """A claim of any story by id."""
    return next((c for t in now.tales for c in t.telling.ledger.claims if c.id == name), None)


def first_statement(now: Snapshot, name: str) -> str:
    """The statement that stands for a claim; anything else is itself."""
    claim = find_claim(now, name)
    return claim.appearances[0].statement if claim else name
