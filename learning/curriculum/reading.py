"""How hard a lesson is to read: its words and sentences, held against what a village cadre reads with ease. Pure."""

from collections.abc import Iterator

from learning.curriculum.rendering import prose_of

FEWEST_WORDS, MOST_WORDS = 200, 450
AVERAGE_WORDS, LONGEST_SENTENCE = 12, 20  # words of a sentence


def reading_problems(body: str) -> Iterator[str]:
    """Yield what makes a lesson hard to read, in sentences."""
    lengths = {sentence: len(sentence.split()) for sentence in prose_of(body)}
    words = sum(lengths.values())
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield f"{words} kata; seharusnya {FEWEST_WORDS} sampai {MOST_WORDS}"
    if lengths and words / len(lengths) > AVERAGE_WORDS:
        yield f"rata-rata {words / len(lengths):.1f} kata sekalimat; paling banyak {AVERAGE_WORDS}"
    for sentence, length in lengths.items():
        if length > LONGEST_SENTENCE:
            yield f"kalimat {length} kata, paling banyak {LONGEST_SENTENCE}: «{sentence}»"
