"""A copy of the text, of the same length, in which names and asides cannot be mistaken for running words.

Titles in 《》 become `TITLE` characters and quoted words `QUOTED` ones; punctuation inside brackets becomes `ASIDE`.
So clause boundaries, numbers and verbs are looked for in running text only, and offsets stay those of the text.
"""

import re
from collections.abc import Sequence

TITLE = "\ue000"
QUOTED = "\ue001"
ASIDE = "\ue002"

# A quotation stays in one sentence and is short; reports often lose one of its marks.
_QUOTATION = re.compile(r"“([^“”。；;\n]{1,40})”")
_BRACKET = re.compile(r"[(（][^()（）\n]{1,80}[)）]")
_ASIDE = str.maketrans(dict.fromkeys("，,、；;：:。", ASIDE))


def mask(text: str, titles: Sequence[tuple[int, int]], asides: Sequence[tuple[int, int]] = ()) -> str:
    """`text` with titles (by span), quotations and punctuation in brackets masked; code point offsets are unchanged.

    `asides` are spans that are no report text at all; they become line ends.
    """
    for start, end in asides:
        text = text[:start] + "\n" * (end - start) + text[end:]
    pieces: list[str] = []
    last = 0
    for start, end in titles:
        if start < last:
            continue
        pieces += (text[last:start], TITLE * (end - start))
        last = end
    pieces.append(text[last:])
    masked = _QUOTATION.sub(_hide, "".join(pieces))
    return _BRACKET.sub(lambda match: match.group().translate(_ASIDE), masked)


def _hide(match: re.Match[str]) -> str:
    return "“" + QUOTED * len(match.group(1)) + "”"
