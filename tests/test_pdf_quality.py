"""The files of the reports are sound, of either paper, and one finds one's way in them."""

import shutil
import subprocess
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from db.vocabulary import Paper, ReportKind
from exports.reports.make import make_report
from tests.test_plain_text import ordered

WIDE = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612, 792)}


@pytest.fixture
def log(sample):
    sample.clock = lambda: datetime(2016, 6, 9, 8, 0, tzinfo=UTC)
    return sample


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf, a Debian package, is not installed")
@pytest.mark.parametrize("kind", ReportKind)
def test_a_checker_of_files_finds_no_fault(log, tmp_path, kind):
    path = tmp_path / "report.pdf"
    path.write_bytes(make_report(log, ordered(log, kind)).pdf)

    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_fits_either_paper_and_says_what_it_is(log, kind, paper):
    made = make_report(log, ordered(log, kind, paper=paper))
    reader = PdfReader(BytesIO(made.pdf))

    for page in reader.pages:
        assert page.mediabox.upper_right == pytest.approx(WIDE[paper], abs=0.1)
    assert reader.metadata.title.startswith(made.content.header.title)
    assert reader.metadata.author
    assert reader.metadata.subject
    assert reader.root_object["/Lang"] == "en"
    assert reader.page_labels == [str(number + 1) for number in range(len(reader.pages))]
    if kind is ReportKind.FLASH:
        assert len(reader.pages) == 1
    else:
        assert reader.outline


@pytest.mark.parametrize("kind", [ReportKind.SITREP, ReportKind.WEEKLY])
def test_a_row_leads_to_the_incident_that_is_told_in_full(log, kind):
    made = make_report(log, ordered(log, kind))
    reader = PdfReader(BytesIO(made.pdf))
    serials = {one.serial for one in made.content.significant}
    told = {
        (entry.page.idnum, entry["/Top"])
        for entries in reader.outline
        for entry in (entries if isinstance(entries, list) else [entries])
        if entry.title in serials
    }
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    led = {(to[0].idnum, to[3]) for to in (note["/Dest"].get_object() for note in notes)}

    assert len(notes) == len(serials) > 5
    assert led == told
