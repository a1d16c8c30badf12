"""Who said what: our own hard cases, and what holds for any text."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writethru.extract.attribution import attributions
from writethru.model import Attribution

ROWS = Path(__file__).parent / "data" / "attribution_cases.txt"


def cases() -> list[tuple[str, str, list[list[str]]]]:
    """(section, text, expected attributions as fields); see the head of the file."""
    out: list[tuple[str, str, list[list[str]]]] = []
    section = ""
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("  ") and line.strip() != "none":
            out[-1][2].append([field.strip() for field in line.split("|")])
        elif line and not line.startswith(("#", "  ")):
            out.append((section, line.replace("¶", "\n"), []))
    return out


def folded(name: str | None) -> str:
    return (name or "-").lower().removeprefix("the ")


def words(text: str, a: Attribution) -> str:
    return " … ".join(text[s:e] for s, e in a.content)


def score() -> tuple[Counter[str], list[str]]:
    """How many expected attributions are found, and of these how many have each field right; the mistakes in words."""
    right: Counter[str] = Counter()
    wrong = []
    for _, text, expected in cases():
        found = attributions(text)
        if not expected:
            right["silent of"] += 1
            right["silent"] += not found
        for speaker, stance, flags, content in expected:
            right["n"] += 1
            hits = [a for a in found if content.lower() in words(text, a).lower()]
            if not hits:
                wrong.append(f"missed: {text} | {content}")
                continue
            a = min(hits, key=lambda a: (folded(a.speaker) != folded(speaker), len(words(text, a))))
            via = flags.partition("via=")[2] if "via=" in flags else ""
            hedges = flags.removeprefix("hedge=").split(";") if flags.startswith("hedge=") else []
            plain = flags.partition("via=")[0].split()
            marks = {
                "speaker": folded(a.speaker) == folded(speaker),
                "stance": a.stance == stance,
                "negated": a.negated == ("neg" in plain),
                "collective": a.collective == ("coll" in plain),
                "via": [folded(v.speaker) for v in a.via] == [folded(v) for v in via.split(";") if v],
                "hedges": set(hedges) <= set(a.hedges),
            }
            right["found"] += 1
            right.update(k for k, ok in marks.items() if ok)
            wrong += [f"{k}: {text} | {content} | {a}" for k, ok in marks.items() if not ok]
    return right, wrong


def test_the_cases_are_many() -> None:
    rows = cases()
    assert len(rows) >= 150
    assert {section for section, _, _ in rows} >= {
        "chains",
        "non-claims",
        "headlines",
        "quotation marks",
        "coordination",
        "collective",
        "speakers",
    }


def test_hard_cases() -> None:
    right, wrong = score()
    report = "\n".join(wrong)
    assert right["found"] >= 0.95 * right["n"], report
    for field, least in {"speaker": 0.95, "stance": 0.96, "negated": 0.96, "collective": 0.95, "via": 0.95, "hedges": 0.97}.items():
        assert right[field] >= least * right["found"], f"{field}\n{report}"
    assert right["silent"] >= 0.8 * right["silent of"], report


def test_a_quotation_with_its_cue_in_the_middle_is_one_attribution() -> None:
    text = '"The roof leaks," said Ada Moss, "and has for years."'
    (one,) = attributions(text)
    assert [text[s:e] for s, e in one.content] == ['"The roof leaks,"', '"and has for years."']
    assert (one.speaker, one.kind) == ("Ada Moss", "direct")


def test_chain_tells_both_the_speaker_and_through_whom() -> None:
    text = "Hollis said the raid would be a breach of the treaty, Duran's office said."
    told = {a.speaker: [v.speaker for v in a.via] for a in attributions(text)}
    assert told == {"Duran's office": [], "Hollis": ["Duran's office"]}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        '"' * 50,
        "said " * 300,
        "“" + "word " * 3000,
        "said Xi " * 200 + '"',
        "ALL CAPS SAID THE MAN. HE SAID NO.",
        "Er sagte: „Nein“.",
        "彼は言った「いいえ」",
        "a\u0000b said \ud800 c",
    ],
    ids=["empty", "blank", "marks only", "cues only", "never closed", "cue and mark", "capitals", "German", "Japanese", "odd characters"],
)
def test_odd_text_is_no_error(text: str) -> None:
    for a in attributions(text):
        assert all(0 <= s < e <= len(text) for s, e in a.content)


PIECES = st.sampled_from(
    [
        "Anna Steiner",
        "he",
        "said",
        "told Holm",
        "that",
        "the dam",
        '"It is gone,"',
        "“No”",
        "according to",
        "officials",
        ",",
        ".",
        "\n",
        ":",
        "denied",
        "not",
        "—",
        "'",
        '"',
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_spans_lie_inside_the_text_and_hold_words(text: str) -> None:
    found = attributions(text)
    assert list(found) == sorted(found, key=lambda a: (a.content, a.cue or (0, 0)))
    for a in found:
        spans = [*a.content, *([a.source] if a.source else []), *([a.cue] if a.cue else []), *(v.source for v in a.via)]
        assert a.content
        assert all(0 <= s < e <= len(text) and text[s:e].strip() == text[s:e] for s, e in spans)
        assert all(one[1] <= two[0] for one, two in zip(a.content, a.content[1:], strict=False))


# Words that the rules look for, in any order: every rule must bear the end of a text right behind them.
TRIGGERS = [
    "put",
    "puts",
    "at",
    "about",
    "$",
    "4",
    "million",
    ",",
    ".",
    ":",
    ";",
    "–",
    "(",
    ")",
    '"',
    "“",
    "”",
    "citing",
    "quoting",
    "which",
    "he",
    "she",
    "it",
    "denies",
    "denied",
    "a",
    "charge",
    "claim",
    "spoke",
    "of",
    "told",
    "said",
    "says",
    "the",
    "accused",
    "Ann",
    "Lee",
    "Orvane",
    "mayor",
    "army",
    "reports",
    "that",
    "was",
    "is",
    "heard",
    "saying",
    "in",
    "to",
    "by",
    "released",
    "figures",
    "In",
    "Tarn",
    "judge",
    "acting",
    "No",
    "not",
    "58",
    "%",
    "&",
    "mum-of-two",
    "13",
    "10",
    "YORK",
    "sources",
    "police",
    "admitted",
    "people",
    "claimed",
    "life",
    "Asked",
    "if",
    "when",
    "replied",
    "reporter",
    "with",
    "reported",
    "him",
    "as",
    "be",
    "named",
    "declined",
    "statement",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TRIGGERS), max_size=18).map(" ".join))
def test_any_jumble_of_the_words_that_rules_look_for_is_read(text: str) -> None:
    for a in attributions(text):
        assert all(0 <= s < e <= len(text) for s, e in a.content)


def test_a_part_of_speech_that_training_never_saw_is_no_error() -> None:
    assert isinstance(attributions("said is ( they Harker replied No spoke told it 34-year-old at acting"), tuple)


def test_same_text_gives_same_answer() -> None:
    text = "The mayor said the bridge was safe. She warned of delays."
    assert attributions(text) == attributions(text)


def test_a_quotation_that_comes_to_one_attribution_two_ways_is_told_once() -> None:
    (a,) = attributions('"It is gone," denied . "It is gone,"')
    assert len(set(a.content)) == len(a.content)
