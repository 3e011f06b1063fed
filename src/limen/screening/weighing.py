"""The evidence for and against two parties being the same, each reason with its weight in bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from limen.screening.dates import Birth, birth, tier
from limen.screening.kinship import VOWELS, apart, cut, how, share
from limen.screening.model import PERSON, Evidence, Match, Name, Number, Party
from limen.screening.naming import Form, forms
from limen.screening.numbers import folded
from limen.screening.policy import Policy, policy
from limen.screening.rarity import background, bits
from limen.screening.sound import skeleton

Bits = Callable[[str], float]
"""What a shared token says, in bits."""
UNIQUE = frozenset({"imo", "registration", "tail", "hull"})
"""Kinds of numbers that no two things share, and that stay with them."""
LEAST_COMPANY = 0.05
MOST_NEAR = 0.9
JOINED, AS_GOOD = 1.6, 0.9
"""How much more a joined word that as good as agrees says than its own rarity: few words are as rare as two."""
TIERS = ("exact", "new-year", "swapped", "digit", "month", "near", "year", "near-year", "span", "conflict")
"""How dates of birth may stand to each other, the best first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tokens, or a token and two that are joined in it."""

    asked: str
    listed: str
    how: str
    bits: float


Most = Callable[[str, str], float]
"""The most that a token asked for can say of a listed one, in bits."""
Beside = Callable[[Sequence[Pair]], float]
"""What pairs of tokens say together beyond what each says alone, in bits."""


def compare(asked: Party, listed: Party, *, key: str = "", said: Bits | None = None, by: Policy | None = None) -> Match:
    """Return what speaks for and against two parties being the same; symmetric but for whose words are quoted.

    Args:
        asked: as a traveller's papers describe somebody.
        listed: as a list does.
        key: the key of the listed party.
        said: what a shared token says in bits; by background knowledge alone when not given.
        by: the policy; the one in use when not given.
    """
    by, said = by or policy(), said or _by_background
    options = [names(form, other, said, by) for form in forms(asked.names) for other in forms(listed.names)]
    best = max(options, key=_sum, default=[])
    return matched(asked, listed, best, key=key, by=by)


def matched(asked: Party, listed: Party, named: list[Evidence], *, key: str, by: Policy) -> Match:
    """Return the match of two parties whose names were weighed already."""
    number = numbers(asked.numbers, listed.numbers, by)
    agrees = any(item.bits > 0 for item in number)
    if agrees and _sum(named) < 0:
        # a document is its bearer's under whatever name
        named = []
    standing, dated = births(asked.births, listed.births, by)
    evidence = [*named, *number, *dated, *others(asked, listed, by)]
    score = by.scored(_sum(evidence))
    return Match(key, score, standing, tuple(evidence), agrees)


def names(
    asked: Form, listed: Form, said: Bits, by: Policy, beside: Beside | None = None, most: Most | None = None
) -> list[Evidence]:
    """Return what two forms of names say: token by token, what is left over, the order, and how good the alias is.

    Args:
        asked: as a traveller's papers have the name.
        listed: as a list does.
        said: what a shared token says, in bits.
        by: the weights.
        beside: what pairs say together beyond each alone; nothing when not given.
        most: the most that a token asked for can say of a listed one; any when not given.
    """
    pairs = _paired(asked.tokens, listed.tokens, said, by, cut_short=asked.cut or listed.cut, most=most)
    evidence = [Evidence("name", pair.how, pair.bits, pair.asked, pair.listed) for pair in pairs]
    company = beside(pairs) if beside and len(pairs) > 1 else 0.0
    if abs(company) >= LEAST_COMPANY:
        how = "names that go together" if company < 0 else "names that seldom go together"
        evidence.append(Evidence("name", how, company))
    left = _left(asked.tokens, [word for pair in pairs for word in pair.asked.split()])
    over = _left(listed.tokens, [word for pair in pairs for word in pair.listed.split()])
    evidence += _leftovers(left, over, by)
    if _turned(asked, listed, pairs):
        evidence.append(Evidence("name", "family and given name exchanged", by.name["turned"]))
    if asked.weak or listed.weak:
        evidence.append(Evidence("name", "weak alias", by.name["weak"]))
    return evidence


def _paired(
    asked: Sequence[str], listed: Sequence[str], said: Bits, by: Policy, *, cut_short: bool, most: Most | None
) -> list[Pair]:
    """Return the pairs of tokens that say most together: the strongest first, each token once.

    Two neighbouring tokens may stand as one for a token of the other side, where that says more than each by itself.
    """
    single = {
        (at, to): Pair(token, other, reason, gain)
        for at, token in enumerate(asked)
        for to, other in enumerate(listed)
        for gain, reason in (_gain(token, other, said, by, cut_short=cut_short, most=most),)
        if gain > 0
    }
    options: list[tuple[tuple[int, ...], tuple[int, ...], Pair]]
    options = [((at,), (to,), pair) for (at, to), pair in single.items()]
    mine = [
        max((pair.bits for (at, _), pair in single.items() if at == place), default=0.0) for place in range(len(asked))
    ]
    theirs = [
        max((pair.bits for (_, to), pair in single.items() if to == place), default=0.0) for place in range(len(listed))
    ]
    options += [((at, at + 1), (to,), pair) for at, to, pair in _joined(asked, listed, mine, said, by)]
    turned = _joined(listed, asked, theirs, said, by)
    options += [((to,), (at, at + 1), Pair(pair.listed, pair.asked, pair.how, pair.bits)) for at, to, pair in turned]
    options.sort(key=lambda item: (-item[2].bits, sorted((item[2].asked, item[2].listed))))
    used: set[int] = set()
    taken: set[int] = set()
    pairs = []
    for places, others, pair in options:
        if used.isdisjoint(places) and taken.isdisjoint(others):
            used.update(places)
            taken.update(others)
            pairs.append(pair)
    return pairs


def _gain(token: str, other: str, said: Bits, by: Policy, *, cut_short: bool, most: Most | None) -> tuple[float, str]:
    if len(token) == 1 or len(other) == 1:
        agrees = token[0] == other[0]
        return (by.name["initial"], "initial") if agrees else (0.0, "")
    left = share(token, other)
    if cut_short and left < by.name["cut"] and cut(token, other):
        return by.name["cut"] * min(said(token), said(other)), "cut short"
    if not left:
        return 0.0, ""
    gain = left * min(said(token), said(other))
    return (min(gain, most(token, other)) if most else gain), how(token, other)


def _joined(
    asked: Sequence[str], listed: Sequence[str], alone: Sequence[float], said: Bits, by: Policy
) -> Iterator[tuple[int, int, Pair]]:
    """Yield where two neighbouring tokens say more as one: the first one's place, the other side's place, the pair.

    Args:
        asked: the tokens that may be joined.
        listed: those of the other side.
        alone: the most that each of the first says by itself.
        said: what a shared token says.
        by: the weights.
    """
    for at in range(len(asked) - 1):
        word = asked[at] + asked[at + 1]
        parts = alone[at : at + 2]
        # where one of them finds no partner, joining also leaves nothing over
        enough = sum(parts) - (1.0 if min(parts) == 0 else 0.0)
        for to, other in enumerate(listed):
            if _longer(other, asked[at]) and _longer(other, asked[at + 1]):
                left = share(word, other)
                rare = said(other) * (JOINED if left >= AS_GOOD else 1.0)
                both = min(said(asked[at]) + said(asked[at + 1]), rare)
                gain = left * by.name["joined"] * both
                # two words are long: much of them is like some other word by chance
                if left >= by.name["joined_least"] and gain > max(enough, 0.0):
                    yield at, to, Pair(f"{asked[at]} {asked[at + 1]}", other, "joined", gain)


def _longer(word: str, part: str) -> bool:
    """Return whether a word may hold another and more; of one written without vowels its consonants are counted."""
    if len(word) > len(part):
        return True
    return VOWELS.isdisjoint(word) and len(skeleton(word)) > len(skeleton(part))


def _left(tokens: Sequence[str], used: Iterable[str]) -> list[str]:
    left = list(tokens)
    for word in used:
        if word in left:
            left.remove(word)
    return left


def _leftovers(left: list[str], over: list[str], by: Policy) -> list[Evidence]:
    differing = min(len(left), len(over))
    evidence = []
    if differing:
        asked, listed = " ".join(left), " ".join(over)
        near = (
            sum(sorted((_nearness(one, rest, by) for one in side), reverse=True)[:differing])
            for side, rest in ((left, over), (over, left))
        )
        far = differing - min(near)
        evidence.append(Evidence("name", "different", by.name["different"] * far, asked, listed))
    missing = abs(len(left) - len(over))
    if missing:
        weight = max(by.name["missing"] * missing, by.name["most_missing"])
        longer = left if len(left) > len(over) else over
        said = " ".join(longer[differing:])
        asked, listed = (said, "") if longer is left else ("", said)
        evidence.append(Evidence("name", "only in one", weight, asked, listed))
    return evidence


def _nearness(token: str, others: Sequence[str], by: Policy) -> float:
    """Return how near a token comes to being akin to one of others, 0 to less than 1: it speaks less against."""
    return min(max((apart(token, other, by.name) for other in others), default=0.0) / by.name["least"], MOST_NEAR)


def _turned(asked: Form, listed: Form, pairs: Sequence[Pair]) -> bool:
    """Return whether every pair crosses: a family name with a given name."""
    if not (asked.family and listed.family):
        return False
    mine, theirs = set(asked.tokens[: asked.family]), set(listed.tokens[: listed.family])
    sides = [(pair.asked.split()[0] in mine) is (pair.listed.split()[0] in theirs) for pair in pairs]
    return len(sides) > 1 and not any(sides)


def births(asked: Sequence[str], listed: Sequence[str], by: Policy) -> tuple[str, list[Evidence]]:
    """Return how the dates of birth stand at best, and what that says."""
    mine = [(text, known) for text in asked if (known := birth(text))]
    theirs = [(text, known) for text in listed if (known := birth(text))]
    if not (mine and theirs):
        return "missing", ([Evidence("birth", "missing", by.birth["missing"])] if by.birth["missing"] else [])
    found = [(tier(one, other), said, told) for said, one in mine for told, other in theirs]
    standing, said, told = min(found, key=lambda item: -by.birth[item[0]])
    return standing, [Evidence("birth", standing, by.birth[standing], said, told)]


def numbers(asked: Sequence[Number], listed: Sequence[Number], by: Policy) -> list[Evidence]:
    """Return what document or official numbers say: the best that agrees, or that a thing's own number is another."""
    best: Evidence | None = None
    for one in asked:
        for other in listed:
            if folded(one.value) and folded(one.value) == folded(other.value):
                differ = bool(one.issuer and other.issuer and one.issuer != other.issuer)
                weight = by.other["number"] + (by.other["issuer"] if differ else 0.0)
                said = "same number, another issuer" if differ else "exact"
                if best is None or weight > best.bits:
                    best = Evidence("number", said, weight, one.value, other.value)
    if best:
        return [best]
    own = {item.kind: item.value for item in asked if item.kind in UNIQUE}
    apart = [(own[item.kind], item.value) for item in listed if item.kind in own and folded(item.value)]
    return [Evidence("number", "another", by.other["another"], *apart[0])] if apart else []


def others(asked: Party, listed: Party, by: Policy) -> list[Evidence]:
    """Return what speaks against: another sex, no nationality shared, another kind of thing. Agreement adds nothing."""
    evidence = []
    if asked.kind != listed.kind:
        evidence.append(Evidence("kind", "different", by.other["kind"], asked.kind, listed.kind))
    known = {asked.sex, listed.sex} <= {"M", "F"}
    if known and asked.sex != listed.sex:
        evidence.append(Evidence("sex", "different", by.other["sex"], asked.sex, listed.sex))
    mine, theirs = asked.nationalities, listed.nationalities
    if mine and theirs and set(mine).isdisjoint(theirs):
        weight = by.other["nationality"]
        evidence.append(Evidence("nationality", "none shared", weight, " ".join(mine), " ".join(theirs)))
    return evidence


def alone(party: Party) -> tuple[tuple[Form, ...], tuple[Birth, ...]]:
    """Return a party's forms of names and dates of birth, as a search asks for them."""
    return forms(party.names), tuple(known for text in party.births if (known := birth(text)))


def named(text: str) -> Party:
    """Return a person with one name, as written."""
    return Party(PERSON, (Name(text),))


def _by_background(token: str) -> float:
    import numpy as np  # only where no index is at hand

    return float(bits(background([token]), np.zeros(1, np.int64), 0)[0])


def _sum(evidence: Iterable[Evidence]) -> float:
    return sum(item.bits for item in evidence)
