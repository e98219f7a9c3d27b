"""What a person who types means by the name of a block or a target."""

from __future__ import annotations

import unicodedata

from kodoku_tui.domain.errors import Refused
from kodoku_tui.locale import say_word
from kodoku_tui.store.seeds import gazetteer, target_codes


def block_named(text: str) -> str:
    """The block (地域ブロック) meant by its name in either language.

    Raises `Refused` (`error.not_one_of`) for any other text.
    """
    blocks = gazetteer().blocks
    meant = _key(text)
    for block in blocks:
        if meant in (_key(block), _key(say_word(block))):
            return block
    raise Refused("error.not_one_of", field="block", value=text, choices="・".join(map(say_word, blocks)))


def target_named(text: str) -> str:
    """The code of the target (取組対象) meant by its code, its label, any writing of it, or its English name.

    Raises `Refused` (`error.not_one_of`) for any other text.
    """
    codes = target_codes()
    meant = _key(text)
    known = codes.tag_of(text)
    if known is not None:
        return known.code
    for tag in codes.tags:
        if meant in (_key(tag.code), _key(codes.english[tag.code])):
            return tag.code
    labels = "・".join(dict.fromkeys(tag.label for tag in codes.tags))
    raise Refused("error.not_one_of", field="target", value=text, choices=labels)


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
