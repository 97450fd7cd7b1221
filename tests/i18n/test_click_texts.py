"""typer's own sentences, through a small real app, in both languages."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer

from dtiscore.base.messages import Message
from dtiscore.i18n.click_texts import aborted, parser_message, usage_error
from dtiscore.i18n.help_pages import localise
from dtiscore.i18n.language import Language, language


class Form(StrEnum):
    """A closed choice."""

    TABLE = "table"
    JSON = "json"


app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)


@app.command(help="the list is empty")
def score(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="the file is empty")],
    form: Annotated[Form, typer.Option("--format", help="use it alone")] = Form.TABLE,
    number: Annotated[int, typer.Option(min=1, max=9)] = 3,
    file: Annotated[Path | None, typer.Option(exists=True, dir_okay=False)] = None,
    pair: Annotated[tuple[int, int] | None, typer.Option(envvar="PAIR")] = None,
    share: Annotated[float, typer.Option()] = 0.5,
    flag: Annotated[bool, typer.Option("--flag")] = False,  # noqa: FBT002
) -> None:
    """Its docstring is not its help."""
    typer.echo(f"{identifier} {form} {number} {file} {pair} {share} {flag}")


@app.command()
def wait(needed: Annotated[Form, typer.Option("--needed")]) -> None:
    """Second, so that there is a group."""
    raise typer.Abort if needed is Form.JSON else typer.Exit(3)


def run(line: str, reader: Language, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit code and all that is printed, as cli/ would do it."""
    command = typer.main.get_command(app)
    localise(command, reader)
    try:
        arguments = line.split()
        code = command.main(arguments, prog_name="dtiscore", standalone_mode=False) or 0
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        return error.exit_code, usage_error(error.format_message(), context, reader)
    except typer.Abort:
        return 1, aborted(reader)
    return code, capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("score", "Thiếu đối số 'MÃ'."),
        ("wait", "Thiếu tùy chọn '--needed'. Chọn một trong các giá trị: table, json"),
        ("score 1 --formt", "Không có tùy chọn --formt (các tùy chọn gần giống: --format)"),
        ("score 1 --x", "Không có tùy chọn --x"),
        ("score 1 -x", "Không có tùy chọn -x"),
        ("scor 1", "Không có lệnh 'scor'. Có phải ý là 'score'?"),
        ("zzz", "Không có lệnh 'zzz'."),
        ("score 1 2 3", "Thừa đối số trên dòng lệnh: 2 3"),
        (
            "score 1 --format pdf",
            (
                "Giá trị của '--format' không hợp lệ: "
                "'pdf' không nằm trong các giá trị 'table', 'json'."
            ),
        ),
        (
            "score 1 --number a",
            "Giá trị của '--number' không hợp lệ: 'a' không phải là số nguyên.",
        ),
        (
            "score 1 --number 10",
            "Giá trị của '--number' không hợp lệ: 10 nằm ngoài khoảng 1<=x<=9.",
        ),
        ("score 1 --share a", "Giá trị của '--share' không hợp lệ: 'a' không phải là số."),
        (
            "score 1 --file none",
            "Giá trị của '--file' không hợp lệ: Tệp 'none' không tồn tại.",
        ),
        (
            "score 1 --file /",
            "Giá trị của '--file' không hợp lệ: '/' là thư mục, không phải tệp.",
        ),
        (
            "score 1 --number \x1b[31m",
            r"Giá trị của '--number' không hợp lệ: '\x1b[31m' không phải là số nguyên.",
        ),
    ],
)
def test_a_wrong_command_line(line: str, problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = run(line, language("vi"), capsys)
    name = " ".join(["dtiscore", *(word for word in line.split()[:1] if word in ("score", "wait"))])
    assert code == 2
    assert printed.startswith(f"Cách dùng: {name} [TÙY CHỌN]")
    assert f"\nGõ '{name} --help' để xem hướng dẫn.\n" in printed
    assert printed.endswith(f"\nLỗi: {problem}")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("score 1 --format", "Tùy chọn '--format' cần kèm theo một giá trị."),
        ("score 1 --pair 1", "Tùy chọn '--pair' cần kèm theo 2 giá trị."),
        ("score 1 --flag=1", "Tùy chọn '--flag' không nhận giá trị."),
    ],
)
def test_typer_names_no_command_for_an_incomplete_option(
    line: str, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(line, language("vi"), capsys) == (2, f"Lỗi: {problem}")


def test_the_help_of_a_command_in_vietnamese(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    code, printed = run("score --help", language("vi"), capsys)
    assert code == 0
    shown = [" ".join(line.split()) for line in printed.splitlines() if line]
    assert shown == [
        "Cách dùng: dtiscore score [TÙY CHỌN] {MÃ}",
        "danh sách trống",
        "Đối số:",
        "MÃ tệp không có nội dung [bắt buộc]",
        "Tùy chọn:",
        "--format <table|json> chỉ dùng riêng cách tính điểm này [mặc định: table]",
        "--number <int range> [mặc định: 3; 1<=x<=9]",
        "--file <file>",
        "--pair <int int>... [biến môi trường: PAIR]",
        "--share <float> [mặc định: 0.5]",
        "--flag",
        "--help Hiển thị hướng dẫn này rồi thoát.",
    ]


@pytest.mark.parametrize("line", ["--help", ""])
def test_the_help_of_the_program(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, printed = run(line, language("vi"), capsys)
    assert printed.startswith("Cách dùng: dtiscore [TÙY CHỌN] LỆNH [ĐỐI SỐ]...\n")
    assert "\nCác lệnh:\n  score  danh sách trống\n" in printed


def test_english_stays_as_typer_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    _, printed = run("--help", language("en"), capsys)
    command = typer.main.get_command(app)
    command.main(["--help"], prog_name="dtiscore", standalone_mode=False)
    assert printed == capsys.readouterr().out
    _, printed = run("score", language("en"), capsys)
    assert printed.endswith("Error: Missing argument 'ID'.")


def test_exit_codes_and_giving_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("wait --needed table", language("vi"), capsys) == (3, "")
    assert run("wait --needed json", language("vi"), capsys) == (1, "Đã dừng theo yêu cầu.")


def test_an_unknown_sentence_stays_as_it_is() -> None:
    assert parser_message("Something new in typer 1.0.") == "Something new in typer 1.0."


def test_a_problem_within_a_problem_is_recognised() -> None:
    assert parser_message("Invalid value: 'x' is not a valid float.") == Message(
        "Invalid value: {problem}", problem=Message("{value} is not a valid float.", value="'x'")
    )
