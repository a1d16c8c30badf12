"""Statements of two outlets that say one thing in other words: which are set side by side, what bars them, what the network makes of them."""

from dataclasses import replace

import numpy as np
import pytest

from build import report
from writethru.entail.claims import KINDS, kinds
from writethru.entail.encoder import SIZE, plain
from writethru.entail.pair import Marked
from writethru.extract import extract
from writethru.model import Claim, Ledger, Report
from writethru.reconcile import reconcile
from writethru.reconcile.gather import gather
from writethru.reconcile.resaid import Resaid, resaid, sorted_out
from writethru.reconcile.signs import NEAREST, SIGNS, Gists, nearest, signs
from writethru.reconcile.unit import Unit, weights
from writethru.reconcile.witness import bears_out, one_source
from writethru.relate.lineage import reuse

PLACES = {
    "Post": "The harbour office keeps its books by hand.",
    "Herald": "Rain fell on the quay all week.",
    "Radio": "Bells rang at noon in Merrow.",
}
SHUT = "Engineers closed the Selby dam to all visitors after a crack was found in its eastern wall."
AGAIN = "The public has been barred from the dam at Selby since inspectors discovered a crack in the wall on its eastern side."


def made(outlet: str, day: int, *lines: str) -> Report:
    return report("\n".join([PLACES[outlet], *lines]), outlet, f"2026-03-0{day}T09:00")


def units(*reports: Report) -> list[Unit]:
    ordered = sorted(reports, key=lambda r: r.id)
    return gather(ordered, [extract(r) for r in ordered], reuse(ordered), ())[0]


def ledger(*reports: Report) -> Ledger:
    return reconcile(reports, [extract(r) for r in reports], reuse(reports))


def find(book: Ledger, words: str) -> Claim:
    hits = [c for c in book.claims if words in c.text or any(words in a.words for a in c.appearances)]
    assert hits, [c.text for c in book.claims]
    return hits[0]


def pairs(first: str, later: str) -> list[Resaid]:
    told = units(made("Post", 2, first), made("Herald", 3, later))
    return [r for r in resaid(told) if {r.left.text, r.right.text}.isdisjoint(PLACES.values())]


def test_the_words_of_a_text_are_vectors_of_length_one() -> None:
    ids, vectors = plain("The dam at Selby")
    assert vectors.shape == (len(ids), SIZE)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
    assert plain("")[1].shape == (1, SIZE)


def test_each_statement_is_set_beside_the_nearest_of_other_outlets_and_none_of_its_own() -> None:
    many = [
        f"The {n} committee of the port met on the {n} pier and spoke of the dam." for n in ("north", "south", "east", "west", "old", "new")
    ]
    told = units(made("Post", 2, SHUT, *many), made("Herald", 3, AGAIN, *(m.replace("met", "sat") for m in many)), made("Radio", 3, AGAIN))
    idf, gists = weights(told), Gists(told)
    found = nearest(told, gists, idf)
    assert found == sorted(set(found))
    assert all(i < j and told[i].outlet != told[j].outlet and told[i].root != told[j].root for i, j in found)
    texts = {(told[i].text, told[j].text) for i, j in found}
    assert (SHUT, AGAIN) in texts
    for n in range(len(told)):
        others = sum(u.outlet != told[n].outlet and u.root != told[n].root for u in told)
        assert sum(n in p for p in found) >= min(NEAREST, others)
    rows = signs(told, found, gists, idf)
    assert rows.shape == (len(found), len(SIGNS))
    assert np.isfinite(rows).all()
    assert signs(told, [], gists, idf).shape == (0, len(SIGNS))


def test_the_chances_of_a_pair_are_one_together_and_what_is_not_read_is_no_pair() -> None:
    text = "The dam was shut."
    read, unread = Marked(text, ((0, len(text)),)), Marked(text, ((90, 99),))
    found = kinds([(read, read), (read, unread)], np.zeros((2, len(SIGNS)), np.float32))
    assert found.shape == (2, len(KINDS))
    assert np.allclose(found.sum(1), 1.0, atol=1e-5)
    assert found[1].tolist() == [1.0, *[0.0] * (len(KINDS) - 1)]
    assert kinds([], np.zeros((0, len(SIGNS)), np.float32)).shape == (0, len(KINDS))


def test_one_thing_in_other_words_is_one_claim_of_two_outlets() -> None:
    (found,) = pairs(SHUT, AGAIN)
    assert (found.left.outlet, found.right.outlet, found.same) == ("Post", "Herald", True)
    assert find(ledger(made("Post", 2, SHUT), made("Herald", 3, AGAIN)), SHUT).outlets == ("Post", "Herald")


@pytest.mark.parametrize(
    "other",
    [
        "The public could be barred from the dam at Selby if inspectors discover a crack in the wall on its eastern side.",
        "The public has not been barred from the dam at Selby since inspectors discovered a crack in the wall on its eastern side.",
        "It is untrue that the public has been barred from the dam at Selby since a crack was discovered in its eastern wall.",
    ],
)
def test_what_is_possible_or_denied_says_not_the_same(other: str) -> None:
    assert not pairs(SHUT, other)


def test_two_numbers_of_one_thing_are_not_one_claim() -> None:
    first = "Some 140 families were moved out of the villages below the Selby dam on Monday night."
    assert pairs(first, "On Monday night 140 families had to leave their villages below the dam at Selby.")
    assert not pairs(first, "On Monday night 210 families had to leave their villages below the dam at Selby.")


def test_who_gives_a_number_more_bears_out_who_does_not_but_not_the_other_way() -> None:
    short = "A crack has been found in the eastern wall of the Selby dam."
    long = "A crack 30 metres long was discovered on the eastern side of the wall of the dam at Selby."
    (found,) = pairs(short, long)
    assert (found.left.text, found.right.text, found.same) == (long, short, False)
    book = ledger(made("Post", 2, short), made("Herald", 3, long))
    held, holder = find(book, short), find(book, long)
    assert (held.outlets, held.standing) == (("Post", "Herald"), "repeated")
    assert [(r.kind, r.other) for r in held.relations] == [("repeats", holder.id)]
    assert (holder.outlets, holder.standing) == (("Herald",), "single origin")


def test_a_source_and_an_outlet_that_tells_its_word_are_one_origin() -> None:
    said = "Engineer Ada Venn said the Selby dam had been closed to all visitors after a crack was found in its eastern wall."
    c = find(ledger(made("Post", 2, said), made("Herald", 3, AGAIN)), "closed to all visitors")
    assert (c.outlets, c.origins, c.standing) == (("Post", "Herald"), ("Ada Venn",), "repeated")


def test_sources_of_one_chain_or_of_one_body_are_no_two_witnesses() -> None:
    said = "Ada Venn, head of the dam authority, said that all visitors had been barred from the Selby dam because of a crack in its wall."
    again = "Nobody may enter the dam at Selby, where a crack was found in the wall, the dam authority said."
    assert len(find(ledger(made("Post", 2, said), made("Herald", 3, again)), "barred from").origins) == 1


@pytest.mark.parametrize(
    ("official", "one"),
    [
        ("Lt Gen Ilja Veld, the deputy defence minister, said that two guards had been killed at the ford.", True),
        ("Lt Gen Ilja Veld, Marle's deputy defence minister, said that two guards had been killed at the ford.", False),
        ("Ilja Veld, a ferryman, said that two guards had been killed at the ford.", False),
    ],
)
def test_an_official_and_the_state_are_one_source(official: str, one: bool) -> None:
    told = units(
        made("Post", 2, "Orvane's army is on the border. Marle's army is too.", official),
        made("Herald", 3, "Orvane said that two of its border guards lost their lives."),
    )
    (a,) = [u for u in told if u.outlet == "Post" and "two guards" in u.text]
    (b,) = [u for u in told if u.outlet == "Herald" and "border guards" in u.text]
    assert (a.speaker, b.speaker) == ("Ilja Veld", "Orvane")
    assert one_source(a, b) is one_source(b, a) is one


def test_a_word_alone_is_no_testimony() -> None:
    told = units(made("Post", 2, "Ann Rusk, a ferryman, said that two guards had been killed at the ford."))
    (u,) = [u for u in told if u.speaker]
    assert bears_out(u)
    assert not bears_out(replace(u, stems=frozenset(("miss",)), figures=()))


@pytest.mark.parametrize("source", ["Media reports in Orvane", "local media", "the press", "some newspapers"])
def test_media_reports_bear_nobody_out(source: str) -> None:
    told = units(made("Post", 2, "Ann Rusk, a ferryman, said that two guards had been killed at the ford."))
    (u,) = [u for u in told if u.speaker]
    assert not bears_out(replace(u, speaker=source))
    assert bears_out(replace(u, speaker="Unity Press Agency"))


def test_what_others_have_from_an_outlet_by_its_initials_is_that_outlets() -> None:
    first = report(f"{PLACES['Post']}\n{SHUT}", "Coastal Dispatch", "2026-03-02T09:00")
    told = "The agency CD reports that the public has been barred from the dam at Selby since a crack was discovered in its eastern wall."
    c = find(ledger(first, made("Herald", 3, told)), "closed the Selby dam")
    assert (c.outlets, c.origins) == (("Coastal Dispatch", "Herald"), ("Coastal Dispatch",))


def test_a_copy_changes_no_pair() -> None:
    first, other = made("Post", 2, SHUT, "Two divers went down to look at the gate."), made("Herald", 3, AGAIN)
    copied = report(first.text, "Radio", "2026-03-04T09:00")
    (one,), (again,) = (resaid(u) for u in (units(first, other), units(first, other, copied)))
    assert (one.left.text, one.right.text, one.chance) == (again.left.text, again.right.text, pytest.approx(again.chance))


def test_who_answers_a_report_of_nobody_does_not_say_so_too() -> None:
    first = "BUNDLES of banknotes worth 380,000 crowns were pulled from a chest freezer at the general's cottage, Inspector Ivo Lant said."
    answer = (
        "“There is venison in that freezer, and you may print it,” Mara Brack said, in reply to a tabloid's claim that 380,000 crowns were found "
        "in a freezer at the general's cottage."
    )
    told = ledger(made("Post", 2, first), made("Herald", 3, answer))
    assert all(len(c.origins) == 1 for c in told.claims if "380,000" in c.text)


@pytest.mark.parametrize(
    ("first", "later"),
    [
        (
            "Several witnesses said a gas canister had struck the student on the head.",
            "Friends of the student said he was hit in the head by a tear gas canister.",
        ),
        (
            "Union members said the guards had locked the gate before the fire broke out.",
            "Workers said that the gate was shut and locked by guards when the fire started.",
        ),
    ],
)
def test_what_unnamed_people_tell_two_outlets_is_one_claim_and_no_second_witness(first: str, later: str) -> None:
    claims = [c for c in ledger(made("Post", 2, first), made("Herald", 3, later)).claims if c.text not in PLACES.values()]
    assert [(set(c.outlets), len(c.origins)) for c in claims] == [({"Post", "Herald"}, 1)]


def test_what_is_so_as_a_rule_is_not_what_happened() -> None:
    valve = "Ivo Orl, of the union, said that the relief valve had been out of use for more than a week."
    assert not pairs(valve, "A relief valve is meant to open when the pressure in a tank rises too far, and to send the gas to a scrubber.")


def test_two_who_tell_different_things_of_one_event_back_nobody() -> None:
    told = pairs(
        "The prosecutor has seized the ventilation logs of the mine and opened a criminal case, lawyer Emil Dask said.",
        "Police had opened an inquiry and closed the road past the mine, inspector Pavla Renn said.",
    )
    assert not sorted_out(told).backed
