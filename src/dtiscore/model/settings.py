"""``dtiscore.yaml``: whose workspace this is, and its defaults."""

from typing import Annotated, Literal

from dtiscore.fields import Id, Period, Strict, Text, words


class Agency(Strict):
    """The department whose points are counted."""

    id: Id
    name: Text
    province: Text | None = None
    cohort: Id | None = None


class Settings(Strict):
    """The workspace's agency, default period, criteria set and language."""

    agency: Agency
    period: Period
    criteria: Id
    language: Annotated[Literal["vi", "en"], words("vi", "en")] = "vi"
