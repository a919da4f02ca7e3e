"""Every action of the main window: the one source of menus, shortcuts and the help page."""

from dataclasses import dataclass
from typing import Literal

from db.words import N_

Place = Literal["window", "log"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        name: The method of the main window that does it.
        menu: Title of the menu in which it stands, untranslated.
        text: Untranslated.
        place: Where its key works: in the whole window, or only in the table.
        on_incident: Whether it needs a selected incident.
        writes: Whether it needs an officer on watch and a logbook that can be written.
    """

    name: str
    menu: str
    text: str
    key: str = ""
    icon: str = ""
    place: Place = "window"
    on_incident: bool = False
    writes: bool = False


_LOGBOOK, _INCIDENT, _VIEW, _WATCH = N_("Logbook"), N_("Incident"), N_("View"), N_("Watch")
_HELP = N_("Help")

ACTIONS = (
    ActionSpec("open_logbook", _LOGBOOK, N_("Open or make a logbook…"), "Ctrl+O", "folder-open"),
    ActionSpec("write_sitrep", _LOGBOOK, N_("Daily SITREP as PDF…"), "Ctrl+P", "file-text"),
    ActionSpec("write_csv", _LOGBOOK, N_("Export the table as CSV…"), "Ctrl+E", "download"),
    ActionSpec("verify_chain", _LOGBOOK, N_("Verify the journal"), "", "link"),
    ActionSpec("close", _LOGBOOK, N_("Quit"), "Ctrl+Q"),
    ActionSpec("new_incident", _INCIDENT, N_("New incident"), "Ctrl+N", "plus", writes=True),
    ActionSpec("amend", _INCIDENT, N_("Amend…"), "A", "pencil-line", "log", True, True),
    ActionSpec("remark", _INCIDENT, N_("Remark…"), "R", "message-square", "log", True, True),
    ActionSpec("verify", _INCIDENT, N_("Verify"), "V", "check-check", "log", True, True),
    ActionSpec("close_incident", _INCIDENT, N_("Close…"), "C", "lock", "log", True, True),
    ActionSpec("reopen", _INCIDENT, N_("Reopen…"), "O", "lock-open", "log", True, True),
    ActionSpec("duplicate", _INCIDENT, N_("Mark as duplicate…"), "D", "copy", "log", True, True),
    ActionSpec("strike", _INCIDENT, N_("Strike…"), "S", "strikethrough", "log", True, True),
    ActionSpec("copy_number", _INCIDENT, N_("Copy the number"), "Ctrl+C", "copy", "log", True),
    ActionSpec("search_log", _VIEW, N_("Search the log"), "Ctrl+F", "search"),
    ActionSpec("clear_filters", _VIEW, N_("Clear all filters"), "Ctrl+Backspace", "x"),
    ActionSpec("toggle_detail", _VIEW, N_("Show or hide the detail"), "Space", "eye", "log"),
    ActionSpec("choose_columns", _VIEW, N_("Columns…"), "Ctrl+Shift+C", "columns-3"),
    ActionSpec("sort_menu", _VIEW, N_("Sort by…"), "Ctrl+Shift+S", "arrow-down"),
    ActionSpec("toggle_appearance", _VIEW, N_("Light or dark"), "Ctrl+D", "moon"),
    ActionSpec("enlarge_text", _VIEW, N_("Text size 100, 110, 125 %"), "Ctrl+T", "type"),
    ActionSpec("assume_watch", _WATCH, N_("Assume the watch…"), "Ctrl+W", "log-in"),
    ActionSpec("close_watch", _WATCH, N_("Close the watch"), "", "log-out", writes=True),
    ActionSpec("enrol_officer", _WATCH, N_("Enrol an officer…"), "", "user", writes=True),
    ActionSpec("show_keys", _HELP, N_("Keys"), "F1", "keyboard"),
    ActionSpec("show_about", _HELP, N_("About Watchkeeper"), "", "info"),
)
