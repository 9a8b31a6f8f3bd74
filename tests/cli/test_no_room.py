"""A result that cannot be written: one message, status 2, what was there before stays."""

import io
import os
import resource
from pathlib import Path

import pytest

from ischia.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
INTAKE = str(min((EXAMPLES / "intakes").glob("01*.yaml")))
ASKED = [
    ["screen", INTAKE, "--on", "2026-11-20"],
    ["plan", INTAKE, "--on", "2026-11-20", "--format", "html"],
    ["plan", INTAKE, "--on", "2026-11-20", "--format", "pdf"],
    ["chart", INTAKE, "--on", "2026-11-20"],
    ["course", str(EXAMPLES / "course_flat.yaml")],
]
WORDS = ("1 thing to put right", "it cannot be written", "Accepted: ")


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one[0])
def test_a_file_that_finds_no_room_leaves_what_was_there(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    target = tmp_path / "out"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for before in (None, b"what was there"):
        if before is not None:
            target.write_bytes(before)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
        try:
            status = main([*asked, "-o", str(target)])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert status == 2
        told = capsys.readouterr().err
        assert all(word in told for word in (*WORDS, "-o", "free room", "Nothing was changed"))
        assert (target.read_bytes() if target.exists() else None) == before
        assert {one.name for one in tmp_path.iterdir()} == ({"out"} if before else set())


def test_a_file_is_written_through_a_link_and_keeps_its_mode(tmp_path: Path):
    target, link = tmp_path / "out", tmp_path / "link"
    target.write_text("before")
    target.chmod(0o640)
    link.symlink_to(target)
    assert main([*ASKED[0], "-o", str(link)]) in {0, 3}
    assert link.is_symlink()
    assert len(target.read_text()) > 100
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_device_and_a_pipe_are_written_as_they_are(tmp_path: Path, capsys):
    assert main([*ASKED[0], "-o", "/dev/full"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert main([*ASKED[0], "-o", os.devnull]) in {0, 3}
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert main([*ASKED[0], "-o", str(pipe)]) in {0, 3}
    assert len(os.read(reader, 100)) == 100
    os.close(reader)


@pytest.mark.parametrize(
    "asked", [*ASKED, ["schema", "intake"], ["--version"]], ids=lambda one: one[0]
)
def test_a_standard_output_that_is_full_is_told_without_a_traceback(
    asked: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    with io.TextIOWrapper(Path("/dev/full").open("wb")) as full:
        monkeypatch.setattr("sys.stdout", full)
        assert main(asked) == 2
        monkeypatch.undo()  # main has let its handle go nowhere, so that closing it works
    told = capsys.readouterr().err
    assert all(word in told for word in (*WORDS, "the output", "may end early")), told
