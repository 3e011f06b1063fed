"""Candidates of one segment for one traveller: a few cheap channels joined, then weighed roughly, all at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from limen.screening.company import BARELY, MOST_FOR, together
from limen.screening.dates import Birth
from limen.screening.dating import Dating
from limen.screening.framing import Frames
from limen.screening.gathering import STEP, Gathering, Steps, Unit, steps
from limen.screening.joining import Taken, joined
from limen.screening.kindred import Kindred
from limen.screening.model import KINDS, Party
from limen.screening.naming import Form
from limen.screening.numbers import folded
from limen.screening.policy import Policy
from limen.screening.rarity import MOST, together_rare
from limen.screening.segment import SEXES, Array, Segment, code, spread

Floats = NDArray[np.float32]
_REMEMBERED = 4_000_000
_PART, _STARTED = 3, 3
_LONG = 6
_MOST_UNITS = 16
_SURE, _TWO_SURE = 4, 8


class Seeker:
    """Searches one segment. Not for two threads at once: it keeps scratch arrays.

    Args:
        segment: what is searched.
        said: what a token says when shared, in bits.
        bits: that of each token of the segment, shape (tokens,).
        circles: the company that its tokens keep, and the share of each circle.
        by: the weights of evidence.
    """

    def __init__(
        self,
        segment: Segment,
        said: Callable[[str], float],
        bits: Floats,
        circles: tuple[Array, Floats],
        by: Policy,
    ) -> None:
        self.segment, self.by, self._said = segment, by, said
        self._circles, self._shares = circles
        tokens = segment.dictionary.tokens
        self.bits = bits
        self._dating = Dating(segment, by)
        self._kindred = Kindred.of(segment.arrays, by.name)

        self._frames = Frames(segment, self.bits, by.name["vowels_short"])
        self._first = np.fromiter((ord(token[0]) for token in tokens), np.uint8, len(tokens))
        self._gathering = Gathering(segment, by, self._dating, spare=MOST_FOR if circles[0].shape[1] > 1 else 0.0)
        self._numbers = np.zeros(len(tokens) + 1, np.intp)
        self._fullest = np.append(1.0 / np.maximum(self.bits, 1.0), 0.0).astype(np.float32)
        self._known: OrderedDict[str, Unit] = OrderedDict()
        self._kept = 0
        self.live = False

    def numbered(self, party: Party) -> list[int]:
        """Return the parties that may bear one of a traveller's numbers, whatever their names."""
        found = {
            place for item in party.numbers if (text := folded(item.value)) for place in self.segment.numbered(text)
        }
        return [place for place in found if self.segment.alive[place]]

    def candidates(
        self, forms: Sequence[Form], births: Sequence[Birth], party: Party, least: float
    ) -> dict[int, list[tuple[float, int, int]]]:
        """Return the likeliest parties: place → (rough bits, which form, which row), the best first.

        Args:
            forms: of the traveller's names.
            births: the traveller's dates of birth.
            party: the traveller, for the other evidence.
            least: the bits that are asked; whoever cannot reach them is left out early.
        """
        found: dict[int, list[tuple[float, int, int]]] = {}
        if not self.segment.rows:
            return found
        dated, undated = self._dating.lanes(births)
        for at, form in enumerate(forms):
            units = self._units(form)
            rows = self._gathering.rows(form, units, (births, dated, undated), least)
            if not len(rows):
                continue
            places = self.segment.arrays["row_party"][rows]
            bits, chosen, gains = self._names(form, units, rows)
            bits += self._dating.said(places, births) + self._others(places, party)
            bits[self.segment.arrays["row_flags"][rows] & 2 > 0] += self.by.name["weak"]
            kept = np.flatnonzero(bits + MOST_FOR >= least)
            rows, places, bits = rows[kept], places[kept], bits[kept]
            if len(kept) and self._circles.shape[1] > 1:
                bits += self._together(form, chosen[:, kept], gains[:, kept])
            most = 2 * int(self.by.search["weighed"])
            best = np.argpartition(bits, -most)[-most:] if len(bits) > most else np.arange(len(bits))
            for place, value, row in zip(places[best].tolist(), bits[best].tolist(), rows[best].tolist(), strict=True):
                if self.segment.alive[place]:
                    found.setdefault(place, []).append((value, at, row))
        for ways in found.values():
            ways.sort(reverse=True)
        return found

    def _units(self, form: Form) -> list[Unit]:
        tokens = form.tokens
        units = [self._unit(token, (at,)) for at, token in enumerate(tokens)]
        if form.cut and len(tokens[-1]) >= _STARTED:
            units[-1] = self._started(units[-1], tokens[-1])
        ids = self.segment.dictionary.ids
        for at in range(len(tokens) - 1):
            # two words that the list has as one
            joined = self._unit(tokens[at] + tokens[at + 1], (at, at + 1))
            if len(joined.ids):
                units.append(joined)
            if tokens[at + 1] + tokens[at] in ids:
                units.append(self._unit(tokens[at + 1] + tokens[at], (at, at + 1)))
        for at, token in enumerate(tokens):
            # one word that the list has as two
            halves = self._halved(token)
            if halves and len(units) < _MOST_UNITS - 2:
                units += [self._unit(half, (at, -len(halves[0]))) for half in halves]
        return units[:_MOST_UNITS]

    def _halved(self, token: str) -> tuple[str, str] | tuple[()]:
        """Return the two words of the list that a token is when they are joined, the commonest two; nothing if none.

        Of a long token that the list has not, one of them may be misspelled.
        """
        ids, held = self.segment.dictionary.ids, self.segment.arrays["held"]
        found: tuple[str, str] | tuple[()] = ()
        likely: tuple[str, str] | tuple[()] = ()
        best = most = 0
        for cut in range(_PART, len(token) - _PART + 1) if len(token) >= _LONG else ():
            halves = token[:cut], token[cut:]
            one, other = (int(held[ids[half]]) if half in ids else 0 for half in halves)
            if min(one, other) > best:
                found, best = halves, min(one, other)
            sure = max(one if cut >= _SURE else 0, other if len(token) - cut >= _SURE else 0)
            if sure > most:
                likely, most = halves, sure
        return found or (likely if len(token) >= _TWO_SURE and token not in ids else ())

    def _unit(self, token: str, parts: tuple[int, ...]) -> Unit:
        known = self._known.get(token) or (self._known.get(f"+{token}") if len(parts) > 1 else None)
        if known is None:
            known = self._made(token, brief=len(parts) > 1)
            token = f"+{token}" if len(parts) > 1 else token
            self._known[token] = known
            self._kept += len(known.rows) + 64
            while self._kept > _REMEMBERED and len(self._known) > 1:
                self._kept -= len(self._known.popitem(last=False)[1].rows) + 64
        return Unit(known.ids, known.gains, parts, known.rows, known.weights, known.unsaid, known.most)

    def _made(self, token: str, *, brief: bool) -> Unit:
        dictionary = self.segment.dictionary
        if len(token) == 1:
            return Unit(np.zeros(0, np.int32), np.zeros(0, np.float32), (), unsaid=self.by.name["initial"])
        own = dictionary.ids.get(token)
        known = self._kindred.to(own) if own is not None and self._kindred else None
        ids, shares = known or dictionary.akin(token, self.by.name, brief=brief)
        if not len(ids) and token[0] not in dictionary.ids:
            return Unit(ids, shares, ())
        mine = float(self.bits[own]) if own is not None else self._said(token)
        gains = np.minimum(shares * np.minimum(self.bits[ids], mine), self._set_apart(ids, shares))
        rows, weights, unsaid = self._posted(ids, gains)
        initial = dictionary.ids.get(token[0])
        if initial is not None:
            ids, gains = np.append(ids, np.int32(initial)), np.append(gains, np.float32(self.by.name["initial"]))
        most = float(weights.max(initial=0)) / STEP
        return Unit(ids, gains, (), rows, weights, unsaid, most)

    def _set_apart(self, ids: Array, shares: Floats) -> Floats:
        """Return the most that each akin token can say, in bits: as rare as all that are as much akin are together."""
        held = np.cumsum(self.segment.arrays["held"][ids][::-1])[::-1]
        within = held[np.searchsorted(shares, shares)]
        return together_rare(within, self.segment.rows)

    def capped(self, token: str, other: str) -> float:
        """Return the most that a token asked for can say of a token of the segment, in bits."""
        unit, place = self._known.get(token), self.segment.dictionary.ids.get(other)
        if unit is None or place is None:
            return MOST
        if not unit.said:
            unit.said.update(zip(unit.ids.tolist(), unit.gains.tolist(), strict=True))
        said = unit.said.get(place)
        if said is not None:
            return said
        return self._frames.most(place) if self._frames.agree(token, place) else MOST

    def _started(self, unit: Unit, token: str) -> Unit:
        longer = self.segment.dictionary.starting(token)
        longer = longer[~np.isin(longer, unit.ids)]
        gains = np.minimum(self.bits[longer], self._said(token)) * np.float32(self.by.name["cut"])
        rows, weights, unsaid = self._posted(longer, gains)
        ids, all_gains = np.concatenate((longer, unit.ids)), np.concatenate((gains, unit.gains))
        rows, weights = np.concatenate((rows, unit.rows)), np.concatenate((weights, unit.weights))
        most = max(unit.most, float(gains.max(initial=0.0)))
        return Unit(ids, all_gains, unit.parts, rows, weights, max(unsaid, unit.unsaid), most)

    def _posted(self, ids: Array, gains: Floats) -> tuple[Array, Steps, float]:
        """Return the rows that hold tokens, the likest last, and the most that one left out beyond the budget says."""
        starts = self.segment.arrays["post_starts"]
        sizes = starts[ids + 1] - starts[ids]
        budget, unsaid = int(self.by.search["postings"]) // 2, 0.0
        if sizes.sum() > budget:
            # the likest of the common ones are kept, then what is rare
            order = np.argsort(-gains / np.log2(sizes + 2), kind="stable")
            within = np.cumsum(sizes[order]) <= budget
            kept, unsaid = np.sort(order[within]), float(gains[order[~within]].max())
            ids, gains, sizes = ids[kept], gains[kept], sizes[kept]
        # as wide as places are: numpy copies narrower ones each time they pick
        rows = self.segment.arrays["post_rows"][spread(starts[ids], starts[ids + 1])].astype(np.intp)
        return rows, np.repeat(steps(gains), sizes), unsaid

    def _names(self, form: Form, units: list[Unit], rows: Array) -> tuple[Floats, Array, Floats]:
        """Return the bits of the names of rows: each token with its best free one, joined and split ones too.

        Beside them stand the token that each of the form's has found, and what that says.
        """
        segment, count = self.segment, len(rows)
        tokens = segment.arrays["row_tokens"][rows]
        width = int(segment.arrays["row_length"][rows].max())
        tokens = tokens[:, :width]
        single = [at for at, token in enumerate(form.tokens) if len(token) == 1]
        tables = self._said_of(units, tokens)
        frames = self._frames.of(tokens)
        for token, table in zip(form.tokens, tables, strict=False):
            self._frames.filled(table, token, self._said(token), tokens, frames)
        for at in single:
            letters = self._first[tokens] == ord(form.tokens[at])
            tables[at] = np.where(letters & (tokens >= 0), np.float32(self.by.name["initial"]), np.float32(0.0))
        whole = len(form.tokens)
        gains, chosen = np.zeros((whole, count), np.float32), np.full((whole, count), -1, np.int32)
        free = np.ones((count, width), np.float32)
        line = np.arange(count)
        columns = np.zeros((whole, count), np.intp)
        peaks = [float(table.max(initial=0.0)) for table in tables[:whole]]
        for at in sorted(range(whole), key=lambda place: -peaks[place]):
            table = tables[at] * free
            columns[at] = table.argmax(1)
            best = table[line, columns[at]]
            gains[at], chosen[at] = best, tokens[line, columns[at]]
            free[line[best > 0], columns[at][best > 0]] = 0.0
        total: Floats = gains.sum(0)
        left = (gains <= 0).sum(0)
        over = segment.arrays["row_length"][rows] - (whole - left)
        if len(units) > whole:
            total, left, over = joined(units[whole:], tables[whole:], Taken(gains, columns), total, left, over)
        differing = np.minimum(left, over)
        missing = np.maximum(np.abs(left - over) * self.by.name["missing"], self.by.name["most_missing"])
        apart = np.float32(self.by.name["different"] * self.by.name["roughly"])
        total += differing * apart + missing.astype(np.float32)
        return total.astype(np.float32), chosen, gains

    def _said_of(self, units: list[Unit], tokens: Array) -> list[Floats]:
        """Return what each unit says of each token of rows, shape (rows, width) of each."""
        # the few tokens that any of them knows are numbered: all the tables are small then, and at hand
        known = np.concatenate([unit.ids for unit in units])
        self._numbers[known] = np.arange(1, len(known) + 1)
        numbered = self._numbers[tokens]
        tables = []
        for unit in units:
            table = np.zeros(len(known) + 1, np.float32)
            table[self._numbers[unit.ids]] = unit.gains
            tables.append(table[numbered])
        self._numbers[known] = 0
        return tables

    def _together(self, form: Form, chosen: Array, gains: Floats) -> Floats:
        """Return what the tokens of each row say together beyond each alone."""
        likelier = np.zeros((chosen.shape[1], self._circles.shape[1]), np.float32)
        for at, ids in enumerate(chosen):
            if len(form.tokens[at]) > 1:
                weight = gains[at] * self._fullest[ids]
                weight[weight < BARELY] = 0.0
                held = np.flatnonzero(weight)
                likelier[held] += self._circles[ids[held]] * weight[held, None]
        return together(likelier, self._shares)

    def _others(self, places: Array, party: Party) -> Floats:
        """Return what sex, nationality and kind take away."""
        arrays, by = self.segment.arrays, self.by.other
        bits = np.zeros(len(places), np.float32)
        if party.sex in SEXES[1:3]:
            bits[arrays["sex"][places] == 3 - SEXES.index(party.sex)] += by["sex"]
        if party.nationalities:
            nations = arrays["nations"][places]
            shared = np.zeros(len(places), np.bool_)
            for item in party.nationalities:
                shared |= (nations == code(item)).any(1)
            bits[(nations[:, 0] != 0) & ~shared] += by["nationality"]
        kind = KINDS.index(party.kind) if party.kind in KINDS else len(KINDS)
        bits[arrays["kind"][places] != kind] += by["kind"]
        return bits
