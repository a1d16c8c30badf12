"""Dates with precision and zone: machine and masthead times (`parse_stamp`), time expressions of a text (`times`)."""

from writethru.dates.stamp import parse_stamp, zone_of
from writethru.dates.tagger import times

__all__ = ["parse_stamp", "times", "zone_of"]
