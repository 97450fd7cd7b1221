"""``dtiscore.yaml``: whose workspace this is, and its defaults."""

from typing import Annotated, Literal

from dtiscore.fields import Amount, Id, Money, Period, Strict, Text, words
from dtiscore.model.criteria import Status


class Agency(Strict):
    """The department whose points are counted."""

    id: Id
    name: Text
    province: Text | None = None
    cohort: Id | None = None


class Estimate(Strict):
    """What something usually takes: VND and person-days."""

    cost: Money | None = None
    effort_days: Amount | None = None


class FactEstimate(Strict):
    """What it takes to raise one fact by a unit."""

    each: Estimate


class Estimates(Strict):
    """What a plan reckons with where no task and no proposal states a price.

    Attributes:
        status: whether these figures are the department's own, or made up.
        paper: to supply one that is missing. step: to take a step of a rule.
        facts: by ``criterion.fact``, to raise that fact: such a step has this price instead.
    """

    status: Status | None = None
    paper: Estimate = Estimate.model_construct()
    step: Estimate = Estimate.model_construct()
    facts: dict[Text, FactEstimate] = {}


class Settings(Strict):
    """The workspace's agency, default period, criteria set and language; a plan's estimates."""

    agency: Agency
    period: Period
    criteria: Id
    language: Annotated[Literal["vi", "en"], words("vi", "en")] = "vi"
    estimates: Estimates = Estimates.model_construct()
