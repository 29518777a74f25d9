# SPDX-License-Identifier: EUPL-1.2
"""People and organisations from the command line: what is typed, what is printed, and what is kept."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from commands.people import Absence, Role
from storage.database import Database
from storage.journal import lines
from storage.sheets import Sheet, write_xlsx
from storage.store import Store
from tests.cast import AHMET, DAY, FATIMA, KEES, LOTTE, MARIEKE, WATERVEEN, YARA, move_in

TABLE = """naam;e-mail;functie;plaatsvervanger;afdeling;rol;local
Jan Jansen;jan@w.example;CIO;nee;ICT;;jan
Olga Smit;olga@w.example;CIO;ja;ICT;beheerder;
Olga Smit;olga@w.example;Portfolioboard;;ICT;;
;;CISO;;;;
"""


@pytest.fixture
def run(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Return a function that types a command and gives its exit code and what it prints."""
    monkeypatch.setenv("MANDAAT_DATABASE_URL", database_url)
    monkeypatch.setenv("MANDAAT_HOME", str(tmp_path))

    def type_in(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return type_in


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text(TABLE, "utf-8")
    return str(path)


def add_waterveen(run: Run) -> None:
    assert run("organisation", "add", "waterveen", "--name", "Gemeente Waterveen")[0] == 0


def test_people_are_imported_and_a_second_time_nothing_changes(run: Run, table: str) -> None:
    add_waterveen(run)
    code, said, _ = run("people", "import", table)

    assert code == 0
    assert "+ person Jan Jansen\n" in said
    assert "+ Olga Smit: deputy of CIO\n" in said
    assert said.endswith("2 people and 3 functions read: 10 added, 0 changed, 0 ended; 0 not in the file.\n")
    assert run("people", "import", table)[1] == (
        "2 people and 3 functions read: 0 added, 0 changed, 0 ended; 0 not in the file.\n"
    )


def test_a_dry_run_says_what_would_change_and_changes_nothing(run: Run, table: str) -> None:
    add_waterveen(run)
    code, said, _ = run("people", "import", table, "--dry-run", "--language", "nl")

    assert code == 0
    assert "+ Olga Smit: plaatsvervanger van CIO\n" in said
    assert said.endswith("Dit was alleen proberen: er is niets gewijzigd.\n")
    assert run("people", "list")[1] == "There are no people yet.\n"


def test_faults_are_listed_by_row_and_column_and_nothing_is_imported(run: Run, tmp_path: Path) -> None:
    add_waterveen(run)
    path = tmp_path / "wrong.csv"
    path.write_text("naam;email;van;functie\nJan;jan;1-1-2026;CIO\nPiet;p@w.nl;31-2-2026;CIO\n", "utf-8")
    code, said, _ = run("people", "import", str(path), "--language", "nl")

    assert code == 1
    assert said == (
        "Rij 2, email: “jan” is geen e-mailadres. Schrijf het als naam@gemeente.nl.\n"
        "Rij 3, van: “31-2-2026” is geen bestaande dag. Schrijf de datum als 2024-01-31 of 31-1-2024.\n"
        "2 fouten; er is niets gewijzigd.\n"
    )
    assert run("people", "list")[1] == "There are no people yet.\n"


def test_a_workbook_is_read_as_well(run: Run, tmp_path: Path) -> None:
    add_waterveen(run)
    header, *rows = (line.split(";") for line in TABLE.splitlines())
    path = tmp_path / "people.xlsx"
    path.write_bytes(write_xlsx(Sheet.of(header, rows)))

    assert run("people", "import", str(path))[0] == 0
    assert "Jan Jansen: jan@w.example, CIO" in run("people", "list")[1]


def test_another_holder_in_the_file_ends_the_one_there_was(run: Run, table: str) -> None:
    add_waterveen(run)
    run("people", "import", table)
    path = Path(table)
    path.write_text(TABLE.replace("Jan Jansen;jan@w.example;CIO", "Ina Bos;ina@w.example;CIO"), "utf-8")
    code, said, _ = run("people", "import", table)

    assert code == 0
    assert "+ Ina Bos: CIO\n" in said
    assert "- Jan Jansen: CIO, until" in said
    assert "? Jan Jansen is not in the file and stays as before." in said
    assert "Jan Jansen: jan@w.example\n" in run("people", "list")[1]


def test_other_days_in_the_file_change_the_holding(run: Run, table: str) -> None:
    add_waterveen(run)
    run("people", "import", table)
    Path(table).write_text("naam;email;functie;tot\nJan Jansen;jan@w.example;CIO;31-12-2099\n", "utf-8")

    assert "~ Jan Jansen: CIO, until 31 December 2099\n" in run("people", "import", table)[1]


def test_what_is_exported_can_be_imported_and_changes_nothing(run: Run, table: str, tmp_path: Path) -> None:
    add_waterveen(run)
    run("people", "import", table)
    for name in ("out.csv", "out.xlsx"):
        assert run("people", "export", str(tmp_path / name))[0] == 0
        assert run("people", "import", str(tmp_path / name))[1].endswith(
            "2 people and 3 functions read: 0 added, 0 changed, 0 ended; 0 not in the file.\n"
        )


def test_the_whole_cast_survives_a_round_trip(run: Run, database: Database, tmp_path: Path) -> None:
    move_in(database)
    run("people", "export", str(tmp_path / "out.csv"), "--organisation", "waterveen")
    said = run("people", "import", str(tmp_path / "out.csv"), "--organisation", "waterveen")[1]

    assert said.endswith("11 people and 9 functions read: 0 added, 0 changed, 0 ended; 0 not in the file.\n")


def test_someone_of_the_joint_arrangement_can_hold_a_function_here(
    run: Run, database: Database, tmp_path: Path
) -> None:
    move_in(database)
    path = tmp_path / "more.csv"
    path.write_text(f"naam;email;functie\nY. Kuipers;{YARA.email};Enterprise-architect\n", "utf-8")
    said = run("people", "import", str(path), "--organisation", "waterveen")[1]

    assert "+ Yara Kuipers: Enterprise-architect\n" in said
    assert "+ person" not in said


def test_the_first_administrator_is_named_by_the_command_line(run: Run, table: str, database: Database) -> None:
    add_waterveen(run)
    run("people", "import", table)

    assert run("people", "grant", "jan@w.example", "administrator")[1] == (
        "Jan Jansen is administrator of Gemeente Waterveen now.\n"
    )
    assert run("people", "grant", "jan@w.example", "administrator")[1] == "Jan Jansen is administrator already.\n"
    roles = database.read(lambda c: Store(c, WATERVEEN).people.with_role(Role.ADMINISTRATOR))
    assert [p.name for p in roles] == ["Jan Jansen", "Olga Smit"]


def test_what_was_done_is_in_the_journal(run: Run, database: Database) -> None:
    move_in(database)
    run("people", "grant", KEES.email, "steward", "--organisation", "waterveen")

    [line] = database.read(lambda c: list(lines(c)))
    assert (line.action, line.object, line.result, line.origin, line.actor) == (
        "organisation.grant", f"organisation/{KEES.id}", "steward", "cli", "cli",
    )  # fmt: skip


def test_a_role_is_taken_away_but_not_the_last_administrators(run: Run, database: Database) -> None:
    move_in(database)
    here = ("--organisation", "waterveen")

    assert run("people", "revoke", FATIMA.email, "steward", *here)[1].startswith(
        "Fatima El Idrissi is no longer steward"
    )
    assert run("people", "revoke", FATIMA.email, "steward", *here)[1] == "Fatima El Idrissi is not steward.\n"
    code, _, trouble = run("people", "revoke", LOTTE.email, "administrator", *here)
    assert (code, trouble) == (
        2, "Lotte Hendriks is the only administrator. Make someone else administrator first.\n"
    )  # fmt: skip


def test_who_leaves_holds_nothing_and_takes_over_from_nobody(run: Run, database: Database) -> None:
    move_in(database)
    away = Absence(MARIEKE, DAY, DAY.replace(year=DAY.year + 50), KEES)
    number = database.transact(lambda c: Store(c, WATERVEEN).people.add_absence(away))
    code, said, _ = run("people", "leave", KEES.email, "--organisation", "waterveen", "--last-day", "2026-03-01")

    assert (code, said) == (0, "Kees Vermeulen has been taken out; every function ended on 2026-03-01.\n")
    assert "Kees" not in run("people", "list", "--organisation", "waterveen")[1]
    absences = database.read(lambda c: Store(c, WATERVEEN).people.all_absences())
    assert number not in absences
    assert [a.deputy for a in absences.values()] == [None]


def test_nobody_leaves_on_a_day_to_come(run: Run, database: Database) -> None:
    move_in(database)
    code, _, trouble = run("people", "leave", KEES.email, "--organisation", "waterveen", "--last-day", "2099-01-01")
    assert (code, trouble) == (2, "2099-01-01 is not over yet; do this after the last working day.\n")


def test_a_name_that_fits_more_people_is_not_guessed(run: Run, database: Database) -> None:
    move_in(database)
    code, _, trouble = run("people", "grant", "de", "steward", "--organisation", "waterveen")

    assert code == 2
    assert trouble.startswith("More than one person fits de: ")
    assert AHMET.name in trouble


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("people list", "There are more organisations: waterveen, zuiderplas. Say which with --organisation ID."),
        ("people list --organisation x", "There is no organisation x; there are: waterveen, zuiderplas."),
        ("people import /nowhere/x.csv", "/nowhere/x.csv cannot be read: No such file or directory."),
        ("people grant x@y.nl steward --organisation waterveen", "I know nobody with the address or name x@y.nl"),
        ("organisation add 'Wrong Id' --name X", "'Wrong Id' can't be an id: use small letters, digits and hyphens"),
        ("organisation add x --name ' '", "The name is empty; give the full name with --name."),
        ("organisation add x --name X --zone Amsterdam", "'Amsterdam' is not a time zone; write it like Europe/"),
        ("organisation join zuiderplas waterveen", "waterveen is a municipality; only a joint arrangement has"),
        ("organisation join zuiderplas zuiderplas", "An organisation can't take part in itself."),
        ("organisation add zuiderplas --name X", "Others take part in zuiderplas, so it stays a joint arrangement."),
    ],
)
def test_trouble_is_one_sentence_and_exit_code_2(run: Run, database: Database, typed: str, trouble: str) -> None:
    move_in(database)
    code, said, told = run(*shlex.split(typed))

    assert (code, said, told.count("\n")) == (2, "", 1)
    assert told.startswith(trouble)


def test_without_an_organisation_it_says_how_to_add_one(run: Run) -> None:
    assert run("people", "list")[2] == "There is no organisation yet. Add one first: organisation add ID --name NAME\n"
    assert run("organisation", "list")[1].startswith("There are no organisations yet.")


def test_organisations_are_added_joined_linked_and_listed(run: Run, database: Database) -> None:
    add_waterveen(run)
    run("organisation", "add", "zuiderplas", "--name", "Zuiderplas", "--kind", "joint_arrangement", "--language", "en")
    assert run("organisation", "join", "waterveen", "zuiderplas")[1] == "Gemeente Waterveen takes part in Zuiderplas.\n"
    run("organisation", "link", "waterveen", "slack", "T1")

    assert run("organisation", "list")[1] == (
        "waterveen: Gemeente Waterveen (municipality, nl, takes part in zuiderplas)\n"
        "zuiderplas: Zuiderplas (joint arrangement, en)\n"
    )
    linked = database.read(lambda c: Store(c, WATERVEEN).organisations.of_tenant("slack", "T1"))
    assert linked
    assert linked.id == "waterveen"


def test_accounts_go_to_the_one_workspace_that_is_linked(run: Run, tmp_path: Path, database: Database) -> None:
    add_waterveen(run)
    path = tmp_path / "slack.csv"
    path.write_text("naam;slack\nJan;U1\n", "utf-8")
    assert run("people", "import", str(path))[2].startswith("The file names accounts on slack without a workspace.")

    run("organisation", "link", "waterveen", "slack", "T1")
    assert "+ account on slack for Jan\n" in run("people", "import", str(path))[1]
    [jan] = database.read(lambda c: Store(c, WATERVEEN).people.find("slack:U1"))
    assert jan.name == "Jan"


def test_a_trial_lets_everyone_onto_the_local_page(run: Run, table: str, database: Database) -> None:
    run("organisation", "add", "waterveen", "--name", "Gemeente Waterveen", "--trial")
    run("people", "import", table)

    def accounts(store: Store) -> list[str]:
        return [a.platform for p in store.people.everyone() for a in store.people.accounts(p)]

    assert database.read(lambda c: accounts(Store(c, WATERVEEN))) == ["local", "local"]


def test_a_trial_begins_in_an_empty_database_only(run: Run, database: Database) -> None:
    move_in(database)
    code, _, trouble = run("organisation", "add", "elders", "--name", "Elders", "--trial")

    assert code == 2
    assert trouble.startswith("This database is in use already; a trial begins in an empty one.")
