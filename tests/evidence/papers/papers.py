"""The list of papers: every type of the decree four times, and the odd ones by hand.

``PAPERS`` are drawn when a test runs. ``OFFICE_PAPERS`` come out of LibreOffice, which few
machines have, and so lie ready under ``made/``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import issuers
from issuers import AGENCIES
from labelling import labelled, subject_of, symbol_of, usable
from paper_kinds import BY_NAME, CIRCULAR, CONCLUSION, DECREE, KINDS, LETTER
from paper_spec import Dirt, Form, Issuer, Kind, Layout, Paper

from dtiscore.evidence.learnt import Document

_ROUNDS = 3
_NUMBERS = ("05", "12", "401", "519", "1397", "2027", "09", "78", "02b", "2390", "156", "3", "64")
_LAYOUTS = (
    Layout.DOCX_TABLE,
    Layout.PDF_COLUMNS,
    Layout.DOCX_TABS,
    Layout.PDF_ROWS,
    Layout.DOCX_BOXES,
    Layout.PDF_TWO_FONTS,
    Layout.DOCX_VML,
)
_OFFICE = (
    Layout.OFFICE_PDF,
    Layout.OFFICE_DOCX_HTML,
    Layout.OFFICE_PDF_TWO_FONTS,
    Layout.OFFICE_DOCX_TEXT,
)
_FORMS = (
    Form.HEAD,
    Form.DEPUTY,
    Form.BY_ORDER,
    Form.DEPUTY,
    Form.BY_ORDER_DEPUTY,
    Form.ACTING,
    Form.BY_PROXY,
)
_ISSUERS_OF = {
    "Nghị quyết": (issuers.COUNCIL, issuers.PROVINCE),
    "Chỉ thị": (issuers.PROVINCE, issuers.DISTRICT),
    "Công điện": (issuers.PROVINCE, issuers.BTTTT),
}
_D = Dirt
_DIRT: tuple[tuple[Dirt, ...], ...] = (
    (_D.BLANK_BEFORE_SLASH, _D.DATE_IN_TEXT, _D.MANY_RECEIVERS),
    (_D.BLANK_AFTER_DASH, _D.ANNEX),
    (_D.EN_DASH, _D.LONG_SUBJECT),
    (_D.PLAIN_D, _D.NO_BLANK),
    (_D.APART,),
    (_D.NO_BLANK, _D.STRAY_BLANKS),
    (_D.TWO_BLANKS, _D.INCOMING_STAMP),
    (_D.HAND_NUMBER, _D.HAND_DATE, _D.DRAFT_ABOVE),
    (_D.HARD_BLANKS, _D.SIGNED_BOX),
    (_D.ZEROS, _D.BROKEN_SUBJECT),
    (_D.HAND_NUMBER, _D.DATE_IN_TEXT),
    (_D.NO_COLON, _D.DASHES),
    (_D.BLANK_BEFORE_COLON, _D.NO_ZEROS, _D.ANNEX),
    (_D.DRAFT_BELOW, _D.LONG_SUBJECT, _D.MANY_RECEIVERS),
    (_D.CAPITAL_DAY, _D.BLANK_BEFORE_SLASH, _D.BLANK_AFTER_DASH),
    (_D.APART, _D.LONG_SUBJECT, _D.STRAY_BLANKS),
    (_D.SIGNED_BOX, _D.DATE_IN_TEXT),
    (_D.PLAIN_D, _D.EN_DASH, _D.NO_ZEROS),
    (_D.HAND_NUMBER, _D.DRAFT_BELOW, _D.INCOMING_STAMP),
    (_D.SLASHES, _D.CAPITALS),
    (_D.MANY_PAGES, _D.NO_BLANK),
    (_D.CAPITALS, _D.LONG_SUBJECT, _D.EN_DASH),
    (_D.MANY_PAGES, _D.ANNEX, _D.SIGNED_BOX),
)


def compose(
    kind: Kind,
    issuer: Issuer,
    layout: Layout,
    seed: int,
    dirt: tuple[Dirt, ...] = (),
    symbol: str | None = None,
    **changes: object,
) -> Paper:
    """One paper; what ``seed`` would choose gives way to ``changes``.

    Args:
        kind: its type.
        issuer: who issues it.
        layout: who writes the file, and how.
        seed: chooses number, date, subject, form and wording; also names the paper.
        dirt: what is untidy; what such a paper cannot have is left out.
        symbol: in place of the usual one.
        changes: fields of the paper that are not left to the seed.
    """
    on = date(2023, 1, 9) + timedelta(days=seed * 23 % 690)
    dirt = usable(dirt, kind, symbol or symbol_of(kind, issuer, seed))
    number = _NUMBERS[seed % len(_NUMBERS)]
    plain = Paper(
        name=f"{seed:03}-{layout}",
        kind=kind,
        issuer=issuer,
        labels=Document(),
        layout=layout,
        written_number=f"00{number}"[-3:] if Dirt.ZEROS in dirt else number,
        on=on,
        subject=subject_of(kind, on, seed, long=Dirt.LONG_SUBJECT in dirt),
        form=_form(issuer, seed),
        seed=seed,
        dirt=dirt,
    )
    changed = replace(plain, **changes)  # type: ignore[arg-type]
    return replace(changed, labels=labelled(changed, symbol))


def _form(issuer: Issuer, seed: int) -> Form:
    """A Party committee decides as a whole, so fewer forms fit."""
    return _FORMS[seed % 3] if issuer.party else _FORMS[seed % len(_FORMS)]


def _issuer(kind: Kind, place: int, turn: int) -> Issuer:
    own = _ISSUERS_OF.get(kind.name)
    return own[turn % len(own)] if own else AGENCIES[(4 * place + 5 * turn) % len(AGENCIES)]


def _of_every_type(turn: int, layouts: tuple[Layout, ...]) -> list[Paper]:
    """All types once; the first turn is clean, later ones have some dirt each."""
    made = []
    for place, kind in enumerate(KINDS):
        seed = turn * len(KINDS) + place
        made.append(
            compose(
                kind,
                _issuer(kind, place, turn),
                layouts[(place + turn) % len(layouts)],
                seed,
                _DIRT[seed % len(_DIRT)] if turn else (),
                annexed=turn == 2 and kind.abbreviation in {"QC", "QyĐ"},
            )
        )
    return made


def _by_hand() -> list[Paper]:
    """Symbols, bodies and traps that the turns do not come to."""
    decision, plan = BY_NAME["Quyết định"], BY_NAME["Kế hoạch"]
    resolution, report = BY_NAME["Nghị quyết"], BY_NAME["Báo cáo"]
    province, sgtvt, bnn = issuers.PROVINCE, issuers.SGTVT, issuers.BNN
    wanted: list[tuple[Kind, Issuer, str | None, tuple[Dirt, ...], dict[str, object]]] = [
        (decision, province, "QĐ-UBND-HC", (), {"written_number": "1397"}),
        (decision, province, "QĐ-UBND-HC", (_D.BLANK_AFTER_DASH,), {}),
        (decision, bnn, "QĐ-BNN-CĐS", (), {"written_number": "2027"}),
        (decision, bnn, "QĐ-BNN-CĐS", (_D.PLAIN_D, _D.SIGNED_BOX), {}),
        (LETTER, issuers.BTTTT, "BTTTT-THH", (), {"written_number": "2390"}),
        (LETTER, province, "UBND-VX", (), {"written_number": "12"}),
        (LETTER, province, "UBND-VX", (_D.HAND_NUMBER, _D.DRAFT_ABOVE), {}),
        (resolution, issuers.PARTY, None, (), {"written_number": "09"}),
        (CONCLUSION, issuers.PARTY, None, (_D.LONG_SUBJECT,), {}),
        (plan, issuers.PARTY_DISTRICT, None, (_D.MANY_RECEIVERS,), {}),
        (report, issuers.PARTY_DISTRICT, None, (_D.HAND_NUMBER,), {}),
        (
            DECREE,
            issuers.GOVERNMENT,
            "2020/NĐ-CP",
            (),
            {"written_number": "30", "on": date(2020, 3, 5), "subject": "Về công tác văn thư"},
        ),
        (CIRCULAR, issuers.BTTTT, "2023/TT-BTTTT", (), {"on": date(2023, 6, 30)}),
        (decision, province, "2024/QĐ-UBND", (_D.ANNEX,), {"on": date(2024, 2, 7)}),
        (resolution, issuers.COUNCIL, "2023/NQ-HĐND", (_D.EN_DASH,), {"on": date(2023, 12, 8)}),
        (
            LETTER,
            sgtvt,
            None,
            (),
            {"subject": "V/v lấy ý kiến đối với dự thảo Quy chế chuyển đổi số"},
        ),
        (plan, sgtvt, None, (), {"form": Form.DEPUTY, "written_number": "05"}),
        (plan, sgtvt, None, (_D.ANNEX, _D.MANY_RECEIVERS, _D.DATE_IN_TEXT), {}),
        (decision, issuers.SGDDT, None, (_D.PLAIN_D, _D.BLANK_BEFORE_SLASH), {}),
        (BY_NAME["Đề án"], issuers.STEERING, None, (_D.PLAIN_D, _D.HARD_BLANKS), {}),
        (report, sgtvt, None, (_D.ZEROS, _D.BROKEN_SUBJECT, _D.TWO_BLANKS), {}),
        (plan, issuers.SNV, None, (_D.NO_COLON, _D.DASHES, _D.SLASHES), {}),
        (report, issuers.SKHCN, None, (_D.CAPITAL_DAY, _D.MANY_PAGES, _D.DASHES), {}),
        (decision, issuers.CENTRE, None, (_D.BLANK_BEFORE_COLON, _D.STRAY_BLANKS), {}),
        (plan, issuers.PARKS, None, (_D.HAND_NUMBER, _D.HAND_DATE, _D.DRAFT_ABOVE), {}),
        (LETTER, issuers.SLD, None, (_D.BROKEN_SUBJECT, _D.HARD_BLANKS, _D.APART), {}),
        (decision, issuers.COMMUNE, None, (_D.BLANK_BEFORE_SLASH, _D.INCOMING_STAMP), {}),
    ]
    start = (_ROUNDS + 1) * len(KINDS)
    return [
        compose(kind, issuer, _LAYOUTS[n % len(_LAYOUTS)], start + n, dirt, symbol, **changes)
        for n, (kind, issuer, symbol, dirt, changes) in enumerate(wanted)
    ]


PAPERS: tuple[Paper, ...] = (
    *(paper for turn in range(_ROUNDS) for paper in _of_every_type(turn, _LAYOUTS)),
    *_by_hand(),
)
OFFICE_PAPERS: tuple[Paper, ...] = tuple(_of_every_type(_ROUNDS, _OFFICE))
