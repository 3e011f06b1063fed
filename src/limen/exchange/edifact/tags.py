"""Segment tags of the United Nations directories (batch) and of the airlines' PADIS (interactive).

The list only helps to tell a segment from text after an unescaped terminator: a tag that is not here is still read.
"""

from __future__ import annotations

import functools
import re

BATCH = """
ADR AGR AJT ALC ALI ALS APP APR ARD ARR ASI ATT AUT BAS BGM BII BUS CAL CAV CCD CCI CDI CDS CDV CED CIN CLA CLI CMN CMP
CNI CNT COD COM COT CPI CPS CPT CST CTA CUX DAM DFN DGS DII DIM DIS DLI DLM DMS DOC DRD DSG DSI DTM EDT EFI ELM ELU ELV
EMP EQA EQD EQN ERC ERI ERP EVE FCA FII FNS FNT FOR FRM FSQ FTX GDS GEI GID GIN GIR GOR GPO GRU HAN HDI HDR HDS HYN ICD
ICI IDE IFD IHC IMD IND INP INV IRQ ITC ITD LAN LIN LOC MEA MEM MKS MOA MSD MTD NAD NAT ODI ODS ORG OTI PAC PAI PAS PAT
PCC PCD PCI PDI PDT PER PGI PIA PIT PLI PMT PNA POC POP POR POS PRC PRD PRE PRI PRO PRT PRV PSD PTY PYT QRS QTI QTY QUA
QVR RCS REL RFF RFR RJL RLS RNG ROD RPI RSL RTC RTE RTI SAL SCC SCD SDT SEG SEL SEQ SER SFI SGP SGU SLN SPR SPS SSR STA
STC STG STS TAX TCC TCE TDT TEM TFF TFM TIF TIM TMD TMP TOD TPL TRF TRU TSR TVL TXS VEH VLI
"""
PADIS = """
AAI ABI ADD APD ASD CON CPN CRI DAT DUM EBD EQI FAR FOP FTI HOL IFT ITM KIN LTS MON MSG NUN PTK RCI REF RFI SAC SRC SSD
TBD TKT TRA TRI TXD
"""
SERVICE = "UNA UNB UNE UNG UNH UNP UNS UNT UNZ UGH UGT UIB UIH UIT UIZ"

KNOWN = frozenset(f"{BATCH} {PADIS} {SERVICE}".split())
BARE = frozenset({"DAT", "ORG", "SRC", "UNS", "UNT", "UNE", "UNZ"})
"""Tags that stand alone in real traffic, without any element."""

RUN_TOGETHER = {
    "NAD": "(?:FL|FM|DDU|DDT|MS)ELEMENT",
    "DOC": "[A-Z]{1,3}(?:COMPONENT|ELEMENT)",
    "ATT": "2ELEMENT",
    "DTM": r"(?:329|36|189|232)COMPONENT\d",
    "LOC": "(?:22|87|91|92|125|174|178|179|180)ELEMENT",
    "NAT": "2ELEMENT",
    "RFF": "(?:ABO|AF|AVF|SEA|TN)COMPONENT",
    "TDT": "(?:20|34)ELEMENT",
}
"""How segments of a list begin, each told by its qualifier where the terminator before it was lost."""
RECORDS_RUN_TOGETHER = {
    "ABI": r"\dELEMENT",
    "ADD": "ELEMENT[A-Z0-9]{0,3}COMPONENT",
    "APD": "[A-Z0-9]{3}(?![A-Z0-9])",
    "DAT": r"[A-Z0-9]{1,3}COMPONENT\d{6}",
    "EBD": "[A-Z]{3}COMPONENT",
    "EQN": r"\d",
    "FAR": "[A-Z]?ELEMENTELEMENT",
    "FOP": "[A-Z]{2}COMPONENT",
    "FTI": "[A-Z0-9]{2}COMPONENT[A-Z0-9]{2}",
    "IFT": "[34](?:COMPONENT|ELEMENT)",
    "MON": r"[A-Z]COMPONENT\d",
    "MSG": r"COMPONENT?\d",
    "ORG": "[A-Z0-9]{2}COMPONENT[A-Z]{3}",
    "PTK": "[A-Z]{0,3}ELEMENTELEMENT",
    "RCI": "[A-Z0-9]{2}COMPONENT[A-Z0-9]{5,8}(?![A-Z0-9])",
    "REF": "COMPONENT[A-Z0-9]",
    "RPI": r"\d{1,3}ELEMENT[A-Z]{2}",
    "SAC": "ELEMENTELEMENT[A-Z]",
    "SSD": r"\d{1,3}[A-Z]",
    "SSR": "[A-Z]{4}COMPONENT",
    "TBD": "ELEMENT",
    "TIF": "[A-Z][A-Z '-]*ELEMENT[A-Z][A-Z '-]*COMPONENT",
    "TKT": r"\d{8,}COMPONENT",
    "TRI": r"ELEMENTCOMPONENT?\d?",
    "TVL": r"\d{6}COMPONENT",
}
"""The same of bookings."""


@functools.lru_cache(maxsize=32)
def run_together(element: str, component: str) -> re.Pattern[str]:
    """Return a pattern of a segment that begins right behind the text of another.

    Args:
        element: the element separator.
        component: the component separator.
    """
    signs = {"ELEMENT": element, "COMPONENT": component}
    heads = "|".join(f"{tag}ELEMENT{begins}" for tag, begins in {**RUN_TOGETHER, **RECORDS_RUN_TOGETHER}.items())
    pattern = re.sub("|".join(signs), lambda name: re.escape(signs[name.group()]), heads)
    return re.compile(f"(?<=[A-Za-z0-9])(?:{pattern})")


@functools.lru_cache(maxsize=32)
def starts(element: str, *, names: bool) -> frozenset[str]:
    """Return how a segment of a clean text may begin: a known tag and the element separator, or a tag alone.

    Args:
        element: the element separator.
        names: whether the text holds names of people (NAD): a tag alone may then be the rest of a name.
    """
    return frozenset({*(() if names else BARE), *(tag + element for tag in KNOWN - {"UNA"})})
