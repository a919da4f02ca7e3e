"""Keys as Qt's, and as people read them in the language of the window."""

from PySide6.QtGui import QKeySequence


def sequences(key: str) -> list[QKeySequence]:
    """Return a key of the table as Qt's: with Enter goes Return, with Ctrl++ goes Ctrl+=."""
    twin = key.replace("Enter", "Return")
    twin = f"{twin[:-1]}=" if twin.endswith("+") else twin
    return [QKeySequence(one) for one in dict.fromkeys((key, twin))]


def key_words(key: str) -> str:
    """Return a key as people read it, such as Ctrl+Enter or, in French, Ctrl+Entrée; "" for none.

    The words are Qt's own, once it speaks the language.
    """
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
