from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy

from service.bootstrap import Bootstrap
from service.filters.parameters import TITLES

PRACTICES = Path(sys.executable).parent / "practices"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the real command from a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    assert PRACTICES.exists(), "install the project first: make test"

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(PRACTICES), *arguments],
            cwd=home,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return call


def test_help_lists_the_commands(run: Run) -> None:
    shown = run("--help")

    assert shown.returncode == 0
    names = "build ask search related export eval serve sync diff inspect doctor".split()
    assert [name for name in names if name not in shown.stdout] == []


def test_help_imports_neither_torch_nor_faiss() -> None:
    heavy = "{'torch', 'faiss', 'numpy', 'fastapi', 'httpx2'}"
    code = f"import sys, service.cli.questions; print(sorted({heavy} & set(sys.modules)))"

    shown = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"


def test_wrong_usage_has_status_2(run: Run) -> None:
    assert run("fly").returncode == 2
    assert run("search").returncode == 2
    assert run("search", "x", "--top", "0").returncode == 2
    assert run("export", "x", "--format", "pdf", "-o", "x.pdf").returncode == 2


def test_a_filter_value_that_does_not_exist_is_wrong_usage(run: Run) -> None:
    shown = run("search", "x", "--country", "Atlantis")

    assert shown.returncode == 2
    assert "'Atlantis'" in shown.stderr


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--country", "not:Atlantis", "country 'Atlantis' is not known"),
        ("--country", "foo:Niger", "country 'foo:Niger' is not known"),
        ("--start", "-19", "start '-19' is not known"),
        ("--amount", "1-5m", "amount '1-5m' is from 1 to 5,000,000"),
    ],
)
def test_an_operator_or_a_range_that_is_none_is_wrong_usage(run: Run, option: str, value: str, said: str) -> None:
    shown = run("search", "x", option, value)

    assert shown.returncode == 2
    assert shown.stderr.startswith(f"practices: {said}")


@pytest.mark.parametrize("command", ["ask", "search", "export"])
def test_every_facet_is_an_option_that_can_be_repeated(run: Run, command: str) -> None:
    shown = run(command, "--help")

    assert shown.returncode == 0
    assert all(f"--{facet} <list[str]>" in shown.stdout for facet in TITLES)
    assert "--raw-filters" not in shown.stdout
    assert "ISO code" in shown.stdout


def test_each_facet_is_read_where_it_is_given(run: Run) -> None:
    wrong = {"region": "--", "objective": "24", "principle": "11", "sdg": "18", "organisation": "!", "section": "End"}
    for facet, value in (wrong | {"language": "Frnch", "year": "20x9", "basis": "guessed"}).items():
        shown = run("search", "x", "--country", "Niger", "--country", "Mali", f"--{facet}={value}")

        assert shown.returncode == 2
        assert shown.stderr.startswith(f"practices: {facet} {value!r} ")


def test_what_cannot_be_done_is_one_line_with_the_command_that_helps(run: Run) -> None:
    shown = run("search", "remittances", "--index", "nowhere")

    assert shown.returncode == 1
    assert shown.stdout == ""
    assert shown.stderr.splitlines() == [
        "practices: There is no index in nowhere. Build one with: practices build --index nowhere"
    ]


def test_a_wrong_setting_is_one_line(run: Run) -> None:
    shown = run("search", "x", PRACTICES_PORT="eighty")

    assert shown.returncode == 1
    assert "PRACTICES_PORT" in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


@pytest.mark.model
def test_an_index_of_both_models_is_refused_without_the_second_in_one_line(run: Run, built_in: Bootstrap) -> None:
    index = str(built_in.settings.index)

    shown = run("search", "remittances", "--index", index, PRACTICES_ACROSS_MODEL="none")

    assert (shown.returncode, shown.stdout) == (1, "")
    [line] = shown.stderr.splitlines()
    assert "but none is set. Set PRACTICES_ACROSS_MODEL back, or rebuild with: practices build" in line


@pytest.mark.model
def test_the_comparison_of_tokens_can_be_switched_off(run: Run, built_in: Bootstrap) -> None:
    index = str(built_in.settings.index)

    results = [
        json.loads(run("search", "remittances", "--index", index, "--json", PRACTICES_RESCORE=rescore).stdout)
        for rescore in ("true", "false")
    ]

    firsts = {result["practices"][0]["practice_id"] for result in results}
    assert firsts == {"technological-developments-in-mobile-payments"}
    assert results[0]["practices"] != results[1]["practices"]


@pytest.mark.model
def test_json_tells_how_a_query_was_read(run: Run, built_in: Bootstrap) -> None:
    index = str(built_in.settings.index)

    for command in ("ask", "search"):
        result = json.loads(run(command, 'HSP with +"first aid" for childern', "--index", index, "--json").stdout)

        reading = result["reading"]
        assert reading["text"] == "HSP with first aid for children"
        assert (reading["language"], reading["phrases"]) == ("en", ["first aid"])
        assert reading["changes"] == [{"written": "childern", "read_as": "children"}]
        assert [expansion["other"] for expansion in reading["expansions"]] == ["Humanitarian Service Points"]


@pytest.mark.model
def test_the_terminal_tells_how_a_query_was_read(run: Run, built_in: Bootstrap) -> None:
    index = str(built_in.settings.index)

    for command in ("ask", "search"):
        shown = run(command, 'How did the HSP along the route give "first aid" to migrant childern?', "--index", index)

        assert "Read “childern” as “children”." in shown.stdout
        assert "Also looked for “Humanitarian Service Points”" in shown.stdout
        assert 'To demand it, write +"first aid".' in shown.stdout


@pytest.mark.model
@pytest.mark.parametrize("query", ['AND OR NOT +-*?~^:()[]{}"\\/', "🚢 \x1b[31m", "x " * 5_000])
def test_an_odd_query_is_no_error(run: Run, built_in: Bootstrap, query: str) -> None:
    shown = run("search", "--index", str(built_in.settings.index), "--", query)

    assert (shown.returncode, shown.stderr) == (0, "")


@pytest.mark.model
def test_the_main_job_from_a_page_to_a_cited_answer(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Repository of Practices\nA Bakery for Newcomers\nType of practice\nSummary\n"
        "The bakery trains newcomers. Twelve people found work in its first year.\nKey Lessons\nStart early.\n",
        encoding="utf-8",
    )
    index = str(tmp_path / "index")

    paths = str(page), str(tmp_path / "missing.txt")
    refused = run("build", *paths, "--index", index)
    built = run("build", *paths, "--index", index, "--json", "--accept-fewer")
    shown = run("ask", "How many people found work through the bakery?", "--index", index)
    absent = run("ask", "How do penguins raise their young?", "--index", index, "--json")

    assert refused.returncode == 1
    assert "missing.txt: no such file or folder. Mend the paths, or give --accept-fewer" in refused.stderr
    report = json.loads(built.stdout)
    assert (report["practices"], report["truncated"], len(report["problems"])) == (1, 0, 1)
    assert shown.stdout.startswith("Found.\n")
    assert (
        "“Twelve people found work in its first year.”\n    A Bakery for Newcomers, Summary\n    http" in shown.stdout
    )
    assert absent.returncode == 0
    assert json.loads(absent.stdout)["outcome"] == "not_found"


@pytest.mark.model
def test_export_leaves_off_what_ask_leaves_off(run: Run, built_in: Bootstrap, tmp_path: Path) -> None:
    q, index = "Which practices in Niger started after 2015?", str(built_in.settings.index)
    without = ["--without", "country:Niger"]

    asked = run("ask", q, *without, "--top", "100", "--json", "--index", index)
    file = tmp_path / "set.csv"
    exported = run("export", q, *without, "--format", "csv", "--top", "100", "-o", str(file), "--index", index)

    with file.open(encoding="utf-8-sig", newline="") as rows:
        plans = {row["plan"] for row in csv.DictReader(rows)}
    assert exported.returncode == 0
    plan = json.loads(asked.stdout)["plan"]
    assert [condition["values"] for condition in plan["off"]] == [["NE"]]
    assert [json.loads(written) for written in plans] == [plan]


def test_search_related_export_and_doctor_speak_json_and_files(run: Run, built_in: Bootstrap, tmp_path: Path) -> None:
    index = str(built_in.settings.index)
    ris = tmp_path / "matches.ris"

    search_result = json.loads(run("search", "children", "--country", "Niger", "--index", index, "--json").stdout)
    related = json.loads(run("related", "zambia-s-national-referral-mechanism", "--index", index, "--json").stdout)
    exported = run("export", "detention", "--format", "ris", "--top", "4", "-o", str(ris), "--index", index)
    health = run("doctor", "--index", index)

    assert search_result["practices"]
    assert all("NE" in match["countries"] for match in search_result["practices"])
    assert len(related["related"]) == 5
    assert exported.returncode == 0
    assert len(rispy.loads(ris.read_text(encoding="utf-8"))) == 4
    assert "prompts: 'query: ' and 'passage: '" in health.stdout
    assert health.stdout.endswith("All is well.\n")


@pytest.mark.model
def test_building_nothing_readable_fails_and_keeps_the_old_index(run: Run, tmp_path: Path) -> None:
    index = str(tmp_path / "index")
    page = tmp_path / "page.txt"
    page.write_text("A Bakery\nSummary\nIt bakes.\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()

    run("build", str(page), "--index", index)
    failed = run("build", str(tmp_path / "empty"), "--index", index)
    still = run("related", "a-bakery", "--index", index)

    assert failed.returncode == 1
    assert "no practice" in failed.stderr
    assert still.stdout == ("No other practice of the collection is close enough to this one to be called related.\n")


@pytest.mark.model
def test_what_changed_is_told_and_doctor_repeats_the_table_of_the_build(run: Run, tmp_path: Path) -> None:
    page, index = tmp_path / "page.md", str(tmp_path / "index")
    page.write_text(
        "# A bakery\n\n## Summary\n\nA bakery was opened.\n\n## Key Lessons\n\nBake early.\n", encoding="utf-8"
    )
    alone = run("build", str(page), "--index", index)
    nothing_before = run("diff", "--index", index)
    page.write_text(page.read_text(encoding="utf-8").replace("opened", "closed"), encoding="utf-8")
    built = run("build", str(page), "--index", index)

    told = run("diff", "--index", index)
    difference = json.loads(run("diff", "--index", index, "--json").stdout)
    health = run("doctor", "--index", index)

    assert (alone.returncode, built.returncode, told.returncode, health.returncode) == (0, 0, 0, 0)
    assert nothing_before.returncode == 1
    assert "no snapshot before" in nothing_before.stderr
    assert "section changed: Summary" in told.stdout
    assert (difference["passages_kept"], difference["passages_new"], difference["passages_gone"]) == (1, 1, 1)
    table = [line for line in built.stdout.splitlines()[:-1] if not line.startswith("seconds")]
    assert "embedded" in built.stdout
    assert all(line in health.stdout.splitlines() for line in table)
