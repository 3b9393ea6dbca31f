"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const made = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });
  const key = (cell) => {
    if (!cell.classList.contains("number")) return cell.textContent;
    return cell.dataset.key === undefined || cell.dataset.key === "nan" ? -Infinity : Number(cell.dataset.key);
  };
  const compared = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), document.documentElement.lang));

  for (const tools of all(".tools")) tools.hidden = false;
  for (const fold of all("details[data-wide]")) fold.open = matchMedia("(min-width: 64rem)").matches;

  const does = {
    theme() {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
    },
    print: () => print(),
    unfold(button) {
      const folds = all("main details");
      const open = folds.some((fold) => !fold.open);
      for (const fold of folds) fold.open = open;
      [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
    },
  };
  for (const button of all("button[data-does]")) button.addEventListener("click", () => does[button.dataset.does](button));

  for (const table of all("table[data-sort]")) {
    const body = table.tBodies[0];
    const heads = all("thead th", table);
    if (body.rows.length < 3) continue;
    heads.forEach((head, column) => {
      const button = made("button", head.textContent);
      button.type = "button";
      button.title = table.dataset.sort.replace("{column}", head.textContent);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const sign = descending ? -1 : 1;
        body.append(...[...body.rows].sort((a, b) => sign * compared(key(a.cells[column]), key(b.cells[column]))));
      });
      head.replaceChildren(button);
    });
    if (!table.dataset.filter) continue;
    const label = made("label", table.dataset.filter + " ");
    const input = made("input");
    input.type = "search";
    input.addEventListener("input", () => {
      const sought = input.value.toLowerCase();
      for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(sought);
    });
    label.className = "choose";
    label.append(input);
    table.parentElement.before(label);
  }

  for (const figure of all("figure[data-choose]")) {
    const panels = all(".panel", figure);
    if (panels.length < 2) continue;
    const label = made("label", figure.dataset.choose + " ");
    const select = made("select");
    panels.forEach((panel, place) => select.append(new Option(panel.querySelector("h4").textContent, String(place))));
    select.append(new Option(figure.dataset.all, "all"));
    const show = () => panels.forEach((panel, place) => { panel.hidden = select.value !== "all" && select.value !== String(place); });
    select.addEventListener("change", show);
    label.className = "choose";
    label.append(select);
    figure.querySelector(".panels").before(label);
    show();
  }
})();
