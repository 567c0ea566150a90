"""What was typed, which words come near it, and the sentence to show. Pure."""

from collections.abc import Collection, Mapping, Sequence

from rapidfuzz.fuzz import ratio

from learning.curriculum.words import WORD, roots_of, words_of

MOST_WORDS, SHORTEST_BEGINNING = 6, 3
LEAST_ALIKE, MOST_ALIKE = 0.75, 3
LONGEST_SENTENCE = 240  # letters; a longer one would fill a phone
# Words that stand in nearly every lesson and say nothing about what is looked for.
EMPTY_WORDS = frozenset(
    """ada adalah agar anda apa apakah atau bagaimana belum bila bisa boleh bu buat cara caranya dan dalam dari dengan
    dg dgn di dimana gimana harus ini itu jika kalau kalo kapan ke kenapa kita lalu mana mengapa nya oleh pada pak pd
    saat saja saya sebagai si siapa sih sudah supaya tentang tidak untuk utk ya yang yg""".split()
)

Piece = tuple[str, bool]  # a part of a text, and whether it is what was looked for


def asked_words(typed: str) -> list[str]:
    """Return the words to look for, each once; empty words only where nothing else was typed."""
    words = list(dict.fromkeys(words_of(typed)))
    return ([word for word in words if word not in EMPTY_WORDS] or words)[:MOST_WORDS]


def is_meant(asked: str, found: str) -> bool:
    """Return whether the word `found` in the index answers `asked`: it begins with it, or is it or its root."""
    begins = len(asked) >= SHORTEST_BEGINNING and found.startswith(asked)
    return begins or found == asked or found in roots_of(asked)


def alike(asked: str, lessons: Mapping[str, int]) -> dict[str, float]:
    """Return the words spelt nearly like `asked`, the likest first, each with how much: 1 is the same.

    `lessons` gives in how many lessons each word stands; of two words as like, the one that stands in more comes first.
    """
    likeness = {word: ratio(asked, word) / 100 for word in lessons}
    near = [word for word, like in likeness.items() if like >= LEAST_ALIKE]
    near.sort(key=lambda word: (-likeness[word], -lessons[word], word))
    return {word: likeness[word] for word in near[:MOST_ALIKE]}


def best_sentence(sentences: Sequence[str], hits: Collection[str]) -> str:
    """Return the first sentence that holds the most of `hits`; nothing when none holds any."""
    shown = [sentence for sentence in sentences if len(sentence) <= LONGEST_SENTENCE]
    count = {sentence: len(_forms(sentence) & set(hits)) for sentence in shown}
    best = max(shown, key=lambda sentence: count[sentence], default="")
    return best if best and count[best] else ""


def marked(text: str, hits: Collection[str]) -> list[Piece]:
    """Return `text` in pieces: the words that are, or have as their root, one of `hits`, and what lies between."""
    pieces: list[Piece] = []
    end = 0
    for match in WORD.finditer(text):
        if _forms(match[0]) & set(hits):
            pieces += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
    return [piece for piece in (*pieces, (text[end:], False)) if piece[0]]


def _forms(text: str) -> set[str]:
    return {form for word in words_of(text) for form in {word, *roots_of(word)}}
