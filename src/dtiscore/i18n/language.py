"""`Language`: renders a `Message` for one reader.

The English sentence is its own key, so English needs no catalogue; Vietnamese comes from the
compiled ``locale/vi/LC_MESSAGES/dtiscore.mo`` (see ``tools/catalogues.py``).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from dtiscore.base.messages import N_, Message, Percent, Points
from dtiscore.base.text import printable
from dtiscore.i18n.numerals import ENGLISH, VIETNAMESE

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from dtiscore.base.messages import Field
    from dtiscore.i18n.numerals import Numerals

Code: TypeAlias = Literal["vi", "en"]
CODES: tuple[Code, ...] = get_args(Code)

UNKNOWN = "–"
_CATALOGUE = Path(__file__).with_name("locale") / "vi" / "LC_MESSAGES" / "dtiscore.mo"


class Language:
    """One reader's language: sentences, numbers, dates."""

    __slots__ = ("_numerals", "_translate", "code")

    def __init__(self, code: Code, translate: Callable[[str], str], numerals: Numerals) -> None:
        self.code = code
        self._translate = translate
        self._numerals = numerals

    def text(self, message: Message | str) -> str:
        """The sentence in this language, its fields filled in.

        A plain ``str`` is a sentence without fields, and only translated. Fields are data: braces
        in them mean nothing, and control characters are shown, not sent to the terminal.

        Raises:
            KeyError: the sentence names a field that the message does not have.
        """
        if isinstance(message, str):
            return self._translated(message)
        fields = {name: self.field(value) for name, value in message.fields.items()}
        return self._translated(message.text).format_map(fields)

    def field(self, value: Field) -> str:
        """One field of a message in this language's form."""
        if value is None:
            return UNKNOWN
        if isinstance(value, Message):
            return self.text(value)
        if isinstance(value, str):
            return printable(value)
        if isinstance(value, tuple):
            parts = [self.field(part) for part in value]
            # Where a part has a comma of its own, another would not tell where it ends.
            return ("; " if any("," in part for part in parts) else ", ").join(parts)
        if isinstance(value, date):
            return self.date(value)
        return self._quantity(value)

    def _translated(self, sentence: str) -> str:
        # gettext keeps the header of the catalogue under the empty sentence.
        return self._translate(sentence) if sentence else ""

    def _quantity(self, value: int | Decimal | Fraction | Percent | Points) -> str:
        if isinstance(value, bool):
            return self._translated(N_("yes") if value else N_("no"))
        if isinstance(value, Percent):
            return self.percent(value.share)
        if isinstance(value, Points):
            return self._numerals.points(value.value)
        if isinstance(value, Fraction):
            return self._numerals.fraction(value)
        return self.number(value)

    def number(self, value: Decimal | int) -> str:
        """A number with its own decimals: ``1.000,50``.

        A year is no quantity: pass it on as ``str``, or it becomes ``2.023``.
        """
        return self._numerals.number(value)

    def points(self, value: Decimal | None, *, signed: bool = False) -> str:
        """Rounded points as a table shows them; ``–`` where they are unknown."""
        if value is None:
            return UNKNOWN
        shown = self.number(value or abs(value))
        return f"+{shown}" if signed and value > 0 else shown

    def percent(self, share: Fraction) -> str:
        """A share of 0-1 as a percentage: ``45,5%``."""
        return self._numerals.percent(share)

    def date(self, day: date) -> str:
        """A date in figures: ``15/02/2023``, in English ``2023-02-15``."""
        return self._numerals.date(day)


@cache
def language(code: Code) -> Language:
    """The language with this code, its catalogue read once."""
    if code == "en":
        return Language(code, lambda sentence: sentence, ENGLISH)
    # Imported here: English output and library users do without its 5 ms.
    import gettext  # noqa: PLC0415

    with _CATALOGUE.open("rb") as compiled:
        return Language(code, gettext.GNUTranslations(compiled).gettext, VIETNAMESE)
