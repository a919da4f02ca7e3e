"""Every write: one function per act of an officer, one transaction, returning what changed."""

from db.acts.annexes import (
    MOST_BYTES,
    add_place,
    attach,
    check_size,
    link,
    remark,
)
from db.acts.incidents import (
    amend,
    close,
    log,
    mark_duplicate,
    reopen,
    strike,
    tag,
    verify,
)
from db.acts.record import Change, alive, circumstances, record
from db.acts.reports import Frozen, issue_report, wrote_report
from db.acts.watch import close_watch, enrol, open_watch, relieve

__all__ = [
    "MOST_BYTES",
    "Change",
    "Frozen",
    "add_place",
    "alive",
    "amend",
    "attach",
    "check_size",
    "circumstances",
    "close",
    "close_watch",
    "enrol",
    "issue_report",
    "link",
    "log",
    "mark_duplicate",
    "open_watch",
    "record",
    "relieve",
    "remark",
    "reopen",
    "strike",
    "tag",
    "verify",
    "wrote_report",
]
