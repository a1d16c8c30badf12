"""What the pages are made of: forms read back as sent, texts cut and compared without loss, drawings inside their frame."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import report
from client import multipart
from writethru.model import Appearance as Place
from writethru.model import Claim, FigurePoint, FigureSeries, Passage, Relation
from writethru.web import forms
from writethru.web.ladder import Ladder, ladder, number
from writethru.web.look import Look, from_cookie, looked, to_cookie
from writethru.web.marks import WIDE, Mark
from writethru.web.reading import Twig, paragraphs, pruned, size, words_apart
from writethru.web.snapshot import Snapshot

NAMES = st.text(st.characters(codec="utf-8", exclude_characters='"\r\n\x00/\\%', exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=80)


@given(st.dictionaries(NAMES, TEXTS, max_size=5), st.lists(st.tuples(NAMES, st.binary(max_size=200)), max_size=3))
def test_a_form_is_read_back_as_it_was_sent(fields: dict[str, str], files: list[tuple[str, bytes]]) -> None:
    form = forms.parse(*multipart(fields, files))
    assert form.fields == fields
    assert list(form.files) == files


@given(st.binary(max_size=300), st.sampled_from(["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain", ""]))
def test_a_damaged_form_is_refused_or_read(content: bytes, kind: str) -> None:
    try:
        found = forms.parse(content, kind)
    except ValueError:
        return
    assert kind
    assert sum(len(v) for _, v in found.files) <= len(content)


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\desk\\passwd", "/passwd", "a/b\\passwd"])
def test_a_file_s_name_has_no_folders(name: str) -> None:
    assert forms.parse(*multipart({}, [(name, b"x")])).files[0][0] == "passwd"


@given(TEXTS, TEXTS)
def test_differing_words_lose_nothing(before: str, after: str) -> None:
    found = words_apart(before, after)
    assert "".join(t for kind, t in found if kind != "del") == after
    gone = "".join(t for kind, t in found if kind == "del")
    assert not any(kind == "same" for kind, _ in found) or len(gone) <= len(before)
    assert {kind for kind, _ in words_apart(after, after)} <= {"same"}


def test_differing_words_are_whole_words() -> None:
    assert words_apart("Brack said 12 people were hurt.", "Brack claimed 15 people were hurt.") == (
        ("same", "Brack "),
        ("del", "said 12"),
        ("ins", "claimed 15"),
        ("same", " people were hurt."),
    )


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=8), st.tuples(st.integers(0, 300), st.integers(1, 60)))
def test_a_report_s_blocks_are_cut_without_loss(spans: list[tuple[int, int]], at: tuple[int, int]) -> None:
    r = report("Divers found cracks in two piers of the bridge at Aldton, the mayor said.\n" * 2 + "It stays shut until Friday, she said.")
    end = len(r.text)
    claims = [_claim(n, r.id, s % (end - 1), min(end, s % (end - 1) + length)) for n, (s, length) in enumerate(spans)]
    marked = (at[0] % (end - 1), min(end, at[0] % (end - 1) + at[1]))
    found = paragraphs(r, claims, marked)
    assert ["".join(p.text for p in b.pieces) for b in found] == [r.text[b.start : b.end] for b in r.blocks]
    assert "".join(p.text for b in found for p in b.pieces if p.marked) == "".join(
        r.text[max(b.start, marked[0]) : min(b.end, marked[1])] for b in r.blocks if b.start < marked[1] and b.end > marked[0]
    )
    assert sum(p.first for b in found for p in b.pieces) <= 1


def _claim(n: int, name: str, start: int, end: int) -> Claim:
    place = Place((Passage(name, start, end),), "words", f"u{n}", "Post", "Post")
    return Claim(f"c{n}", "words", None, "said", (), False, "single origin", ("Post",), ("Post",), None, None, (place,))


NOBODY = report(
    "Nobody was hurt when the bridge at Aldton was closed on Monday, the mayor, Ena Brack, said. It will stay shut until Friday."
)
TWIGS = st.recursive(
    st.builds(lambda n: Twig(NOBODY, "", (NOBODY,) * n, ()), st.integers(0, 2)),
    lambda inner: st.builds(lambda found: Twig(NOBODY, "", (), tuple(found)), st.lists(inner, max_size=4)),
    max_leaves=20,
)


@given(st.lists(TWIGS, max_size=5), st.integers(0, 30))
def test_a_tree_of_copies_is_cut_to_a_size(twigs: list[Twig], most: int) -> None:
    found = pruned(twigs, most)
    assert size(found) <= max(0, most + 2)  # a report goes with all its versions
    if most >= size(twigs):
        assert found == tuple(twigs)


# ---- drawings --------------------------------------------------------------------------------------------------------


def _series(values: list[tuple[float | None, float | None, str]], conflict: bool = False) -> FigureSeries:
    place = (Place((Passage("r1", 0, 1),), "x", "u1", "Post", "Post"),)
    points = []
    for n, (low, high, day) in enumerate(values):
        relations = (Relation("conflict" if conflict else "update", f"f{n - 1}", "the same source, later"),) if n else ()
        speaker = f"Speaker {n % 6}"
        points.append(
            FigurePoint(f"f{n}", low, high, "=", f"some {n}", speaker, "actual", day, None, ("Post",), ("Post",), place, relations)
        )
    return FigureSeries("x1", "boats", "boat", tuple(points))


VALUES = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 10**9))
POINTS = st.lists(st.tuples(VALUES, VALUES, st.sampled_from(["", "2026-03-02", "2026-03-02T10:00", "2026-03-09", "odd"])), max_size=30)


@settings(deadline=None)
@given(POINTS)
def test_a_drawing_stays_in_its_frame(values: list[tuple[float | None, float | None, str]]) -> None:
    found = ladder(_series([(min(a, b), max(a, b), d) if a is not None and b is not None else (a, b, d) for a, b, d in values]))
    if found is None:
        return
    for marks, wide, high in ((found.broad, WIDE, found.height), (found.narrow, 358, found.narrow_height)):
        for x in marks:
            assert -40 <= x.x <= wide + 40
            assert -40 <= x.y <= high + 40
            assert "nan" not in x.d
            assert "inf" not in x.d


def _labels(found: Ladder) -> list[Mark]:
    return [x for x in found.broad if x.shape == "text" and x.quiet]


def test_labels_do_not_cover_one_another() -> None:
    found = ladder(_series([(100.0 + n, 100.0 + n, "2026-03-02") for n in range(20)]))
    assert found
    rows = sorted((x.y, x.x) for x in _labels(found))
    assert all(abs(a[0] - b[0]) >= 30 or abs(a[1] - b[1]) > 20 for a, b in itertools.pairwise(rows))
    numbered = {x.bold for x in found.broad if x.css == "q m" and x.bold.isdecimal()}
    assert len(_labels(found)) + len(numbered & {str(n) for n in range(1, 21)}) >= 20


@given(st.floats(1e-9, 1e15), st.floats(1e-9, 1e15))
def test_two_values_that_differ_are_drawn(a: float, b: float) -> None:
    drawn = ladder(_series([(a, a, "2026-03-02"), (b, b, "2026-03-09")]))
    assert (drawn is not None) == (abs(a - b) > 1e-9 * max(a, b))
    assert drawn is None or len({x.y for x in drawn.broad if x.css.startswith("dot")}) == 2 or abs(a - b) < 0.01 * max(a, b)


@pytest.mark.parametrize(
    ("low", "high", "css"), [(None, 900.0, "tip"), (1900.0, None, "tip"), (1800.0, 2100.0, "span"), (1200.0, 1200.0, "dot")]
)
def test_only_what_was_said_is_drawn(low: float | None, high: float | None, css: str) -> None:
    found = ladder(_series([(low, high, "2026-03-02"), (500.0, 500.0, "2026-03-02")]))
    assert found
    own = {word for x in found.broad for word in x.css.split()} & {"tip", "span", "about"}
    assert own == ({css} if css == "span" else {"tip", "span"} if css == "tip" else set())


def test_a_conflict_is_marked_as_one() -> None:
    found = ladder(_series([(5.0, 5.0, "2026-03-02"), (9.0, 9.0, "2026-03-02")], conflict=True))
    assert found
    assert found.contested
    assert any(x.css == "edge clash" for x in found.broad)
    assert any(x.bold == "conflict" for x in found.narrow)
    assert "some 0, Speaker 0, 2 Mar 2026" in found.words


@pytest.mark.parametrize(("value", "text"), [(1200.0, "1,200"), (0.5, "0.5"), (40.8, "40.8"), (2e9, "2,000,000,000")])
def test_values_read_as_in_print(value: float, text: str) -> None:
    assert number(value) == text


# ---- looks -----------------------------------------------------------------------------------------------------------


def test_flags_count_from_the_last_visit() -> None:
    def at(ms: int) -> Snapshot:
        return Snapshot((), ms, {}, (), "")

    minute = 60_000
    first = looked(None, at(1000), 2000)
    assert first.since == 1000
    reload = looked(first, at(5000), 2000 + 5 * minute)
    assert reload.since == 1000
    again = looked(reload, at(9000), 2000 + 60 * minute)
    assert again.since == 5000


@given(st.dictionaries(st.from_regex(r"s[0-9a-f]{12}", fullmatch=True), st.tuples(*[st.integers(0, 10**14)] * 3), max_size=45))
def test_looks_are_kept_in_a_cookie(given_looks: dict[str, tuple[int, int, int]]) -> None:
    looks = {k: Look(*v) for k, v in given_looks.items()}
    text = to_cookie(looks)
    assert len(text) < 3500
    assert re.fullmatch(r"[0-9a-fs._]*", text)
    assert from_cookie(text).items() <= looks.items()
    assert len(from_cookie(text)) == min(40, len(looks))


@given(st.text(max_size=200))
def test_an_odd_cookie_is_no_error(text: str) -> None:
    assert isinstance(from_cookie(text), dict)
