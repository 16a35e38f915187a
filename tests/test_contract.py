"""The declarations themselves: unmistakable, complete in three languages, consistent."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pytest

from data_access.contract import (
    BOOLEAN_CHOICES,
    LANGUAGES,
    STATUS_CHOICES,
    STATUS_DATE,
    Choice,
    Column,
    ColumnType,
    Contract,
    Dataset,
    Label,
)
from data_access.datasets import CONTRACT
from data_access.reference import KINDS
from data_access.words import fold
from tests.raw_sheets import TASKS, column, label

NUMBERS = (ColumnType.INTEGER, ColumnType.AMOUNT, ColumnType.PERCENTAGE)
ALL_COLUMNS = [(dataset, c) for dataset in CONTRACT for c in dataset.columns]
each_dataset = pytest.mark.parametrize("dataset", CONTRACT, ids=lambda d: d.name)
each_column = pytest.mark.parametrize(("dataset", "declared"), ALL_COLUMNS, ids=lambda x: x.name)


def repeated(texts: Iterable[str]) -> list[str]:
    """Texts that fold to the same thing as another one."""
    return [text for text, times in Counter(map(fold, texts)).items() if times > 1]


def labels() -> Iterator[Label]:
    """Every label and help text of the contract."""
    for dataset in CONTRACT:
        yield from (dataset.label, dataset.help)
        for declared in dataset.columns:
            yield from (declared.label, declared.help, *(choice.label for choice in declared.choices_given({})))


def test_the_six_datasets_of_the_workbook() -> None:
    assert list(CONTRACT.by_name) == ["projects", "budget", "credits", "milestones", "raid", "migration"]


def test_every_text_stands_in_three_languages() -> None:
    assert [shown for shown in labels() if not all(text.strip() for text in shown)] == []


def test_every_help_is_a_sentence() -> None:
    helps = [c.help for _, c in ALL_COLUMNS] + [d.help for d in CONTRACT]
    assert [text for shown in helps for text in shown if not re.fullmatch(r"[A-ZÀ-Ý0-9].*\.", text)] == []


@each_dataset
def test_the_key_begins_with_the_project_and_is_required(dataset: Dataset) -> None:
    assert dataset.key[0] == "project"
    assert [name for name in dataset.key if not dataset.column(name).required] == []
    assert dataset.key_positions == tuple(dataset.positions[name] for name in dataset.key)


@each_dataset
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_share_a_header(dataset: Dataset, language: str) -> None:
    assert repeated(c.label.in_language(language) for c in dataset.columns) == []


@each_dataset
def test_no_header_means_two_columns(dataset: Dataset) -> None:
    meanings: dict[str, set[str]] = {}
    for declared in dataset.columns:
        for text in (declared.name, *declared.label, *declared.aliases):
            meanings.setdefault(fold(text), set()).add(declared.name)
    assert {text: names for text, names in meanings.items() if len(names) > 1} == {}


def test_no_sheet_name_means_two_datasets() -> None:
    meanings: dict[str, set[str]] = {}
    for dataset in CONTRACT:
        for text in (dataset.name, *dataset.label, *dataset.aliases):
            meanings.setdefault(fold(text), set()).add(dataset.name)
    assert {text: names for text, names in meanings.items() if len(names) > 1} == {}


@each_column
def test_no_word_means_two_choices(dataset: Dataset, declared: Column) -> None:
    meanings: dict[str, set[str]] = {}
    for choice in declared.choices_given({}):
        for text in (choice.value, *choice.label, *choice.aliases):
            meanings.setdefault(fold(text) or text, set()).add(choice.value)
    assert {text: values for text, values in meanings.items() if len(values) > 1} == {}


@each_column
def test_only_choices_have_choices_and_only_numbers_have_bounds(dataset: Dataset, declared: Column) -> None:
    chosen = declared.type in (ColumnType.CHOICE, ColumnType.STATUS, ColumnType.BOOLEAN)
    assert chosen or not (declared.choices or declared.reference)
    assert declared.type is not ColumnType.CHOICE or bool(declared.choices) != bool(declared.reference)
    assert declared.type in NUMBERS or (declared.minimum is None and declared.maximum is None)
    assert declared.reference in (None, *KINDS)
    assert declared.refers_to in (None, *CONTRACT.by_name)


@each_column
def test_a_percentage_lies_between_0_and_100(dataset: Dataset, declared: Column) -> None:
    if declared.type is ColumnType.PERCENTAGE:
        assert (declared.minimum, declared.maximum) == (0, 100)


@each_dataset
def test_rules_links_and_closing_name_columns_that_exist(dataset: Dataset) -> None:
    named = [name for rule in dataset.rules for name in (*rule.left, *rule.limit, rule.at)]
    named += [link.column for link in dataset.links] + [name for name, _ in dataset.closing]
    assert set(named) <= set(dataset.column_names)


@each_dataset
def test_rules_compare_like_with_like(dataset: Dataset) -> None:
    for rule in dataset.rules:
        assert len({dataset.column(name).type for name in (*rule.left, *rule.limit)}) == 1


@each_dataset
def test_closing_gives_values_of_the_right_type(dataset: Dataset) -> None:
    for name, value in dataset.closing:
        declared = dataset.column(name)
        allowed = [choice.value for choice in declared.choices_given({})]
        assert (declared.type is ColumnType.DATE) if value == STATUS_DATE else value in allowed


def test_a_record_knows_its_key() -> None:
    values = ("P1", "staff", dt.date(2026, 1, 1), None, None, Decimal(1), None, None, None)
    assert CONTRACT.dataset("budget").key_of(values) == ("P1", "staff", dt.date(2026, 1, 1))


def test_a_name_that_is_not_declared_is_an_error() -> None:
    with pytest.raises(KeyError):
        CONTRACT.dataset("holidays")
    with pytest.raises(KeyError):
        TASKS.column("colour")


def test_choices_come_from_the_column_its_type_or_a_list() -> None:
    places = (Choice("BXL", label("Brussels")),)
    assert column("place", ColumnType.CHOICE, reference="places").choices_given({"places": places}) == places
    assert column("place", ColumnType.CHOICE, reference="places").choices_given({}) == ()
    assert column("flag", ColumnType.BOOLEAN).choices_given({}) == BOOLEAN_CHOICES
    assert column("rag", ColumnType.STATUS).choices_given({}) == STATUS_CHOICES
    assert column("amount", ColumnType.AMOUNT).choices_given({}) == ()


def test_a_contract_is_what_its_datasets_are() -> None:
    contract = Contract((TASKS,))
    assert list(contract) == [TASKS]
    assert contract.dataset("tasks") is TASKS
    assert TASKS.label.in_language("fr") == "Tâches"


@pytest.mark.parametrize(("language", "alone", "before"), [("fr", "Fusionner", "Fusionner dans"),
                                                           ("nl", "Samenvoegen", "Samenvoegen met")])  # fmt: skip
def test_a_merge_reads_alone_and_is_still_known_by_its_longer_name(language: str, alone: str, before: str) -> None:
    (merge,) = [c for c in CONTRACT.by_name["migration"].column("disposition").choices if c.value == "merge_into"]
    assert merge.label.in_language(language) == alone
    assert fold(before) in {fold(alias) for alias in merge.aliases}
