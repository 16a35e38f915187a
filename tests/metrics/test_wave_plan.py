from decimal import Decimal

from dashboard.metrics.reform_items import reform_items
from dashboard.metrics.wave_plan import wave_plans
from dashboard.metrics.waves import WaveHealth
from tests.reform import ahead, day, over, rows


def test_waves_run_across_projects():
    frame = rows(
        ahead(9, wave=2, users_in_scope=30),
        over(9, wave=1, users_in_scope=10, users_moved=8),
        ahead(3, wave=2, project="P2", forecast_cutover=day(5), users_in_scope=10),
        {"wave": 3, "stage": "failed"},
    )
    first, second, third = wave_plans(frame, reform_items(frame))
    assert (first.wave, second.wave, third.wave) == (1, 2, 3)
    assert (first.health, second.health, third.health) == (WaveHealth.HEALTHY, WaveHealth.LAGGING, WaveHealth.ERROR)
    assert (first.progress, second.progress, third.progress) == (Decimal(80), Decimal(30), Decimal(0))
    assert (first.users_moved, second.users_in_scope) == (8, 40)
    assert [i.item for i in second.items] == ["T-03", "T-01"]


def test_no_rows_no_waves():
    assert wave_plans(rows({}).iloc[:0], ()) == []
