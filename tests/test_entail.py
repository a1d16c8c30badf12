"""The network that weighs whether passages bear a sentence out, from the bytes of its encoder to what it adds to the rules."""

import struct
from datetime import date
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from build import TUE, report
from writethru.checking import Against
from writethru.desk import Desk
from writethru.entail import encoder
from writethru.entail.encoder import MOST, SIZE, read, read_ahead
from writethru.entail.joint import cut
from writethru.entail.judge import head, headed, weigh
from writethru.entail.pieces import UNKNOWN, pieces, vocabulary, word_spans
from writethru.entail.recent import Recent
from writethru.entail.weights import arrays
from writethru.tell.judged import amiss, signs
from writethru.tell.rules import table
from writethru.verdict import Checked, ProblemKind


def field(number: int, value: bytes | int) -> bytes:
    """A protocol buffer field: bytes with their length, or a varint."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def varint(n: int) -> bytes:
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def tensor(name: str, a: np.ndarray, packed: bool = False) -> bytes:
    dims = field(1, b"".join(map(varint, a.shape))) if packed else b"".join(field(1, n) for n in a.shape)
    return dims + field(2, {"f": 1, "i": 3}[a.dtype.kind]) + field(8, name.encode()) + field(9, a.tobytes())


@pytest.mark.parametrize("packed", [False, True])
def test_the_arrays_of_an_onnx_file_are_read(tmp_path: Path, packed: bool) -> None:
    a, b = np.arange(600, dtype="<f4").reshape(3, 200), np.array([[-5], [7]], "i1")
    graph = field(5, tensor("a", a, packed)) + field(2, b"a graph") + field(5, tensor("b", b, packed)) + field(5, field(8, b"empty"))
    fixed = varint(99 << 3 | 5) + b"1234" + varint(98 << 3 | 1) + b"12345678"
    path = tmp_path / "model.onnx"
    path.write_bytes(field(1, 8) + fixed + field(7, graph))
    found = arrays(path)
    assert found.keys() == {"a", "b"}
    assert (found["a"] == a).all()
    assert (found["b"] == b).all()


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(struct.pack("<I", 0xFFFFFF0F))
    with pytest.raises((ValueError, IndexError)):
        arrays(path)


def test_words_are_cut_into_the_longest_pieces_there_are() -> None:
    names = {i: w for w, i in vocabulary().items()}
    assert [names[i] for i in pieces("The mayor’s Überlandwerk, reopened", 20)][:3] == ["the", "mayor", "’"]
    assert "".join(names[i].removeprefix("##") for i in pieces("Überlandwerk", 20)) == "uberlandwerk"
    assert pieces("x" * 500, 5) == [UNKNOWN]
    assert pieces("", 5) == []
    assert len(pieces("fire " * 1000, 96)) == 96


@pytest.mark.parametrize("text", ["The mayor’s Überlandwerk reopened.", "Straße, ﬁre, İzmir", "", "fire " * 300])
def test_each_piece_is_of_a_word_of_the_text(text: str) -> None:
    spans = word_spans(text, 96)
    assert len(spans) == len(pieces(text, 96))
    assert all(a < b <= len(text) and not any(c.isspace() for c in text[a:b]) for a, b in spans)
    assert spans == sorted(spans)
    if "Über" in text:
        assert "Überlandwerk" in {text[a:b] for a, b in spans}


def test_a_passage_is_headed_by_who_published_it_and_when() -> None:
    assert headed("North Press", date(2028, 3, 6), "The dam held.") == "North Press, Monday 6 March: The dam held."
    assert headed("", date(2028, 3, 6), "The dam held.") == "Monday 6 March: The dam held."
    assert headed("North Press", None, "The dam held.") == "North Press: The dam held."
    assert headed("", None, "The dam held.") == "The dam held."


def test_a_sentence_is_read_into_one_vector_a_piece_and_no_more_than_so_many() -> None:
    context, word = read("The bridge was closed.")
    assert context.shape == word.shape == (7, SIZE)  # five and the marks at the ends
    assert len(read("fire " * 5000)[0]) == MOST + 2


def test_a_text_reads_the_same_by_itself_and_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["The bridge was closed.", "", "Two of the nine divers were hurt, the mayor said on Monday. " * 9, "«Là»"]
    monkeypatch.setattr(encoder, "_read", Recent(99))
    read_ahead([*texts, *texts])
    together = [read(t) for t in texts]
    monkeypatch.setattr(encoder, "_read", Recent(2))
    for text, (context, word) in zip(texts, together, strict=True):
        alone = read(text)
        assert np.abs(alone[0].astype(np.float32) - context).max() < 0.02  # of numbers about 1, kept to three digits
        assert (alone[1] == word).all()


def test_what_was_worked_out_lately_is_kept() -> None:
    kept: Recent[str, int] = Recent(2)
    assert [kept.put(k, n) for n, k in enumerate("abc")] == [0, 1, 2]
    assert [kept.get(k) for k in "abc"] == [None, 1, 2]
    assert kept.missing("abacad") == ["a", "d"]
    assert kept.missing("adefg") == ["a", "d"]


def test_a_word_in_context_is_nearer_to_one_of_its_sense() -> None:
    def vector(text: str, at: int) -> np.ndarray:
        v = read(text)[0][at].astype(np.float32)
        return v / np.linalg.norm(v)

    blaze, fire, dismissed = (
        vector("The blaze spread to the roof.", 2),
        vector("The fire spread to the roof.", 2),
        vector("They fire staff at will.", 2),
    )
    assert blaze @ fire > blaze @ dismissed


BORNE = [
    (
        ["Firefighters took four hours to put out the blaze at the Orrin mill, which the owner said had been empty since May."],
        "It was four hours before the fire at the mill was out.",
        "It was four hours before the fire at the mill was out, and two workers were taken to hospital.",
    ),
    (
        ["The ministry, which had ordered the tests, denied on Monday that it knew of the leak before the weekend."],
        "The ministry says it did not know of the leak before the weekend.",
        "The ministry admits that it knew of the leak before the weekend.",
    ),
    (
        ["The operator could face a fine, said the regulator, Ana Roe, adding that no decision had been taken."],
        "A fine for the operator is possible, the regulator said.",
        "The operator will be fined, the regulator said.",
    ),
]


@pytest.mark.parametrize(("passages", "faithful", "faulty"), BORNE)
def test_a_fault_is_weighed_as_likelier_than_the_faithful_sentence(passages: list[str], faithful: str, faulty: str) -> None:
    told = [headed("North Press", date(2028, 3, 6), p) for p in passages]
    assert weigh(faithful, told).amiss < 0.5 < weigh(faulty, told).amiss


@pytest.mark.parametrize(("row", "word"), [(0, "hospital"), (1, "admits"), (2, "will")])
def test_the_words_amiss_are_told(row: int, word: str) -> None:
    passages, _, faulty = BORNE[row]
    told = [headed("North Press", date(2028, 3, 6), p) for p in passages]
    assert word in {faulty[a:b] for a, b in weigh(faulty, told).words}


def test_a_long_passage_is_read_as_far_as_there_is_room_for_it() -> None:
    whole = headed("North Press", date(2028, 3, 6), "The dam held. " * 200)
    assert len(cut(whole, 20)[0]) == 22
    assert len(cut("The dam held.", 20)[0]) == 6
    assert weigh("The dam held.", [whole] * 5).amiss < 0.5


def test_of_two_figures_the_later_one_holds() -> None:
    older = headed("North Press", date(2028, 3, 6), "Nine people have died in the fire, the ministry said.")
    newer = headed("Tarn Radio", date(2028, 3, 8), "The number of dead has risen to 14, the ministry said.")
    now, then = "The ministry now counts 14 dead.", "The ministry now counts nine dead."
    assert weigh(now, [older, newer]).amiss < weigh(then, [older, newer]).amiss


def test_a_passage_about_something_else_bears_nothing_out() -> None:
    seen = weigh("Voters in Tarn chose a new mayor on Sunday.", ["The trawler sank off Cape Lorne with six aboard, the coastguard said."])
    assert seen.amiss > 0.5
    assert seen.kinds[0][0] == "no-source"


def test_the_chances_add_up_and_odd_input_is_weighed() -> None:
    for sentence, passages in (("!", []), ("The bridge is shut.", []), ("", ["A bridge."]), ("fire " * 3000, ["fire " * 3000] * 9)):
        seen = weigh(sentence, passages)
        assert 0 <= seen.amiss <= 1
        assert not seen.kinds or sum(c for _, c in seen.kinds) == pytest.approx(seen.amiss, abs=1e-4)
    assert {k for k, _ in weigh("The bridge is shut.", []).kinds} == set(head().kinds[1:])


def test_every_kind_that_rules_find_has_a_group_and_every_sign_a_weight() -> None:
    judged = table()["judged"]
    kinds = {k for line in (*judged["groups"].values(), judged["stands"]) for k in line.split()}
    assert kinds == set(get_args(ProblemKind)) - {"single-origin"}
    assert set(judged["details"]) <= kinds
    seen = weigh("The bridge is shut.", ["The bridge was closed on Monday."])
    for found in ([], ["no-source"], ["wrong-speaker", "no-source"], ["unsupported-number"], ["wrong-date"], ["lost-hedge"]):
        assert signs(seen, found, 0.5).keys() <= judged["weights"].keys()
    assert amiss(signs(seen, ["wrong-speaker"], 0.5)) > amiss(signs(seen, ["no-source"], 0.5))


REPORTS = {
    "North Press": "The swing bridge at Tarn stuck open on Monday and boats waited for five hours. The harbour master, Ida Lowe, said a sensor may have failed.",
    "Tarn Radio": "Lowe said on Monday that the bridge would be inspected. Skippers complained that nobody had told them of the delay.",
}


def both(sentence: str) -> tuple[Checked, Checked]:
    """What rules alone make of a sentence, and what they make of it with the network."""
    desk = Desk()
    for outlet, text in REPORTS.items():
        desk.keep(report(text, outlet, TUE))
    rules, weighed = (Against(desk, desk.tellings(), w).check(sentence, "text/plain").sentences for w in ("rules", "both"))
    return rules[0], weighed[0]


def test_a_false_accusation_of_the_rules_is_taken_back() -> None:
    rules, weighed = both("Skippers grumble that they were left in the dark about the hold-up.")
    assert rules.verdict == "unsupported"
    assert weighed.verdict == "supported"


def test_a_fault_that_no_rule_sees_is_found_and_named() -> None:
    rules, weighed = both("Boats waited for five hours because of a strike at the bridge.")
    assert rules.verdict == "supported"
    assert weighed.verdict == "unsupported"
    (problem,) = (p for p in weighed.problems if p.kind != "single-origin")
    assert problem.kind in ("no-source", "merged-claims")
    assert "seem" in problem.detail
    assert weighed.start <= problem.start < problem.end <= weighed.end
    assert "strike" in weighed.text[problem.start - weighed.start : problem.end - weighed.start]


def test_a_sentence_of_a_report_is_never_accused() -> None:
    _, weighed = both("Skippers complained that nobody had told them of the delay.")
    assert weighed.verdict == "supported"


def test_a_sentence_about_something_else_is_left_to_the_rules() -> None:
    rules, weighed = both("The orchestra played two symphonies.")
    assert rules == weighed
    assert rules.problems[0].kind == "no-source"
