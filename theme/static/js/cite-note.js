// Cite note: each note has a button that copies its reference: the words that it is about, its number, and the
// reference of the page with the address of the note. At that address, it stands among the references too.

import { copy } from "./copy-citation.js";

const root = document.querySelector('[data-part="cite-note"]');
const line = root.querySelector('[data-part="reference"]');
const [{ textContent: page }, { textContent: address }] = ['[data-part="reference"]', '[rel="bookmark"]'].map((one) =>
  document.querySelector(`.cite ${one}`));
const { form, cite, label } = root.dataset;
const MARKS = /^[\p{Pi}„]\s*|\s*[\p{Pf}\p{Pi}]$/gu;

const numberOf = (note) => note.querySelector(".note-head a").textContent;

// Shows the reference of a note.
function show(note) {
  const words = [...note.closest(".passage").querySelectorAll(`.mark[data-k="${note.dataset.k}"]`)];
  const values = {
    words: words.map((one) => one.textContent).join("").trim().replace(MARKS, ""),
    n: numberOf(note),
    reference: page.trim().replace(address, () => `${address}#${note.id.slice("note-".length)}`),
  };
  line.textContent = form.replace(/\{(\w+)\}/gu, (_, name) => values[name]);
  root.hidden = false;
}

for (const note of document.querySelectorAll("main .note")) {
  const button = document.createElement("button");
  const status = document.createElement("span");
  Object.assign(button, { type: "button", className: "copy", textContent: cite });
  button.setAttribute("aria-label", label.replace("{n}", numberOf(note)));
  button.addEventListener("click", () => {
    show(note);
    copy(line, status, root);
  });
  status.setAttribute("role", "status");
  [...note.querySelectorAll(":scope > p")].at(-1).append(" ", button, " ", status);
}

function follow() {
  const note = document.getElementById(`note-${decodeURIComponent(location.hash.slice(1)).replace(/^note-/u, "")}`);
  if (note) show(note);
}

addEventListener("hashchange", follow);
follow();
