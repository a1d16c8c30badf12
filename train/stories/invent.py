"""Invented look-alike incidents in the manner of local news, for fitting the story weights: all text here is our own.

Every story is one incident (a shooting, a fire, a crash, a drowning, a robbery, a walk-out) in an invented town, told by one to
six outlets on its first days, some with an arrest, a funeral, a trial weeks or years later. The same kinds of incident recur in
the same towns; wording, order and what is known vary from report to report.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from writethru.model import Report, Stamp

PLACES = [
    "Arn",
    "Vel",
    "Kester",
    "Hal",
    "Sol",
    "Quill",
    "Brin",
    "Tarn",
    "Mos",
    "Leth",
    "Dun",
    "Ravel",
    "Corm",
    "Ash",
    "Wend",
    "Fen",
    "Marl",
    "Ost",
    "Pell",
    "Thorn",
]
ENDS = ["holm", "brook", "ley", "vard", "heim", "ford", "by", "wick", "field", "mouth", "den", "ham", "ton", "stead", "gate"]
GIVEN = [
    "Tobias",
    "Desmond",
    "Rufus",
    "Ines",
    "Odile",
    "Paul",
    "Marta",
    "Ilse",
    "Jonah",
    "Priya",
    "Leon",
    "Greta",
    "Amir",
    "Bess",
    "Carlo",
    "Dina",
    "Ezra",
    "Faye",
    "Gus",
    "Hana",
]
FAMILY = [
    "Lind",
    "Achter",
    "Pengel",
    "Mar",
    "Oko",
    "Brand",
    "Tam",
    "Solhei",
    "Quil",
    "Rask",
    "Dove",
    "Fenwi",
    "Hollo",
    "Jess",
    "Kovar",
    "Lamb",
    "Moss",
    "Nyst",
    "Orell",
    "Pratt",
]
TAILS = ["qvist", "berg", "ly", "wood", "ro", "er", "m", "s", "by", "ton", "gard", "ley", "mann", "sen", "ski", "ez"]
STREETS = [
    "Quarry",
    "Tanner",
    "Mill",
    "Orchard",
    "Lantern",
    "Bishop",
    "Meadow",
    "Granite",
    "Saffron",
    "Willow",
    "Harbour",
    "Chapel",
    "Station",
    "Foundry",
]
OUTLETS = [f"The {p} {n}" for p in ("Brindle", "County", "Valley", "Northern", "Harbour") for n in ("Bugle", "Echo", "Star", "Post")]
KINDS = {
    "shooting": ("shot", "shooting", ["outside a bar", "in a parked car", "at a house party", "near a filling station"], "the gunman"),
    "fire": ("burned", "house fire", ["in a wooden house", "in a flat above a shop", "in a row of garages"], "the man who set the fire"),
    "crash": ("hit by a car", "crash", ["at a crossing", "on the ring road", "near the school"], "the driver"),
    "drowning": ("pulled from the water", "drowning", ["at the weir", "off the old pier", "in the quarry pond"], "the boat's owner"),
    "robbery": ("beaten", "robbery", ["in a corner shop", "at a cash machine", "behind the bakery"], "the robber"),
    "stabbing": ("stabbed", "stabbing", ["after a quarrel at a bus stop", "in a stairwell", "at the fairground"], "the attacker"),
}
PEOPLE = {"man": "he", "woman": "she", "boy": "he", "girl": "she", "teenager": "they"}
THINGS = [
    "a red van", "two dogs", "a birthday cake", "a stolen bicycle", "a broken lamp", "a blue scooter", "a violin case", "a wedding party",
    "a taxi", "a ladder", "a bread van", "a football match", "a karaoke night", "a snow plough", "a pizza delivery", "a school play",
]  # fmt: skip
FILLER = [
    "The mayor called for more patrols. The council will talk about money for street lamps next week.",
    "Anyone who knows more is asked to call the police. Callers may remain anonymous.",
    "Last year the county counted 41 violent deaths, fewer than in the year before.",
    "A spokesman for the hospital would not comment. Relatives could not be reached.",
    "Schools in the neighbourhood offered counselling. A vigil is planned for Friday evening.",
    "The state's crime laboratory will look at what was found. Results may take weeks.",
    "Neighbours described the street as quiet. Some said that they no longer let their children play outside.",
    "Residents complained that help took too long. The fire brigade said that it came within six minutes.",
]
RANKS = ["Lt.", "Sgt.", "Capt.", "Chief", "Detective", "Inspector"]


@dataclass(frozen=True)
class Incident:
    """What happened, and who speaks of it."""

    kind: str
    town: str
    street: str
    where: str
    victim: str
    age: int
    person: str
    officer: str
    suspect: str
    witness: str
    hour: str
    thing: str
    fatal: bool
    day: int


def _name(rnd: random.Random) -> str:
    return f"{rnd.choice(GIVEN)} {rnd.choice(FAMILY)}{rnd.choice(TAILS)}"


def _incident(rnd: random.Random, towns: list[str], day: int) -> Incident:
    kind = rnd.choice(list(KINDS))
    age = rnd.randint(4, 80)
    person = rnd.choice(["man", "woman"]) if age > 19 else "teenager" if age > 12 else rnd.choice(["boy", "girl"])
    hour = rnd.choice(["early Saturday", "on Monday evening", "shortly after midnight", "around 9 p.m.", "on Sunday morning", "at noon"])
    officer = f"{rnd.choice(RANKS)} {_name(rnd)}"
    town = rnd.choice(towns[: max(3, len(towns) // 4)] if rnd.random() < 0.5 else towns)  # some towns are in the news more often
    where = rnd.choice(KINDS[kind][2])
    number = f"{rnd.randint(1, 99) * 100} block of " if rnd.random() < 0.5 else ""
    street = f"{number}{rnd.choice(STREETS)} {rnd.choice(['Street', 'Road', 'Lane'])}"
    return Incident(
        kind,
        town,
        street,
        where,
        _name(rnd),
        age,
        person,
        officer,
        _name(rnd),
        _name(rnd),
        hour,
        rnd.choice(THINGS),
        rnd.random() < 0.6,
        day,
    )


def _first(x: Incident, rnd: random.Random) -> tuple[str, list[str]]:
    verb, noun, _, culprit = KINDS[x.kind]
    end = "dies" if x.fatal else "injured"
    fate = "died" if x.fatal else "is in serious condition"
    named = rnd.random() < 0.6
    who = x.victim if named else f"A {x.age}-year-old {x.person}"
    title = rnd.choice(
        [
            f"{x.person.capitalize()}, {x.age}, {verb} {x.where} in {x.town}",
            f"{x.town} {noun}: {x.person} {end} {x.where}",
            f"Police look into {noun} {x.where} in {x.town}",
            f"{x.victim if named else x.person.capitalize()} {end} after {x.town} {noun}",
            f"One {'dead' if x.fatal else 'hurt'} in {x.street} {noun}",
            f"{noun.capitalize()} and {x.thing}: what we know from {x.town}",
            f"{x.person.capitalize()} {verb} {x.where}",
        ]
    )
    body = [
        rnd.choice(
            [
                f"{x.town.upper()} - A {x.age}-year-old {x.person} was {verb} {x.where} {x.hour}, police said.",
                f"A {noun} {x.where} in {x.town} left a {x.person} {'dead' if x.fatal else 'badly hurt'} {x.hour}.",
                f"Police in {x.town} were called to the {x.street} {x.hour} and found a {x.person} who had been {verb}.",
            ]
        ),
        rnd.choice([f"It happened in the {x.street}, according to {x.officer}.", f"{x.officer} said that officers came to {x.street}."]),
        rnd.choice([f"{who} was taken to hospital and {fate}.", f"The victim, {who if named else 'who was not named'}, {fate}."]),
        rnd.choice(
            [
                f"“I heard a noise and ran,” said {x.witness}, who lives nearby.",
                f"Neighbours spoke of a quarrel. {x.witness} called for help.",
            ]
        ),
        rnd.choice([f"Nobody has been arrested; {culprit} got away.", "Investigators ask witnesses to call.", "The cause is not known."]),
        f"Witnesses also spoke of {x.thing}.",
        f"Another {rnd.choice(list(PEOPLE))}, {rnd.randint(5, 70)}, was hurt and is recovering.",
        rnd.choice(
            ["The street was closed for hours.", f"It is the third {noun} in {x.town} this year.", "Candles were lit there at night."]
        ),
    ]
    return title, body[:1] + rnd.sample(body[1:], rnd.randint(2, 6)) + rnd.sample(FILLER, rnd.randint(0, 4))


def _later(x: Incident, rnd: random.Random) -> tuple[str, list[str]]:
    verb, noun, _, _ = KINDS[x.kind]
    who = x.victim if rnd.random() < 0.75 else f"a {x.age}-year-old {x.person}"
    told = rnd.choice(
        [
            (
                f"Arrest in {x.town} {noun}",
                f"{x.suspect} was arrested over the {noun} in which {who} was {verb} {x.where}, {x.officer} said.",
            ),
            (f"{x.suspect} charged over {noun}", f"{x.suspect} was charged on Tuesday over the {noun} in {x.town} that hurt {who}."),
            (
                f"Trial over {x.town} {noun} begins",
                f"The trial of {x.suspect}, accused after {who} was {verb} in the {x.street}, began in court.",
            ),
            (
                f"{x.suspect} sentenced",
                f"{x.suspect} must go to prison for {rnd.randint(2, 30)} years for the {noun} {x.where} in {x.town}.",
            ),
            (f"Family mourns {x.victim}", f"Hundreds came to remember {x.victim}, {x.age}, who was {verb} {x.where} in {x.town}."),
        ]
    )
    more = [
        f"The victim had been {verb} {x.where}, prosecutors said.",
        f"“We want to know why,” said {x.witness}, who had seen it.",
        f"{x.officer} led the inquiry.",
        "The judge spoke of a senseless deed. The defence will appeal.",
        f"The {noun} had shaken the neighbourhood round {x.street}. {x.thing.capitalize()} had drawn notice then.",
        f"{x.suspect}, {rnd.randint(18, 60)}, denies it.",
    ]
    return told[0], [told[1], *rnd.sample(more, rnd.randint(1, 4)), *rnd.sample(FILLER, rnd.randint(0, 3))]


def _background(x: Incident) -> str:
    """What another report may say of an earlier incident in the same town."""
    verb, noun, _, _ = KINDS[x.kind]
    return f"It was the second such case in {x.town}: {x.victim}, {x.age}, was {verb} {x.where} in another {noun}."


def invented(stories: int, seed: int, days: int = 900) -> list[tuple[Report, str]]:
    """(report, its story) in order of time; the same for the same seed."""
    rnd = random.Random(seed)
    towns = sorted({rnd.choice(PLACES) + rnd.choice(ENDS) for _ in range(60)})
    out = []
    before: dict[str, Incident] = {}
    for n, day in enumerate(sorted(rnd.randrange(days) for _ in range(stories))):
        x = _incident(rnd, towns, day)
        told = [(day + min(3, int(rnd.expovariate(1.2))), *_first(x, rnd)) for _ in range(1 + min(9, int(rnd.expovariate(1.2))))]
        while rnd.random() < 0.3:
            told.append((day + int(rnd.lognormvariate(3.0, 1.6)), *_later(x, rnd)))
        if x.town in before and rnd.random() < 0.3:
            told[0][2].append(_background(before[x.town]))
        before[x.town] = x
        for k, (day, title, body) in enumerate(told):
            at = Stamp(date(2031, 1, 1) + timedelta(days=day))
            out.append((Report(f"i{n:05d}-{k}", "\n".join(body), (), headline=title, outlet=rnd.choice(OUTLETS), published=at), f"s{n}"))
    return sorted(out, key=lambda x: (x[0].published.day if x[0].published else date.min, x[0].id))
