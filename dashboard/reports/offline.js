// Filters of the offline pack: hides what is not chosen and shows the figures that were computed beforehand.
"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const { facets, variants, titles } = JSON.parse(document.getElementById("data").textContent);
  const selects = [...form.querySelectorAll("select")];
  const codes = Object.keys(facets);
  const figures = [...document.querySelectorAll("[data-figure]")];
  const shown = document.getElementById("shown");
  const count = new Intl.NumberFormat(document.documentElement.lang);
  const sections = [...document.querySelectorAll("main > section")].map((section) => {
    const heading = section.querySelector("h2");
    const link = document.querySelector(`nav a[href="#${section.id}"]`);
    return { section, heading, link, said: heading.textContent };
  });
  const matches = (values, wanted) => wanted.every((value, place) => !value || values[place] === value);

  const apply = () => {
    const wanted = selects.map((select) => select.value);
    const left = new Set(codes.filter((code) => matches(facets[code], wanted)));
    for (const element of document.querySelectorAll("[data-project]")) {
      const code = element.dataset.project;
      element.hidden = code in facets && !left.has(code);
    }
    const cards = variants[wanted.join("|")];
    for (const element of figures) {
      const found = cards && cards[element.dataset.figure];
      element.classList.toggle("fixed", !found);
      if (found) {
        const [value, movement, tone] = found;
        element.querySelector("b").textContent = value;
        const moved = element.querySelector(".moved");
        moved.textContent = movement;
        moved.className = "moved " + tone;
      }
    }
    const headings = titles[wanted.join("|")] || {};
    for (const { section, heading, link, said } of sections) {
      const found = headings[section.id.slice(1)];
      section.classList.toggle("follows", Boolean(found));
      heading.textContent = link.textContent = found || said;
    }
    document.body.classList.toggle("filtered", wanted.some(Boolean));
    shown.textContent = shown.dataset.words
      .replace("{shown}", count.format(left.size))
      .replace("{count}", count.format(codes.length));
  };

  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("all").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    apply();
  });
  apply();
})();
