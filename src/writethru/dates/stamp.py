"""Dates with precision and zone."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from writethru.model import Stamp

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")


def parse_stamp(text: str) -> Stamp | None:
    """A machine-written time (ISO 8601, RFC 5322) as a Stamp; None when it is none. A date stays a date."""
    text = text.strip()
    try:
        if _DAY.match(text):
            return Stamp(date.fromisoformat(text))
        if text[:4].isdigit():
            return Stamp(datetime.fromisoformat(text.replace(" ", "T", 1) if text[10:11] == " " else text))
        return Stamp(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
