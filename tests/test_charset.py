"""Bytes -> text: what the bytes are counts for more than what they say they are."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writethru.clean.charset import decode
from writethru.errors import InputError
from writethru.model import Capture

POLISH = "Rząd w Ałdtonie ogłosił w poniedziałek, że most pozostanie zamknięty, źle zbudowany i pęknięty. " * 5
RUSSIAN = "Мост в городе останется закрытым до понедельника, сообщила мэрия, после того как в нём нашли трещины. " * 5
FRENCH = "Le pont restera fermé jusqu’à lundi, a déclaré la mairie après la découverte de fissures « très graves ». " * 5
CHINESE = "市政府星期一宣布，由于发现裂缝，大桥将继续关闭。调查人员说，原因尚不清楚。" * 6
JAPANESE = "市は月曜日、ひび割れが見つかったため、橋を引き続き閉鎖すると発表した。原因はまだ分かっていない。" * 6


def page(text: str, charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


CASES = {
    "utf-8": (FRENCH.encode(), "", FRENCH),
    "utf-8 with a mark": (codecs.BOM_UTF8 + FRENCH.encode(), "", FRENCH),
    "utf-8 declared as latin-1": (page(FRENCH, "iso-8859-1").encode(), "iso-8859-1", FRENCH),
    "utf-8 cut inside a character": (FRENCH.encode()[: FRENCH.encode().index("é".encode()) + 1] + FRENCH.encode() + b"\xc3", "", FRENCH),
    "utf-16 with a mark": (FRENCH.encode("utf-16"), "", FRENCH),
    "utf-16 big end first": (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), "", FRENCH),
    "utf-16 without a mark": (FRENCH.encode("utf-16-le"), "", FRENCH),
    "utf-16 without a mark, big end first": (FRENCH.encode("utf-16-be"), "utf-8", FRENCH),
    "utf-32": (FRENCH.encode("utf-32"), "", FRENCH),
    "latin-1 means the Windows page": (page(FRENCH, "iso-8859-1").encode("cp1252"), "", FRENCH),
    "the server's word": (RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN),
    "the page's word": (page(RUSSIAN, "windows-1251").encode("cp1251"), "", RUSSIAN),
    "declared as utf-16, but is not": (page(FRENCH, "utf-16").encode("cp1252"), "utf-16", FRENCH),
    "declared as utf-8, but is not": (page(RUSSIAN, "utf-8").encode("cp1251"), "utf-8", RUSSIAN),
    "an unknown name": (page(FRENCH, "x-made-up").encode(), "nonsense", FRENCH),
    "a name that is no encoding": (page(FRENCH, "base64").encode("cp1252"), "hex", FRENCH),
    "simplified Chinese by its old name": (page(CHINESE, "gb2312").encode("gbk"), "", CHINESE),
    "Japanese": (page(JAPANESE, "Shift_JIS").encode("cp932"), "", JAPANESE),
    "Polish undeclared": (POLISH.encode("cp1250"), "", POLISH),
    "Russian undeclared": (RUSSIAN.encode("cp1251"), "", RUSSIAN),
}


@pytest.mark.parametrize("name", CASES)
def test_encodings(name: str) -> None:
    body, declared, text = CASES[name]
    assert text.strip() in decode(Capture(body, "text/html", "x", charset=declared))[0]


@pytest.mark.parametrize("name", ["utf-7", "unicode_escape", "raw_unicode_escape", "punycode"])
def test_an_encoding_no_page_may_choose_is_not_believed(name: str) -> None:
    text = decode(Capture(page(f"{FRENCH} +ADw-script+AD4- \\u003cscript", name).encode("cp1252"), "text/html", "x", charset=name))[0]
    assert "<script" not in text


def test_one_bad_byte_costs_one_character_and_is_noted() -> None:
    text, note = decode(Capture(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode(), "text/plain", "x"))
    assert text.count("\ufffd") == 1
    assert note == "1 characters could not be decoded"


def test_control_characters_go_and_line_ends_become_one() -> None:
    assert decode(Capture(("a\x00b\x1f\x7f\ufffe c\r\nd\re\tf" + "x" * 90).encode(), "text/plain", "x"))[0] == "ab c\nd\ne\tf" + "x" * 90


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7 words", b"PK\x03\x04words", b"\x89PNG\r\n", bytes(range(256)) * 30, b"\x00" * 5000],
    ids=["pdf", "zip", "png", "noise", "zeros"],
)
def test_what_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(InputError, match="binary"):
        decode(Capture(body, "text/plain", "x"))


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "gb2312", "shift_jis", "nonsense"]))
@settings(max_examples=80, deadline=None)
def test_any_bytes_give_clean_text_or_a_reason(body: bytes, declared: str) -> None:
    try:
        text, _ = decode(Capture(body, "text/plain", "x", charset=declared))
    except InputError:
        return
    text.encode()  # no lone surrogate
    assert not any(c in text for c in "\x00\x0b\x7f\r")


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_utf_8_stays_what_it_is(text: str) -> None:
    body = text.encode("utf-8", "replace")
    try:
        found, note = decode(Capture(body, "text/plain", "x"))
    except InputError:
        return
    assert note == ""
    assert found == decode(Capture(found.encode(), "text/plain", "x"))[0]
