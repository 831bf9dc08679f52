// Search dialog: the search from anywhere. Its markup lies in the page of the search, from where it is fetched at its first
// use; what is found leads on, and Enter without a choice leads to that page with the question.

import { clustered, find, loaded, open as opened } from "./search-engine.js";
import { address, answering, counted, propose, signed, titled } from "./search-results.js";

const PAGE = new URL("../../recherche/", import.meta.url);
const MOST = 8; // results
const TYPING = 150; // milliseconds of rest before what is typed is sought

let dialog = null;

export async function open() {
  dialog ??= make();
  const node = await dialog;
  if (!node.open) node.showModal();
  node.querySelector("input").select();
}

async function make() {
  const page = new DOMParser().parseFromString(await (await fetch(PAGE)).text(), "text/html");
  const template = (name) => page.querySelector(`template[data-part="${name}"]`);
  const node = document.importNode(template("dialog").content, true).firstElementChild;
  document.body.append(node);
  enhance(node, template("signs"));
  return node;
}

function enhance(node, signs) {
  const form = node.querySelector("form");
  const field = form.elements.q;
  const [status, meant, list, all] = ["status", "meant", "options", "all"].map((name) => node.querySelector(`[data-part="${name}"]`));
  const options = () => [...list.querySelectorAll('[role="option"]')];
  let latest = 0;
  let resting = 0;

  function choose(option) {
    for (const one of options()) one.ariaSelected = one === option ? "true" : "false";
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function option(one, i) {
    const link = document.createElement("a");
    Object.assign(link, { id: `found_${i}`, role: "option", ariaSelected: "false", href: address(one, answering(one)), tabIndex: -1 });
    const title = document.createElement("span");
    title.append(...titled(one));
    const facts = document.createElement("small");
    facts.textContent = one.facts || one.kind.join(", ");
    link.append(title, ...one.state.slice(1, 2).map((word) => signed(signs, word)), facts);
    return link;
  }

  // Announcements, articles, all else: the group of the best result first.
  function grouped(pages, kinds) {
    const found = new Map();
    for (const one of pages) {
      const kind = kinds.indexOf(one.kind[0]);
      found.set(kind, [...(found.get(kind) ?? []), one]);
    }
    let number = 0;
    return [...found].map(([kind, ones]) => {
      const group = document.createElement("div");
      const heading = Object.assign(document.createElement("p"), { id: `found_group_${kind + 1}`, textContent: list.dataset[["others", "announcements", "articles"][kind + 1]] });
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", heading.id);
      group.append(heading, ...ones.map((one) => option(one, (number += 1))));
      return group;
    });
  }

  async function run() {
    const turn = (latest += 1);
    const question = field.value.trim();
    try {
      const engine = await opened();
      const found = await find(engine, question);
      const pages = clustered(await loaded(found, 0, MOST)).flatMap((one) => [one, ...one.reports]);
      if (turn !== latest) return;
      list.replaceChildren(...grouped(pages, engine.kinds));
      choose(null);
      const told = counted(status, found, question, false);
      status.textContent = [...found.said, told].filter(Boolean).join(" – ");
      all.hidden = found.results.length === 0;
      all.href = `${PAGE}?q=${encodeURIComponent(question)}`;
      field.ariaExpanded = pages.length ? "true" : "false";
      await propose(meant, question, found, pages, (proposed) => {
        field.value = proposed;
        field.focus();
        run();
      });
    } catch (error) {
      status.textContent = status.dataset.failed;
      throw error;
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(run, TYPING);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const all = options();
    const at = all.findIndex((one) => one.ariaSelected === "true");
    // Beyond either end stands the field itself.
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    choose(all[next] ?? null);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = options().find((one) => one.ariaSelected === "true");
    if (chosen) location.assign(chosen.href);
    else if (field.value.trim()) location.assign(`${PAGE}?q=${encodeURIComponent(field.value.trim())}`);
  });
  node.querySelector('[data-part="close"]').addEventListener("click", () => node.close());
  node.addEventListener("click", ({ target }) => {
    if (target === node) node.close();
    // A result on this very page: the address changes, the page stays.
    else if (target.closest('[role="option"]')) setTimeout(() => node.close());
  });
}
