"""Every problem dtiscore can find in a user's files: ``problems.NOT_A_DATE.at(place, ...)``.

A module for each subject; what a module defines is found here without further ado. The codes are
a contract: scripts and editors depend on them, `docs/diagnostics.md` lists them, and
``tests/bad/`` holds a file for each.
"""

from dtiscore.base.problems.crosswalks import *
from dtiscore.base.problems.evidence import *
from dtiscore.base.problems.facts import *
from dtiscore.base.problems.forms import *
from dtiscore.base.problems.planning import *
from dtiscore.base.problems.plans import *
from dtiscore.base.problems.proposals import *
from dtiscore.base.problems.published import *
from dtiscore.base.problems.reading import *
from dtiscore.base.problems.rules import *
from dtiscore.base.problems.sets import *
from dtiscore.base.problems.slots import *
from dtiscore.base.problems.suppositions import *
from dtiscore.base.problems.tasks import *
from dtiscore.base.problems.units import *
from dtiscore.base.problems.usage import *
from dtiscore.base.problems.values import *
