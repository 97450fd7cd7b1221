"""Everything that can be found about a paper: a stable code, how grave it is, why, what to do.

The gravest finding decides the verdict: an error rejects the paper, a warning leaves it in doubt,
an information changes nothing. `docs/evidence.md` explains each code to the user.
"""

from __future__ import annotations

from dtiscore.base.diagnostics import Problem, Severity
from dtiscore.base.messages import N_
from dtiscore.evidence.learnt import Fault

# --- the file ---------------------------------------------------------------------------------

EMPTY = Problem("empty", N_("the file is empty"), N_("copy the paper here again"))
UNREADABLE = Problem(
    "unreadable", N_("the file cannot be opened"), N_("open it yourself, and save or scan it again")
)
TRUNCATED = Problem(
    "unreadable", N_("the file ends too early"), N_("copy the whole file here again")
)
TOO_SLOW = Problem(
    "unreadable",
    N_("reading the file takes more time or memory than any paper may"),
    N_("print it into a plain PDF and put that here"),
)
ENCRYPTED = Problem(
    "encrypted", N_("a password is needed to open the file"), N_("save it without a password")
)
TOO_LARGE = Problem(
    "too-large",
    N_("the file is larger than any paper may be"),
    N_("scan it at 200 dpi, or split it"),
)
ARCHIVE_BOMB = Problem(
    "archive-bomb",
    N_("the file would unpack to far more than it is; it was not opened"),
    N_("find out where it comes from; print it into a plain PDF"),
)
MACRO = Problem(
    "macro",
    N_("the file carries a program that runs when it is opened"),
    N_("save it as PDF, or without macros"),
    Severity.WARNING,
)
EXTENSION = Problem(
    "extension-mismatch",
    N_("the name ends in {suffix}, but the content is {kind}"),
    N_("give it the ending {right}"),
    Severity.WARNING,
)
NO_PAPER = Problem(
    "extension-mismatch",
    N_("the content is {kind}, which is no paper anybody can look at"),
    N_("put the paper itself here: PDF, Word, Excel or a picture"),
)
SCAN = Problem(
    "scan-without-text",
    N_("a scan without text: its content was not read"),
    N_("check number, date and signature yourself; the file's name or evidence.yaml state them"),
    Severity.INFO,
)
NOT_READ = Problem(
    "text-not-read",
    N_("the text of a file of this kind ({kind}) is not read"),
    N_("save it as DOCX or PDF, or state number: and date: in its name or evidence.yaml"),
    Severity.INFO,
)

OF_FAULT = {
    Fault.EMPTY: EMPTY,
    Fault.TRUNCATED: TRUNCATED,
    Fault.UNREADABLE: UNREADABLE,
    Fault.ENCRYPTED: ENCRYPTED,
    Fault.MACRO: MACRO,
    Fault.TOO_LARGE: TOO_LARGE,
    Fault.ARCHIVE_BOMB: ARCHIVE_BOMB,
    Fault.TOO_SLOW: TOO_SLOW,
    Fault.SCAN: SCAN,
}
"""What each fault of a file's bytes is called."""

# --- the document -----------------------------------------------------------------------------

DRAFT = Problem("draft", N_("it calls itself a draft"), N_("put the signed document here"))
NO_NUMBER = Problem(
    "no-number",
    N_("no number was found"),
    N_("put the issued document here, or state number: in evidence.yaml"),
    Severity.WARNING,
)
NO_DATE = Problem(
    "no-date",
    N_("no date was found"),
    N_("put the issued document here, or state date: in evidence.yaml"),
    Severity.WARNING,
)
FUTURE_DATE = Problem(
    "future-date",
    N_("dated {date}, which is still to come"),
    N_("check the date"),
    Severity.WARNING,
)
SYMBOL_ISSUER = Problem(
    "symbol-issuer-mismatch",
    N_("the symbol {symbol} is that of another body than the issuer, {issuer}"),
    N_("have the document's symbol corrected by its issuer"),
)
SYMBOL_ISSUER_DOUBT = Problem(
    "symbol-issuer-mismatch",
    N_("the symbol {symbol} does not look like that of the issuer, {issuer}"),
    N_("check both; where they belong together, state issuer: in evidence.yaml"),
    Severity.WARNING,
)
TYPE_SYMBOL = Problem(
    "type-symbol-mismatch",
    N_("it is a {type}, but its symbol {symbol} names another type"),
    N_("check both, or state the right one in evidence.yaml"),
    Severity.WARNING,
)
NAME_DIFFERS = Problem(
    "name-differs",
    N_("the file's name says {name}, the document {content}"),
    N_("rename the file, or state the right one in evidence.yaml"),
    Severity.INFO,
)

STATED_DIFFERS = Problem(
    "stated-differs",
    N_("evidence.yaml says {stated}, the document {content}"),
    N_("look at the document again; what evidence.yaml states is what counts"),
    Severity.INFO,
)

# --- beside others ----------------------------------------------------------------------------

DUPLICATE_FILE = Problem(
    "duplicate-file",
    N_("the same file as {file}; it counts once"),
    N_("put another paper here; “also:” lets one paper serve several criteria"),
)
COPY_ELSEWHERE = Problem(
    "duplicate-file",
    N_("the same file as {file}"),
    N_("“also:” in evidence.yaml lets one paper serve several criteria without a copy"),
    Severity.INFO,
)
DUPLICATE_DOCUMENT = Problem(
    "duplicate-document",
    N_("the same document as {file}; it counts once"),
    N_("keep the signed one"),
)
SAME_NUMBER = Problem(
    "duplicate-document",
    N_("number and symbol are those of {file}, of another day"),
    N_("check both numbers in the register of documents"),
    Severity.WARNING,
)
OVERCOUNTED = Problem(
    "overcounted",
    N_("“covers” says {stated}, but it counts as {counted}"),
    N_("only a summary paper of a type the slot names proves several things: add the others"),
    Severity.WARNING,
)
REUSED = Problem(
    "reused-from-last-period",
    N_("the same paper lay there in the period before, as {file}"),
    N_("put a paper of this period here"),
    Severity.WARNING,
)
STILL_IN_FORCE = Problem(
    "reused-from-last-period",
    N_("the same paper lay there in the period before, as {file}; it may serve while in force"),
    N_("check that it is still in force"),
    Severity.INFO,
)
CHANGED = Problem(
    "changed-since-lock",
    N_("the file is not the one that was locked on {date}"),
    N_("put the locked file back, or lock again"),
    Severity.WARNING,
)
NO_COPY = Problem(
    "link-without-copy",
    N_("the page {url} may change or ask for a password: a link alone proves nothing"),
    N_("put a picture of the page here and name it in copy:"),
)

# --- what a slot asks for ---------------------------------------------------------------------

NOT_TAKEN = Problem(
    "type-not-taken",
    N_("{type} is not a type that “{slot}” takes ({types})"),
    N_("put a paper of such a type here, or this one to its own criterion"),
)
UNKNOWN_TYPE = Problem(
    "type-not-taken",
    N_("its document type is not known, and “{slot}” takes {types}"),
    N_("name it like 118-TB-SGTVT_2023-11-07_….pdf, or state type: in evidence.yaml"),
)
NO_SLOT = Problem(
    "type-not-taken",
    N_("the criterion has no slot that could take it"),
    N_("put it to its own criterion"),
)
ISSUER = Problem(
    "issuer-not-demanded",
    N_("issued by {issuer}, while “{slot}” wants {issuers}"),
    N_("put the paper of the body that is asked for here"),
)
OUT_OF_PERIOD = Problem(
    "out-of-period",
    N_("dated {date}, outside the days that count for “{slot}”"),
    N_("put a paper of those days here"),
)
NUMBER_WANTED = Problem(
    "no-number",
    N_("its number is not known, and “{slot}” goes by it"),
    N_("state number: in evidence.yaml"),
)
DATE_WANTED = Problem(
    "no-date",
    N_("its date is not known, and “{slot}” goes by it"),
    N_("put it into the name, or state date: in evidence.yaml"),
)
AFTER_EVENT = Problem(
    "dated-after-event",
    N_("dated {date}, after the assessed period"),
    N_("explain why it was made so late"),
    Severity.WARNING,
)
MISSING = Problem(
    "missing",
    N_("{slot}: {have} of {need}"),
    N_("put such a paper into {folder}"),
)
BY_HAND = Problem(
    "overruled",
    N_("{verdict} by hand: {reason}"),
    "",
    Severity.INFO,
)
