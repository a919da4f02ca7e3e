"""How names are compared: without regard to accents, case or spacing."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` as names are compared: "  SÉGOU " and "Segou" fold to the same string."""
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())
