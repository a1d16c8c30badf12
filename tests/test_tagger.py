"""The neural tagger: its sequence models against enumeration, its network against one chunk at a time."""

import itertools

import numpy as np
import pytest

from writethru.entail.encoder import SIZE
from writethru.extract import context as context_module
from writethru.extract import tagger, viterbi
from writethru.extract.context import context
from writethru.extract.inputs import vectors
from writethru.extract.network import encode, network
from writethru.extract.reading import read

TEXT = (
    "The mast was rotten, Lund said.\n"
    '"We told them so," said Ruiz, who owns the port. He added that no one had listened.\n'
    "It fell on Friday."
)


def _paths(length: int) -> list[tuple[int, ...]]:
    """All label sequences that BIO allows, labels O, B-x, I-x, B-y, I-y."""

    def allowed(path: tuple[int, ...]) -> bool:
        return all(y == 0 or y % 2 or before in (y - 1, y) for before, y in zip((0, *path), path, strict=False))

    return [p for p in itertools.product(range(5), repeat=length) if allowed(p)]


def _weight(path: tuple[int, ...], scores: np.ndarray, moves: np.ndarray) -> float:
    return float(sum(scores[i, y] for i, y in enumerate(path)) + sum(moves[a, b] for a, b in itertools.pairwise(path)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_best_labels_and_their_probabilities_are_those_of_all_sequences(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores, moves = rng.normal(size=(2, 5, 5)).astype("f4"), rng.normal(size=(5, 5)).astype("f4")
    lengths = np.array([5, 3])
    best, likely = viterbi.best(scores, moves, lengths), viterbi.marginals(scores, moves, lengths)
    for row, length in enumerate(lengths):
        paths = _paths(int(length))
        weights = np.array([_weight(p, scores[row], moves) for p in paths])
        assert tuple(best[row, :length]) == paths[int(weights.argmax())]
        share = np.exp(weights - weights.max())
        share /= share.sum()
        for i, y in itertools.product(range(length), range(5)):
            assert likely[row, i, y] == pytest.approx(sum(s for s, p in zip(share, paths, strict=True) if p[i] == y), abs=1e-4)


def test_a_chunk_reads_the_same_alone_and_among_others() -> None:
    reading = read(TEXT)
    chunks = tagger.chunks(reading)
    together = encode(network(), vectors(reading, chunks), np.array([b - a for a, b in chunks]))
    alone = [encode(network(), vectors(reading, [c]), np.array([c[1] - c[0]])) for c in chunks]
    assert np.allclose(together, np.concatenate(alone), atol=1e-4)


def test_each_cue_has_its_own_source_and_content() -> None:
    reading = read(TEXT)
    tagged = tagger.tag(reading, tagger.chunks(reading))

    def words(span: tuple[int, int] | None) -> str:
        return " ".join(reading.words[slice(*span)]) if span else ""

    found = {" ".join(reading.words[i] for i in f.cue): f for f in tagger.link(tagged, tagged.cues) if f.content}
    assert {cue: words(f.source) for cue, f in found.items()}["added"] == "He"
    assert words(found["added"].content[0]) == "that no one had listened"


def test_nothing_is_tagged_in_nothing() -> None:
    reading = read("")
    tagged = tagger.tag(reading, tagger.chunks(reading))
    assert (tagged.cues, tagged.flat(), tagger.link(tagged, [])) == ([], [], [])


def test_of_words_that_are_all_cues_only_some_are_looked_into() -> None:
    reading = read("said " * 3000)
    tagged = tagger.tag(reading, tagger.chunks(reading))
    assert 0 < len(tagged.cues) <= 3000 // 4 + 5 * 4
    assert len(tagger.link(tagged, tagged.cues)) == len(tagged.cues)


def test_each_token_has_its_vector_in_whatever_windows_it_is_read() -> None:
    text = "The mayor, Ena Brack, said the bridge was shut.\n" + "He saw it " * 700 + "\n\n“No,” she said. ☃ 上海"
    reading = read(text)
    found = context(reading)
    assert found.shape == (len(reading.words), SIZE)
    assert context(reading) is found  # worked out once
    alone = context(read("The mayor, Ena Brack, said the bridge was shut."))
    assert np.abs(found[: len(alone)] - alone).max() < 0.02  # a paragraph is read by itself
    assert context(read("")).shape == (0, SIZE)


def test_what_lies_further_than_any_report_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context_module, "FURTHEST", 100)
    monkeypatch.setattr(context_module, "ROWS", 60)
    found = context(read("The mayor said it was shut.\n" * 400))
    assert found[:100].any(axis=1).all()
    assert not found[400:].any()


def test_a_word_is_told_by_its_paragraph() -> None:
    fire, blaze = (context(read(t)) for t in ("They fire staff at will.", "The fire spread to the roof."))
    assert np.abs(fire[1] - blaze[1]).max() > 0.5
