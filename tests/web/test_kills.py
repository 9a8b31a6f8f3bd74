"""The server killed at random: the quick count of ``benchmarks/web_kills.py``."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as cipher

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "benchmarks" / "web_kills.py"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOL.parent))
    spec = importlib.util.spec_from_file_location("web_kills", TOOL)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "web_kills", module)
    spec.loader.exec_module(module)
    module.FOLDER.rmdir()
    return module


@pytest.fixture
def left(tool: ModuleType, tmp_path: Path):
    """Return a file as a kill may have left it: one answer, one event, one signed note."""
    held = cipher.connect(str(tmp_path / "practice.db"), isolation_level=None)
    held.execute(f"PRAGMA key = \"x'{tool.KEY}'\"")
    for statement in (
        "CREATE TABLE records_answer (id, value, source)",
        "CREATE TABLE records_sessionevent (id, visit_id, kind)",
        "CREATE TABLE records_notedraft (visit_id, body)",
        "CREATE TABLE records_snapshot (visit_id, body, kind)",
        "CREATE TABLE records_visit (state)",
        "CREATE TABLE records_client (id, name)",
        "CREATE TABLE records_clientword (client_id)",
        "CREATE TABLE audit_trailrow (action, client_id)",
        "INSERT INTO records_answer VALUES ('a', '\"no\"', 'link')",
        "INSERT INTO records_sessionevent VALUES ('e', 'v', 'less')",
        'INSERT INTO records_notedraft VALUES (\'v\', \'{"text": {"plan": "rest"}}\')',
        "INSERT INTO records_snapshot VALUES ('v', '{\"text\": {\"plan\": \"rest\"}}', 'note')",
        "INSERT INTO records_visit VALUES ('signed')",
        "INSERT INTO records_client VALUES ('c', 'Desk 1')",
        "INSERT INTO records_clientword VALUES ('c')",
        "INSERT INTO audit_trailrow VALUES ('note.signed', NULL)",
        "INSERT INTO audit_trailrow VALUES ('client.added', 'c')",
        "INSERT INTO audit_trailrow VALUES ('client.read', 'c')",
    ):
        held.execute(statement)
    yield held
    held.close()


@pytest.fixture
def books(tool: ModuleType):
    made = tool.Books()
    for ledger, key, value in (
        (made.answers, "a", "no"),
        (made.events, "e", ["v", "less"]),
        (made.texts, "v", ["rest"]),
        (made.signed, "v", "rest"),
        (made.clients, "Desk 1", "c"),
        (made.reads, "c", "client.read"),
    ):
        ledger.send(key, value)
        ledger.confirm(key)
    return made


@pytest.fixture
def look(tool: ModuleType, books, tmp_path: Path):
    """Return what looks through a copy of the file, as the tool does after each kill."""
    return lambda: tool.check(books, tool.copied(tmp_path))


def test_a_file_that_holds_what_was_confirmed_is_well(left, look):
    assert left.in_transaction is False
    assert look() == []


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("DELETE FROM records_answer", "answer lost"),
        ("UPDATE records_answer SET value = '\"yes\"'", "answer lost"),
        ("INSERT INTO records_sessionevent VALUES ('f', 'v', 'less')", "event nobody sent"),
        ("DELETE FROM records_sessionevent", "event lost"),
        ('UPDATE records_notedraft SET body = \'{"text": {"plan": ""}}\'', "text lost"),
        ("DELETE FROM records_snapshot", "signature lost"),
        ("INSERT INTO records_snapshot SELECT * FROM records_snapshot", "signed twice"),
        ('UPDATE records_snapshot SET body = \'{"text": {"plan": ""}}\'', "another text signed"),
        ("DELETE FROM audit_trailrow", "half a signature"),
        ("DELETE FROM records_client", "client lost"),
        ("UPDATE records_client SET name = 'Desk 2'", "client nobody sent"),
        ("INSERT INTO records_client VALUES ('d', 'Desk 1')", "client added twice"),
        ("DELETE FROM records_clientword", "half a client"),
        ("DELETE FROM audit_trailrow WHERE action = 'client.added'", "half a client"),
        ("DELETE FROM audit_trailrow WHERE action = 'client.read'", "reading without its row"),
    ],
)
def test_the_kill_tool_notices_each_kind_of_loss(left, look, statement: str, finding: str):
    left.execute(statement)
    assert finding in look()


def test_a_confirmed_text_may_stand_until_the_next_one_is_confirmed(tool: ModuleType):
    class Killed:
        """A browser whose server is killed at each text but the first."""

        n_told = 0

        def ask(self, _path: str):
            return 200, '<input name="version" value="1">'

        def tell(self, _path: str, **_: str):
            self.n_told += 1
            if self.n_told > 1:
                raise tool.Gone
            return 200, {"saved": True}

    tablet = tool.Tablet(Killed(), [str(UUID(int=7))], tool.Books())
    tablet.step = tablet.LAST_EVENT + 1
    tablet.go_on()
    for _ in range(3):
        with pytest.raises(tool.Gone):
            tablet.go_on()
    (sent,) = tablet.books.texts.sent.values()
    assert [text.split(" of ")[0] for text in sent] == ["Line 7", "Line 8"]


def test_nothing_confirmed_is_lost_when_the_server_is_killed():
    command = [sys.executable, str(TOOL), "5"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 -- our own tool
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "| kills of the server | 5 |" in done.stdout
    assert "| lost, doubled, half written or damaged | 0 |" in done.stdout
