"""Words a village cadre may not use, and whether they are explained where a module first uses them. Pure; no dictionary.

Two kinds are found: short forms with capitals (LiLA, KBM), and long words that stand, with all that share a root with
them, in one lesson of the whole curriculum. words.yaml says which of them are everyday, and by which words the others
are explained; a word explained there is hard in every lesson, however often it stands.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.places import fold
from learning.curriculum.files import ContentError, Folder
from learning.curriculum.lesson_files import LessonFile, ModuleFile
from learning.curriculum.loader import CONTENT
from learning.curriculum.words import WORD, roots_of

LONG = 8  # letters
CAPITALS = 2  # in one word make it a short form
NOT_READ = re.compile(r"^:::.*$|!\[[^\]]*\]\([^)]*\)", re.MULTILINE)  # marks of boxes, pictures


@dataclass(frozen=True)
class WordList:
    """What is known of hard words, all folded: `explained` gives the words that explain one, any of them will do."""

    everyday: frozenset[str]
    explained: dict[str, list[str]]


def read_word_list(root: Path = CONTENT) -> WordList:
    """Return the list in `root`; raise ContentError when it cannot be read."""
    folder = Folder(root)
    entry = folder.entry(root / "words.yaml")
    explained = entry.child("explained")
    words = WordList(
        frozenset(map(fold, entry.texts("everyday"))),
        {fold(word): list(map(fold, explained.texts(word))) for word in explained.values},
    )
    entry.refuse_others()
    if folder.problems:
        raise ContentError(folder.problems)
    return words


def hard_words_of(modules: Sequence[ModuleFile], words: WordList) -> dict[str, list[str]]:
    """Return the hard words of every lesson by its slug: folded, each once, in the order met."""
    texts = {lesson.slug: _text_of(lesson) for module in modules for lesson in module.lessons}
    lessons_with: dict[str, set[str]] = defaultdict(set)
    for slug, text in texts.items():
        for kin in set().union(*(_kin(fold(word)) for word in WORD.findall(text))):
            lessons_with[kin].add(slug)
    return {slug: list(dict.fromkeys(_hard_words(text, words, lessons_with))) for slug, text in texts.items()}


def unexplained(modules: Sequence[ModuleFile], words: WordList) -> Iterator[tuple[LessonFile, str]]:
    """Yield each hard word with the lesson that is the first of its module to use it, and does not explain it."""
    hard = hard_words_of(modules, words)
    for module in modules:
        met: set[str] = set()
        for lesson in module.lessons:
            text = fold(_text_of(lesson))
            for word in [word for word in hard[lesson.slug] if word not in met]:
                met.add(word)
                if not any(explanation in text for explanation in words.explained.get(word, [])):
                    yield lesson, word


def _hard_words(text: str, words: WordList, lessons_with: Mapping[str, set[str]]) -> Iterator[str]:
    for word in WORD.findall(text):
        folded = fold(word)
        if folded in words.everyday:
            continue
        short_form = sum(letter.isupper() for letter in word) >= CAPITALS
        if short_form or folded in words.explained or _is_lone(word, lessons_with):
            yield folded


def _is_lone(word: str, lessons_with: Mapping[str, set[str]]) -> bool:
    """Return whether a word is long, no name, and stands with all its kin in one lesson."""
    long = word.islower() and word.isalpha() and len(word) >= LONG
    return long and len(set().union(*(lessons_with[kin] for kin in _kin(fold(word))))) == 1


def _kin(folded: str) -> set[str]:
    return {folded, *roots_of(folded)}


def _text_of(lesson: LessonFile) -> str:
    """Return what a lesson says, tables too, without its pictures and without marks of emphasis."""
    return NOT_READ.sub(" ", lesson.body).replace("*", "")
