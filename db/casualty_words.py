"""Casualties in one line, as they come over the radio: `5 TCD k` or `un mil 2li 1k`.

A number opens a group of people; what became of them and whose they are follow it, or were said
before. Abbreviations are the same in every language of the program. A word that isn't known
refuses the whole line: none is skipped, and none is guessed to be a number.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from db.errors import NotUnderstood
from db.vocabulary import Age, Category, Cause, Outcome, Sex, Term
from db.vocabulary.countries import ISO3
from db.words import N_, _

Row = dict[str, str]  # by column of `Casualty`, as db.casualties reads it

OUTCOMES: dict[str, Outcome] = {
    "k": Outcome.KILLED,
    "dow": Outcome.DIED_OF_WOUNDS,
    "si": Outcome.SERIOUSLY_INJURED,
    "li": Outcome.LIGHTLY_INJURED,
    "m": Outcome.MISSING,
    "a": Outcome.ABDUCTED,
    "r": Outcome.RELEASED,
    "d": Outcome.DETAINED,
}
PEOPLE: dict[str, Category] = {
    "un mil": Category.UN_CONTINGENT,
    "unmo": Category.UN_OBSERVER,
    "un pol": Category.UN_POLICE,
    "un int": Category.UN_INTERNATIONAL,
    "un local": Category.UN_NATIONAL,
    "contractor": Category.UN_CONTRACTOR,
    "nf": Category.NATIONAL_FORCES,
    "if": Category.INTERNATIONAL_FORCE,
    "sig": Category.SIGNATORY,
    "oag": Category.OTHER_ARMED_GROUP,
    "civ": Category.CIVILIAN,
    "aid": Category.AID_WORKER,
    "unk": Category.UNKNOWN,
}
_OTHER_SPELLINGS: dict[str, tuple[str, Term]] = {
    **dict.fromkeys(("kia", "killed", "dead"), ("outcome", Outcome.KILLED)),
    **dict.fromkeys(("mia", "missing"), ("outcome", Outcome.MISSING)),
    **dict.fromkeys(("abducted", "kidnapped", "hostage"), ("outcome", Outcome.ABDUCTED)),
    "released": ("outcome", Outcome.RELEASED),
    "detained": ("outcome", Outcome.DETAINED),
    **dict.fromkeys(("un", "contingent", "un troops"), ("category", Category.UN_CONTINGENT)),
    **dict.fromkeys(("milob", "milobs", "un so"), ("category", Category.UN_OBSERVER)),
    **dict.fromkeys(("unpol", "fpu", "un police"), ("category", Category.UN_POLICE)),
    **dict.fromkeys(("un nat", "un staff local"), ("category", Category.UN_NATIONAL)),
    **dict.fromkeys(("contractors", "un contractor"), ("category", Category.UN_CONTRACTOR)),
    "national forces": ("category", Category.NATIONAL_FORCES),
    "international force": ("category", Category.INTERNATIONAL_FORCE),
    "signatory": ("category", Category.SIGNATORY),
    "armed group": ("category", Category.OTHER_ARMED_GROUP),
    **dict.fromkeys(("civs", "civilian", "civilians"), ("category", Category.CIVILIAN)),
    **dict.fromkeys(("ngo", "aid worker", "aid workers"), ("category", Category.AID_WORKER)),
    "unknown": ("category", Category.UNKNOWN),
    **dict.fromkeys(("male", "man", "men"), ("sex", Sex.MALE)),
    **dict.fromkeys(("f", "female", "woman", "women"), ("sex", Sex.FEMALE)),
    **dict.fromkeys(("child", "children"), ("age", Age.CHILD)),
    **dict.fromkeys(("adult", "adults"), ("age", Age.ADULT)),
    "accident": ("cause", Cause.ACCIDENT),
    "illness": ("cause", Cause.ILLNESS),
}
_WORDS: dict[str, tuple[str, Term]] = {
    **{word: ("outcome", term) for word, term in OUTCOMES.items()},
    **{word: ("category", term) for word, term in PEOPLE.items()},
    **_OTHER_SPELLINGS,
}
_HOW_BADLY = N_("“{word}” does not say how badly. Use si (seriously) or li (lightly injured)")
_WHOSE = N_("“{word}” does not say whose. Use un mil, un pol, nf, if or oag")
_UNCLEAR = {
    **dict.fromkeys(("w", "wia", "wounded", "inj", "injured", "hurt"), _HOW_BADLY),
    **dict.fromkeys(("mil", "military", "soldier", "soldiers", "pol", "police"), _WHOSE),
}
_LONGEST = max(len(word.split()) for word in _WORDS)
_BETWEEN = re.compile(r"[\s,;]+")
_COUNTED = re.compile(r"(?P<count>\d+(?:-\d+)+|\d+\??|\?)(?P<word>[^\d?-].*)?", re.ASCII)


class _Token(NamedTuple):
    """A word in lower case, or a count; and how both were typed together, such as "1x"."""

    word: str
    typed: str
    is_count: bool = False


def read_quick(text: str) -> list[Row]:
    """Return the rows of one line, each as somebody would have typed it, cell by cell.

    A count is `5`, `?` where nobody knows it yet, `10?` for ten that are not certain (kept as
    ten: the log keeps doubt about a number as a range) or `5-8-10` for low, best and high. A
    nationality alone means UN contingent. A group that does not say whose people it counts is
    of the same as the one before it.

    Raises:
        NotUnderstood: With the word that is not known, or what is missing, and what to type.
    """
    opening, groups = _groups(list(_tokens(text)))
    if not groups:
        raise NotUnderstood(_("How many? Type a number first, or ? if nobody knows: 5 TCD k"))
    rows: list[Row] = []
    whose = opening
    for group in groups:
        if not {"category", "nationality"} & group.keys():
            group = {**whose, **group}
        rows.append(_whole(group))
        whose = {name: group[name] for name in group if name in ("category", "nationality")}
    return rows


def has_doubtful_count(text: str) -> bool:
    """Say whether a number of the line bears a question mark, as in `10?`."""
    counts = (token.word for token in _tokens(text) if token.is_count)
    return any(count != "?" and count.endswith("?") for count in counts)


def _tokens(text: str) -> Iterator[_Token]:
    for typed in filter(None, _BETWEEN.split(text)):
        counted = _COUNTED.fullmatch(typed)
        if not counted:
            yield _Token(typed.casefold(), typed)
            continue
        yield _Token(counted["count"], typed, is_count=True)
        if counted["word"]:
            yield _Token(counted["word"].casefold(), typed)


def _groups(tokens: list[_Token]) -> tuple[Row, list[Row]]:
    """Return what was said before the first count, and a row for every count."""
    opening: Row = {}
    groups: list[Row] = []
    while tokens:
        if tokens[0].is_count:
            groups.append(_counts(tokens.pop(0)))
            continue
        name, code, typed = _next_word(tokens)
        row = groups[-1] if groups else opening
        if name == "outcome" and not groups:
            raise NotUnderstood(
                _("How many? Type the number before “{word}”, or ? if nobody knows").format(
                    word=typed
                )
            )
        if name in row:
            raise NotUnderstood(
                _("“{word}” comes on top of “{other}”: start each group with its number").format(
                    word=typed, other=row[name]
                )
            )
        row[name] = code
    return opening, groups


def _counts(token: _Token) -> Row:
    numbers = token.word.split("-")
    if len(numbers) == 1:
        return {"best": token.word.removesuffix("?") or "?"}
    if len(numbers) == 3:
        return dict(zip(("low", "best", "high"), numbers, strict=True))
    raise NotUnderstood(_("“{word}”: type low-best-high, e.g. 5-8-10").format(word=token.word))


def _next_word(tokens: list[_Token]) -> tuple[str, str, str]:
    """Take the longest known word off the tokens: its column, its value, and how it was typed."""
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        phrase = " ".join(token.word for token in tokens[:length])
        if phrase in _WORDS and not any(token.is_count for token in tokens[:length]):
            name, term = _WORDS[phrase]
            del tokens[:length]
            return name, str(term), phrase
    token = tokens.pop(0)
    if token.word.upper() in ISO3:
        return "nationality", token.word.upper(), token.typed
    if token.word in _UNCLEAR:
        raise NotUnderstood(_(_UNCLEAR[token.word]).format(word=token.typed))
    if token.typed[0].isdigit() or token.typed[0] == "?":
        raise NotUnderstood(
            _("“{word}” is not known. Use {outcomes}: 1k = 1 killed").format(
                word=token.typed, outcomes=", ".join(OUTCOMES)
            )
        )
    raise NotUnderstood(
        _("“{word}” is not known. Use {outcomes}; {people}; or a nationality: 5 TCD k").format(
            word=token.typed, outcomes=", ".join(OUTCOMES), people=", ".join(PEOPLE)
        )
    )


def _whole(group: Row) -> Row:
    """Return a group with its category; refuse it if it does not say who or what became of them."""
    if "outcome" not in group:
        raise NotUnderstood(
            _("What became of the {count}? Use {outcomes}").format(
                count=group["best"], outcomes=", ".join(OUTCOMES)
            )
        )
    if "category" in group:
        return group
    if "nationality" not in group:
        raise NotUnderstood(
            _("Whose are the {count}? Use {people}; or a nationality, such as TCD").format(
                count=group["best"], people=", ".join(PEOPLE)
            )
        )
    return {"category": str(Category.UN_CONTINGENT), **group}
