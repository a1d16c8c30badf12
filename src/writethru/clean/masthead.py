"""What a masthead, a first line and a last line say: bylines, dateline, desk sign-off and agency credits, times.

Every function takes one line of text as printed and gives None or nothing rather than a guess.
"""

from writethru.clean.bylines import bare_lead, has_lead, is_name, job_only, late_lead, only_names, split_bylines
from writethru.clean.credits import dateline, sign_off
from writethru.clean.lexicon import agency, outlet_of_host
from writethru.clean.stamps import stamps

__all__ = [
    "agency",
    "bare_lead",
    "dateline",
    "has_lead",
    "is_name",
    "job_only",
    "late_lead",
    "only_names",
    "outlet_of_host",
    "sign_off",
    "split_bylines",
    "stamps",
]
