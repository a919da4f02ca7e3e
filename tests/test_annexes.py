"""Files, links and remarks of an incident: kept as they were added; files taken in safely."""

import os

import pytest
from conftest import AMBUSH
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from db import acts
from db.annexes import (
    CHUNK,
    attachments_of,
    content_of,
    links_of,
    read_file,
    safe_name,
)
from db.current import history_of, state_of
from db.errors import BadContent, Damaged, Refused, Stopped
from db.models import Act, AttachmentContent
from db.text import show_size
from db.verification import verify
from db.vocabulary import LinkKind


def ignore(_done, _of):
    """Progress that nobody watches."""


@pytest.fixture
def uid(book, author):
    return acts.log(book, author, AMBUSH).subject


@pytest.fixture
def other(book, author):
    return acts.log(book, author, {**AMBUSH, "summary": "Second ambush on the same road."}).subject


def test_files_come_back_in_their_order_byte_for_byte(book, author, uid):
    data = bytes(range(256)) * 40
    acts.attach(book, author, uid, "crater-01.jpg", data)
    acts.attach(book, author, uid, "eod.pdf", b"%PDF-1.4 report")
    with book.reading() as session:
        photo, paper = attachments_of(session, uid)
        assert content_of(session, photo.sha256) == data
    assert (photo.name, photo.media_type, photo.size) == ("crater-01.jpg", "image/jpeg", 10_240)
    assert (paper.name, paper.media_type, paper.author) == ("eod.pdf", "application/pdf", "Maj. A.")
    assert verify(book).problem == ""


def test_the_same_bytes_are_kept_once_however_often_they_are_attached(book, author, uid, other):
    for subject in (uid, other):
        acts.attach(book, author, subject, "map.png", b"same bytes")
    with book.reading() as session:
        assert session.scalar(select(func.count(AttachmentContent.sha256))) == 1
        assert attachments_of(session, uid)[0].sha256 == attachments_of(session, other)[0].sha256


def test_content_that_was_changed_in_the_file_is_never_handed_out(book, author, uid):
    acts.attach(book, author, uid, "map.png", b"as attached")
    with book.reading() as session:
        sha256 = attachments_of(session, uid)[0].sha256
    with book.writing() as session:
        session.execute(text("UPDATE attachment_content SET data = x'00'"))
    with book.reading() as session, pytest.raises(Damaged, match="not what was attached"):
        content_of(session, sha256)


def test_a_link_is_read_from_both_sides_in_the_words_of_each(book, author, uid, other):
    acts.link(book, author, uid, "MIN-GAO-2016-0002", LinkKind.FOLLOWS)
    with book.reading() as session:
        (here,), (there,) = links_of(session, uid), links_of(session, other)
    assert (here.uid, here.number, here.words) == (other, "MIN-GAO-2016-0002", "Follows from")
    assert here.summary == "Second ambush on the same road."
    assert (there.uid, there.number, there.words) == (uid, "MIN-GAO-2016-0001", "Followed by")
    assert verify(book).problem == ""


def test_a_link_shows_the_summary_that_stands_now(book, author, uid, other):
    acts.link(book, author, uid, "MIN-GAO-2016-0002", LinkKind.RELATED)
    acts.amend(book, author, other, {"summary": "Three wounded."}, "Medical officer.")
    with book.reading() as session:
        assert [link.summary for link in links_of(session, uid)] == ["Three wounded."]


def test_a_file_is_read_whole_and_says_how_far_it_is(tmp_path):
    path = tmp_path / "film.mp4"
    data = os.urandom(2 * CHUNK + 17)
    path.write_bytes(data)
    told = []
    assert read_file(path, lambda done, of: told.append((done, of))) == data
    assert told == [(0, len(data)), (CHUNK, len(data)), (2 * CHUNK, len(data))]


def test_a_sparse_file_of_2_gb_is_refused_unread_and_named(tmp_path):
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    told = []
    with pytest.raises(Refused, match=r"film\.mp4 is too large: 2\u202f048 MB; at most 25 MB"):
        read_file(path, lambda *how_far: told.append(how_far))
    assert told == []


def test_an_empty_file_a_folder_a_pipe_and_a_missing_file_are_refused_by_name(tmp_path):
    empty, folder, pipe = tmp_path / "empty.jpg", tmp_path / "photos", tmp_path / "pipe"
    empty.touch()
    folder.mkdir()
    os.mkfifo(pipe)
    for path, why in (
        (empty, r"empty\.jpg is empty \(0 bytes\)"),
        (folder, "photos is a folder or a device"),
        (pipe, "pipe is a folder or a device"),
        (tmp_path / "gone.jpg", r"gone\.jpg can't be read: No such file"),
    ):
        with pytest.raises(Refused, match=why):
            read_file(path, ignore)


def test_reading_stops_where_it_is_told_to(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"x" * 3 * CHUNK)
    seen = []

    def stop_soon(done, _of):
        seen.append(done)
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        read_file(path, stop_soon)
    assert seen == [0, CHUNK]


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("crater-01.jpg", "crater-01.jpg"),
        ("Photo du cratère (2).jpeg", "Photo du cratère (2).jpeg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\eod.pdf", "eod.pdf"),
        ('a<b>:"c|d?*.txt', "a_b___c_d__.txt"),
        ("CON.txt", "_CON.txt"),
        ("photo\u202egpj.exe", "photo_gpj.exe"),
        ("notes. . ", "notes"),
        (".profile", "profile"),
        ("", "attachment"),
        ("/", "attachment"),
        ("bad\udcff.jpg", "bad_.jpg"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(given_name, safe):
    assert safe_name(given_name) == safe


@given(st.text(st.characters(), max_size=400))
def test_no_name_leaves_its_folder_or_is_too_long(name):
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('<>:"/\\|?*\0')
    assert safe not in (".", "..")
    assert len(safe.encode()) <= 255
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (1023, "1\u202f023 bytes"),
        (348_160, "340 KB"),
        (1_048_575, "1.0 MB"),
        (2_202_010, "2.1 MB"),
    ],
)
def test_a_size_is_said_as_people_say_it(size, words):
    assert show_size(size) == words


def test_a_remark_keeps_when_it_was_heard_and_from_whom(book, author, uid, clock):
    clock.tick(hours=1)
    acts.remark(book, author, uid, "Wounded at the hospital.", "doctor", "1545Z")
    with book.reading() as session:
        (entry,) = [one for one in history_of(session, uid) if one.act is Act.REMARK]
    assert entry.payload["heard_at"] == "2016-05-31T15:45:00.000Z"
    assert entry.payload["source"] == "doctor"


def test_a_remark_with_a_time_that_is_none_is_refused_at_that_field(book, author, uid):
    with pytest.raises(BadContent) as refusal:
        acts.remark(book, author, uid, "Seen.", "x" * 201, "2560Z")
    assert set(refusal.value.problems) == {"heard_at", "source"}
    with book.reading() as session:
        assert [one.act for one in history_of(session, uid)] == [Act.LOG]


def number_of(book, uid):
    with book.reading() as session:
        return state_of(session, uid).payload["number"]


def test_a_link_that_reads_the_same_both_ways_is_made_once(book, author, uid, other):
    numbers = {one: number_of(book, one) for one in (uid, other)}
    acts.link(book, author, uid, numbers[other].lower(), LinkKind.RELATED)
    with pytest.raises(Refused, match="linked so already"):
        acts.link(book, author, other, numbers[uid], LinkKind.RELATED)
    acts.link(book, author, other, numbers[uid], LinkKind.FOLLOWS)
    with book.reading() as session:
        assert [link.words for link in links_of(session, uid)] == ["Related to", "Followed by"]


def test_an_incident_is_not_linked_to_itself(book, author, uid):
    with pytest.raises(Refused, match="itself"):
        acts.link(book, author, uid, number_of(book, uid), LinkKind.RELATED)


def test_a_file_keeps_its_own_name_without_folders(book, author, uid):
    acts.attach(book, author, uid, "C:\\Users\\x\\crater.JPG", b"1")
    acts.attach(book, author, uid, "data:x/" + "A" * 300, b"2")
    with book.reading() as session:
        first, second = attachments_of(session, uid)
    assert (first.name, first.media_type) == ("crater.JPG", "image/jpeg")
    assert second.media_type == "application/octet-stream"
    assert len(second.name) == 200
