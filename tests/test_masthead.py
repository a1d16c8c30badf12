"""Bylines, datelines, sign-offs and times, each as printed by some kind of outlet; all names and events are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writethru.clean.ago import ago, is_ago
from writethru.clean.masthead import dateline, is_name, only_names, outlet_of_host, sign_off, split_bylines, stamps
from writethru.dates import parse_stamp
from writethru.model import Dateline

BYLINES = {
    "capitals of a wire": ("By NORA LUND and TAREK O'HARE", ["Nora Lund", "Tarek O'Hare"]),
    "person and desk": ("by Martin Vale and The Harbour Post news desk", ["Martin Vale", "The Harbour Post news desk"]),
    "times glued behind": ("By NORA LUND and TAREK MOSSUpdated 9:41 AM MST, March 4, 2025Share", ["Nora Lund", "Tarek Moss"]),
    "time and reading time behind": ("By Nora Lund October 28, 2024 2:08 PM 2 min read", ["Nora Lund"]),
    "agency behind a comma": (
        "By NORA LUND, MARIA VAN DER BERG and J.D. MCBRIDE, Associated Press",
        ["Nora Lund", "Maria van der Berg", "J.D. McBride"],
    ),
    "agency without a comma": ("By Nora Lund and Tarek Hale The Associated Press", ["Nora Lund", "Tarek Hale"]),
    "places": ("By Nora Lund in Kyiv and Max Roe in Warsaw", ["Nora Lund", "Max Roe"]),
    "outlet and place": ("By Nora Lund, BBC News, Kyiv", ["Nora Lund"]),
    "job behind a comma": ("Nora Lund, Political Correspondent", ["Nora Lund"]),
    "job without a comma": ("By Dan Vale Technology Reporter", ["Dan Vale"]),
    "job glued": ("Nora LundTravel News Reporter", ["Nora Lund"]),
    "by glued": ("bySauli Mbeki", ["Sauli Mbeki"]),
    "address": ("By Nora Lund nora.lund@example.com @noralund", ["Nora Lund"]),
    "bar and outlet": ("By Nora Lund | The Harbour Times", ["Nora Lund"]),
    "serial comma": ("By Nora Lund, Max Roe, and Anna Poe", ["Nora Lund", "Max Roe", "Anna Poe"]),
    "agency alone": ("By Reuters", ["Reuters"]),
    "German": ("Von Nora Lund, Redakteurin 06.11.2025, 17:06 Uhr", ["Nora Lund"]),
    "German genre": ("Ein Kommentar von Nora Lund", ["Nora Lund"]),
    "French": ("Par Jean Duval et Marie Curiel, envoyés spéciaux", ["Jean Duval", "Marie Curiel"]),
    "Spanish": ("Por María José Pérez y Juan Gómez", ["María José Pérez", "Juan Gómez"]),
    "Danish without by": ("Trine Juul Lund og Tórtia Reimer-Holm", ["Trine Juul Lund", "Tórtia Reimer-Holm"]),
    "Korean": ("홍길동 기자", ["홍길동"]),
    "Japanese": ("文/山田太郎", ["山田太郎"]),
    "Arabic article": ("By Sarah El Deeb, Ahmed al-Masri", ["Sarah El Deeb", "Ahmed al-Masri"]),
    "weekday behind": ("By Nora Lund Monday, March 3, 2014", ["Nora Lund"]),
    "address of the outlet behind": ("Nora Lund HARBOURPOST.com Archive", ["Nora Lund"]),
    "helpers in brackets": ("Par Jean Duval (avec Marie Curiel et Max Roe)", ["Jean Duval", "Marie Curiel", "Max Roe"]),
    "job in one word": ("Leitender Wirtschaftsredakteur", []),
    "author's line": ("Autorin/Autor Nora Lund", ["Nora Lund"]),
    "name printed twice": ("Nora Lund Nora Lund", ["Nora Lund"]),
    "no name": ("By clicking here you agree", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "names"), BYLINES.values(), ids=BYLINES.keys())
def test_bylines(text: str, names: list[str]) -> None:
    assert split_bylines(text) == names


@pytest.mark.parametrize("text", ["Krieg in der Ukraine", "Political Editor", "BBC", "Vale", "More news today", "3 May 2024"])
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


def test_a_line_of_names_only() -> None:
    assert only_names("Nora Lund | 05.04.2025") == ["Nora Lund"]
    assert only_names("Nora Lund|Published 4 months ago") == ["Nora Lund"]
    assert only_names("Nora Lund told reporters on Monday that she would stay in office") == []


DATELINES = {
    "agency": ("BRUSSELS (AP) — The pact", Dateline("BRUSSELS", "AP"), "The pact"),
    "country": ("KYIV, Ukraine (AP) — The pact", Dateline("KYIV, Ukraine", "AP"), "The pact"),
    "day": ("LONDON, June 3 (Reuters) - The pact", Dateline("LONDON", "Reuters"), "The pact"),
    "day and year": ("TEL AVIV, Israel, Oct. 28, 2024 (AP) — The pact", Dateline("TEL AVIV, Israel", "AP"), "The pact"),
    "no agency": ("SEOUL — The pact", Dateline("SEOUL"), "The pact"),
    "no agency, country": ("PORT-AU-PRINCE, Haiti — The pact", Dateline("PORT-AU-PRINCE, Haiti"), "The pact"),
    "abbreviation": ("ST. LOUIS (AP) — The pact", Dateline("ST. LOUIS", "AP"), "The pact"),
    "agency alone": ("(Reuters) - The pact", Dateline("", "Reuters"), "The pact"),
    "underscore": ("SAN JUAN, Puerto Rico (AP) _ The pact", Dateline("SAN JUAN, Puerto Rico", "AP"), "The pact"),
    "agency first": ("(CBS/AP) LORNE, N.M. - The pact", Dateline("LORNE, N.M", "AP"), "The pact"),
    "state and hyphen": ("Marksville, LA- The pact", Dateline("Marksville, LA"), "The pact"),
    "dash lost": ("CHICAGO Two men signed", Dateline("CHICAGO"), "Two men signed"),
    "two places with their countries": (
        "LORNE, Teren/ALDTON, Marle, 1 December (Tessera) - The pact",
        Dateline("LORNE, Teren/ALDTON, Marle", "Tessera"),
        "The pact",
    ),
    "German": ("Berlin/Paris (dpa) – Der Pakt", Dateline("Berlin/Paris", "dpa"), "Der Pakt"),
    "French": ("PARIS, 3 mars (Reuters) - Le pacte", Dateline("PARIS", "Reuters"), "Le pacte"),
    "Spanish": ("Madrid, 3 mar (EFE).- El pacto", Dateline("Madrid", "EFE"), "El pacto"),
    "Russian": ("МОСКВА, 28 октября. /ТАСС/. Договор", Dateline("МОСКВА", "TASS"), "Договор"),
    "Chinese": ("新华社北京10月28日电 协议", Dateline("北京", "Xinhua"), "协议"),
    "Korean": ("(서울=연합뉴스) 홍길동 기자 = 정부는", Dateline("서울", "Yonhap"), "정부는"),
    "Japanese": ("【ニューヨーク共同】条約", Dateline("ニューヨーク", "Kyodo"), "条約"),
}


@pytest.mark.parametrize(("text", "expected", "rest"), DATELINES.values(), ids=DATELINES.keys())
def test_datelines(text: str, expected: Dateline, rest: str) -> None:
    found = dateline(text)
    assert found is not None
    assert found[0] == expected
    assert text[found[1] :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance says so.",
        "Moscow – the capital – is cold.",
        "The plan (AP) - a note",
        "LIVE — News",
        "LONDON Underground staff walked out",
        "LORNEGAT Two men signed",
        "Ann Orr, chief - a friend of the mayor - said so",
        "Vale (NATO) - said",
        "A — b",
        "",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline(text) is None


SIGN_OFFS = {
    "initials and agencies": ("kb/dj (AP, Reuters, AFP, dpa)", ("kb/dj", ["AP", "Reuters", "AFP", "dpa"])),
    "agencies among initials": ("dpa/AFP/aeg", ("aeg", ["dpa", "AFP"])),
    "inputs": ("(With inputs from agencies)", ("", ["agencies"])),
    "reporting": ("With reporting by AFP", ("", ["AFP"])),
    "source": ("Source: Reuters", ("", ["Reuters"])),
    "German source": ("Quelle: ntv.de, ino/dpa", ("ino", ["dpa"])),
    "rights": ("© 2026 Reuters. All rights reserved.", ("", ["Reuters"])),
    "full name": ("The Associated Press contributed to this report.", ("", ["AP"])),
    "agency alone": ("(PAP)", ("", ["PAP"])),
    "French": ("(avec AFP)", ("", ["AFP"])),
    "Czech": ("(HarbourZprávy, ČTK)", ("", ["ČTK"])),
    "German material": ("Mit Material von dpa und AFP", ("", ["dpa", "AFP"])),
    "staff": ("Staff and agencies", ("", ["agencies"])),
    "Korean": ("(연합뉴스)", ("", ["Yonhap"])),
}


@pytest.mark.parametrize(("line", "expected"), SIGN_OFFS.values(), ids=SIGN_OFFS.keys())
def test_sign_offs(line: str, expected: tuple[str, list[str]]) -> None:
    assert sign_off(line) == expected


@pytest.mark.parametrize(
    "line", ["US", "map", "kb/dj", "Reuters and AP reported on the case", "News agencies said", "NATO (AP)", "The aa", "", "x" * 500]
)
def test_what_is_no_sign_off(line: str) -> None:
    assert sign_off(line) is None


STAMPS = {
    "glued to headline and label": (
        "Pact signed in the harbourPublished October 21, 2024last updated October 22, 2024",
        "2024-10-21",
        "2024-10-22",
    ),
    "at sign": ("Monday, February 29, 2016 @ 11:10 PM UTC", "2016-02-29T23:10+00:00", None),
    "glued to a heading": ("Published March 3, 2025last updated March 5, 2025What you need to know", "2025-03-03", "2025-03-05"),
    "clock before the day, glued": (
        "By NORA LUND and TAREK MOSSUpdated 9:41 AM MST, March 4, 2025Share",
        None,
        "2025-03-04T09:41-07:00",
    ),
    "behind the byline": ("by Nora Lund and The Harbour Post news desk October 28, 2024 2:08 PM 2 min read", "2024-10-28T14:08", None),
    "point in the clock": ("Tue 3 Mar 2026 14.05 GMT", "2026-03-03T14:05+00:00", None),
    "half of the day": ("3 March 2026, 2:05 PM", "2026-03-03T14:05", None),
    "eastern summer time": ("Published 4:05 PM ET, Mon July 8, 2024", "2024-07-08T16:05-04:00", None),
    "eastern standard time": ("Published 4:05 PM ET, Mon January 8, 2024", "2024-01-08T16:05-05:00", None),
    "British summer time": ("Last updated on Thursday 2 May 2024 at 3:00 pm BST", None, "2024-05-02T15:00+01:00"),
    "shift": ("13:05 UTC+2 | 4 Nisan 2025", "2025-04-04T13:05+02:00", None),
    "ISO": ("2024-10-28T14:05:00+01:00", "2024-10-28T14:05+01:00", None),
    "midnight": ("28.10.2024, 00:10 Uhr", "2024-10-28T00:10", None),
    "evening": ("28.10.2024 23:59", "2024-10-28T23:59", None),
    "German": ("06.11.2025, 17:06 Uhr", "2025-11-06T17:06", None),
    "German as of": ("Stand: 27.04.2024, 16:41 Uhr", "2024-04-27T16:41", None),
    "French, update without day": ("Publié le 3 mai 2024 à 10h05, mis à jour à 11h30", "2024-05-03T10:05", "2024-05-03T11:30"),
    "Spanish": ("15 de octubre de 2024 - 05:30 CEST", "2024-10-15T05:30+02:00", None),
    "Danish": ("Offentliggjort torsdag 06. feb 2025 17:25", "2025-02-06T17:25", None),
    "day first": ("02/12/2024", "2024-12-02", None),
    "month first when it must be": ("12/28/2024", "2024-12-28", None),
    "Japanese": ("2025年1月13日 21時37分", "2025-01-13T21:37", None),
    "Korean": ("입력 2025.05.15 10:04 수정 2025.05.15 11:30", "2025-05-15T10:04", "2025-05-15T11:30"),
    "two without labels": ("4 May 2024 10:00 | 4 May 2024 12:30", "2024-05-04T10:00", "2024-05-04T12:30"),
}


@pytest.mark.parametrize(("line", "published", "updated"), STAMPS.values(), ids=STAMPS.keys())
def test_stamps(line: str, published: str | None, updated: str | None) -> None:
    found = stamps(line)
    assert found is not None
    assert (found[0] and found[0].iso, found[1] and found[1].iso) == (published, updated)
    assert 0 <= found[2] < found[3] <= len(line)


@pytest.mark.parametrize(
    "line",
    [
        "The report, published October 21, 2024, says that the army had been asked to leave the towns of the east before winter sets in.",
        "He said on Monday, October 28, 2024, that it was over and that everyone could now return to their homes in the north.",
        "Here's what to know about the harbour on Monday, October 21:",
        "Published 31 February 2024",
        "Published October 21, 1066",
        "10:24 AM",
        "",
    ],
    ids=["date in a sentence", "date said in a sentence", "no year", "no such day", "implausible", "clock alone", "nothing"],
)
def test_what_is_no_stamp(line: str) -> None:
    assert stamps(line) is None


def test_a_day_that_could_be_two_is_refused_in_english() -> None:
    assert stamps("Updated 3/4/2026", english=True) is None
    assert stamps("28/10/2024", english=True) is not None
    assert stamps("Actualizado 3/4/2026") is not None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("5 minutes ago", "2026-03-04T11:58", id="minutes"),
        pytest.param("Updated 12 mins ago", "2026-03-04T11:51", id="with a label"),
        pytest.param("5 hours ago", "2026-03-04", id="hours give the day"),
        pytest.param("12 hours ago", None, id="hours that may be of two days"),
        pytest.param("vor 3 Tagen", "2026-03-01", id="German"),
        pytest.param("il y a 2 heures", "2026-03-04", id="French"),
        pytest.param("3 min read", None, id="reading time"),
        pytest.param("90 days ago", None, id="too far back"),
        pytest.param(
            "The bridge fell 5 minutes ago, said a man who had stood on the quay since the early morning hours", None, id="sentence"
        ),
    ],
)
def test_times_from_the_moment_of_reading(line: str, expected: str | None) -> None:
    found = ago(line, parse_stamp("2026-03-04T12:03:20"))
    assert (found.iso if found else None) == expected
    assert ago(line, None) is None
    assert ago(line, parse_stamp("2026-03-04")) is None


def test_a_line_that_is_only_such_a_time() -> None:
    assert is_ago("2h ago")
    assert not is_ago("2 minutes later the quay was shut")


def test_host_names() -> None:
    assert outlet_of_host("www.bbc.co.uk") == "BBC"
    assert outlet_of_host("edition.cnn.com") == "CNN"
    assert outlet_of_host("notcnn.com") == ""
    assert outlet_of_host("") == ""


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(name.strip() and name != "By" for name in split_bylines(text))
    found = dateline(text)
    assert found is None or 0 < found[1] <= len(text)
    signed = sign_off(text)
    assert signed is None or signed[1]
    times = stamps(text)
    assert times is None or (times[0] or times[1])


@pytest.mark.parametrize("unit", ["(", "A, ", "3 May 2024, ", "A-", "By ", ".", "1", "\u0301", "a@", "AP, "])
def test_long_lines_take_no_time(unit: str) -> None:
    line = unit * (1_000_000 // len(unit))
    assert len(split_bylines(line)) < 200
    assert dateline(line) is None
    assert sign_off(line) is None
    stamps(line)
