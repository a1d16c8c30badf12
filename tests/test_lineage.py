"""Who copied whom: relations, direction, passages, and what must not join."""

import random
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writethru.model import Dateline, Report, Reuse, Stamp
from writethru.relate import lineage, parts
from writethru.relate.fingerprint import GRAM, WINDOW, grams, winnow, words
from writethru.relate.index import Index
from writethru.relate.join import MOST
from writethru.relate.lineage import related, reuse
from writethru.relate.pile import Pile
from writethru.relate.standing import _edges, bodies

WORDS = re.findall(
    r"\w+",
    """harbour council ferry orchard lantern quarry bishop meadow turbine glacier cobbler violin saddle granite pepper comet
    ledger walnut anchor barley canyon dairy ember falcon garnet heron island jasmine kettle lagoon marble needle otter pebble
    quiver raven saffron timber umbrella velvet willow yarrow zephyr bridge candle drum engine forest gate hammer iron""",
)
LINKS = re.findall(r"\w+", "that with from over under before after while because although of near beside against through without")
FOOTER = "Ring the Brindle Bay Bugle on the usual number if you saw anything that our readers ought to hear about tomorrow."


def paragraph(seed: str, size: int = 40) -> str:
    """Invented prose: unlike for unlike seeds, the same for the same."""
    rnd = random.Random(seed)
    out = [rnd.choice(WORDS if i % 2 else LINKS) + (rnd.choice("aeiou") if rnd.random() < 0.3 else "") for i in range(size)]
    return " ".join(out).capitalize() + "."


def prose(name: str, count: int = 6) -> list[str]:
    return [paragraph(f"{name}-{i}") for i in range(count)]


def report(id: str, paragraphs: list[str], outlet: str = "", hour: int | None = None, **more: object) -> Report:
    at = Stamp(datetime(2031, 5, 3, tzinfo=UTC) + timedelta(hours=hour)) if hour is not None else None
    return Report(id, "\n".join(paragraphs), (), outlet=outlet, published=at, **more)  # type: ignore[arg-type]


def only(*reports: Report) -> Reuse:
    found = reuse(reports)
    assert len(found) == 1
    return found[0]


def edited(text: str, every: int) -> str:
    """Each n-th word replaced."""
    return " ".join(f"edit{i}" if i % every == every - 1 else w for i, w in enumerate(text.split()))


BASE = prose("base")
QUOTE = "“We have waited eleven winters for this lighthouse and we will not wait a twelfth, whatever the ministry prefers,”"


@pytest.mark.parametrize(
    ("case", "left", "right", "kind"),
    [
        ("the same words at two outlets", (BASE, "Bugle"), (BASE, "Echo"), "exact"),
        ("the same words under another headline", (["Ferry sinks", *BASE], "Bugle"), (["A ferry is lost at sea", *BASE], "Echo"), "exact"),
        ("later version of one outlet", (BASE, "Bugle"), ([BASE[0], paragraph("new"), *BASE[1:]], "Bugle"), "revision"),
        ("shortened from the end", (BASE, "Bugle"), (BASE[:3], "Echo"), "syndication"),
        ("edited word by word", (BASE, "Bugle"), ([edited(p, 9) for p in BASE], "Echo"), "syndication"),
        ("two paragraphs inside a longer piece", (BASE, "Wire"), ([*prose("own", 4), *BASE[1:3], *prose("end", 3)], "Echo"), "excerpt"),
        (
            "only a quotation",
            ([*prose("x", 3), f"{QUOTE} the keeper said.", *prose("y", 3)], "Bugle"),
            ([*prose("u", 4), f"The keeper told the crowd: {QUOTE}", *prose("v", 3)], "Echo"),
            "shared-quotes",
        ),
    ],
)
def test_relation(case: str, left: tuple[list[str], str], right: tuple[list[str], str], kind: str) -> None:
    found = only(report("a", *left, hour=1), report("b", *right, hour=5))
    assert found.kind == kind, case
    assert found.reason
    if kind == "shared-quotes":
        assert not found.directed
    else:
        assert (found.source, found.target, found.directed) == ("a", "b", True)


@pytest.mark.parametrize(
    ("case", "left", "right"),
    [
        ("nothing in common", prose("p"), prose("q")),
        (
            "an outlet's standing line",
            [*prose("p"), "Sign up for our newsletter. " + FOOTER],
            [*prose("q"), "Sign up for our newsletter. " + FOOTER],
        ),
        (
            "a stock phrase",
            [*prose("p"), "The rest is not known at the time of writing."],
            ["The rest is not known at the time of writing.", *prose("q")],
        ),
        ("no words", [""], ["... !"]),
    ],
)
def test_nothing_in_common(case: str, left: list[str], right: list[str]) -> None:
    assert reuse([report("a", left, "Bugle", 1), report("b", right, "Bugle", 2)]) == (), case


def test_a_footer_known_only_by_its_repetition_does_not_join() -> None:
    assert reuse([report(f"r{i}", [*prose(f"s{i}"), FOOTER, paragraph("second footer line")], "Bugle", i) for i in range(8)]) == ()


def test_footers_are_cut_and_shared_openings_are_not() -> None:
    texts = ["\n".join([*prose(f"s{i}", 3), FOOTER]) for i in range(6)]
    assert [t[a:b].count(FOOTER) for t, (a, b) in zip(texts, bodies(texts), strict=True)] == [0] * 6
    copies = ["\n".join([f"Headline number {i}", *BASE]) for i in range(8)]
    assert bodies(copies) == [(0, len(t)) for t in copies]


DIRECTIONS = [
    ("the earlier one", {"hour": 4}, {"hour": 2}, ("b", True)),
    (
        "the credited agency, even if its time is later",
        {"hour": 1, "credits": ("Coastwire",)},
        {"hour": 2, "outlet": "Coastwire"},
        ("b", True),
    ),
    ("the agency of the dateline", {"dateline": Dateline("ARNHOLM", "Coastwire")}, {"outlet": "Coastwire"}, ("b", True)),
    ("both have it from one agency", {"hour": 1, "credits": ("Coastwire",)}, {"hour": 2, "credits": ("COASTWIRE", "Inland")}, ("a", False)),
    ("nobody knows", {}, {}, ("a", False)),
    ("the same moment", {"hour": 3}, {"hour": 3}, ("a", False)),
]


@pytest.mark.parametrize(("case", "left", "right", "expected"), DIRECTIONS, ids=[d[0] for d in DIRECTIONS])
def test_direction(case: str, left: dict[str, object], right: dict[str, object], expected: tuple[str, bool]) -> None:
    changed = [edited(p, 12) for p in BASE]
    found = only(report("a", BASE, **{"outlet": "Bugle", **left}), report("b", changed, **{"outlet": "Echo", **right}))  # type: ignore[arg-type]
    assert (found.source, found.directed) == expected


def test_without_times_the_longer_text_is_the_source_of_the_shortened_one() -> None:
    found = only(report("a", BASE[:2], "Bugle"), report("b", BASE, "Echo"))
    assert (found.source, found.directed) == ("b", True)


def test_one_address_is_one_report_however_its_words_changed() -> None:
    old = report("a", prose("p"), "Bugle", 1, uri="https://www.bugle.example/ferry/?utm_source=feed")
    new = report("b", prose("q"), "Bugle", 9, uri="https://bugle.example/ferry#top")
    assert (only(old, new).kind, only(old, new).source) == ("revision", "a")


def test_a_flash_of_one_line_is_the_same_at_two_outlets() -> None:
    found = only(
        report("a", ["FERRY SINKS OFF ARNHOLM, COUNCIL SAYS"], "Wire", 1),
        report("b", ["Ferry sinks off Arnholm,  council says "], "Echo", 2),
    )
    assert (found.kind, found.source, len(found.shared)) == ("exact", "a", 1)
    assert found.shared[0][1].end == len("Ferry sinks off Arnholm,  council says")


def test_copy_chain_relates_all_its_members() -> None:
    chain = [report("w0", BASE, "Wire", 0), report("w1", BASE[:5], "Bugle", 3), report("w2", [edited(p, 15) for p in BASE[:4]], "Echo", 6)]
    assert {(r.source, r.target, r.kind) for r in reuse(chain)} == {
        ("w0", "w1", "syndication"),
        ("w0", "w2", "syndication"),
        ("w1", "w2", "syndication"),
    }


def test_two_outlets_that_embed_one_agency_do_not_copy_each_other() -> None:
    wire = report("w", BASE, "Wire", 0)
    hosts = [report(f"h{k}", [*prose(f"own{k}", 4), *BASE[1:4], *prose(f"end{k}", 3)], f"Paper {k}", 4 + k) for k in range(2)]
    copy = report("x", BASE, "Echo", 2)
    found = {(r.source, r.target): r.kind for r in reuse([wire, copy, *hosts])}
    assert found == {("w", "x"): "exact", **{(s, h): "excerpt" for s in "wx" for h in ("h0", "h1")}}


def test_a_report_that_everybody_carries_stays_one_family() -> None:
    many = [report(f"r{i:03}", [f"Paper {i} has this", *BASE], f"Paper {i}", i) for i in range(MOST + 30)]
    found = reuse(many)
    assert {r.kind for r in found} == {"exact"}
    linked = {many[0].id}
    for r in sorted(found, key=lambda r: (r.source, r.target)):
        linked |= {r.source, r.target} if linked & {r.source, r.target} else set()
    assert linked == {r.id for r in many}


def test_passages_are_the_same_words_on_both_sides() -> None:
    a, b = report("a", BASE, "Wire", 0), report("b", [*prose("own", 4), *BASE[1:3], *prose("end", 3)], "Echo", 2)
    (left, right), *rest = only(a, b).shared
    assert not rest
    assert (left.report, right.report) == ("a", "b")
    assert a.text[left.start : left.end] == b.text[right.start : right.end] == "\n".join(BASE[1:3]).rstrip(".")


def test_passages_count_characters_not_bytes() -> None:
    front = "Élodie Ångström – “naïve” – wrote:"
    a, b = report("a", [front, *BASE], "Wire", 0), report("b", BASE, "Echo", 2)
    left, right = only(a, b).shared[0]
    assert a.text[left.start : left.end] == b.text[right.start : right.end]


def test_scripts_without_blanks_are_compared_by_character() -> None:
    rnd = random.Random(5)
    text = "".join(chr(rnd.randrange(0x4E00, 0x5E00)) for _ in range(120))
    assert only(report("a", [text], "Wire", 0), report("b", [text[:90]], "Echo", 1)).kind == "syndication"


PIECES = [*BASE, *prose("other", 4), f"{QUOTE} he said.", "", FOOTER]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from(["", "Wire", "Echo"]), st.none() | st.integers(0, 5)),
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_links_are_sound(rows: list[tuple[list[str], str, int | None]], rnd: random.Random) -> None:
    reports = [report(f"r{i}", *row) for i, row in enumerate(rows)]
    found = reuse(reports)
    shuffled = reports[:]
    rnd.shuffle(shuffled)
    assert reuse(shuffled) == found
    texts = {r.id: r.text for r in reports}
    for link in found:
        assert link.source != link.target
        assert 0 <= link.score <= 1
        assert link.directed or link.source < link.target
        for a, b in link.shared:
            assert (a.report, b.report) == (link.source, link.target)
            assert a.end <= len(texts[a.report])
            assert b.end <= len(texts[b.report])
    assert len({frozenset((r.source, r.target)) for r in found}) == len(found)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_odd_text_never_fails_and_likeness_is_symmetric(x: str, y: str) -> None:
    one = reuse([report("a", [x]), report("b", [y])])
    other = reuse([report("a", [y]), report("b", [x])])
    assert [(r.kind, round(r.score, 9)) for r in one] == [(r.kind, round(r.score, 9)) for r in other]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 60), st.integers(0, 60))
def test_winnowing_sees_every_shared_run(seed: int, before: int, after: int) -> None:
    shared = paragraph(f"run{seed}", GRAM + WINDOW - 1)
    texts = [f"{paragraph(f'b{seed}', before)} {shared} {paragraph(f'a{seed}', after)}", f"{paragraph(f'c{seed}', after)} {shared}"]
    found = words(texts)
    hashes = grams(found)
    picked = [{int(hashes[i]) for i in winnow(hashes) if f <= i < f + n} for f, n in zip(found.first, found.count, strict=True)]
    assert picked[0] & picked[1]


def test_fingerprints_do_not_depend_on_the_neighbours() -> None:
    texts = [paragraph(str(i), 30) for i in range(5)]

    def picked(rows: list[str]) -> list[list[int]]:
        found = words(rows)
        hashes = grams(found)
        return [[int(hashes[i]) for i in winnow(hashes) if f <= i < f + n] for f, n in zip(found.first, found.count, strict=True)]

    assert picked(texts) == [picked([t])[0] for t in texts]


# ---- very many reports ---------------------------------------------------------------------------------------------------


def desk_of_copies(count: int = 12) -> list[Report]:
    """Families of copies, versions and excerpts, a quotation that two of them share, a flash, an address, and loners."""
    rows = []
    for k in range(count):
        base, hour = prose(f"family-{k}", 5), 2 * k
        rows += [
            report(f"w{k}", base, "Wire", hour),
            report(f"c{k}", ["Another headline", *base], "Echo", hour + 1),
            report(f"v{k}", [*base[:2], paragraph(f"new-{k}"), *base[2:]], "Wire", hour + 2),
            report(f"x{k}", [*prose(f"own-{k}", 3), *base[1:3], *prose(f"end-{k}", 3)], "Post", hour + 3),
            report(f"l{k}", prose(f"loner-{k}", 4), "Bugle", hour),
        ]
    for k in (0, 1):
        rows.append(report(f"q{k}", [*prose(f"speech-{k}", 3), f"{QUOTE} the keeper said.", *prose(f"after-{k}", 2)], "Post", k))
        rows.append(report(f"f{k}", ["The ferry has sunk off Arnholm, police say."], f"Outlet {k}", k))
        rows.append(report(f"u{k}", prose(f"page-{k}", 2), "Echo", k, uri="https://echo.example/live"))
    return rows


def signs(found: Iterable[Reuse]) -> set[tuple[str, str, str, bool]]:
    return {(r.kind, r.source, r.target, r.directed) for r in found}


def test_reports_compared_in_parts_are_related_as_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = desk_of_copies()
    whole = signs(reuse(rows))
    assert {k for k, *_ in whole} == {"exact", "revision", "syndication", "excerpt", "shared-quotes"}
    monkeypatch.setattr(parts, "SIZE", 7)
    assert signs(reuse(rows)) == whole
    assert signs(reuse(rows[::-1])) == whole


def ends(r: Reuse) -> tuple[str, str, str, bool]:
    return r.kind, r.source, r.target, r.directed


def test_several_processes_and_texts_on_disk_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = desk_of_copies()
    pile = Pile()
    for r in rows[::-1]:
        pile.add(r)
    monkeypatch.setattr(parts, "SIZE", 7)
    monkeypatch.setattr(lineage, "SHARED_OUT", 1)
    found = [x for part in related(pile, ends, processes=2) for x in part]
    assert len(found) == len(set(found))
    assert set(found) == signs(reuse(rows))


def test_a_pile_gives_reports_in_order_of_id_and_the_last_of_one_id() -> None:
    pile = Pile()
    odd = "half a pair \ud83d and “marks”"
    for id, text in (("b", "one"), ("a", odd), ("b", "two")):
        pile.add(report(id, [text], "Echo", 3, headline="H"))
    assert [(r.id, r.text, r.headline) for r in pile] == [("a", odd, "H"), ("b", "two", "H")]
    pile.add(report("0", ["late"]))
    assert [r.id for r in pile[:2]] == ["0", "a"]
    assert pile[-1].text == "two"


def test_a_family_too_large_for_a_part_is_cut_where_it_hangs_together_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "SIZE", 3)
    firm, loose = 20 * parts.UNIT, parts.LEAST
    left, right, weight = (np.array(x) for x in zip((0, 1, firm), (1, 2, firm), (2, 3, loose), (3, 4, firm), (6, 7, loose), strict=True))
    assert parts._families(8, [(left, right, weight)]).tolist() == [0, 0, 0, 3, 3, 5, 6, 6]


@pytest.mark.parametrize("text", ["", "one\ntwo", "a\nb\nc\nd\ne", "a\nb\nc\nd\ne\nf", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl"])
def test_no_line_is_both_a_first_and_a_last_one(text: str) -> None:
    first, last = _edges(text)
    lines = text.split("\n")
    assert first == lines[: len(first)]
    assert last == lines[len(lines) - len(last) :][::-1]
    assert len(first) + len(last) <= len(lines)
    assert len(last) == min(5, len(lines) - 1)


def test_the_index_relates_one_report_to_all_before_it() -> None:
    rows = desk_of_copies(6)
    whole = signs(reuse(rows))
    known = Index(rows.__getitem__)
    found: set[tuple[str, str, str, bool]] = set()
    for k, r in enumerate(rows):
        found |= signs(known.reuse(r))
        known.add([r])
        assert len(known) == k + 1
    assert found == {x for x in whole if x[1][0] != "u"}  # an address is no fingerprint
    at_once = Index(rows.__getitem__)
    at_once.add(rows)
    assert [at_once.near(r) for r in rows] == [known.near(r) for r in rows]
    assert Index(rows.__getitem__).reuse(rows[0]) == ()
