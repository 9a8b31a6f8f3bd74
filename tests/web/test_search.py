"""Finding a client by the beginning of a name, in any script, with and without marks."""

import unicodedata
from importlib import import_module

import pytest
from django.apps import apps

from ischia.web.queries import search
from ischia.web.records.models import ClientWord
from ischia.web.services import clients
from tests.web.conftest import AT, House

NAMES = (
    "김민준", "박 서연", "Đặng Thị Ánh", "Nguyễn Văn Đức", "Nguyen Van Duc", "José Ñandú",
    "Jürgen Müller", "Søren O'Neill", "Анна Иванова", "Ελένη Παππά", "محمد علي", "山田太郎",
    "สมชาย ใจดี", "50%_off", "Anna-Lena Kern",
)  # fmt: skip


@pytest.fixture
def named(ours: House) -> House:
    for name in NAMES:
        clients.add(name=name, born_on=None, phone="", by=ours.actor(), at=AT)
    return ours


def found(text: str, house: House) -> list[str]:
    return [hit.name for hit in search.clients(text, by=house.actor())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("김", {"김민준"}),
        ("민준", {"김민준"}),
        ("준", {"김민준"}),
        ("서연 박", {"박 서연"}),
        ("dang", {"Đặng Thị Ánh"}),
        ("Đặng", {"Đặng Thị Ánh"}),
        ("đặng thị á", {"Đặng Thị Ánh"}),
        ("anh dang", {"Đặng Thị Ánh"}),
        ("nguyễn", {"Nguyễn Văn Đức", "Nguyen Van Duc"}),
        ("nguyen van du", {"Nguyễn Văn Đức", "Nguyen Van Duc"}),
        ("ĐỨC", {"Nguyễn Văn Đức", "Nguyen Van Duc"}),
        ("nand", {"José Ñandú"}),
        ("mull", {"Jürgen Müller"}),
        ("o'n", {"Søren O'Neill"}),
        ("иван", {"Анна Иванова"}),
        ("ΠΑΠΠ", {"Ελένη Παππά"}),
        ("محمد", {"محمد علي"}),
        ("太郎", {"山田太郎"}),
        ("ชาย", {"สมชาย ใจดี"}),
        ("%", set()),
        ("50%", {"50%_off"}),
        ("50%_", {"50%_off"}),
        ("a_", set()),
        ("anna k", {"Anna-Lena Kern"}),
        ("nobody", set()),
        ("' OR 1=1 --", set()),
    ],
)
def test_a_name_is_found_by_its_beginnings(text: str, names: set[str], named: House):
    assert set(found(text, named)) == names
    for form in ("NFC", "NFD"):
        assert set(found(unicodedata.normalize(form, text), named)) == names


def test_hits_come_in_the_order_of_the_words_that_were_sought(named: House):
    for name in ("Anton Zet", "Zet Anna", "Annika Abel"):
        clients.add(name=name, born_on=None, phone="", by=named.actor(), at=AT)
    assert found("ann", named) == ["Zet Anna", "Anna-Lena Kern", "Annika Abel"]


def test_a_client_with_two_such_words_is_shown_once_and_no_more_than_twenty(named: House):
    for number in range(25):
        clients.add(name=f"Mia Mia{number}", born_on=None, phone="", by=named.actor(), at=AT)
    names = found("mia", named)
    assert len(names) == len(set(names)) == search.MOST


def test_without_a_term_the_newest_are_shown(named: House):
    assert len(found("", named)) == len(NAMES) + 1


def test_a_changed_name_is_found_and_the_old_one_is_not(named: House):
    by = named.actor()
    clients.change(
        named.client.id, name="Rosa Neu", born_on=None, phone="0123456", version=1, by=by, at=AT
    )
    assert found("mirela", named) == []
    (hit,) = search.clients("ros", by=by)
    assert (hit.name, hit.born_year, hit.phone_end) == ("Rosa Neu", None, "3456")


def test_the_migration_fills_the_index_as_the_service_does(named: House):
    wanted = rows()
    migration = import_module("ischia.web.records.migrations.0004_search_reads_one_index")
    migration.fill_again(apps, None)
    assert rows() == wanted
    assert found("준", named) == ["김민준"]


def rows() -> set[tuple[object, ...]]:
    kept = ("practice_id", "client_id", "word", "begins", "name", "born_year", "phone_end")
    return set(ClientWord.objects.values_list(*kept))
