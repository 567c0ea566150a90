"""Markdown as plain text: the commonest marks taken out, every word kept. Pure."""

import re

# Each looks no further than a line and a few hundred letters, so that no text takes long.
MARKS = (
    (re.compile(r"!\[([^\[\]\n]{0,300})\]\(([^()\n]{0,500})\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\(([^()\s]{1,500})\)"), r"\1 (\2)"),
    (re.compile(r"(?<![\w*])\*\*\*?([^*\s](?:[^*\n]{0,500}[^*\s])?)\*\*\*?(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])__([^_\s](?:[^_\n]{0,500}[^_\s])?)__(?![\w_])"), r"\1"),
    (re.compile(r"(?<![\w*])\*([^*\s](?:[^*\n]{0,500}[^*\s])?)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_([^_\s](?:[^_\n]{0,500}[^_\s])?)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"^#{1,6} +", re.MULTILINE), ""),
    (re.compile(r"^> ?", re.MULTILINE), ""),
)


def without_markdown(text: str) -> str:
    """Return `text` without the marks of headings, quotes, stress, code, links and pictures; lists stay as they are."""
    for mark, kept in MARKS:
        text = mark.sub(kept, text)
    return text.strip()
