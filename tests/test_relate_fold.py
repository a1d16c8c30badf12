"""Reports taken in piece by piece, in any order: what is kept of places and links is the same to the byte."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_lineage import BASE, FOOTER, paragraph, prose, report
from test_story import ARN, KES, VEL, incident
from writethru.model import Report, Reuse
from writethru.relate import kin, postings, rows
from writethru.relate.kin import Kin
from writethru.relate.lineage import reuse
from writethru.relate.places import Places, doubts, group_of, groups
from writethru.relate.story import grouping
from writethru.relate.ties import links, partners
from writethru.store.shelf import Shelf, passing

TAIL = "Fishermen who know the harbour well said that they had not seen such a tide before."
QUOTE = "“We have waited eleven winters for this lighthouse and we will not wait a twelfth, whatever the ministry prefers,” she said."


def desk() -> list[Report]:
    """Copies, excerpts, versions, quotations, an outlet's standing line, a line that all have, texts too short to be aligned."""
    out = [report(f"base{n}", BASE[: 6 - n % 2], f"Outlet {n}", n) for n in range(5)]
    out += [report(f"host{n}", [*prose(f"host{n}", 6), *BASE[1:3], *prose(f"end{n}", 4)], f"Host {n}", 10 + n) for n in range(3)]
    out += [report(f"said{n}", [*prose(f"said{n}", 3), QUOTE], f"Radio {n}", 3 * n) for n in range(3)]
    out += [
        report(f"bugle{n}", [*prose(f"bugle{n}", 1), f"Lighthousekeeper{n} {paragraph(f'keeper{n}')}", FOOTER], "Bugle", n)
        for n in range(6)
    ]
    out += [report(f"short{n}", ["A bus has left the road near the quarry, police say."], f"Wire {n}", n) for n in range(3)]
    out += [report(f"page{n}", prose(f"page{n}", 3), "Post", n, uri="https://post.example/live") for n in range(3)]
    out += [report(f"tide{n}", [*prose(f"tide{n}", 2), TAIL, *prose(f"ebb{n}", 2)], f"Coast {n}", n) for n in range(7)]
    out += [incident(f"i{who[0]}{k}", *who, day=k, outlet=f"Paper {k}") for who in (ARN, VEL, KES) for k in range(3)]
    return [*out, report("none", [], "Nil", None)]


ALL = desk()


def fetch(ids: Sequence[str]) -> list[Report]:
    return [r for r in ALL if r.id in set(ids)]


def taken(pieces: Sequence[Sequence[Report]]) -> Shelf:
    """A shelf that has taken in the pieces one after another, by another object each time."""
    shelf = passing()
    for piece in pieces:
        Places(shelf).update(piece, fetch)
        Kin(shelf).update(piece, fetch)
    return shelf


def content(shelf: Shelf) -> list[tuple[int, bytes, bytes]]:
    return [(kind, k, v) for kind in range(256) for k, v in shelf.under(kind, b"")]


def by_pair(found: Sequence[Reuse]) -> list[Reuse]:
    return sorted(found, key=lambda r: (min(r.source, r.target), max(r.source, r.target)))


@pytest.fixture(params=[96, 4], ids=["few", "many"])
def most(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many may have a fingerprint: with 4, several have more."""
    monkeypatch.setattr(postings, "MOST", request.param)
    return int(request.param)


def test_one_go_gives_what_the_batch_gives() -> None:
    shelf = taken([ALL])
    found, unsure = grouping(ALL)
    assert groups(shelf) == [[r.id for r in g] for g in found]
    assert sorted(doubts(shelf), key=repr) == sorted(unsure, key=repr)
    assert by_pair([x for x, _ in links(shelf, [r.id for r in ALL])]) == list(reuse(ALL))
    assert {x.kind for x in reuse(ALL)} == {"exact", "revision", "syndication", "excerpt", "shared-quotes"}


def test_any_order_and_any_pieces_keep_the_same(most: int) -> None:
    whole = content(taken([ALL]))
    assert content(taken([[r] for r in ALL])) == whole
    assert content(taken([ALL[20:], ALL[:20], ALL[10:30]])) == whole

    @given(st.randoms(use_true_random=False), st.integers(1, 12))
    @settings(max_examples=6, deadline=None)
    def shuffled(rnd: random.Random, size: int) -> None:
        order = ALL[:]
        rnd.shuffle(order)
        assert content(taken([order[n : n + size] for n in range(0, len(order), size)])) == whole

    shuffled()


def test_a_chain_of_copies_that_very_many_have_holds_together(most: int) -> None:
    shelf = taken([[r] for r in ALL])
    found = {i for r in ("base0", "base4") for i in (r, *partners(shelf, r))}
    assert {"base0", "base4"} <= found
    assert all({x.kind for x, _ in links(shelf, [f"base{n}"])} >= {"syndication"} for n in range(3))


def test_a_line_that_becomes_standing_text_is_taken_out_of_the_reports_that_had_it_before() -> None:
    bugles = [r for r in ALL if r.outlet == "Bugle"]
    shelf = taken([[r] for r in bugles[:4]])
    before = [rows.unpacked(v)[:2] for _, v in shelf.under(rows.BODY, b"")]
    assert all(end == len(r.text) for (_, end), r in zip(before, bugles, strict=False))
    for r in bugles[4:]:
        Kin(shelf).update([r], fetch)
    after = [rows.unpacked(v)[:2] for _, v in shelf.under(rows.BODY, b"")]
    assert [end for _, end in after] == [len(r.text) - len(FOOTER) - 1 for r in bugles]


def test_another_record_of_a_report_relates_it_anew() -> None:
    shelf = taken([ALL])
    assert {x.kind for x, _ in links(shelf, ["base0"]) if x.target == "base1"} == {"syndication"}
    moved = replace(ALL[0], outlet=ALL[1].outlet, language="de")
    Places(shelf).update([moved], fetch)
    Kin(shelf).update([moved], fetch)
    assert {x.kind for x, _ in links(shelf, ["base0"]) if x.target == "base1"} == {"revision"}
    moved = replace(ALL[0], uri="https://post.example/live")
    Kin(shelf).update([moved], fetch)
    assert len([x for x, _ in links(shelf, ["base0"]) if x.reason == "both have the same address"]) == 3
    Kin(shelf).update([ALL[0]], fetch)
    assert not [x for x, _ in links(shelf, ["base0"]) if "address" in x.reason]


def test_a_report_of_a_known_id_with_another_text_is_refused() -> None:
    shelf = taken([ALL])
    with pytest.raises(kin.Rewritten):
        Kin(shelf).update([replace(ALL[0], text=paragraph("other"))], fetch)


def test_the_reports_of_one_story_are_found_by_any_of_them() -> None:
    shelf = taken([[r] for r in reversed(ALL)])
    assert group_of(shelf, "iArnholm2") == ["iArnholm0", "iArnholm1", "iArnholm2"]
    assert group_of(shelf, "nobody") == []


def test_a_new_record_that_comes_with_the_line_that_makes_its_own_standing_is_cut_too() -> None:
    bugles = [r for r in ALL if r.outlet == "Bugle"]
    shelf = taken([bugles[:4]])
    Kin(shelf).update([replace(bugles[0], credits=("Tessera",)), *bugles[4:]], fetch)
    whole = taken([bugles])
    assert [x for x in content(shelf) if x[0] >= rows.BODY] == [x for x in content(whole) if x[0] >= rows.BODY]
