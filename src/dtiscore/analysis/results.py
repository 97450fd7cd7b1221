"""What was published for one period, read in the points of one cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.points import round_points
from dtiscore.base.text import fold
from dtiscore.model.criteria import of_cohort
from dtiscore.model.scale import to_points

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.base.messages import Message
    from dtiscore.model.criteria import Group
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.published import AgencyResult, Published
    from dtiscore.model.scale import PublishedAs


class Results(NamedTuple):
    """What was published for one period, read in the points of one cohort."""

    published: Published
    file: str
    criteria_set: CriteriaSet
    cohort: str
    agency: str
    standing: tuple[AgencyResult, ...]

    def total(self, value: Fraction, cohort: str | None = None) -> Decimal:
        """A published total of ``cohort`` in our points, rounded as the set rounds."""
        return self._points(value, self.criteria_set.header.max_score, cohort)

    def group(self, group: Group, value: Fraction, cohort: str | None = None) -> Decimal:
        """A published group value of ``cohort`` in our points, rounded as the set rounds."""
        return self._points(value, group.max_score, cohort)

    def _points(
        self, value: Fraction, maximum: Mapping[str, Fraction], cohort: str | None
    ) -> Decimal:
        scale = self.published.scale or self.criteria_set.header.published_as.scale
        ours = of_cohort(maximum, self.cohort)
        theirs = of_cohort(maximum, cohort or self.cohort)
        points = to_points(value, scale, theirs)
        if theirs:
            points *= ours / theirs
        return round_points(points, self.criteria_set.rounding)

    @property
    def ours(self) -> AgencyResult | None:
        """The agency's own result."""
        return next(filter(self.is_ours, self.standing), None)

    def is_ours(self, result: AgencyResult) -> bool:
        """Whether this is the agency's own result; ids are compared without case."""
        return fold(result.id) == fold(self.agency)

    def peers(self) -> list[AgencyResult]:
        """The ranked agencies of the cohort, ours included."""
        return [
            result
            for result in self.standing
            if result.ranked and (result.cohort or self.cohort) == self.cohort
        ]

    def lacking(self, what: Message, key: str) -> Diagnostic:
        """The problem that the file does not say something."""
        return problems.NO_DATA.at(Place(self.file), what=what, key=key, file=self.file)

    @property
    def published_as(self) -> PublishedAs | None:
        """How the set prints such values; None where the file's scale leaves that open.

        An index and a percentage say the same; points do not say what an index is rounded to.
        """
        usual = self.criteria_set.header.published_as
        scale = self.published.scale or usual.scale
        return usual if (scale == "points") == (usual.scale == "points") else None
