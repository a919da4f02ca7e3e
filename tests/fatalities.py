"""Deaths of UN personnel before 18 May 2016, made up so that their sums are the published ones.

No row stands for anybody: dates, incidents and pairs of cause and type are invented. With those of
the sample from 18 to 31 May 2016 they add up to what the UN fatalities data (edition of
2025-04-04) say of the mission up to that day: 101 deaths.
"""

from datetime import UTC, datetime, timedelta
from itertools import chain, cycle

from db import acts

DEPLOYED = datetime(2013, 7, 1, 9, 0, tzinfo=UTC)
PERIOD_BEGINS = datetime(2016, 5, 18, tzinfo=UTC)
FORTNIGHT = timedelta(days=14)
# Malicious acts: how many fortnights before that day, and how many died. By year 4, 28, 12, 11.
MALICIOUS = (
    *((70, 2), (64, 2)),
    *((58, 1), (54, 2), (50, 3), (47, 2), (44, 4), (42, 5), (40, 10), (38, 1)),
    *((30, 7), (22, 2), (14, 3)),
    *((8, 6), (5, 3), (3, 2)),
)
# The other causes by year, from 2013 on, and of which types the dead are.
OTHERS = {
    "illness": (
        (1, 6, 11, 1),
        {
            "un_contingent": 15,
            "un_national_staff": 2,
            "un_police": 1,
            "un_international_civilian": 1,
        },
    ),
    "accident": (
        (0, 4, 5, 2),
        {"un_contingent": 8, "un_police": 2, "un_national_staff": 1},
    ),
    "to_be_determined": ((1, 1, 1, 0), {"un_contingent": 3}),
}
NATIONS = ("BGD", "BFA", "TCD", "GIN", "NER", "SEN")


def log_fatalities(book, author):
    """Log the first incident of the deployment, in which nobody died, and the deaths."""
    acts.log(book, author, incident(DEPLOYED, "FND"))
    nations = cycle(NATIONS)
    for number, (fortnights, dead) in enumerate(MALICIOUS):
        people = [person("un_contingent", next(nations), "malicious_act", dead)]
        if number == 6:  # one of the dead was local staff
            people = [
                person("un_contingent", next(nations), "malicious_act", dead - 1),
                person("un_national_staff", "MLI", "malicious_act", 1),
            ]
        occurred = PERIOD_BEGINS - fortnights * FORTNIGHT + timedelta(days=number % 13, hours=9)
        acts.log(book, author, incident(occurred, "DIR", people))
    for cause, (by_year, types) in OTHERS.items():
        categories = chain.from_iterable([category] * n for category, n in types.items())
        for year, dead in enumerate(by_year, start=2013):
            for number in range(dead):
                occurred = datetime(year, 12 if year == 2013 else 1, 10, 12, tzinfo=UTC)
                people = [person(next(categories), next(nations), cause, 1)]
                moment = occurred + timedelta(days=number * 9)
                acts.log(book, author, incident(moment, "SAF", people))


def incident(occurred, kind, people=()):
    """Return an incident as somebody types it."""
    return {
        "occurred": occurred.isoformat(),
        "type": kind,
        "target": "un_military",
        "region": "Gao",
        "casualties": list(people),
        "summary": "Made up for a sum.",
    }


def person(category, nationality, cause, count):
    """Return a casualty row of people who died."""
    return {
        "category": category,
        "nationality": nationality,
        "outcome": "killed",
        "cause": cause,
        "count": count,
    }
