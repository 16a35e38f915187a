import pytest

from dashboard.metrics.readiness import CONDITIONS, WEIGHTS, ReadinessClass, readiness

ALL_YES = dict.fromkeys(WEIGHTS, "yes")


def test_weights_add_up_to_a_hundred():
    assert sum(WEIGHTS.values()) == 100


@pytest.mark.parametrize(
    ("answers", "score", "found"),
    [
        ({}, 100, ReadinessClass.READY),
        ({"ready_functional": "no"}, 80, ReadinessClass.READY),
        ({"ready_functional": "no", "ready_sponsor": "partly"}, "77.5", ReadinessClass.READY_WITH_CONDITIONS),
        (
            {"ready_functional": "no", "ready_data": "no", "ready_sponsor": "no"},
            60,
            ReadinessClass.READY_WITH_CONDITIONS,
        ),
        ({"ready_functional": "no", "ready_data": "no", "ready_support": "no"}, 55, ReadinessClass.NOT_READY),
        ({"ready_functional": None, "ready_support": None}, 70, ReadinessClass.READY_WITH_CONDITIONS),
        ({"ready_functional": None, "ready_data": None}, None, ReadinessClass.UNKNOWN),
        (dict.fromkeys(WEIGHTS), None, ReadinessClass.UNKNOWN),
    ],
)
def test_score_and_class(answers, score, found):
    result = readiness({**ALL_YES, **answers})
    assert result.readiness is found
    assert result.score == (None if score is None else pytest.approx(float(score)))


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("answers", [ALL_YES, {}])
def test_a_missing_condition_is_never_ready(condition, answers):
    result = readiness({**answers, condition: False})
    assert result.readiness is ReadinessClass.NOT_READY
    assert result.missing == (condition,)


@pytest.mark.parametrize("answer", [True, None])
def test_a_condition_met_or_not_looked_at_does_not_block(answer):
    assert readiness({**ALL_YES, **dict.fromkeys(CONDITIONS, answer)}).readiness is ReadinessClass.READY
