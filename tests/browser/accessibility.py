"""What axe-core, the accessibility checker, says of a page, and whether everything that is written can be read."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
ALSO = ("heading-order", "page-has-heading-one", "empty-heading")
"""Rules that count although axe calls them moderate: who cannot see finds the way by the headings."""
STREAMLITS_OWN = {
    # The navigation puts the heading of a section, and its entries, into a <div> between <ul> and <li>.
    "list": "[data-testid=stSidebarNavItems]",
    "listitem": "[data-testid=stSidebarNavItems]",
    # The curve in a metric has a layer for the point under the mouse, empty until then and without a label.
    "svg-img-alt": "[data-testid=stMetricChart]",
}
"""Rules that Streamlit itself breaks inside the place named, where neither configuration nor page reaches."""
RUN = """own => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.flatMap(
rule => rule.nodes.filter(node => !(own[rule.id] && document.querySelector(node.target[0])?.closest(own[rule.id])))
.map(node => ({rule: rule.id, impact: node.impact, html: node.html.slice(0, 200), why: node.failureSummary}))))"""
CUT = """() => {
const cut = [...document.querySelectorAll('[data-testid=stMetricLabel] *, [data-testid=stMetricValue] *')]
  .filter(e => { const words = document.createRange(); words.selectNodeContents(e);
    return getComputedStyle(e).textOverflow === 'ellipsis'
      && words.getBoundingClientRect().width > e.getBoundingClientRect().width + 0.05 })
  .map(e => e.innerText);
const outside = [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')].flatMap(drawing => {
  const room = drawing.getBoundingClientRect();
  return [...drawing.querySelectorAll('text')].filter(text => {
    const at = text.getBoundingClientRect();
    return at.width && (at.left < room.left - 2 || at.right > room.right + 2 || at.top < room.top - 2
      || at.bottom > room.bottom + 2) }).map(text => text.textContent) });
return [...cut, ...outside] }"""


INSIDE = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg [aria-label]')]
.filter(e => !e.closest('[aria-hidden=true]')).map(e => e.getAttribute('aria-label'))"""


def violations(page: Page) -> list[dict[str, Any]]:
    """What breaks a rule gravely, each with the rule, the element and what to do; without ``STREAMLITS_OWN``."""
    page.evaluate(AXE)
    found = page.evaluate(RUN, STREAMLITS_OWN)
    return [one for one in found if one["impact"] in GRAVE or one["rule"] in ALSO]


def read_in_charts(page: Page) -> list[str]:
    """What a screen reader would find inside the charts beside the one description of each: nothing, one hopes."""
    return page.evaluate(INSIDE)


def cut_off(page: Page) -> list[str]:
    """Labels and figures of cards that are cut, and words of charts that stand outside their drawing."""
    return page.evaluate(CUT)
