"""The command that writes a report: every sort to PDF and text, and what each refuses."""

import shutil

import pytest
from pypdf import PdfReader

import main
from db import acts
from db.reports import issued_reports
from db.store import open_logbook
from db.vocabulary import Language, ReportKind, Sensitivity
from db.words import _, speaking
from tests.conftest import AMBUSH

NEEDED = {
    "period": ["--period", "2016-05-31", "--as-of", "2016-06-01T12:00Z"],
    "incident": ["--incident", "MIN-GAO-2016-0021", "--as-of", "2016-06-01T12:00Z"],
    "watch": [],
}


@pytest.fixture(scope="module")
def log_file(sample_file, tmp_path_factory):
    """A copy of the sample in which reports may be issued."""
    return shutil.copy(sample_file, tmp_path_factory.mktemp("issued") / "sample.watch")


def told(path):
    """Return what a report says, from PDF or text, squeezed and without case."""
    if path.suffix.lower() == ".txt":
        text = path.read_text()
    else:
        text = "".join(page.extract_text() for page in PdfReader(path).pages)
    return "".join(text.split()).casefold()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["out.pdf", "out.txt"])
@pytest.mark.parametrize("kind", ReportKind)
def test_every_report_is_written_and_issued(log_file, tmp_path, capsys, kind, name, language):
    out, issued = tmp_path / name, tmp_path / f"issued-{name}"
    options = [*NEEDED[kind.within], "--language", language]
    options += ["--classification", "strictly_confidential"]
    assert main.main(["report", str(log_file), kind, str(out), *options]) == 0
    assert capsys.readouterr() == (f"{out}\n", "")
    assert main.main(["report", str(log_file), kind, str(issued), *options, "--issue"]) == 0
    number, told_besides = capsys.readouterr()
    assert told_besides == ""

    with speaking(language):
        title, sensitivity = _(kind.label), _(Sensitivity.STRICTLY_CONFIDENTIAL.label)
    for path in (out, issued):
        assert "".join(title.split()).casefold() in told(path)
        assert "".join(sensitivity.split()).casefold() in told(path)
    assert number.strip().casefold() in told(issued)
    assert number.strip().casefold() not in told(out)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["flash", "x.pdf", "--incident", "9999"], "There is no incident 9999."),
        (["sitrep", "no/x.pdf", "--period", "2016-05-31"], "There is no folder"),
        (["sitrep", "x.pdf", "--period", "2016-05-31", "--replaces", "X-1"], "No report X-1"),
        (["sitrep", "x.pdf", "--period", "2016-05-31", "--since", "X-1"], "No report X-1"),
        (["log", "x.txt", "--period", "2016-05-31", "--issue", "--officer", "X"], "No officer X."),
    ],
)
def test_a_report_of_what_is_not_there_is_refused(log_file, tmp_path, capsys, options, reason):
    kind, name, *others = options
    assert main.main(["report", str(log_file), kind, str(tmp_path / name), *others]) == 1
    assert reason in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_report_is_issued_though_its_file_can_not_be_written(sample, tmp_path, capsys):
    sample.close()
    command = ["report", str(sample.path), "sitrep", str(tmp_path / "no" / "x.pdf")]
    assert main.main([*command, "--period", "2016-05-31", "--issue"]) == 1
    number, reason = capsys.readouterr()
    assert "There is no folder" in reason
    with open_logbook(sample.path).reading() as session:
        assert issued_reports(session)[0].number == number.strip()


def test_what_no_font_has_is_told_of_pages_and_stands_in_the_text(book, author, tmp_path, capsys):
    acts.log(book, author, {**AMBUSH, "summary": "Shots at the 🚁; nobody hit."})
    book.close()
    command = ["report", str(book.path), "sitrep"]
    period = ["--period", "2016-05-31"]
    pdf, text = tmp_path / "out.pdf", tmp_path / "out.txt"
    for issue in ([], ["--issue"]):
        assert main.main([*command, str(pdf), *period, *issue]) == 0
        assert capsys.readouterr().err == "no font has U+1F681; printed as codes\n"
        assert "⟨u+1f681⟩" in told(pdf)
    assert main.main([*command, str(text), *period]) == 0
    assert capsys.readouterr().err == ""
    assert "🚁" in text.read_text()


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
        (["log", "x.pdf", "--period", "2016-05-31", "--since", "1"], "a log has no --since"),
        (["sitrep", "x.docx", "--period", "2016-05-31"], "x.docx ends neither in .pdf nor in .txt"),
        (["sitrep", "x", "--period", "2016-05-31"], "x ends neither in .pdf"),
        (["sitrep", "x.pdf", "--period", "2016-05-32"], "No day 32"),
        (["sitrep", "x.pdf", "--period", "2016-05-31/2016-05-01"], "ends before it starts"),
        (["sitrep", "x.pdf", "--period", "2016-05-31", "--as-of", "soon"], "Not a date and time"),
        (["sitrep", "x.pdf", "--period", "2016-05-31", "--language", "de"], "'de'"),
        (["sitrep", "x.pdf", "--period", "2016-05-31", "--classification", "secret"], "'secret'"),
        (["sitrepp", "x.pdf"], "'sitrepp'"),
    ],
)
def test_a_report_refuses_what_it_lacks_and_what_it_would_not_heed(options, reason, capsys):
    with pytest.raises(SystemExit) as ended:
        main.main(["report", "x.watch", *options])
    assert ended.value.code == 2
    assert reason in capsys.readouterr().err
