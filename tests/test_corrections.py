"""What a person corrects: another speaker, a claim that holds no more, a note; recorded, kept through re-runs and undone."""

from pathlib import Path

import pytest

from build import report
from writethru import cli
from writethru.checking import Against
from writethru.corrections import corrected, sides, statements_of
from writethru.desk import Desk
from writethru.errors import NotFoundError
from writethru.model import Claim, Judgement, Telling

AT = "2026-03-04T10:00:00+00:00"
SAID = (
    "The bridge at Aldton will stay shut until Friday, the mayor, Ena Brack, said on Monday.\n"
    "“We will not open it before every pier has been looked at,” Brack told reporters at the town hall.\n"
    "About 14,000 people cross the bridge on a working day, according to the county’s road office.\n"
)
FIRST = report(SAID, "Aldton Post", "2026-03-02T10:00+01:00", "Aldton bridge shut until Friday")
COPY = report(SAID, "County News", "2026-03-02T12:00+01:00", "Bridge stays closed")


def desk(path: str | None = None) -> Desk:
    made = Desk(path)
    for r in (FIRST, COPY):
        made.keep(r)
    return made


def told(d: Desk) -> Telling:
    (found,) = d.tellings()
    return found


def find(t: Telling, words: str) -> Claim:
    return next(c for c in t.ledger.claims if words in c.text)


def test_another_speaker_is_told_checked_and_undone(tmp_path: Path) -> None:
    d = desk(str(tmp_path / "d.db"))
    before = find(told(d), "every pier")
    number = d.judge(before.id, " Olaf Reth ", "speaker", AT, "heard on tape", "kb")
    after = find(told(d), "every pier")
    assert (before.speaker, after.speaker) == ("Ena Brack", "Olaf Reth")
    assert len(after.outlets) == len(before.outlets)
    assert "given to Olaf Reth by kb on 2026-03-04: heard on tape" in after.why
    draft = "“We will not open it before every pier has been looked at,” Olaf Reth told reporters."
    kinds = [p.kind for s in Against(d, d.tellings()).check(draft).sentences for p in s.problems]
    assert "wrong-speaker" not in kinds
    d.close()
    again = Desk(str(tmp_path / "d.db"))
    assert find(told(again), "every pier").speaker == "Olaf Reth"
    again.store.undo_judgement(number, AT)
    assert find(told(again), "every pier") == before


def test_words_may_be_given_to_the_outlet_itself_or_to_a_speaker_for_the_first_time() -> None:
    d = desk()
    d.judge(find(told(d), "every pier").id, "", "speaker", AT)
    assert find(told(d), "every pier").speaker is None
    d.judge(find(told(d), "every pier").id, "Ena Brack", "speaker", AT)
    assert find(told(d), "every pier").speaker == "Ena Brack"


def test_a_claim_marked_as_withdrawn_stays_in_the_ledger_as_such() -> None:
    d = desk()
    claim = find(told(d), "14,000")
    number = d.judge(claim.id, "", "withdrawn", AT, "the office took it back")
    marked = find(told(d), "14,000")
    assert marked.standing == "withdrawn"
    assert marked.why == "Marked as withdrawn by a person on 2026-03-04: the office took it back."
    assert marked.appearances == claim.appearances
    d.store.undo_judgement(number, AT)
    assert find(told(d), "14,000") == claim


def test_one_of_several_statements_may_be_meant() -> None:
    d = desk()
    claim = find(told(d), "every pier")
    assert len(claim.appearances) == 2
    d.judge(claim.appearances[1].statement, "Olaf Reth", "speaker", AT)
    speakers = {a.report: c.speaker for c in told(d).ledger.claims for a in c.appearances if "every pier" in a.words}
    assert speakers == {claim.appearances[0].report: "Ena Brack", claim.appearances[1].report: "Olaf Reth"}


def test_a_note_changes_nothing_that_is_told() -> None:
    d = desk()
    before = told(d)
    for name in (before.ledger.claims[0].id, FIRST.id, before.roundup.story.id):
        d.judge(name, "", "note", AT, "call the office")
    assert told(d) == before
    assert [j.left for j in d.store.judgements()][1:] == [FIRST.id, FIRST.id]


@pytest.mark.parametrize("name", ["c000000000000", "u000000000000", "", "Ena Brack", "r000000000000"])
def test_what_is_not_there_cannot_be_corrected(name: str) -> None:
    d = desk()
    for verdict in ("speaker", "withdrawn", "note"):
        with pytest.raises(NotFoundError):
            d.judge(name, "Olaf Reth", verdict, AT)
    assert d.store.log() == []


def test_the_later_word_on_a_statement_counts() -> None:
    d = desk()
    claim = find(told(d), "every pier")
    for name in ("Olaf Reth", "Tor Velle"):
        d.judge(claim.id, name, "speaker", AT)
        claim = find(told(d), "every pier")
    assert claim.speaker == "Tor Velle"


def test_the_command_line_corrects_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "d.db")
    d = desk(path)
    claim = find(told(d), "every pier").id
    d.close()
    at = ("--desk", path)
    assert cli.main(["judge", "re-attribute", claim, "Olaf Reth", "--note", "on tape", *at]) == 0
    assert cli.main(["judge", "note", FIRST.id, "--note", "ask the county", *at]) == 0
    assert cli.main(["judge", "withdraw", claim, *at]) == 0
    assert cli.main(["judge", "note", FIRST.id, *at]) == 2
    assert cli.main(["judge", "withdraw", "c000000000000", *at]) == 1
    capsys.readouterr()
    assert cli.main(["judge", "list", *at]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert ["said by Olaf Reth" in rows[0], "note" in rows[1], "withdrawn" in rows[2]] == [True] * 3
    found = find(told(Desk(path)), "every pier")
    assert (found.speaker, found.standing) == ("Olaf Reth", "withdrawn")
    assert cli.main(["judge", "undo", "3", *at]) == 0
    assert find(told(Desk(path)), "every pier").standing == "repeated"


def test_sides() -> None:
    assert sides(Judgement("u1 u2", "Ena Brack", "speaker", 1, "person", AT, "")) == ("u1", "u2", "Ena Brack")
    assert sides(Judgement("Ena Brack", "E. Brack", "same", 1, "person", AT, "")) == ("Ena Brack", "E. Brack")
    assert sides(Judgement("u1", "", "note", 1, "person", AT, "")) == ("u1",)


def test_without_judgements_nothing_is_touched() -> None:
    d = desk()
    extracts = d.extracts([FIRST, COPY])
    assert all(a is b for a, b in zip(corrected(extracts, ()), extracts, strict=True))
    assert statements_of(told(d).ledger.claims[0].id, told(d).ledger.claims).split()
