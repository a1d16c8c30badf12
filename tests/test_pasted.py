"""Pasted text with and without page furniture; the texts are invented, tests/data/pasted_lines.txt labels every line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from writethru.clean import clean
from writethru.clean.draft import Draft
from writethru.clean.pasted import read_text
from writethru.model import Capture

LABELLED = Path(__file__).parent / "data" / "pasted_lines.txt"


def labelled() -> dict[str, list[tuple[str, str]]]:
    """Case -> (label, line) in order."""
    cases: dict[str, list[tuple[str, str]]] = {}
    for line in LABELLED.read_text("utf-8").splitlines():
        if line.startswith("## "):
            cases[line[3:]] = lines = []
        elif line[:2] in ("H ", "+ ", "- ", "| "):
            lines.append((line[0], line[2:]))
    return cases


CASES = labelled()


def text_of(case: str) -> str:
    return "\n".join(line for _, line in CASES[case])


def kept(draft: Draft) -> str:
    return "\n".join(b.text for b in draft.blocks)


@pytest.mark.parametrize("case", CASES)
def test_lines_are_told_apart(case: str) -> None:
    draft = read_text(text_of(case))
    assert kept(draft).split("\n") == [line for label, line in CASES[case] if label == "+"]
    assert draft.headline == next((line for label, line in CASES[case] if label == "H"), "")


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_lost_without_a_reason(case: str) -> None:
    draft = read_text(text_of(case))
    out = " ".join([draft.headline, kept(draft), *(x.text for x in draft.left_out)]).replace(" ", "")
    for label, line in CASES[case]:
        if label == "-":
            assert all(word in out for word in line.split()), line
    assert all(x.reason for x in draft.left_out)


@pytest.mark.parametrize("case", CASES)
def test_clean_text_stays_as_it_is(case: str) -> None:
    once = kept(read_text(text_of(case)))
    again = read_text(once)
    assert kept(again) == once
    assert not again.left_out


def test_masthead_of_a_wire_report() -> None:
    draft = read_text(text_of("wire copy with slides"))
    assert draft.bylines == ["Nora Lund", "Tarek Hale"]
    assert draft.published is None
    assert draft.updated is not None
    assert draft.updated.iso == "2024-10-28T10:24-07:00"
    reasons = {x.text[:20]: x.reason for x in draft.left_out}
    assert reasons["Transport Minister H"] == "cut off in mid-sentence"
    assert reasons["Port director Elin M"] == "caption"
    assert reasons["The long fight over "] == "related link"
    assert reasons["Harbour pact sends 4"] == "repeats the headline"
    assert reasons["0 seconds of 1 minut"] == "player remains"
    assert reasons["2 of 3 |"] == "slide counter"


def test_a_caption_with_an_agency_is_no_sign_off() -> None:
    reasons = {x.text: x.reason for x in read_text(text_of("German page with comments")).left_out}
    assert reasons["Leere Kräne am Osthafen. Foto: Paul Beispiel/dpa"] == "caption"
    assert reasons["dpa/AFP/aeg"] == "sign-off"


def test_masthead_of_a_round_up() -> None:
    draft = read_text(text_of("round-up with glued masthead and sign-off"))
    assert (draft.sign_off, draft.credits) == ("kb/dj", ["AP", "Reuters", "AFP", "dpa"])
    assert draft.published is not None
    assert draft.updated is not None
    assert (draft.published.iso, draft.updated.iso) == ("2024-10-21", "2024-10-22")
    assert [b.part for b in draft.blocks[:6]] == ["crosshead", "keypoint", "keypoint", "paragraph", "crosshead", "paragraph"]


def test_a_headline_in_capitals_is_no_row_of_names() -> None:
    head = "DEATH BOAT MASTER WAS ON NINTH DAY WITHOUT A BREAK, SAYS UNION BOSS"
    points = "Two boats 'hit the wall since Monday of last week'\nCrews sent home for a year, says harbour"
    text = (
        f"DAILY TARN\nEXCLUSIVE\n{head}\n\n{points}\n\nBy ANN LEE, Crime Correspondent\n05:58, 13 Jan 2027\n\n"
        "THE master of the doomed boat was working his NINTH day in a row when it hit the wall, the head of the union said last night.\n\n"
        "Bram Orl said the skipper had not had a day off since Monday of last week, and police that thirteen are dead.\n"
    )
    assert read_text(text).headline == head


def test_outlet_only_where_the_text_names_one() -> None:
    named = text_of("site with news feed of another day").replace("The Harbour Post", "The Kyiv Independent")
    assert read_text(named).outlet == "The Kyiv Independent"
    assert read_text(text_of("site with news feed of another day")).outlet == ""
    assert read_text(text_of("wire copy with slides")).outlet == ""


@pytest.mark.parametrize(
    ("case", "bylines", "published"),
    [
        ("German page with comments", ["Nora Lund"], "2024-10-28T17:06"),
        ("French page", ["Jean Duval", "Marie Curiel"], "2024-10-28T10:05"),
        ("Spanish page", ["María Pérez Gómez"], "2024-10-28T10:22"),
        ("Japanese page", [], "2025-01-13T21:37"),
        ("ads between paragraphs", ["Nora Lund"], "2026-05-25"),
        ("only a standfirst and text", [], None),
    ],
)
def test_mastheads_of_other_pages(case: str, bylines: list[str], published: str | None) -> None:
    draft = read_text(text_of(case))
    assert draft.bylines == bylines
    assert (draft.published.iso if draft.published else None) == published


def test_a_text_in_one_line_with_glued_masthead() -> None:
    body = "The port has sent its crews home for a week. It will open again on Friday, the director said."
    draft = read_text(f"Port sends crews homePublished October 21, 2024last updated October 22, 2024{body}")
    assert draft.headline == "Port sends crews home"
    assert kept(draft) == body
    assert draft.published is not None
    assert draft.published.iso == "2024-10-21"


def test_lines_wrapped_at_a_column_are_joined() -> None:
    wrapped = (
        "Port sends crews home\n\n"
        "The port of Westhaven has sent its crews home for a week, in the\nlargest walkout since the terminals were built, the director said\non Monday after a long night.\n\n"
        "She said the closure marked a dangerous turn for the region and\nits farmers, who wait for fuel and seed, and that the talks would\nbegin on Tuesday in the town hall.\n"
    )
    draft = read_text(wrapped)
    assert draft.headline == "Port sends crews home"
    assert len(draft.blocks) == 2
    assert draft.blocks[0].text.endswith(
        "in the largest walkout since the terminals were built, the director said on Monday after a long night."
    )


def test_a_broken_last_sentence_leaves_the_whole_ones() -> None:
    text = "The port is closed, the union said on Monday.\nThe talks will begin on Tuesday, the mediator said.\nThe mayor was there. He said that the"
    draft = read_text(text)
    assert kept(draft).endswith("The mayor was there.")
    assert [(x.text, x.reason) for x in draft.left_out] == [("He said that the", "cut off in mid-sentence")]


def test_capitals_only() -> None:
    draft = read_text(
        "PORT SENDS CREWS HOME FOR A WEEK\nTHE PORT HAS SENT ITS CREWS HOME FOR A WEEK, THE UNION SAID ON MONDAY.\nTHE MAYOR SAID HE WAS SORRY FOR ALL OF THEM."
    )
    assert draft.headline == "PORT SENDS CREWS HOME FOR A WEEK"
    assert len(draft.blocks) == 2


@pytest.mark.parametrize("text", ["", "\n \n", "\0\0\0", "\ufffd\ufffd\n\ufffd"], ids=["empty", "blank", "nul", "undecodable"])
def test_no_text_gives_no_blocks(text: str) -> None:
    draft = read_text(text)
    assert draft.blocks == []
    assert draft.headline == ""


def test_binary_junk_is_named_as_such() -> None:
    draft = read_text(bytes((i * 7919 + i // 251) % 256 for i in range(20_000)).decode("latin-1"))
    assert not draft.blocks
    assert {x.reason for x in draft.left_out} == {"not readable text"}


@pytest.mark.parametrize(
    "unit", ["The minister said on Monday 3 May 2024 that it was over. ", "word ", "a", "1", "(", '"', ".", "政府は", "3 May 2024 "]
)
def test_a_megabyte_in_one_line(unit: str) -> None:
    draft = read_text(unit * (200_000 // len(unit)))
    assert sum(len(b.text) for b in draft.blocks) + sum(len(x.text) for x in draft.left_out) > 180_000


LINES = st.sampled_from([line for case in CASES.values() for _, line in case])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=25))
def test_reading_the_result_again_changes_nothing(lines: list[str]) -> None:
    once = kept(read_text("\n".join(lines)))
    assert kept(read_text(once)) == once


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    draft = read_text(text)
    assert all(b.text.strip() == b.text != "" and "\n" not in b.text for b in draft.blocks)


@pytest.mark.parametrize("note", ["(Adds mayor, queue; corrects paragraph 8)", "(Lead, adds union)"])
def test_an_agencys_note_to_editors_is_left_out(note: str) -> None:
    draft = read_text(f"Tarn bridge shut for a year\n{note}\n" + MASTHEAD.partition("\n")[2].replace("{foot}", ""))
    assert note not in kept(draft)
    assert [x.reason for x in draft.left_out if x.text == note] == ["note to editors"]


@pytest.mark.parametrize(
    "line",
    [
        "Thank you for reading.",
        "That's all from us for today.",
        "Listen again on the Radio Lorne app.",
        "Stay with us for more updates.",
    ],
)
def test_a_word_to_the_readers_is_left_out(line: str) -> None:
    text = (
        "The river rose again on Monday and the council of Aldham closed the old bridge to all traffic, the mayor, Jana Petrik, said.\n\n"
        "Engineers said that the water had moved the northern pier by four centimetres since Friday evening, more than ever before."
    )
    draft = read_text(f"{text}\n\n{line}")
    assert line not in kept(draft)
    assert [x.reason for x in draft.left_out if x.text == line] == ["word to the readers"]


@pytest.mark.parametrize("line", ["Nobody was hurt.", "Shares fell 3%.", "The blast was heard at 06:12 on 3 October 2024."])
def test_a_short_or_timed_sentence_is_kept(line: str) -> None:
    text = "The river rose again on Monday and the council of Aldham closed the old bridge to all traffic, the mayor, Jana Petrik, said."
    draft = read_text(f"{text}\n\n{line}")
    assert kept(draft).endswith(line)
    assert draft.published is None


def test_the_clock_before_a_pasted_live_post_is_its_time_and_no_text():
    text = (
        "Flood in Hesper: live updates\n\nPublished 4 October 2027\n\n"
        "21.40: Two people are missing after their car was swept off the Mill Road bridge, the fire chief says.\n\n"
        "22.15: Around 6,000 residents were told to leave their homes, the mayor said in a video.\n\n"
        "11:45 p.m. — “Go now,” she said, adding that the buses would run all night from the market square.\n"
    )
    draft = read_text(text)
    assert [str(b.at.order[0])[:16] if b.at else "" for b in draft.blocks] == ["2027-10-04 21:40", "2027-10-04 22:15", "2027-10-04 23:45"]
    assert [b.text.split()[0] for b in draft.blocks] == ["Two", "Around", "“Go"]
    assert [d.text for d in draft.left_out if d.reason == "time of a post"] == ["21.40:", "22.15:", "11:45 p.m. —"]


PAGE = (
    "TARN VALLEY ECHO\nNews | Sport | Jobs\n\n"
    "Bridge at Tarn shut for a year, says harbour master\n\n"
    "* Sensor may have failed, says Lowe\n* Boats waited five hours at the Tarn bridge\n\n"
    "By Ann Poe\nTue 9 Feb 2027 | Last post 21:06\n\n"
    "[Photo: Boats wait below the bridge. Echo/Jo Hart]\n\n"
    "The swing bridge at Tarn will stay shut for a year, the harbour master, Ida Lowe, told the Echo on Tuesday morning.\n\n"
    "Boats had waited for five hours on Monday because the bridge was stuck open, and skippers complained that nobody had told them.\n\n"
    "What we know\n\n"
    "• The bridge has been stuck open since Monday\n• 14 boats were held up, Lowe says\n\n"
    "What we don't know\n\n"
    "• Whether the sensor of the bridge failed\n• Who will pay for the harbour's losses\n\n"
    "The bridge opened in 1971.\n\n"
    "Correction: an earlier version gave a wrong number of boats.\n\n"
    "MORE ON THIS STORY\n• Harbour fees to rise in spring\n• In pictures: the old bridge\n\n"
    "Do you have a story? Call our newsdesk\n"
)


def test_lists_of_facts_above_and_below_the_text_are_kept() -> None:
    draft = read_text(PAGE)
    told = [(b.part, b.text) for b in draft.blocks]
    assert ("list", "* Boats waited five hours at the Tarn bridge") in told
    assert ("crosshead", "What we know") in told
    assert ("list", "• 14 boats were held up, Lowe says") in told
    assert ("list", "• Who will pay for the harbour's losses") in told
    assert told[-1] == ("paragraph", "Correction: an earlier version gave a wrong number of boats.")
    left = {x.text: x.reason for x in draft.left_out}
    assert left["[Photo: Boats wait below the bridge. Echo/Jo Hart]"] == "caption"
    assert {"• Harbour fees to rise in spring", "Do you have a story? Call our newsdesk"} <= left.keys()


def test_neither_weather_nor_an_address_is_the_headline() -> None:
    for line in ("Good morning, Tarn Bridge! 3°C, wind NW 11 m/s. Next ferry: 16:45", "tarnbridge.example"):
        assert read_text(PAGE.replace("TARN VALLEY ECHO", line)).headline == read_text(PAGE).headline


def test_neither_nameplate_nor_points_are_the_headline() -> None:
    draft = read_text(PAGE)
    assert draft.headline == "Bridge at Tarn shut for a year, says harbour master"
    assert draft.published is not None
    assert str(draft.published.day) == "2027-02-09"


def test_a_nameplate_is_the_outlet_where_the_page_bears_it_out() -> None:
    assert read_text(PAGE).outlet == "Tarn Valley Echo"
    assert read_text(PAGE.replace("Echo/", "AFP/").replace("told the Echo", "said")).outlet == ""
    assert read_text(PAGE.replace("TARN VALLEY ECHO", "WORLD")).outlet == ""
    assert read_text(PAGE.replace("TARN VALLEY ECHO", "NBI NEWS").replace("Echo/", "NBI/")).outlet == "NBI News"


@pytest.mark.parametrize(
    ("top", "foot", "outlet"),
    [
        ("TARNWIREWorldMarketsSportSign in", "© 2027 Tarnwire. All rights reserved", "Tarnwire"),
        ("TVNHomeNewsSportWeather", "TVN is not responsible for the content of other sites.", "TVN"),
        ("TVN.\nHome News Sport", "TVN is not responsible for the content of other sites.", "TVN"),
        ("THE TARN LAMP \u2600 4°C Tarn", '"Tarn Lamp", "The Tarn Lamp" are trade marks.', "The Tarn Lamp"),
        ("NPANORTHERN PRESS AGENCY", "© 2027 Northern Press Agency. All rights reserved", "Northern Press Agency"),
        ("The Tarn Courier", "Contact", "The Tarn Courier"),
        ("Log in", "© 2027 Tarn Valley Lantern (Pvt) Ltd", "Tarn Valley Lantern"),
        ("Skip to contentTarn Valley Packet – your valley, your voice since 1887", "More", "Tarn Valley Packet"),
        ("Skip to content\nTVN\nNews Sport Weather", "About TVN | Licence fee", "TVN"),
        ("THE TARN FERRYMAN\nIndependent since 1871 · For Tarn and Mell", "More", "The Tarn Ferryman"),
        ("☰THE DAILY TARNLog inWin!!!", "© 2027 Daily Tarn", "Daily Tarn"),
        ("Tarn-Mell PressTMP", "© 2027 Tarn-Mell Press", "Tarn-Mell Press"),
        ("TANA – Tarn News Agency", "(Tana) kb/dj", "Tana"),
        ("City | Valley | Sport\nHome / City / Bridges", "Write to the editors: City desk", ""),
        ("Tarn 14° Cloudy", "Privacy | Tarn | Contact", ""),
        ("NEWS", "© 2027 Times Cable Group", ""),
        ("The Daily TarnTop StoriesShowbizFootieMoneyLove & LifePuzzles", "He told The Tarn so.", "The Daily Tarn"),
        ("☰ MENUTarn WhistleNEWSSHOWBIZSPORT", "© 2027 Tarn Whistle", "Tarn Whistle"),
        ("TARN INTERNATIONAL", "© 2027 Tarn International", "Tarn International"),
        ("TARN-MELL PRESS", "ALDTON, Marle (TMP) — Two boats were waiting, police said.", "Tarn-Mell Press"),
        ("THE DAILY TARN", "Home News Published by Tarn Titles Ltd", "The Daily Tarn"),
        ("TARNLINE", "Tarnline Publishing, 3 Quay Row, Aldton.", "Tarnline"),
        ("Skip to main contentMELL VALLEY MESSENGERYour valley, your paper", "© Messenger Verlag Mell", "Mell Valley Messenger"),
        ("The Mell TidingsYour town. Your paper.", "© 2027 Mell Tidings & Printing Ltd", "The Mell Tidings"),
        ("Skip to content Mellvision Sign in Home News Sport", "About Mellvision | Cookies", "Mellvision"),
        ("tpm.\nDonate", "More from TPM", "TPM"),
        ("isla tarn.", "– Isla Tarn", "Isla Tarn"),
        ("mellexaminer.example", "The Mell Examiner asked for the order.", "The Mell Examiner"),
        ("☰ mellexaminer.example 🔍", "Contact", "mellexaminer.example"),
        ("TVRNNewsLocalListen", "© 2027 TVRN. All rights reserved", "TVRN"),
        ("Tarn Valley News Service", "TVNS 1405 ek/no\n© TVNS", "Tarn Valley News Service"),
        ("Tarn & Main", "Tarn & Main is a reader-supported publication.", "Tarn & Main"),
        ("harbour walks.", "More harbour news", ""),
        ("Sandy Point", "Follow the news from Sandy Point", ""),
    ],
)
def test_a_nameplate_is_found_glued_and_in_notices(top: str, foot: str, outlet: str) -> None:
    bare = PAGE.replace("Echo/", "AFP/").replace("told the Echo", "said")
    assert read_text(bare.replace("TARN VALLEY ECHO", top) + foot + "\n").outlet == outlet


MASTHEAD = """{head}
The swing bridge at Tarn will stay shut for a year, the harbour master, Ida Lowe, said on Tuesday morning after a long inspection.
Boats had waited for five hours on Monday because the bridge was stuck open, and skippers complained that nobody had told them.
The bridge opened in 1971 and has been closed four times since.
{foot}
"""


@pytest.mark.parametrize(
    ("head", "foot", "published", "updated"),
    [
        ("Tarn bridge shut for a year\nPosted Tue 9 Feb, 11.02am / Amended Tue 9 Feb, 4.30pm", "© Tarn Titles 2027", "2027-02-09T11:02", "2027-02-09T16:30"),
        ("Tarn bridge shut for a year\nBy Ann Poe\nFebruary 9, 20274:41 PM GMTUpdated February 9, 20277:32 PM GMT", "", "2027-02-09T16:41+00:00", "2027-02-09T19:32+00:00"),
        ("Tarn bridge shut for a year\nStarted 09:20, last post 14:06, Tuesday 9 February 2027", "", "2027-02-09T09:20", "2027-02-09T14:06"),
        ("Tuesday, 9 February 2027\nTarn bridge shut for a year\nonline since 5.30 a.m. · last changed 4.20 p.m.", "", "2027-02-09T05:30", "2027-02-09T16:20"),
        ("Tarn bridge shut for a year\nPublished 06:12 02/09/2027\nTARN, Feb 9 (TPA) - The bridge stays shut until next year.", "", "2027-02-09T06:12", None),
        ("Tarn bridge shut for a year\nTARN, 9 February 2027, 09:14 (local time) – The swing bridge stays shut.", "", "2027-02-09T09:14", None),
        ("Tarn bridge shut for a year\nShareNewsByAnn PoeChief reporter07:48, 9 FEB 2027UPDATED09:05, 9 FEB 2027BookmarkThe bridge in the summer of 2024(Image: Echo/Jo Hart)", "", "2027-02-09T07:48", "2027-02-09T09:05"),
        ("Tarn bridge shut for a year\nTVN | 09.02.2027 06:48 | upd. 09:05 | Ann Poe, Tarn", "", "2027-02-09T06:48", "2027-02-09T09:05"),
        ("Tarn bridge shut for a year\nPosted Tuesday, 9th February 2027, 7.15 in the morning – last changed 6.20 in the evening", "", "2027-02-09T07:15", "2027-02-09T18:20"),
        ("Tarn bridge shut for a year\nPublished 06:12 02/09/2027", "", None, None),
        ("Tarn bridge shut for a year\nPosted 9 Feb, 11.02am", "", None, None),
        ("Tarn bridge shut for a year\nPosted Wed 9 Feb, 11.02am", "© Tarn Titles 2027", None, None),
    ],
)  # fmt: skip
def test_times_that_only_the_page_around_them_decides(head: str, foot: str, published: str | None, updated: str | None) -> None:
    draft = read_text(MASTHEAD.format(head=head, foot=foot))
    assert draft.headline == "Tarn bridge shut for a year"
    assert (draft.published and draft.published.iso, draft.updated and draft.updated.iso) == (published, updated)


@pytest.mark.parametrize(
    "line", ["Item 1 of 4 The swing bridge at Tarn, stuck open.", "[2/3] The swing bridge at Tarn, stuck open. Echo/Jo Hart"]
)
def test_numbered_pictures_have_captions(line: str) -> None:
    draft = read_text(PAGE.replace("[Photo: Boats wait below the bridge. Echo/Jo Hart]", line))
    assert {x.text: x.reason for x in draft.left_out}[line] == "caption"


def test_a_headline_above_its_standfirst_is_taken_and_not_the_standfirst() -> None:
    draft = read_text(
        "Death toll in Tarn fire rises to ten as last missing person is found\n"
        "Police in the town go on searching the flats after the blaze in which one tenant jumped to safety\n\n"
        "The death toll from a fire in two blocks of flats in Tarn rose to ten on Friday after police found the last missing person, they said.\n\n"
        "The blaze had spread through both blocks in less than an hour, and one tenant jumped to safety, the fire chief said.\n"
    )
    assert draft.headline.startswith("Death toll in Tarn")


def test_times_in_lines_of_their_own_are_those_of_posts() -> None:
    posts = "".join(
        f"{at}\n{head}\n{text}\n\n"
        for at, head, text in (
            (
                "17:50",
                "Two counts of the missing",
                "The mayor of Tarn said on Tuesday evening that nine people were missing; the police spoke of six.",
            ),
            (
                "15:02",
                "Bridge is safe",
                "Engineers said in the afternoon that the bridge at Tarn was safe and would open again in a day or two.",
            ),
            (
                "11:30",
                "Toll rises",
                "The police chief said at noon that two people had died in the flood and that divers were still searching.",
            ),
        )
    )
    draft = read_text(f"Flood in Tarn: as it happened\n\nPublished 9 February 2027, 18:00\n\n{posts}")
    assert [(str(b.at.order[0])[11:16], b.text) for b in draft.blocks if b.part == "crosshead" and b.at] == [
        ("17:50", "Two counts of the missing"),
        ("15:02", "Bridge is safe"),
        ("11:30", "Toll rises"),
    ]
    assert all(b.at for b in draft.blocks)


def test_a_list_of_facts_may_end_the_page_and_a_heading_without_items_takes_nothing_in() -> None:
    page = PAGE.split("The bridge opened in 1971.")[0].strip()
    assert read_text(page).blocks[-1].text == "• Who will pay for the harbour's losses"
    more = "Background\n\nHarbour fees to rise\n\nIn pictures: the old bridge\n\nFollow us on every channel\n"
    kept_text = [b.text for b in read_text(f"{page}\n\n{more}").blocks]
    assert kept_text[-1] == "• Who will pay for the harbour's losses"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("TRN-40 5,118.4 +0.6% ▲   Crown 96.2 +0.2% ▲   10Y 4.58 −3bp ▼", "market prices"),
        ("● LIVE  coverage has ended", "word to the readers"),
        ("Disclosure: the author holds no position in any instrument named.", "word to the readers"),
        ("This lead replaces TRN/BRIDGE of 06:55. Adds harbour master.", "word to the readers"),
    ],
)
def test_rows_and_notes_that_are_no_news(line: str, reason: str) -> None:
    draft = read_text(PAGE.replace("[Photo: Boats wait below the bridge. Echo/Jo Hart]", line))
    assert {x.text: x.reason for x in draft.left_out}[" ".join(line.split())] == reason
    assert draft.headline == "Bridge at Tarn shut for a year, says harbour master"


def test_a_kicker_in_capitals_glued_to_its_headline_is_cut_off() -> None:
    draft = read_text(
        PAGE.replace("Bridge at Tarn shut for a year, says harbour master", "RUSTY BRIDGETarn bridge shut for a year, says harbour master")
    )
    assert draft.headline == "Tarn bridge shut for a year, says harbour master"
    assert "RUSTY BRIDGE" in {x.text for x in draft.left_out}


def test_a_caption_whose_credit_runs_into_the_text_is_cut_off() -> None:
    caption = "The bridge at Tarn on Tuesday afternoon.Photo: Dag Orrin/Tarn Valley Echo"
    text = kept(read_text(PAGE.replace("The swing bridge at Tarn", caption + "The swing bridge at Tarn", 1)))
    assert "\nThe swing bridge at Tarn" in text
    assert "Dag Orrin" not in text


def test_points_with_bullets_end_where_the_report_begins() -> None:
    page = """Toll in Tarn rises to six as minister disputes the account of the operator

By Ann Poe
Tue 9 Feb 2027 21:06

Summary
• Man, 58, dies in hospital; two still missing
• Minister says gate was opened before the slide
• Operator stands by statement that route was shut

TARN/MELL, Feb 9 (Tessera) - The number of dead rose to six on Tuesday when a man died in hospital, police said.

The 58-year-old was one of nine people brought out of the snow alive, the hospital in Mell said on Tuesday.

Two people were still missing in the evening, and the search with dogs and probes was to go on at first light, a spokesman for the police said.

The operator stands by its statement that the route was shut when the slide came down, and has given the prosecutor its log of the morning.
"""
    r = clean(Capture(page.encode(), "text/plain", "page.txt", "", charset="utf-8"))
    parts = {r.text[b.start : b.end][:20]: b.part for b in r.blocks}
    assert (parts["The number of dead r"], parts["The 58-year-old was "]) == ("lede", "paragraph")
    assert r.dateline is not None
    assert "Tessera) -" not in r.text
