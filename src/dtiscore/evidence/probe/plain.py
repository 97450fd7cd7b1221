"""Files that are text themselves: plain text, HTML, mail, XML."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from dtiscore.evidence.learnt import Fault, Probed
from dtiscore.evidence.probe.flow import clean, shortened
from dtiscore.evidence.probe.limits import Faulty
from dtiscore.evidence.probe.markup import html_text
from dtiscore.evidence.probe.xml import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

TEXT, HTML, MAIL, XML, SVG = (
    "text/plain",
    "text/html",
    "message/rfc822",
    "text/xml",
    "image/svg+xml",
)
RTF = "application/rtf"
MEDIA_TYPES = frozenset([TEXT, HTML, MAIL, XML, SVG, RTF])

_SAMPLE = 64 * 1024
_READ = 1 << 20
_MAIL_READ = 16 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_BLANK = re.compile(r"\S")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_XML_START = re.compile(r"<\?xml[^>]{0,200}>", re.IGNORECASE)
_SVG_START = re.compile(r"<svg\b|<\w+:svg\b|<!DOCTYPE\s+svg\b", re.IGNORECASE)
_HEADER = re.compile(
    r"[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]{0,998}\r?\n(?:[ \t][^\r\n]{0,998}\r?\n){0,50}"
)
_MAIL_HEADERS = frozenset(
    ["from", "received", "subject", "mime-version", "return-path", "message-id", "delivered-to"]
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_MULTIPART = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MAIL_PARTS = 100
_DOMAIN = re.compile(r"@([A-Za-z0-9.-]{1,253})")


def media_type_of(data: bytes) -> str | None:
    """What kind of text a file's bytes are; None: they are no text."""
    sample = decoded(data[:_SAMPLE])
    if sample is None:
        return None
    if sample.startswith("{\\rtf"):
        return RTF
    if _is_html(sample):
        return HTML
    if sample.lstrip().startswith(("<?xml", "<svg", "<!DOCTYPE")):
        return SVG if _SVG_START.search(sample) else XML
    return MAIL if _is_mail(sample) else TEXT


def _is_html(sample: str) -> bool:
    """Whether a page begins here, after any number of comments.

    Comments are skipped one by one: a pattern that may end one at any of many places needs time
    in a power of their number.
    """
    position = _after_blanks(sample, 0)
    if declared := _XML_START.match(sample, position):
        position = _after_blanks(sample, declared.end())
    while sample.startswith("<!--", position):
        end = sample.find("-->", position + 4)
        if end < 0:
            return False
        position = _after_blanks(sample, end + 3)
    return _HTML_START.match(sample, position) is not None


def _after_blanks(sample: str, position: int) -> int:
    found = _NO_BLANK.search(sample, position)
    return len(sample) if found is None else found.start()


def probe_text(media_type: str, data: bytes) -> Probed:
    """The text of a file that is text itself."""
    try:
        if media_type in {XML, SVG}:
            text = plain_text(_pieces(data))
        elif media_type == HTML:
            text = html_text(_with_charset(data[:_READ]))
        elif media_type == MAIL:
            text = _mail_text(data[:_MAIL_READ])
        elif media_type == RTF:
            text = ""
        else:
            text = decoded(data[:_READ]) or ""
    except Faulty as found:
        return Probed(media_type, None, (found.fault,))
    except RecursionError:
        return Probed(media_type, None, (Fault.UNREADABLE,))
    return Probed(media_type, None, (), shortened(clean(text)))


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _SAMPLE] for start in range(0, len(data), _SAMPLE))


def decoded(data: bytes) -> str | None:
    """Bytes as text: with a byte order mark, UTF-8, UTF-16, or the old Vietnamese code page.

    The bytes may be cut inside a character. None: they are no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    if _CONTROL.search(data, 0, _SAMPLE):
        return _without_mark(data)
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        text = data.decode("cp1258", "replace")
    letters = sum(character.isalpha() or character.isspace() for character in text[:_READ])
    return text if letters * 10 > len(text[:_READ]) * 6 else None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Western punctuation and digits is zero."""
    sample = data[:4_096]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 10 > len(zeros) * 4:
            text = data[: len(data) & ~1].decode(name, "replace")
            # Two zeros in a row are no character of a text.
            return None if not text or "\0" in text or "\ufffd" in text else text
    return None


def _with_charset(data: bytes) -> str:
    named = _CHARSET.search(data, 0, 4_096)
    try:
        if named and not data.startswith(tuple(mark for mark, _ in _BOMS)):
            return data.decode(codecs.lookup(named[1].decode("ascii")).name, "replace")
    except (LookupError, ValueError, UnicodeError):
        pass
    return decoded(data) or ""


def _is_mail(sample: str) -> bool:
    position, known, count = 0, 0, 0
    while match := _HEADER.match(sample, position):
        count += 1
        known += match[0].partition(":")[0].casefold() in _MAIL_HEADERS
        position = match.end()
    blank = sample.startswith(("\n", "\r\n"), position) or position == len(sample)
    return known >= 2 and count >= 3 and blank  # noqa: PLR2004


def _mail_text(data: bytes) -> str:
    """Subject, day, the sender's domain (not the person), the body, the attachments' names."""
    import email  # noqa: PLC0415 - rare, and long to load
    import email.policy  # noqa: PLC0415

    # The parser needs time in the square of how deeply mails are packed into one another.
    if len(_MULTIPART.findall(data)) > _MAIL_PARTS:
        raise Faulty(Fault.UNREADABLE)
    message = email.message_from_bytes(data, policy=email.policy.default)
    lines = []
    for name in ("subject", "date"):
        value = _header(message, name)
        if value:
            lines.append(f"{name.capitalize()}: {value}")
    domain = _DOMAIN.search(_header(message, "from"))
    if domain:
        lines.append(f"From: {domain[1]}")
    body, attached = "", []
    for part in message.walk():
        if part.is_multipart():
            continue
        if part.get_filename():
            attached.append(f"Attachment: {clean(part.get_filename() or '')[:255]}")
        elif not body and part.get_content_maintype() == "text":
            body = _body(part)
    return "\n".join([*lines, *attached, "", body])


def _header(message: EmailMessage, name: str) -> str:
    # The parser of addresses and dates raises whatever a crafted header makes it trip over.
    try:
        return " ".join(str(message.get(name) or "").split())[:1_000]
    except Exception:  # noqa: BLE001
        return ""


def _body(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    if part.get_content_subtype() == "html":
        return html_text(_with_charset(content[:_READ]))
    try:
        return content[:_READ].decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        return decoded(content[:_READ]) or ""
