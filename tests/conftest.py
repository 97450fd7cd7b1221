"""What every test needs: the compiled catalogue, a fixed day, and the program itself."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from dtiscore.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]

# A third of the usual number: there are many properties, and each run draws others. How fast
# examples are made, and how long each takes, says how busy the machine is.
settings.register_profile(
    "suite", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")


def _compile_catalogue() -> None:
    """The catalogue is no file of the repository; a changed .po must not be tested stale."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "tools" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.compile_if_older()


_compile_catalogue()


@dataclass(frozen=True)
class Ran:
    """What one run of the program left behind."""

    status: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        """The text on stdout."""
        return self.data.decode("utf-8")

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


@pytest.fixture
def program(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Run the program in this process: ``program("score", "--format", "json")``.

    It runs on the sample workspace unless ``at`` names another folder, as of the day given by
    ``as_of``, at 100 columns.
    """

    def ran(
        *arguments: str, at: Path = ROOT, as_of: str | None = "2024-06-01", columns: int = 100
    ) -> Ran:
        monkeypatch.chdir(at)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.delenv("DTISCORE_LANG", raising=False)
        if as_of is None:
            monkeypatch.delenv("DTISCORE_AS_OF", raising=False)
        else:
            monkeypatch.setenv("DTISCORE_AS_OF", as_of)
        capfdbinary.readouterr()
        status = run(list(arguments))
        captured = capfdbinary.readouterr()
        return Ran(status, captured.out, captured.err.decode("utf-8"))

    return ran
