"""A report of what was known at a moment knows no place that an officer added later."""

from datetime import timedelta

from db import acts
from db.current import gazetteer_of
from db.position import Position
from db.query import IncidentQuery
from db.reports import ReportOrder
from db.vocabulary import PlaceKind, ReportKind
from exports.reports.make import make_report

HERE = Position(20.5, -3.5)  # nothing that ships lies near


def test_the_past_knows_only_places_recorded_by_then(book, author, clock):
    typed = {"occurred": "2016-05-31T14:30Z", "type": "FND", "summary": "Cache found."}
    typed |= {"position": "20.5 N 3.5 W", "location_precision": "1"}
    uid = acts.log(book, author, typed).subject
    before = clock.at
    clock.tick(hours=1)
    acts.add_place(book, author, "Well of the watch", HERE, PlaceKind.CAMP)
    then, now = (gazetteer_of(book, at).nearest(20.5, -3.5) for at in (before, clock.at))
    assert now.place.name == "Well of the watch"
    assert then is None or then.place.name != "Well of the watch"
    assert gazetteer_of(book).nearest(20.5, -3.5) == now
    clock.tick(hours=1)
    for as_of, is_named in ((before, False), (before + timedelta(hours=2), True)):
        order = ReportOrder(ReportKind.FLASH, IncidentQuery(as_of=as_of), uid)
        assert ("Well of the watch" in repr(make_report(book, order).content)) is is_named
