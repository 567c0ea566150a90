"""Finds questions that ask the same in other words. Pure: knows neither the database nor the web.

Two stems are compared without the words that every question has, in the order of the alphabet: 80 of 100 letters alike is
a near duplicate. Measured on the shipped questions (the highest of two different ones is 78) and on reworded ones (80 to
100). Other numbers make another question: at 7 months is not at 10; so does another word where there are few.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from app.places import fold

ALIKE, ALIKE_WORD = 80, 70  # of 100
SHORT = 5  # words; in fewer of them another word makes another question
FEWEST_WORDS = 3  # that say what is asked; with fewer all words are compared
RARE_WORDS, SHARED_WORDS = 6, 2  # two stems are compared when so many of their rarest words are the same
MOST_WITH_A_WORD = 1000  # stems; a word that more of them have is no longer looked at
EVERYDAY = frozenset(
    """yang dan di ke dari untuk pada dengan adalah apa itu ini atau juga bila jika kalau saat sedang akan sudah telah
    agar supaya oleh dalam karena ada ia dia mereka ibu bu kader apakah mana manakah berapa bagaimana siapa kapan saja tidak
    bukan paling harus boleh sebaiknya tepat benar salah berikut jawab termasuk pilih semua""".split()
)


@dataclass(frozen=True)
class Stem:
    """What a question asks, under the name by which it is found."""

    slug: str
    text: str

    @cached_property
    def words(self) -> list[str]:
        """Its words without the everyday ones, sorted."""
        every = re.findall(r"[a-z]+", fold(self.text))
        telling = [word for word in every if word not in EVERYDAY]
        return sorted(telling if len(telling) >= FEWEST_WORDS else every)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in it."""
        return frozenset(re.findall(r"\d+(?:[.,]\d+)*", self.text))

    @cached_property
    def compared(self) -> str:
        """The text that is held against others."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Pair:
    """Two questions that ask the same; `likeness` of 100."""

    one: Stem
    other: Stem
    likeness: int


def find_near(stem: Stem, others: Iterable[Stem], most: int = 5) -> list[Pair]:
    """Return the questions that ask nearly the same as `stem`, the nearest first, at most so many."""
    return _alike(stem, [one for one in others if one.slug != stem.slug])[:most]


def find_pairs(stems: Sequence[Stem]) -> list[Pair]:
    """Return all pairs that ask nearly the same, the nearest first.

    Only stems that share two of their rarest words are compared, so that ten thousand questions take seconds.
    """
    pairs = [
        Pair(pair.other, stem, pair.likeness)
        for stem, earlier in _candidates(stems)
        for pair in _alike(stem, earlier)
    ]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.one.slug, pair.other.slug))


def _alike(stem: Stem, candidates: Sequence[Stem]) -> list[Pair]:
    """Return the candidates that ask nearly the same, the nearest first."""
    possible = [one for one in candidates if _numbers_agree(stem.numbers, one.numbers)]
    texts = [one.compared for one in possible]
    found = process.extract(stem.compared, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    pairs = [Pair(stem, possible[place], int(score)) for _text, score, place in found]
    return [pair for pair in pairs if not _differ_in_a_word(pair.one.words, pair.other.words)]


def _differ_in_a_word(one: list[str], other: list[str]) -> bool:
    """Return whether short stems have each a word that the other has in no form."""
    return min(len(one), len(other)) < SHORT and _lacks(one, other) and _lacks(other, one)


def _lacks(words: list[str], wanted: list[str]) -> bool:
    return any(all(fuzz.ratio(word, one) < ALIKE_WORD for one in words) for word in wanted)


def _numbers_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether at least half of all the numbers stand in both."""
    return 2 * len(one & other) >= len(one | other)


def _candidates(stems: Sequence[Stem]) -> Iterator[tuple[Stem, list[Stem]]]:
    """Find for each stem the earlier ones to compare it with: those that share enough rare words."""
    frequency = Counter(word for stem in stems for word in set(stem.words))
    met: dict[str, list[int]] = defaultdict(list)
    for place, stem in enumerate(stems):
        rarest = sorted(set(stem.words), key=lambda word: (frequency[word], word))[:RARE_WORDS]
        looked_at = [word for word in rarest if len(met[word]) < MOST_WITH_A_WORD]
        shared = Counter(earlier for word in looked_at for earlier in met[word])
        least = min(SHARED_WORDS, len(rarest))
        yield stem, [stems[earlier] for earlier, words in shared.items() if words >= least]
        for word in looked_at:
            met[word].append(place)
