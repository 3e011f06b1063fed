"""The transaction log: what became of a batch, written for the sender and read by the sender's software."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from limen.exchange.sevis_batch.checking import Checker
from limen.exchange.sevis_batch.documents import LOG, Limits, description, limits
from limen.exchange.sevis_batch.model import (
    BLANKS,
    CALENDAR,
    AddressResult,
    DependentResult,
    EmployerResult,
    Node,
    Process,
    RecordResult,
    Refusal,
    SiteResult,
    TransactionLog,
    Upload,
)
from limen.exchange.sevis_batch.opening import Unreadable, unpacked
from limen.exchange.sevis_batch.writing import document

MESSAGE = 500
"""Characters a record's message may have."""
PROVIDED, CORRECTED = "Provided", "Corrected"
DAY = timedelta(days=1)
ADDRESS = ("Address1", "Address2", "City", "State", "PostalCode")


class LogUnreadable(Exception):
    """A document is no transaction log.

    Args:
        refusals: why.
    """

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(refusals[0].reason)
        self.refusals = tuple(refusals)


def write_log(log: TransactionLog) -> bytes:
    """Return a transaction log as a document of XML.

    Args:
        log: what became of the batch; messages longer than the format takes are cut. A refused record has a code and a
            message, an accepted one neither.

    Raises:
        LogUnreadable: when it says what the format cannot, such as an identifier of a record that is none.
    """
    root = _log(log)
    checker = Checker(1)
    checker.check(root, description(LOG).shape)
    if checker.found:
        raise LogUnreadable(checker.found)
    return document(root)


def read_log(data: bytes, within: Limits | None = None) -> TransactionLog:
    """Return a transaction log.

    Args:
        data: a document of XML, or a zip with one.
        within: how much is read.

    Raises:
        LogUnreadable: when it is none, with every reason.
    """
    bounds = within or limits()
    try:
        root = unpacked(data, bounds).root
    except Unreadable as unreadable:
        raise LogUnreadable([unreadable.refusal]) from unreadable
    known = description(LOG)
    if root.name != known.root:
        reason = f"The outermost element is {root.name}; of a transaction log it is {known.root}."
        raise LogUnreadable([Refusal("unexpected", reason, root.line, "/")])
    checker = Checker(bounds.refusals)
    checker.check(root, known.shape)
    if checker.found:
        raise LogUnreadable(checker.found)
    return _read(root)


def _log(log: TransactionLog) -> Node:
    steps = []
    if log.upload is not None:
        file = [_leaf("FileName", log.upload.file)] if log.upload.file else []
        steps.append(_node("Upload", file, resultCode=log.upload.code, dateTimeStamp=_moment(log.upload.at)))
    if log.process is not None:
        held = _counted(log.process.records) if log.process.records else []
        steps.append(_node("Process", held, resultCode=log.process.code, dateTimeStamp=_moment(log.process.at)))
    if log.download:
        steps.append(_node("Download", [], resultCode=log.download))
    header = _node("BatchHeader", [_leaf("BatchID", log.batch_id), _leaf("OrgID", log.org_id)])
    detail = _node("BatchDetail", steps, status=_yes(log.accepted), system=log.system)
    return _node("TransactionLog", [header, detail])


def _counted(records: Sequence[RecordResult]) -> list[Node]:
    good = sum(record.accepted for record in records)
    counts = (("Success", good), ("Failure", len(records) - good), ("Total", len(records)))
    return [_node("RecordCount", [_leaf(name, str(count)) for name, count in counts]), *map(_record, records)]


def _record(record: RecordResult) -> Node:
    failure = (_leaf("ErrorCode", record.code), _leaf("ErrorMessage", _cut(record.message))) if record.code else ()
    children = [
        *_fields(record.user_defined),
        _leaf("ProcessDate", _moment(record.processed)),
        _node("Result", failure, status=_yes(record.accepted)),
        *map(_site, record.sites),
        *(_node("Dependent", _fields(one.user_defined), dependentSevisID=one.sevis_id) for one in record.dependents),
        *map(_employer, record.employers),
        *_address(record.physical, "Physical"),
        *_address(record.mailing, "Mailing"),
    ]
    return _node("Record", children, sevisID=record.sevis_id, userID=record.user_id, requestID=record.request_id)


def _site(site: SiteResult) -> Node:
    named = [_leaf(name, text) for name, text in (("SiteId", site.site_id), ("SiteName", site.name)) if text]
    phases = [_node("Phase", [_leaf("PhaseId", number), _leaf("PhaseName", name)]) for number, name in site.phases]
    return _node("SiteOfActivity", [*_address(site.address), *named, *phases])


def _employer(employer: EmployerResult) -> Node:
    named = [_leaf("EmployerName", employer.name), _leaf("StartDate", employer.start.isoformat())]
    return _node("Employer", [*named, *_address(employer.address)])


def _address(address: AddressResult, which: str = "") -> list[Node]:
    """Return an address's elements; those of a record's two addresses begin with which it is."""
    nodes = [
        _node(f"{which}{name}Address", [_leaf(part, held[part]) for part in ADDRESS if held.get(part)])
        for name, held in ((PROVIDED, address.provided), (CORRECTED, address.corrected))
        if held
    ]
    if address.code:
        nodes.append(_leaf(f"{which}AddressResult", address.code))
    if address.message:
        nodes.append(_leaf(f"{which}AddressMessage", address.message))
    return nodes


def _fields(user_defined: tuple[str, str]) -> list[Node]:
    return [_leaf(f"UserDefined{name}", text) for name, text in zip("AB", user_defined, strict=True) if text]


def _node(name: str, children: Sequence[Node], **attributes: str) -> Node:
    held = {key: value for key, value in attributes.items() if value}
    return Node(name, "", tuple(children), MappingProxyType(held))


def _leaf(name: str, text: str) -> Node:
    return Node(name, text)


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _cut(message: str) -> str:
    return message if len(message) <= MESSAGE else f"{message[: MESSAGE - 1]}…"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at.tzinfo else at.isoformat()


def _read(root: Node) -> TransactionLog:
    detail = root.first("BatchDetail") or root
    upload, process = detail.first("Upload"), detail.first("Process")
    return TransactionLog(
        root.text_of("BatchHeader/BatchID"),
        root.text_of("BatchHeader/OrgID"),
        bool(detail.yes("@status")),
        detail.text_of("@system"),
        None if upload is None else Upload(*_step(upload), upload.text_of("FileName")),
        None if process is None else Process(*_step(process), tuple(map(_read_record, process.all("Record")))),
        detail.text_of("Download/@resultCode"),
    )


def _step(node: Node) -> tuple[str, datetime]:
    return node.text_of("@resultCode"), _read_moment(node.text_of("@dateTimeStamp"))


def _read_record(node: Node) -> RecordResult:
    return RecordResult(
        node.text_of("@requestID"),
        _read_moment(node.text_of("ProcessDate")),
        bool(node.yes("Result/@status")),
        node.text_of("Result/ErrorCode"),
        node.text_of("Result/ErrorMessage"),
        node.text_of("@sevisID"),
        node.text_of("@userID"),
        _read_fields(node),
        tuple(map(_read_site, node.all("SiteOfActivity"))),
        tuple(DependentResult(one.text_of("@dependentSevisID"), _read_fields(one)) for one in node.all("Dependent")),
        tuple(_read_employer(one) for one in node.all("Employer") if one.children),
        _read_address(node, "Physical"),
        _read_address(node, "Mailing"),
    )


def _read_site(node: Node) -> SiteResult:
    phases = tuple((phase.text_of("PhaseId"), phase.text_of("PhaseName")) for phase in node.all("Phase"))
    return SiteResult(node.text_of("SiteId"), node.text_of("SiteName"), phases, _read_address(node))


def _read_employer(node: Node) -> EmployerResult:
    start = node.date_of("StartDate")
    if start is None:
        raise LogUnreadable([Refusal("value", "An employer has a first day.", node.line)])
    return EmployerResult(node.text_of("EmployerName"), start, _read_address(node))


def _read_address(node: Node, which: str = "") -> AddressResult:
    provided, corrected = (_parts(node.first(f"{which}{name}Address")) for name in (PROVIDED, CORRECTED))
    code, message = node.text_of(f"{which}AddressResult"), node.text_of(f"{which}AddressMessage")
    return AddressResult(provided, corrected, code, message)


def _parts(node: Node | None) -> Mapping[str, str]:
    return {} if node is None else {child.name: child.text for child in node.children}


def _read_fields(node: Node) -> tuple[str, str]:
    return node.text_of("UserDefinedA"), node.text_of("UserDefinedB")


def _read_moment(text: str) -> datetime:
    """Return a moment; midnight may be written as the day's twenty-fourth hour."""
    bare = text.strip(BLANKS)
    moment = datetime.fromisoformat(bare.replace("T24:", "T00:"))
    try:
        return moment + DAY if "T24:" in bare else moment
    except OverflowError as beyond:
        raise LogUnreadable([Refusal(CALENDAR, f"No calendar holds the end of {bare}.")]) from beyond
