"""What was published for one period, read in the points of one cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.points import round_points
from dtiscore.base.text import fold
from dtiscore.model.criteria import of_cohort
from dtiscore.model.published import missing_in
from dtiscore.model.scale import to_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal
    from fractions import Fraction

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.base.messages import Message
    from dtiscore.model.criteria import Group
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.published import AgencyResult, Published
    from dtiscore.model.scale import PublishedAs


class Members(NamedTuple):
    """The ranked agencies of a cohort.

    Attributes:
        listed: those in the year's results.
        missing: those of the year before whom the year's results do not mention. An agency that is
            no more is listed with “ranked: no”.
    """

    listed: tuple[AgencyResult, ...]
    missing: tuple[AgencyResult, ...] = ()

    @property
    def known(self) -> tuple[AgencyResult, ...]:
        """Those whose total is published."""
        return tuple(one for one in self.listed if one.total is not None)

    @property
    def of(self) -> int:
        """How many there are, known or not."""
        return len(self.listed) + len(self.missing)

    @property
    def whole(self) -> bool:
        """Whether the total of every one is known: else a mean is not the province's."""
        return len(self.known) == self.of


class Results(NamedTuple):
    """What was published for one period, read in the points of one cohort.

    ``before`` is what was published for the year before, as far as it is known.
    """

    published: Published
    file: str
    criteria_set: CriteriaSet
    cohort: str
    agency: str
    standing: tuple[AgencyResult, ...]
    before: tuple[AgencyResult, ...] = ()

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

    def members(self, cohort: str | None = None, *, ours: bool = True) -> Members:
        """Who is ranked in a cohort, by default in ours: the one answer to that.

        Args:
            cohort: whose members; by default ours.
            ours: False leaves our own agency out.
        """
        wanted = cohort or self.cohort

        def ranked(results: Iterable[AgencyResult]) -> Iterator[AgencyResult]:
            for one in results:
                counted = one.ranked and (ours or not self.is_ours(one))
                if counted and (one.cohort or self.cohort) == wanted:
                    yield one

        missing = missing_in(self.standing, self.before)
        return Members(tuple(ranked(self.standing)), tuple(ranked(missing)))

    def averaged(self, cohort: str | None = None) -> Members:
        """The agencies over which a cohort's mean is taken: ours only where the file has it so."""
        return self.members(cohort, ours=self.published.average.includes_self)

    def peers(self) -> list[AgencyResult]:
        """The ranked agencies of our cohort that are listed, ours included."""
        return list(self.members().listed)

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
