"""The six datasets of the weekly workbook, one module each."""

from data_access.contract import Contract
from data_access.datasets.budget import BUDGET
from data_access.datasets.credits import CREDITS
from data_access.datasets.migration import MIGRATION
from data_access.datasets.milestones import MILESTONES
from data_access.datasets.projects import PROJECTS
from data_access.datasets.raid import RAID

CONTRACT = Contract((PROJECTS, BUDGET, CREDITS, MILESTONES, RAID, MIGRATION))
