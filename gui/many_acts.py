"""What the main window does to all the selected incidents: verify, tag, export, report."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtWidgets import QLineEdit, QWidget

from db import acts
from db.errors import BadContent, LogbookError, NotUnderstood, Refused, Stopped
from db.journal import Author
from db.lookout import mark_of
from db.suggestions import tags_in_use
from db.words import _, ngettext
from gui.ask import AskDialog
from gui.background import Background
from gui.desk import Desk
from gui.exporting import Exporting
from gui.tags_box import TagsBox
from gui.task import Task
from gui.theme import Theme
from gui.voice import Voice

Act = Callable[..., acts.Change | None]


class Outcome(NamedTuple):
    """What came of an act on several incidents.

    Attributes:
        done: Incidents that have a new entry.
        unchanged: Incidents to which there was nothing to do.
        refused: Incidents to which the log said no; `why` to the first.
        error: Of the world, for which the rest was left; None if there was none.
        is_stopped: The officer stopped it.
    """

    done: int = 0
    unchanged: int = 0
    refused: int = 0
    why: str = ""
    error: LogbookError | None = None
    is_stopped: bool = False


class ManyActs:
    """Every method takes the uids of one or more incidents, and is named as in `ACTIONS`.

    An act on several is one on each, one entry and one transaction: the log knows no other. So
    what was done stays done when it is stopped.
    """

    def __init__(
        self,
        theme: Theme,
        desk: Desk,
        exporting: Exporting,
        background: Background,
        voice: Voice,
        window: QWidget,
    ) -> None:
        self._theme, self._desk, self._window = theme, desk, window
        self._exporting, self._background, self._voice = exporting, background, voice

    def verify(self, *uids: str) -> None:
        """Confirm their content; the author of the latest content is refused."""
        if len(uids) == 1:
            self._desk.do(acts.verify, self._author(), *uids)
            return
        self._do(
            ngettext("Verifying {n} incident", "Verifying {n} incidents", len(uids)),
            lambda n: ngettext("Verified {n} incident", "Verified {n} incidents", n),
            uids,
            acts.verify,
        )

    def tag(self, *uids: str) -> None:
        """Ask for tags and add them, by an amendment of each that lacks one of them."""
        with self._desk.book.reading() as session:
            known = tags_in_use(session)

        def take(typed: Mapping[str, str]) -> None:
            for name, missing in (
                ("tags", _("Give at least one tag.")),
                ("reason", _("Say why, in a few words.")),
            ):
                if not typed[name].strip(" ,"):
                    raise BadContent({name: missing})
            self._do(
                ngettext("Tagging {n} incident", "Tagging {n} incidents", len(uids)),
                lambda n: ngettext("Tagged {n} incident", "Tagged {n} incidents", n),
                uids,
                acts.tag,
                typed["tags"],
                typed["reason"],
            )

        dialog = AskDialog(
            self._theme,
            ngettext("Tag {n} incident", "Tag {n} incidents", len(uids)).format(n=len(uids)),
            _("Each is amended, with the reason. Tags that it has already stay as they are."),
            _("Add tags"),
            take,
            parent=self._window,
        )
        dialog.add("tags", _("Tags"), TagsBox(known), _("Separated by commas"))
        dialog.add("reason", _("Reason (required)"), QLineEdit())
        dialog.exec()

    def export_rows(self, *uids: str) -> None:
        """Ask for a file and write them as CSV."""
        self._exporting.write_csv(self._exporting.question_of(uids))

    def _do(
        self,
        doing: str,
        done: Callable[[int], str],
        uids: tuple[str, ...],
        act: Act,
        *arguments: Any,
    ) -> None:
        """Do an act to each of them in the background, and tell at the end what came of it."""
        if self._desk.as_of is not None:
            self._desk.refused.emit(self._desk.past_error())
            return
        book, author = self._desk.book, self._author()

        def work(task: Task) -> Outcome:
            return each(lambda uid: act(book, author, uid, *arguments), uids, task.report)

        self._background.run(
            doing.format(n=len(uids)), work, lambda outcome: self._tell(done, len(uids), outcome)
        )

    def _tell(self, done: Callable[[int], str], of: int, outcome: Outcome) -> None:
        with self._desk.book.reading() as session:
            self._desk.catch_up(mark_of(session))
        told, detail = done(outcome.done).format(n=outcome.done), " ".join(_details(outcome, of))
        if outcome.refused or outcome.error:
            self._voice.say("err" if outcome.error else "warn", told, detail)
        else:
            self._voice.tell(told, detail)

    def _author(self) -> Author:
        author = self._desk.author
        if author is None:
            raise NotUnderstood(_("Nobody has the watch: assume it first."))
        return author


def each(
    act: Callable[[str], acts.Change | None],
    uids: tuple[str, ...],
    progress: Callable[[int, int], None],
) -> Outcome:
    """Do `act` to every incident, whatever the log refuses, until the world says no.

    `progress(incidents done with, of how many)` may raise Stopped.
    """
    outcome = Outcome()
    for number, uid in enumerate(uids, start=1):
        try:
            if act(uid) is None:
                outcome = outcome._replace(unchanged=outcome.unchanged + 1)
            else:
                outcome = outcome._replace(done=outcome.done + 1)
            progress(number, len(uids))
        except Stopped:
            return outcome._replace(is_stopped=number < len(uids))
        except (BadContent, Refused) as error:
            why = outcome.why or str(error)
            outcome = outcome._replace(refused=outcome.refused + 1, why=why)
        except LogbookError as error:
            return outcome._replace(error=error)
    return outcome


def _details(outcome: Outcome, of: int) -> list[str]:
    """Return in sentences what else is to be said of it."""
    left = of - outcome.done - outcome.unchanged - outcome.refused
    told = []
    if outcome.unchanged:
        told.append(_("{n} had nothing to change.").format(n=outcome.unchanged))
    if outcome.refused:
        told.append(_("{n} refused. The first: {why}").format(n=outcome.refused, why=outcome.why))
    if outcome.is_stopped:
        told.append(_("Stopped; {n} were left as they are.").format(n=left))
    if outcome.error:
        told.append(_("{n} were left as they are: {why}").format(n=left, why=outcome.error))
    return told
