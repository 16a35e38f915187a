from dashboard.metrics.definitions import N_, first_sentence


def test_marking_changes_nothing():
    assert N_("Budget") == "Budget"


def test_first_sentence_is_one_line_and_survives_abbreviations():
    def documented():
        """EAC of 0.8 CPI + 0.2 SPI, e.g. in
        EUR. More text."""

    assert first_sentence(documented) == "EAC of 0.8 CPI + 0.2 SPI, e.g. in EUR."


def test_no_docstring_no_sentence():
    def bare():
        pass

    assert first_sentence(bare) == ""
