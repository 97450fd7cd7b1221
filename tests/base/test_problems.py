"""The table of problems: a module for each subject, one way to name them."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from dtiscore.base import problems
from dtiscore.base.diagnostics import Problem

SUBJECTS = sorted(module.name for module in iter_modules(problems.__path__))


def defined(subject: str) -> dict[str, Problem]:
    module = import_module(f"{problems.__name__}.{subject}")
    return {name: each for name, each in vars(module).items() if isinstance(each, Problem)}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_problem_of_a_subject_is_found_under_one_roof(subject: str) -> None:
    assert defined(subject)
    for name, problem in defined(subject).items():
        assert getattr(problems, name) is problem


def test_no_name_stands_for_two_problems() -> None:
    names = [name for subject in SUBJECTS for name in defined(subject)]
    assert len(names) == len(set(names))
