"""Checks across cells, rows and sheets: rules of the contract, keys, projects, links, loops."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from math import prod
from typing import TYPE_CHECKING

from data_access.contract import Combine, Link, Rule
from data_access.problems import Problem, Severity
from data_access.records import Records
from data_access.values import Value
from data_access.words import Guesses

if TYPE_CHECKING:
    from data_access.validate import Context

COMBINE: dict[Combine, Callable[..., object]] = {
    Combine.ONLY: lambda values: values[0],
    Combine.SUM: sum,
    Combine.PRODUCT: prod,
}
MOST_LOOPS = 20
Node = tuple[str, str]
"""Project and code of a row."""
Cell = tuple[str, int | None, str | None]
"""Sheet, Excel row and column of a cell that could not be read."""
Verdict = tuple[str, dict[str, object]]
"""Code of a problem and what fills its message."""


def check_records(records: Mapping[str, Records], context: "Context", unread: Set[Cell]) -> Iterator[Problem]:
    """Every finding that needs more than one cell; where one of them is *unread* there is nothing to compare."""
    register = _Register(records, context)
    for found in records.values():
        for rule in found.dataset.rules:
            yield from _broken_rule(found, rule, unread)
        yield from _duplicate_keys(found)
        yield from _foreign_projects(found, register)
        yield from _unknown_references(found, register)
        for link in found.dataset.links:
            yield from _check_link(found, link, context)


def _problem(found: Records, index: int, column: str, code: str, /, **params: object) -> Problem:
    value = found.values[index][found.dataset.positions[column]]
    return Problem(
        found.sheet,
        code,
        row=found.rows[index],
        column=found.letters.get(column),
        value=value,
        field=column,
        params={"column": found.dataset.column(column).label, **params},
    )


def _broken_rule(found: Records, rule: Rule, unread: Set[Cell]) -> Iterator[Problem]:
    left = [found.dataset.positions[name] for name in rule.left]
    limit = [found.dataset.positions[name] for name in rule.limit]
    for index, values in enumerate(found.values):
        low = _combined([values[i] for i in left], rule.combine)
        high = _combined([values[i] for i in limit], rule.combine)
        if low is None or high is None or low <= high:  # type: ignore[operator]  # the contract compares like with like
            continue
        if unread.isdisjoint((found.sheet, found.rows[index], name) for name in (*rule.left, *rule.limit)):
            yield _problem(found, index, rule.at, rule.code, left=low, limit=high)


def _combined(values: list[Value], combine: Combine) -> object:
    """One number, or None where a blank leaves it open: in a sum a blank counts as zero, unless all are blank."""
    given = [value for value in values if value is not None]
    if not given or (combine is not Combine.SUM and len(given) < len(values)):
        return None
    return COMBINE[combine](given)


def _duplicate_keys(found: Records) -> Iterator[Problem]:
    keys = list(map(found.dataset.key_of, found.values))
    if len(set(keys)) == len(keys):
        return
    labels = [found.dataset.column(name).label for name in found.dataset.key]
    first: dict[tuple[object, ...], int] = {}
    for index, key in enumerate(keys):
        if None in key:
            continue
        if key in first:
            yield _problem(found, index, found.dataset.key[-1], "key_twice", first=found.rows[first[key]], key=labels)
        else:
            first[key] = index


class _Register:
    """Who is registered, in the database or by the file itself, as seen by the acting person."""

    def __init__(self, records: Mapping[str, Records], context: "Context") -> None:
        self._context = context
        self._listed = records["projects"].projects() if "projects" in records else set()
        self.known = context.projects | self._listed
        self.guesses = Guesses(sorted(self.known))
        mine = context.uploadable if context.uploadable is not None else context.projects
        self._own_guesses = Guesses(sorted(mine | self._listed if context.registers else mine))

    def verdict(self, code: str) -> Verdict | None:
        """What stands against rows of the project *code*."""
        registered, uploadable = code in self._context.projects, self._context.uploadable
        if registered:
            return None if uploadable is None or code in uploadable else ("project_not_yours", {})
        declared = code in self._listed
        if declared and self._context.registers:
            return None
        suggestion = self._own_guesses.nearest(code)
        return ("project_not_registered" if declared else "project_unknown"), {"suggestion": suggestion}


def _foreign_projects(found: Records, register: _Register) -> Iterator[Problem]:
    position = found.dataset.positions["project"]
    verdicts: dict[Value, Verdict | None] = {code: register.verdict(code) for code in sorted(found.projects())}
    for index, values in enumerate(found.values):
        if verdict := verdicts.get(values[position]):
            yield _problem(found, index, "project", verdict[0], **verdict[1])


def _unknown_references(found: Records, register: _Register) -> Iterator[Problem]:
    for column in found.dataset.columns:
        if column.refers_to != "projects" or column.name == "project":
            continue
        position = found.dataset.positions[column.name]
        for index, values in enumerate(found.values):
            code = values[position]
            if code is not None and code not in register.known:
                suggestion = register.guesses.nearest(str(code))
                yield _problem(found, index, column.name, "project_unknown", suggestion=suggestion)


def _check_link(found: Records, link: Link, context: "Context") -> Iterator[Problem]:
    graph, rows = _link_graph(found, link, context)
    for index, missing in _missing_links(found, graph):
        yield replace(_problem(found, index, link.column, "link_unknown", code=missing), severity=Severity.WARNING)
    if link.acyclic:
        for loop in _loops(graph):
            own = [node for node in loop[:-1] if node in rows]
            if own:
                yield _loop_problem(found, link, loop, min(own, key=rows.__getitem__), rows)


def _loop_problem(found: Records, link: Link, loop: list[Node], first: Node, rows: dict[Node, int]) -> Problem:
    """The loop as seen from its first row in the file."""
    start = loop.index(first)
    turned = [*loop[start:-1], *loop[:start], first]
    return _problem(found, rows[first], link.column, "dependency_loop", loop=" → ".join(code for _, code in turned))


def _link_graph(found: Records, link: Link, context: "Context") -> tuple[dict[Node, set[Node]], dict[Node, int]]:
    """Node to the nodes it names, for the file and the stored rows of other projects; node to its record."""
    project, own, named = (found.dataset.positions[n] for n in ("project", found.dataset.key[-1], link.column))
    rows = {(str(v[project]), str(v[own])): i for i, v in enumerate(found.values)}
    named_codes = {node: _codes(found.values[i][named]) for node, i in rows.items()}
    in_file = found.projects()
    stored = {n: c for n, c in context.links.get(found.dataset.name, {}).items() if n[0] not in in_file}
    everything = {**stored, **named_codes}
    by_code: dict[str, list[Node]] = {}
    for node in everything:
        by_code.setdefault(node[1], []).append(node)
    graph: dict[Node, set[Node]] = {}
    for node, codes in everything.items():
        graph[node] = {_resolve(node, code, link, by_code) for code in codes}
    return graph, rows


def _resolve(node: Node, code: str, link: Link, by_code: dict[str, list[Node]]) -> Node:
    candidates = by_code.get(code, [])
    same = [n for n in candidates if n[0] == node[0]]
    if same or link.within_project or len(candidates) != 1:
        return same[0] if same else ("", code)
    return candidates[0]


def _codes(value: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(value).split(";") if part.strip()) if value else ()


def _missing_links(found: Records, graph: dict[Node, set[Node]]) -> Iterator[tuple[int, str]]:
    project, own = found.dataset.positions["project"], found.dataset.positions[found.dataset.key[-1]]
    for index, values in enumerate(found.values):
        for target in sorted(graph[str(values[project]), str(values[own])]):
            if target[0] == "":
                yield index, target[1]


def _loops(graph: dict[Node, set[Node]]) -> Iterator[list[Node]]:
    """Each loop as the nodes that depend on the next one, the first again at the end."""
    open_graph = {node: sorted(targets) for node, targets in sorted(graph.items())}
    for _ in range(MOST_LOOPS):
        try:
            TopologicalSorter(open_graph).prepare()
        except CycleError as error:
            # graphlib lists each node before the one that depends on it; people read it the other way.
            loop: list[Node] = error.args[1][::-1]
            yield loop
            open_graph[loop[0]].remove(loop[1])
        else:
            return
