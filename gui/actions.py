"""Every action and its key: the one source of menus, shortcuts, the palette and the help page."""

from dataclasses import dataclass
from typing import Literal

from db.fields import Section, field_named
from db.models import IncidentRevision
from db.vocabulary import ReportKind
from db.words import N_

Place = Literal["window", "log", "map", "form", "report"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        name: The method of the main window that does it; those of form, map and report do
            theirs.
        menu: Title of the menu in which it stands, or of its part of the help page; untranslated.
        text: Untranslated.
        place: Where its key works: in the whole window, or only in table, map, form or report.
        on_incident: Whether it needs a selected incident.
        writes: Whether it needs a logbook that can be written.
        on_watch: Whether it needs somebody who has the watch.
        many: Its text where several incidents are selected, to all of which it is done; "" if it
            can only be done to one. Untranslated, with {n}.
        only: The moment that must be shown for it: now, or the past; "" for either.
    """

    name: str
    menu: str
    text: str
    key: str = ""
    icon: str = ""
    place: Place = "window"
    on_incident: bool = False
    writes: bool = False
    on_watch: bool = False
    only: Literal["", "now", "past"] = ""
    many: str = ""


# The fields of the form in the order of Alt+1...7, and the letter that Alt takes to a section.
JUMPS = ("occurred", "type", "place", "position", "target", "casualties", "summary")
KEYS = {
    Section.TIME_PLACE: "T",
    Section.TARGET: "U",
    Section.PERPETRATOR: "P",
    Section.WEAPONS: "W",
    Section.AMBUSH_IED: "I",
    Section.SHOOTING: "F",
    Section.OWN_ACTION: "O",
    Section.CASEVAC: "C",
    Section.DAMAGE: "D",
    Section.NARRATIVE: "N",
    Section.SOURCE: "S",
    Section.ASSESSMENT: "A",
    Section.FOLLOW_UP: "L",
}

INCIDENT = N_("Incident")  # the menu of what is done most
_LOGBOOK, _VIEW, _WATCH = N_("Logbook"), N_("View"), N_("Watch")
_HELP, _MAP, _REPORT = N_("Help"), N_("Map"), N_("Report")
_FORM, _ALIKE = N_("Form"), N_("Form: a look-alike")
_FIELDS, _SECTIONS = N_("Form: fields"), N_("Form: sections")

WINDOW_ACTIONS = (
    ActionSpec("open_logbook", _LOGBOOK, N_("Open or make a logbook…"), "Ctrl+O", "folder-open"),
    ActionSpec("write_sitrep", _LOGBOOK, N_("Daily SITREP…"), "Ctrl+P", "file-text", "log"),
    ActionSpec("write_csv", _LOGBOOK, N_("Export the table as CSV…"), "Ctrl+E", "download"),
    ActionSpec(
        "report_rows",
        _LOGBOOK,
        N_("Report this incident as SITREP…"),
        "Shift+P",
        "file-text",
        "log",
        True,
        many=N_("Report {n} incidents as SITREP…"),
    ),
    ActionSpec(
        "export_rows",
        _LOGBOOK,
        N_("Export this incident as CSV…"),
        "E",
        "download",
        "log",
        True,
        many=N_("Export the {n} selected incidents as CSV…"),
    ),
    ActionSpec(
        "load_places", _LOGBOOK, N_("Load a GeoNames country file…"), "", "map", writes=True
    ),
    ActionSpec("add_place", _LOGBOOK, N_("Add a local place…"), "", "compass", writes=True),
    ActionSpec("write_map", _LOGBOOK, N_("Export the map as PNG…"), "Ctrl+Shift+E", "image"),
    ActionSpec("encrypt_copy", _LOGBOOK, N_("Write an encrypted copy…"), "", "lock"),
    ActionSpec("verify_chain", _LOGBOOK, N_("Verify the journal"), "", "shield-check"),
    ActionSpec("close", _LOGBOOK, N_("Quit"), "Ctrl+Q"),
    ActionSpec("new_incident", INCIDENT, N_("New incident"), "Ctrl+N", "plus", writes=True),
    ActionSpec("go_draft", INCIDENT, N_("Open a draft…"), "Ctrl+Shift+N", "pencil", writes=True),
    ActionSpec("amend", INCIDENT, N_("Amend…"), "A", "pencil-line", "log", True, True),
    ActionSpec("remark", INCIDENT, N_("Remark…"), "R", "message-square", "log", True, True),
    ActionSpec("attach", INCIDENT, N_("Attach a file…"), "F", "paperclip", "log", True, True),
    ActionSpec(
        "paste_attachment",
        INCIDENT,
        N_("Attach from the clipboard"),
        "Ctrl+V",
        "image",
        "log",
        True,
        True,
    ),
    ActionSpec("link", INCIDENT, N_("Link to another incident…"), "L", "link", "log", True, True),
    ActionSpec(
        "verify",
        INCIDENT,
        N_("Verify"),
        "V",
        "check-check",
        "log",
        True,
        True,
        many=N_("Verify {n} incidents"),
    ),
    ActionSpec(
        "tag",
        INCIDENT,
        N_("Tag…"),
        "T",
        "tag",
        "log",
        True,
        True,
        many=N_("Tag {n} incidents…"),
    ),
    ActionSpec("close_incident", INCIDENT, N_("Close…"), "C", "lock", "log", True, True),
    ActionSpec("reopen", INCIDENT, N_("Reopen…"), "O", "lock-open", "log", True, True),
    ActionSpec("duplicate", INCIDENT, N_("Mark as duplicate…"), "D", "copy", "log", True, True),
    ActionSpec("strike", INCIDENT, N_("Strike…"), "S", "strikethrough", "log", True, True),
    ActionSpec(
        "write_flash",
        INCIDENT,
        N_("Flash report…"),
        "P",
        "send",
        "log",
        True,
        only="now",
    ),
    ActionSpec(
        "copy_number",
        INCIDENT,
        N_("Copy the number"),
        "Ctrl+C",
        "copy",
        "log",
        True,
        many=N_("Copy {n} incidents"),
    ),
    ActionSpec("copy_rows", INCIDENT, N_("Copy the selected rows"), "Ctrl+R", "copy", "log"),
    ActionSpec("show_log", _VIEW, N_("Log"), "Ctrl+1", "list"),
    ActionSpec("show_map", _VIEW, N_("Map"), "Ctrl+2", "map"),
    ActionSpec("show_reports", _VIEW, N_("Reports"), "Ctrl+4", "file-text"),
    ActionSpec("show_handover", _VIEW, N_("Handover"), "Ctrl+5", "arrow-right-left", only="now"),
    ActionSpec("open_palette", _VIEW, N_("Any command"), "Ctrl+K", "search"),
    ActionSpec("search_log", _VIEW, N_("Search the log"), "Ctrl+F", "search"),
    ActionSpec("clear_filters", _VIEW, N_("Clear all filters"), "Ctrl+Backspace", "x"),
    ActionSpec("known_at", _VIEW, N_("As known at…"), "F2", "history"),
    ActionSpec("back_to_now", _VIEW, N_("Back to now"), "F4", "rotate-ccw", only="past"),
    ActionSpec("toggle_detail", _VIEW, N_("Show or hide the detail"), "Space", "eye", "log"),
    ActionSpec("toggle_facets", _VIEW, N_("Show or hide the counts"), "Ctrl+Shift+F", "filter"),
    ActionSpec(
        "toggle_timeline", _VIEW, N_("Show or hide the timeline"), "Ctrl+Shift+T", "calendar"
    ),
    ActionSpec("choose_columns", _VIEW, N_("Columns…"), "Ctrl+Shift+C", "columns-3"),
    ActionSpec("sort_menu", _VIEW, N_("Sort by…"), "Ctrl+Shift+S", "arrow-down"),
    ActionSpec("open_views", _VIEW, N_("Saved views"), "Ctrl+B", "bookmark"),
    ActionSpec("save_view", _VIEW, N_("Save this view as…"), "Ctrl+Shift+B", "save"),
    ActionSpec("rename_view", _VIEW, N_("Rename a view…"), "", "pencil"),
    ActionSpec("delete_view", _VIEW, N_("Delete a view…"), "", "x"),
    ActionSpec("export_views", _VIEW, N_("Export views…"), "", "download"),
    ActionSpec("import_views", _VIEW, N_("Import views…"), "", "folder-open"),
    ActionSpec("toggle_appearance", _VIEW, N_("Light or dark"), "Ctrl+D", "moon"),
    ActionSpec("enlarge_text", _VIEW, N_("Text size 100, 110, 125 %"), "Ctrl+T", "type"),
    ActionSpec("change_language", _VIEW, N_("English or French"), "", "message-square"),
    ActionSpec("assume_watch", _WATCH, N_("Assume the watch…"), "Ctrl+W", "log-in", writes=True),
    ActionSpec(
        "hand_over",
        _WATCH,
        N_("Hand over the watch…"),
        "Ctrl+H",
        "arrow-right-left",
        writes=True,
        on_watch=True,
    ),
    ActionSpec(
        "write_handover",
        _WATCH,
        N_("Handover on paper…"),
        "Ctrl+Shift+H",
        "file-text",
        only="now",
    ),
    ActionSpec(
        "close_watch", _WATCH, N_("Close the watch"), "", "log-out", writes=True, on_watch=True
    ),
    ActionSpec("enrol_officer", _WATCH, N_("Enrol an officer…"), "", "user", writes=True),
    ActionSpec("show_keys", _HELP, N_("Keys"), "F1", "keyboard"),
    ActionSpec("show_about", _HELP, N_("About Watchkeeper"), "", "info"),
)

_MAP_ACTIONS = (
    ActionSpec("zoom_in", _MAP, N_("Nearer"), "+", place="map"),
    ActionSpec("zoom_out", _MAP, N_("Farther"), "-", place="map"),
    ActionSpec("whole_question", _MAP, N_("Everything that is asked for"), "0", place="map"),
    ActionSpec("pan_west", _MAP, N_("West"), "Left", place="map"),
    ActionSpec("pan_east", _MAP, N_("East"), "Right", place="map"),
    ActionSpec("pan_north", _MAP, N_("North"), "Up", place="map"),
    ActionSpec("pan_south", _MAP, N_("South"), "Down", place="map"),
    ActionSpec("day_back", _MAP, N_("One day back"), "[", place="map"),
    ActionSpec("day_on", _MAP, N_("One day on"), "]", place="map"),
    ActionSpec("play", _MAP, N_("Play the days, or stop"), "Space", place="map"),
    ActionSpec("next_dot", _MAP, N_("Next incident in sight"), "N", place="map"),
    ActionSpec("previous_dot", _MAP, N_("Incident before"), "Shift+N", place="map"),
    ActionSpec("show_in_log", _MAP, N_("Show in the log"), "Enter", place="map"),
    ActionSpec("narrow_to_sight", _MAP, N_("Only what is in sight"), "B", place="map"),
    ActionSpec("measure", _MAP, N_("Measure a distance"), "M", place="map"),
    ActionSpec("leave_tool", _MAP, N_("Stop measuring"), "Esc", place="map"),
)

_FORM_ACTIONS = (
    ActionSpec("save", _FORM, N_("Save"), "Ctrl+Enter", place="form"),
    ActionSpec("save_and_flash", _FORM, N_("Save and Flash"), "Ctrl+Shift+Enter", place="form"),
    ActionSpec("leave", _FORM, N_("Close and keep the draft"), "Esc", place="form"),
    ActionSpec("add_row", _FORM, N_("Add a casualty row"), "Ctrl++", place="form"),
    ActionSpec("add_typed", _FORM, N_("Add the place as a local one…"), "Ctrl+L", place="form"),
    ActionSpec("remove_row", _FORM, N_("Remove the casualty row"), "Ctrl+-", place="form"),
    ActionSpec("alike_remark", _ALIKE, N_("The same: add this as a remark"), "F5", place="form"),
    ActionSpec("alike_other", _ALIKE, N_("A different incident"), "F6", place="form"),
    ActionSpec("alike_link", _ALIKE, N_("Link to it"), "F7", place="form"),
    ActionSpec("alike_open", _ALIKE, N_("Open it"), "F8", place="form"),
    *(
        ActionSpec(
            f"go_{name}",
            _FIELDS,
            field_named(IncidentRevision, name).label,
            f"Alt+{number}",
            place="form",
        )
        for number, name in enumerate(JUMPS, start=1)
    ),
    *(
        ActionSpec(
            f"open_{section.name.lower()}", _SECTIONS, str(section), f"Alt+{letter}", place="form"
        )
        for section, letter in KEYS.items()
    ),
)

REPORT_ACTIONS = (
    *(
        ActionSpec(f"choose_{kind}", _REPORT, kind.label, str(number), place="report")
        for number, kind in enumerate(ReportKind, start=1)
    ),
    ActionSpec("list_issued", _REPORT, N_("Issued reports"), "9", place="report"),
    ActionSpec("save_pdf", _REPORT, N_("Save as PDF…"), "Ctrl+S", place="report"),
    ActionSpec("copy_text", _REPORT, N_("Copy as text"), "Ctrl+M", place="report"),
    ActionSpec("print_pdf", _REPORT, N_("Print…"), "Ctrl+P", place="report"),
    ActionSpec("issue", _REPORT, N_("Issue, or correct…"), "Ctrl+I", place="report"),
    ActionSpec("find_next", _REPORT, N_("Find in the report, find next"), "F3", place="report"),
    ActionSpec("find_before", _REPORT, N_("Find what is before"), "Shift+F3", place="report"),
    ActionSpec("page_back", _REPORT, N_("Page before"), "Ctrl+PgUp", place="report"),
    ActionSpec("page_on", _REPORT, N_("Next page"), "Ctrl+PgDown", place="report"),
    ActionSpec("nearer", _REPORT, N_("Nearer"), "Ctrl++", place="report"),
    ActionSpec("farther", _REPORT, N_("Farther"), "Ctrl+-", place="report"),
    ActionSpec("fit_width", _REPORT, N_("Fit the width"), "Ctrl+0", place="report"),
    ActionSpec("back_to_log", _REPORT, N_("Back to the log"), "Esc", place="report"),
)

ACTIONS = (*WINDOW_ACTIONS, *_MAP_ACTIONS, *_FORM_ACTIONS, *REPORT_ACTIONS)
_BY_NAME = {spec.name: spec for spec in ACTIONS}


def key_of(name: str) -> str:
    """Return the key of the action called `name`, as written in the table; "" if it has none."""
    return _BY_NAME[name].key


def text_of(name: str) -> str:
    """Return what the action called `name` does, untranslated."""
    return _BY_NAME[name].text
