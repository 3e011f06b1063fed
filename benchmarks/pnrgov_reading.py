"""Bookings read a second on one core: a full push of a large aircraft, as the benchmark itself writes it."""

from __future__ import annotations

import json
import os
import time

from limen.exchange.pnrgov import parse

BOOKINGS = 250
"""Bookings of the transmission; with two passengers each, a full wide-body aircraft."""

HEAD = """UNA:+.?*'
UNB+IATA:1+ZZ+XXPNRGOV+261120:0910+000000042'
UNH+1+PNRGOV:18:1:IA+ZZ42/211126/1200'
MSG+:22'
ORG+ZZ:AAA'
TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42'
EQN+{bookings}'
"""
BOOKING = """SRC'
RCI+ZZ:L{n:05d}::011026:1210+1X:G{n:05d}'
DAT+700:201126:0805+710:021026:1100'
IFT+4:28::ZZ+CTCM 15550100{n:04d}'
ORG+1X:CCC+{n:08d}:CCC1X2345+CCC++T+XX:EUR:EN+A{n:04d}AA'
ADD++700:{n} HARBOUR STREET:CCC:::XX:{n:05d}:15550100{n:04d}'
TIF+EXAMPLE{letters}+ADA MRS:A:1'
FTI+ZZ:{n:010d}:::GOLD'
REF+:00AA{n:08d}'
FAR+N+++++YFLEX'
SSR+DOCS:HK:1:ZZ:::::/P/XXA/P{n:07d}/XXA/12JUL74/F/23AUG29/EXAMPLE{letters}/ADA/MAY+::1'
SSR+DOCA:HK:1:ZZ:::::/D/XXB/{n} QUAY ROAD/BBB/BB/{n:05d}+::1'
SSR+CTCE:HK:1:ZZ:::::ADA..E{n}//EXAMPLE.ORG+::1'
TKT+999{n:010d}:T:1'
MON+B:512.00:EUR+T:640.20:EUR'
PTK+NR++031026:2359+ZZ+999+CCC'
TXD++40.10:XX:EUR:YQ+30.05:XX:EUR:XT'
DAT+710:021026:1100'
FOP+CC::640.20:VI:XXXXXXXXXXXX{n:04d}:0928'
IFT+4:43+ADA EXAMPLE+{n} HARBOUR STREET+15550100{n:04d}'
TIF+EXAMPLE{letters}+BEN MR:A:2'
REF+:00BB{n:08d}'
FAR+N+++++YFLEX'
SSR+DOCS:HK:1:ZZ:::::/P/XXA/Q{n:07d}/XXA/02FEB71/M/01JAN30/EXAMPLE{letters}/BEN+::2'
TKT+998{n:010d}:T:1'
MON+B:512.00:EUR+T:640.20:EUR'
FOP+CA::640.20'
TVL+211126:0800:211126:0955+CCC+AAA+ZZ:YY+4042:Y'
TVL+++++77:M'
RPI+2+HK'
APD+320'
TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42:Y'
RPI+2+HK'
APD+789'
SSR+SEAT:HK:2:ZZ:::AAA:BBB+{row}A::1:N+{row}B::2:N'
SSR+VGML:HK:1:ZZ:::AAA:BBB+::2'
RCI+ZZ:L{n:05d}::011026:1210'
DAT+2:211126:1004'
ORG+ZZ:AAA++++A'
TRI++{n:03d}:::1'
TIF+EXAMPLE{letters}+ADA MRS:A:1'
SSD+{row}A++++Y'
TBD++2:41:700++HP+ZZ:{n:010d}:2:BBB'
TRI++{n:03d}:::2'
TIF+EXAMPLE{letters}+BEN MR:A:2'
SSD+{row}B++++Y'
ABI+1+:CCC1X2345+CCC++1X'
DAT+T:011026:1210'
SAC+++A'
TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42:Y'
RPI+2+HK'
SAC+++X'
SSR+AVML:HK:1:ZZ:::AAA:BBB'
"""
SEGMENTS = BOOKING.count("'\n")


def letters(number: int) -> str:
    """Return a number in letters, so that every booking has its own surname."""
    return "".join(chr(ord("A") + int(digit)) for digit in f"{number:04d}")


def transmission(bookings: int = BOOKINGS) -> bytes:
    """Return a push of so many bookings."""
    body = "".join(BOOKING.format(n=n, letters=letters(n), row=1 + n % 60) for n in range(bookings))
    tail = f"UNT+{bookings * SEGMENTS + 6}+1'\nUNZ+1+000000042'\n"
    return (HEAD.format(bookings=bookings) + body + tail).encode()


def run(seconds: float = 3.0) -> dict[str, object]:
    """Return bookings a second, the median of five turns."""
    source = transmission()
    read = parse(source)
    assert (len(read.pnrs), read.faults) == (BOOKINGS, ())
    assert all(len(pnr.passengers) == len(pnr.documents) == len(pnr.legs) == 2 for pnr in read.pnrs)
    rates = []
    for _ in range(5):
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds / 5:
            parse(source)
            count += BOOKINGS
        rates.append(count / (time.perf_counter() - start))
    return {
        "bench": "pnrgov",
        "pnrs_per_second": round(sorted(rates)[2]),
        "passengers_per_second": round(2 * sorted(rates)[2]),
        "segments_per_pnr": SEGMENTS,
        "pnrs": BOOKINGS,
        "bytes": len(source),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    print(json.dumps(run()))
