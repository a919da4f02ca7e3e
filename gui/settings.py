"""What is remembered between two starts, on this computer and for this user."""

from pathlib import Path
from typing import Literal, cast, get_args

from PySide6.QtCore import QByteArray, QSettings

from db.vocabulary import Language
from gui.theme import SCALES, Choice

RECENT = 6
Blob = Literal["window", "splitter"]
Panel = Literal["facets", "timeline"]


class Settings:
    """Appearance, recent logbooks, sizes; kept in one ini file."""

    def __init__(self, path: Path) -> None:
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def appearance(self) -> Choice:
        """Light, dark or as the system."""
        value = str(self._kept.value("appearance", "system"))
        return cast(Choice, value) if value in get_args(Choice) else "system"

    @appearance.setter
    def appearance(self, choice: Choice) -> None:
        self._kept.setValue("appearance", choice)

    @property
    def language(self) -> Language:
        """What the program speaks from its next start on."""
        value = str(self._kept.value("language", Language.ENGLISH))
        return Language(value) if value in list(Language) else Language.ENGLISH

    @language.setter
    def language(self, language: Language) -> None:
        self._kept.setValue("language", str(language))

    @property
    def text_scale(self) -> int:
        """Per cent of the normal text size."""
        value = str(self._kept.value("text_scale", 100))
        return int(value) if value.isdigit() and int(value) in SCALES else 100

    @text_scale.setter
    def text_scale(self, percent: int) -> None:
        self._kept.setValue("text_scale", percent)

    def recent(self) -> list[Path]:
        """Return the logbooks opened last that are still there, newest first."""
        return [path for path in self._recent() if path.is_file()][:RECENT]

    def remember(self, path: Path) -> None:
        """Put a logbook at the head of the recent ones."""
        others = [known for known in self._recent() if known != path.absolute()]
        names = [str(known) for known in (path.absolute(), *others)][:RECENT]
        self._kept.setValue("recent", "\n".join(names))

    def blob(self, name: Blob) -> QByteArray:
        """Return a kept geometry or state; empty if there is none."""
        value = self._kept.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, name: Blob, state: QByteArray) -> None:
        """Keep a geometry or state."""
        self._kept.setValue(name, state)

    @property
    def columns(self) -> str:
        """The columns of the table as they were left last, as JSON; "" if never."""
        return str(self._kept.value("columns", ""))

    @columns.setter
    def columns(self, listed: str) -> None:
        self._kept.setValue("columns", listed)

    def panel(self, name: Panel) -> bool | None:
        """Return whether a panel was shown or hidden; None while nobody chose."""
        return {"true": True, "false": False}.get(str(self._kept.value(f"show_{name}")).lower())

    def keep_panel(self, name: Panel, shown: bool) -> None:
        """Keep whether a panel is shown."""
        self._kept.setValue(f"show_{name}", shown)

    def _recent(self) -> list[Path]:
        return [Path(line) for line in str(self._kept.value("recent", "")).splitlines() if line]
