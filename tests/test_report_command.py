"""The command that writes a report: each sort asks for what it needs and refuses the rest."""

import pytest

import main


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["sitrep", "x.pdf"], "needs its --period"),
        (["flash", "x.pdf"], "needs its --incident"),
        (["sincrep", "x.pdf"], "needs its --incident"),
        (["casualties", "x.pdf"], "a casualties needs its --period"),
        (["flash", "x.pdf", "--incident", "1", "--period", "2016-05-31"], "has no --period"),
        (["handover", "x.pdf", "--period", "2016-05-31"], "has no --period"),
        (["handover", "x.pdf", "--as-of", "2016-05-31"], "of now"),
        (["handover", "x.pdf", "--incident", "1"], "nothing else"),
        (["flash", "x.pdf", "--incident", "1", "--update", "final"], "a flash has no --update"),
        (["sincrep", "x.pdf", "--incident", "1", "--update", "finale"], "UPDATE 1 to 99, or FINAL"),
        (["sincrep", "x.pdf", "--incident", "1", "--update", "update 0"], "--update: a SINCREP is"),
    ],
)
def test_a_report_refuses_what_it_lacks_and_what_it_would_not_heed(options, reason, capsys):
    with pytest.raises(SystemExit) as ended:
        main.main(["report", "x.watch", *options])
    assert ended.value.code == 2
    assert reason in capsys.readouterr().err
