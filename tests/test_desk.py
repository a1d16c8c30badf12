"""The desk: any order, in one go or piece by piece, gives the same; what a person says counts; what is new since a look."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import report
from writethru import clean as cleaning
from writethru import desk as desk_module
from writethru import extract as extraction
from writethru import reconcile as reconciliation
from writethru.desk import Desk
from writethru.errors import InputError, NotFoundError, StoreError
from writethru.folder import joined
from writethru.match import components_apart
from writethru.model import Ledger, Passage, Report, Reuse, Telling, new_id
from writethru.relate import story
from writethru.relate.memory import Step
from writethru.relate.relation import tied
from writethru.render import renderer
from writethru.versions import edits

BRIDGE = (
    "The bridge at Aldton will stay shut until Friday after divers found cracks in two of its piers, the mayor, Ena Brack, said on Monday.\n"
    "“We will not open it before every pier has been looked at,” Brack told reporters at the town hall.\n"
    "About 14,000 people cross the bridge on a working day, according to the county’s road office.\n"
)
WHEAT = (
    "Wheat prices rose by a tenth in the week after the frost in the south, traders in Lorne said.\n"
    "“A sack sold today was bought dearer than the last one,” said Mira Tolle, who heads the millers’ guild. Bakers fear for the winter.\n"
    "The ministry of farming expects a harvest of 3 million tonnes, a quarter less than a year ago.\n"
)
V1 = report(
    BRIDGE, "Aldton Post", "2026-03-02T10:00+01:00", "Aldton bridge shut until Friday", "https://post.example/bridge", "post-1.html"
)
V2 = report(
    BRIDGE.replace("Friday", "Sunday").replace("About 14,000", "About 16,000")
    + "Two divers were treated for cold, a doctor at Aldton hospital said.",
    "Aldton Post",
    "2026-03-02T10:00+01:00",
    "Aldton bridge shut until Sunday",
    "https://post.example/bridge",
    "post-2.html",
    "2026-03-02T17:00+01:00",
)
COPY = report(BRIDGE, "County News", "2026-03-02T12:00+01:00", "Bridge stays closed", "https://news.example/9")
TWIN = report(BRIDGE, "County News", "2026-03-02T12:00+01:00", "Bridge stays closed", "", "saved/news.txt")
UNDATED = report("Brack, the mayor of Aldton, said that the bridge would be shut for weeks. " + BRIDGE, "", "", "Bridge", "", "pasted.txt")
DENIAL = report(
    "The county’s road office denied on Tuesday that cracks had been found in the bridge at Aldton.\n"
    "“There are no cracks in any pier of the Aldton bridge,” said Olaf Reth, who heads the road office. He called the mayor’s words careless.\n"
    "Aldton’s mayor, Ena Brack, had said on Monday that divers found cracks in two piers.\n",
    "Valley Radio",
    "2026-03-03T08:30+01:00",
    "Road office denies cracks in Aldton bridge",
)
OTHER = report(WHEAT, "Norhaven Echo", "2026-03-02T09:00+01:00", "Wheat dearer after frost")
ALL = [V1, V2, COPY, TWIN, UNDATED, DENIAL, OTHER]


def desk_of(*reports: Report, path: str | None = None) -> Desk:
    desk = Desk(path)
    for r in reports:
        desk.keep(r, r.path)
    return desk


def told(desk: Desk) -> str:
    return renderer("json")(desk.tellings(), [])


WHOLE = told(desk_of(*ALL))


@given(order=st.permutations(ALL), cut=st.integers(0, len(ALL)), again=st.integers(0, len(ALL)))
@settings(max_examples=12, deadline=None)
def test_any_order_piece_by_piece_and_twice_gives_the_same_desk(
    order: list[Report], cut: int, again: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = str(tmp_path_factory.mktemp("desk") / "d.db")
    for piece in (order[:cut], order[cut:], order[:again]):
        desk = desk_of(*piece, path=path)
        desk.close()
    assert told(Desk(path)) == WHOLE
    assert told(desk_of(*order)) == WHOLE


def test_the_stories_are_told_apart() -> None:
    found = json.loads(WHOLE)["stories"]
    assert [len(s["reports"]) for s in found] == [5, 1]
    assert {r["version_of"] for s in found for r in s["reports"]} == {None, V1.id}


def test_what_becomes_of_a_report_is_said() -> None:
    desk = Desk()
    assert [(o.status, o.report) for o in (desk.keep(r, r.path) for r in (V1, V2, COPY, TWIN))] == [
        ("added", V1.id),
        ("version", V2.id),
        ("added", COPY.id),
        ("same", COPY.id),
    ]
    assert len(desk.refusals) == 1
    assert desk.keep(V1).status == "same"


def test_a_report_from_an_earlier_run_is_no_fault(tmp_path: Path) -> None:
    desk_of(V1, path=str(tmp_path / "d.db")).close()
    desk = Desk(str(tmp_path / "d.db"))
    assert desk.keep(V1).status == "same"
    assert desk.refusals == []


def test_a_fault_over_one_page_does_not_end_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"{name} {BRIDGE}")
    real = cleaning.clean
    monkeypatch.setattr(cleaning, "clean", lambda capture: 1 / 0 if capture.path.endswith("a.txt") else real(capture))
    desk = Desk()
    assert [o.status for o in desk.add(str(tmp_path))] == ["quarantined", "added"]
    assert "fault of ours (ZeroDivisionError" in desk.refusals[0].reason


def test_a_refused_document_of_many_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "n7", "text": "Too short."}\n{"text": "Too short.", "url": "https://p.example/8"}\n')
    desk = Desk()
    assert [o.name.removeprefix(str(tmp_path)) for o in desk.add(str(tmp_path / "a.jsonl"))] == [
        "/a.jsonl (n7)",
        "/a.jsonl (https://p.example/8)",
    ]


# ---- finding -------------------------------------------------------------------------------------------------------------


def test_a_story_is_found_by_id_slug_start_and_by_an_id_it_had_before() -> None:
    desk = desk_of(V2, COPY)
    before = desk.folders()[0].story
    desk.keep(V1)
    after = desk.folders()[0].story
    assert before.id != after.id
    for name in (after.id, after.slug, after.id[:6], after.slug[:4], before.id, new_id("s", COPY.id)):
        assert desk.telling(name).roundup.story == after


def test_an_unknown_or_unclear_name_is_refused_with_the_choices() -> None:
    desk = desk_of(V1, OTHER)
    with pytest.raises(NotFoundError, match="no story"):
        desk.telling("zzz")
    with pytest.raises(NotFoundError, match=r"may be any of s[0-9a-f]{12} .*, s[0-9a-f]{12}"):
        desk.telling("s")
    for name in ("r", "", "r000000000000"):
        with pytest.raises(NotFoundError):
            desk.report(name)


def test_search_gives_the_newest_first() -> None:
    assert [r.id for r in desk_of(*ALL).search("mayor bridge")] == [DENIAL.id, V2.id, COPY.id, V1.id, UNDATED.id]


# ---- time ----------------------------------------------------------------------------------------------------------------

MOMENTS = {
    "a day counts to its end": ("2026-03-02", {V1.id, V2.id, COPY.id, UNDATED.id, OTHER.id}),
    "a minute": ("2026-03-02T12:30+01:00", {V1.id, COPY.id, UNDATED.id, OTHER.id}),
    "in another zone": ("2026-03-02T09:00Z", {V1.id, UNDATED.id, OTHER.id}),
    "before all": ("2026-03-01", {UNDATED.id}),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_as_of_shows_what_stood_then(name: str) -> None:
    moment, ids = MOMENTS[name]
    assert {r.id for f in desk_of(*ALL).folders(moment) for r in f.reports} == ids


def test_as_of_no_time_is_refused() -> None:
    with pytest.raises(InputError, match="is no time"):
        desk_of(V1).folders("soon")


def changed(t: Telling) -> set[str]:
    return {x.text for c in t.roundup.changes for x in [c.after or c.before] if x}


def test_since_last_tells_what_came_in_after_the_look_and_then_is_quiet() -> None:
    desk = desk_of(DENIAL, COPY, V1)
    story = desk.folders()[0].story.id
    first = desk.telling(story, since="last")
    assert changed(first)
    desk.shown(first, "2026-03-03T09:00:00+00:00")
    assert desk.telling(story, since="last").roundup.changes == ()
    desk.keep(V2)  # published before what was shown already
    second = desk.telling(story, since="last")
    assert any("Sunday" in t or "divers were treated" in t for t in changed(second)), changed(second)
    assert not any("no cracks" in t for t in changed(second))
    desk.shown(second, "2026-03-03T10:00:00+00:00")
    desk.keep(TWIN)  # a copy that was there
    assert desk.telling(story, since="last").roundup.changes == ()


# ---- a person's word -----------------------------------------------------------------------------------------------------


def groups(desk: Desk) -> set[frozenset[str]]:
    return {frozenset(r.id for r in f.reports) for f in desk.folders()}


def test_stories_are_joined_and_parted_by_judgement_and_undoing_restores() -> None:
    desk = desk_of(V1, COPY, DENIAL, OTHER)
    before = groups(desk)
    assert before == {frozenset((V1.id, COPY.id, DENIAL.id)), frozenset([OTHER.id])}
    one, two = (f.story.id for f in desk.folders())
    joined = desk.judge(one, two, "same", "2026-03-04", "one emergency")
    assert groups(desk) == {frozenset((V1.id, COPY.id, DENIAL.id, OTHER.id))}
    desk.store.undo_judgement(joined, "2026-03-05")
    assert groups(desk) == before
    parted = desk.judge(COPY.id[:8], DENIAL.id, "not-same", "2026-03-06")
    assert groups(desk) == {frozenset((V1.id, COPY.id)), frozenset([DENIAL.id]), frozenset([OTHER.id])}
    desk.store.undo_judgement(parted, "2026-03-07")
    assert groups(desk) == before


FULL = "The bridge at Aldton will stay shut until Friday, the mayor said. " * 10
FEW = "Please open the letter that we have sent you and follow the address given there to begin your account with us."
ONE, TWO, FAR = "Aldton bridge shut until Friday", "Bridge stays closed", "Wheat dearer after frost"
LINKS = {
    "the same words": ("exact", 1.0, FULL, ONE, FAR, 1),
    "a later version": ("revision", 0.3, FULL, ONE, FAR, 1),
    "agency copy": ("syndication", 0.3, FULL, ONE, FAR, 1),
    "a report inside another": ("excerpt", 0.5, FULL, ONE, FAR, 1),
    "a paragraph used again": ("excerpt", 0.49, FULL, ONE, TWO, 2),
    "one speaker quoted by both": ("shared-quotes", 1.0, FULL, ONE, TWO, 2),
    "few words under headlines alike": ("exact", 1.0, FEW, ONE, TWO, 1),
    "a page's own words": ("exact", 1.0, FEW, ONE, FAR, 2),
    "no words: one address": ("revision", 0.5, "", ONE, FAR, 1),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_copy_joins_two_stories_and_what_is_used_again_does_not(name: str) -> None:
    kind, score, text, left, right, stories = LINKS[name]
    two, three = (Report(i, text, (), headline=h) for i, h in (("r2", left), ("r3", right)))
    shared = ((Passage("r2", 0, len(text)), Passage("r3", 0, len(text))),) if text else ()
    link = Reuse(kind, "r2", "r3", score, "", True, shared)  # type: ignore[arg-type]
    copied = [("r2", "r3")] if tied(link, two, three) else []
    assert len(joined([["r1", "r2"], ["r3", "r4"]], copied, [])) == stories


def test_the_later_word_on_two_reports_counts() -> None:
    desk = desk_of(V1, OTHER)
    for n, verdict in enumerate(("same", "not-same", "same")):
        left, right = (V1.id, OTHER.id) if n != 1 else (OTHER.id, V1.id)
        desk.judge(left, right, verdict, f"2026-03-0{n + 1}")
        assert len(groups(desk)) == (2 if verdict == "not-same" else 1)


def test_unsure_groupings_are_listed_until_a_copy_or_a_person_settles_them(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = replace(story.settings(), unsure=(0.0001, 0.9999))
    monkeypatch.setattr(story, "settings", lambda: wide)
    desk = desk_of(V1, COPY, DENIAL, OTHER)
    before = desk.unsure(desk.folders())
    assert {(u.report, u.other) for u in before}.isdisjoint([(COPY.id, V1.id)])  # a copy is never another story
    found = next(u for u in before if (u.report, u.other) == (DENIAL.id, V1.id))
    assert found.together
    assert {V1.id, DENIAL.id} <= set(found.story.reports)
    assert "Aldton" in found.reason
    assert found.reason.endswith("1 day apart")
    for verdict, together in (("same", True), ("not-same", False)):
        number = desk.judge(found.other, found.report, verdict, "2026-03-06")
        assert (DENIAL.id, V1.id) not in {(u.report, u.other) for u in desk.unsure(desk.folders())}
        assert any({V1.id, DENIAL.id} <= g for g in groups(desk)) == together
        desk.store.undo_judgement(number, "2026-03-07")
    assert desk.unsure(desk.folders()) == before


def test_names_judged_the_same_are_one_speaker() -> None:
    desk = desk_of(V1, DENIAL)
    names = {e.name for t in desk.tellings() for e in t.ledger.entities}
    assert {"Ena Brack", "Olaf Reth"} <= names
    desk.judge("Ena Brack", "Olaf Reth", "same", "2026-03-04")
    assert len({e.id for t in desk.tellings() for e in t.ledger.entities if {"Ena Brack", "Olaf Reth"} & set(e.names)}) == 1


def test_what_cannot_be_judged_is_refused() -> None:
    desk = desk_of(V1, COPY)
    for left, right in ((V1.id, V1.id[:6]), (V1.id, "r0000"), ("c00000000beef", V1.id), (desk.folders()[0].story.id, V1.id)):
        with pytest.raises(NotFoundError):
            desk.judge(left, right, "same", "2026-03-04")
    assert desk.store.log() == []


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12),
    st.sets(st.frozensets(st.integers(0, 6), min_size=2, max_size=2), max_size=4),
)
def test_pairs_kept_apart_never_meet_and_nothing_is_lost(ties: list[tuple[int, int]], apart: set[frozenset[int]]) -> None:
    found = components_apart(range(7), ties, apart)
    assert sorted(n for g in found for n in g) == list(range(7))
    assert not any(pair <= set(g) for g in found for pair in apart)


# ---- what is derived is kept, and made again when it must be ---------------------------------------------------------------


def test_extracts_are_kept_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "d.db")
    first = told(desk_of(*ALL, path=path))

    def never(_: object) -> None:
        raise AssertionError("extracted again")

    monkeypatch.setattr(extraction, "extract", never)
    assert told(Desk(path)) == first
    monkeypatch.setattr(desk_module, "_made_by", lambda: "another version of the code")
    with pytest.raises(AssertionError, match="extracted again"):
        told(Desk(path))


def test_a_ledger_is_kept_until_what_went_into_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "d.db")
    desk = desk_of(*ALL, path=path)
    first, stories = told(desk), len(desk.folders())
    desk.close()
    real: Callable[..., Ledger] = reconciliation.reconcile
    made: list[str] = []

    def counted(reports: Sequence[Report], *rest: object) -> Ledger:
        made.extend(r.outlet for r in reports)
        return real(reports, *rest)

    monkeypatch.setattr(reconciliation, "reconcile", counted)
    desk = Desk(path)
    assert told(desk) == first
    assert made == []
    desk.keep(replace(OTHER, id="r0123456789ab", outlet="Lorne Journal", text="Bread is dearer too, a baker said. " + OTHER.text))
    told(desk)
    assert sorted(made) == ["Lorne Journal", "Norhaven Echo"]  # the other story is left alone
    made.clear()
    desk.judge(V1.id, OTHER.id, "not", "2026-03-05")
    told(desk)
    assert len(made) == len({r.id for r in ALL}) + 1  # a judgement may bear on any story
    assert stories == 2


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    path = str(tmp_path / "d.db")
    first = told(desk_of(*ALL, path=path))
    with sqlite3.connect(path) as db:
        assert db.execute("UPDATE derived SET extract = '[1, 2'").rowcount == len({r.id for r in ALL})
    assert told(Desk(path)) == first
    assert told(Desk(path)) == first


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the reports that are given a place, as it happens."""
    out: list[str] = []
    real = story.Grouper.place

    def place(self: story.Grouper, report: Report) -> Step:
        out.append(report.id)
        return real(self, report)

    monkeypatch.setattr(story.Grouper, "place", place)
    return out


def test_a_report_is_placed_once_and_with_it_only_what_was_published_later(tmp_path: Path, placed: list[str]) -> None:
    path = str(tmp_path / "d.db")
    first = groups(desk_of(*(r for r in ALL if r not in (OTHER, DENIAL)), path=path))
    placed.clear()
    assert groups(Desk(path)) == first
    assert placed == []
    assert {r.id for f in Desk(path).folders("2026-03-02") for r in f.reports} == {V1.id, V2.id, COPY.id, UNDATED.id}
    placed.clear()
    desk_of(DENIAL, path=path)
    groups(Desk(path))
    assert placed == [DENIAL.id, UNDATED.id]
    placed.clear()
    desk_of(OTHER, path=path)
    found = groups(Desk(path))
    assert placed[0] == OTHER.id  # the first that was published
    assert set(placed) == {r.id for r in ALL}
    assert found == groups(desk_of(*ALL))


def test_another_version_of_the_code_places_all_anew(tmp_path: Path, placed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "d.db")
    first = groups(desk_of(*ALL, path=path))
    placed.clear()
    monkeypatch.setattr(desk_module, "_made_by", lambda: "another version of the code")
    assert groups(Desk(path)) == first
    assert set(placed) == {r.id for r in ALL}


@pytest.mark.parametrize("damage", ["value = x'5b31' WHERE kind < 255", "value = x'00' WHERE kind = 15"])
def test_damaged_places_and_links_are_made_again(damage: str, tmp_path: Path) -> None:
    path = str(tmp_path / "d.db")
    first = told(desk_of(*ALL[:-1], path=path))
    for more in ([], [OTHER]):
        with sqlite3.connect(path) as db:
            assert db.execute(f"UPDATE shelf SET {damage}").rowcount > 0
        found = told(desk_of(*more, path=path))
        assert (found == first) == (not more)
    assert found == WHOLE


def test_a_desk_that_cannot_be_written_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(*ALL)

    def full(*_: object) -> None:
        raise StoreError("d.db", "cannot be written to")

    monkeypatch.setattr(desk.store, "deriving", full)
    assert groups(desk) == groups(desk_of(*ALL))
    assert desk.telling(desk.folders()[0].story.id).reports == desk.folders()[0].reports


def test_two_that_hold_one_desk_see_what_the_other_adds(tmp_path: Path) -> None:
    path = str(tmp_path / "d.db")
    left, right = Desk(path), Desk(path)
    for n, r in enumerate(ALL):
        (left, right)[n % 2].keep(r)
        assert groups((left, right)[n % 3 % 2]) == groups(desk_of(*ALL[: n + 1]))
    assert told(left) == told(right) == WHOLE


def test_a_story_is_found_by_its_id_without_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "d.db")
    whole = {f.story.id: f for f in desk_of(*ALL, path=path).folders()}
    desk = Desk(path)
    monkeypatch.setattr(desk, "folders", lambda: pytest.fail("all stories were put together"))
    for id, folder in whole.items():
        assert desk.telling(id).reports == folder.reports
        assert desk.telling(id).reuse == folder.links
        assert [f for f, _ in desk.news([folder.reports[-1].id])] == [folder]
    assert desk.versions(V2.id) == [V1, V2]


# ---- versions ------------------------------------------------------------------------------------------------------------


def test_versions_come_earliest_first_whichever_is_asked_for() -> None:
    desk = desk_of(V2, COPY, V1)
    assert [r.id for r in desk.versions(V2.id)] == [r.id for r in desk.versions(V1.id)] == [V1.id, V2.id]
    assert desk.versions(COPY.id) == [COPY]


BASE = (
    "The bridge at Aldton will stay shut after divers found cracks in two of its piers.\n"
    "Mayor Ena Brack said on Monday that 14,000 people cross the bridge on a working day.\n"
    "“We will not open it before every pier has been looked at,” Brack told reporters.\n"
    "The road office could reopen the footway on Friday, its director said.\n"
    "A survey in 2019 had called the piers sound."
)
EDITS = {
    "fact added": ("sound.", "sound. Two divers were treated for cold at the hospital.", {"fact added"}),
    "fact added inside a sentence": ("two of its piers", "two of its piers near the northern bank", {"fact added"}),
    "removal": ("\nA survey in 2019 had called the piers sound.", "", {"removal"}),
    "figure changed": ("14,000", "16,500", {"figure changed"}),
    "figure made vaguer": ("14,000", "about 14,000", {"figure changed"}),
    "date changed": ("footway on Friday", "footway on Sunday", {"date changed"}),
    "attribution verb changed": ("Brack said on", "Brack claimed on", {"attribution verb changed"}),
    "hedge dropped": ("office could reopen", "office will reopen", {"hedge changed"}),
    "negation dropped": ("We will not open", "We will open", {"negation changed", "quote changed"}),
    "quote changed": ("every pier has been looked at", "every single stone has been checked", {"quote changed", "wording changed"}),
    "quote made paraphrase": (
        "“We will not open it before every pier has been looked at,”",
        "We will not open it before every pier has been looked at,",
        {"quote changed"},
    ),
    "correction": ("sound.", "sound. An earlier version of this report misstated the name of the mayor.", {"correction"}),
    "style only": (
        "“We will not open it before every pier has been looked at,”",
        '"We will not open it before every pier has been looked at,"',
        {"style only"},
    ),
    "a capital": ("Mayor Ena", "mayor Ena", {"style only"}),
    "nothing": ("sound.", "sound.", set()),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_change_is_classed(name: str) -> None:
    old, new, kinds = EDITS[name]
    assert old in BASE
    desk, a, b = Desk(), report(BASE, "Post", "2026-03-02"), report(BASE.replace(old, new), "Post", "2026-03-02")
    found = edits(a, b, desk.extract(a), desk.extract(b))
    assert {k for e in found for k in e.kinds} == kinds, found
    assert len(found) == len(kinds) or len(found) == 1
    for e in found:
        assert e.before_at is None or a.text[slice(*e.before_at)] == e.before
        assert e.after_at is None or b.text[slice(*e.after_at)] == e.after


def test_a_moved_paragraph_is_no_change_and_a_changed_headline_is_one() -> None:
    turned = "\n".join(reversed(BASE.split("\n")))
    desk, a, b = Desk(), report(BASE, "Post", headline="Bridge shut, 3 hurt"), report(turned, "Post", headline="Bridge shut, 5 hurt")
    (found,) = edits(a, b, desk.extract(a), desk.extract(b))
    assert (found.part, found.kinds, found.before_at) == ("headline", ("figure changed",), None)


def test_a_sentence_split_in_two_is_one_change_of_style() -> None:
    one = BASE.replace(
        "said on Monday that 14,000 people cross the bridge on a working day.",
        "spoke on Monday. She said that 14,000 people cross the bridge on a working day.",
    )
    desk, a, b = Desk(), report(BASE, "Post", "2026-03-02"), report(one, "Post", "2026-03-02")
    found = edits(a, b, desk.extract(a), desk.extract(b))
    assert len(found) == 1, found
    assert "fact added" not in found[0].kinds or "spoke" in found[0].after


@given(st.lists(st.sampled_from(BASE.split("\n")), max_size=8), st.lists(st.sampled_from(BASE.split("\n")), max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_two_texts_can_be_compared_and_equal_ones_do_not_differ(one: list[str], two: list[str]) -> None:
    from writethru.model import Extract

    a, b = (Report(i, "\n".join(x), ()) for i, x in (("r1", one), ("r2", two)))
    none = Extract("r", (), (), (), ())
    found = edits(a, b, none, none)
    assert (not found) == (sorted(one) == sorted(two))
    assert edits(a, a, none, none) == ()
