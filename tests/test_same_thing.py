"""The network that tells whether two figures count the same thing."""

from writethru.entail.figures import same_thing
from writethru.entail.pair import Marked, in_context
from writethru.text import sentences


def test_two_figures_of_one_thing_are_told_from_two_of_two() -> None:
    told = "Police said at least 14 people had died and about 60 were hurt."
    later = "The number of dead has risen to 17, the ministry said."
    dead, hurt, now = (Marked(t, ((t.index(n), t.index(n) + 2),)) for t, n in ((told, "14"), (told, "60"), (later, "17")))
    one, two, unread = same_thing([(dead, now), (hurt, now), (Marked("", ((0, 0),)), now)])
    assert one > 0 > two
    assert unread == 0.0
    assert not same_thing([]).size


def test_a_figure_is_read_in_its_sentence_and_the_one_before() -> None:
    text = "The fire spread. It killed nine.\nThe owner was away. " + "He saw it all " * 80 + "and counted 31."
    at = text.index("nine")
    nine = in_context(text, sentences(text), [(at, at + 4)], "Post", None)
    assert nine.text == "Post: The fire spread. It killed nine."
    assert nine.text[slice(*nine.at[0])] == "nine"
    last = in_context(text, sentences(text), [(len(text) - 3, len(text) - 1)], "Post", None)
    assert last.text[slice(*last.at[0])] == "31"
