"""Text as a cell of a spreadsheet: none is run as a formula, and each can be read back."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")


def harmless(text: str) -> str:
    """Return `text` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
