// Search dialog: the search from anywhere. Its markup is in the page of the search, and is fetched at its first use. A
// result leads to its page, and Enter without a choice leads to the page of the search with the question.

import { clustered, find, loaded, open as opened } from "./search-engine.js";
import { address, answeringPart, countSentence, element, propose, stateNode, titleNodes } from "./search-results.js";

const PAGE = document.querySelector(".open-search").href;
const MOST = 8; // results
const TYPING = 150; // milliseconds of rest before a typed question is sought
const GROUPS = ["others", "announcements", "articles"]; // by the place of their kind, and -1 for all others

const pageOf = (question) => `${PAGE}?q=${encodeURIComponent(question)}`;

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
  const part = (name) => node.querySelector(`[data-part="${name}"]`);
  const [status, meant, list, all] = ["status", "meant", "options", "all"].map(part);
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
    const href = address(one, answeringPart(one));
    const title = element("span", {}, ...titleNodes(one));
    const state = one.state.slice(1, 2).map((word) => stateNode(signs, word));
    const facts = element("small", {}, one.facts || one.kind.join(list.dataset.comma));
    const properties = { id: `found_${i}`, role: "option", ariaSelected: "false", href, tabIndex: -1 };
    return element("a", properties, title, ...state, facts);
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
      const heading = element("p", { id: `found_group_${kind + 1}` }, list.dataset[GROUPS[kind + 1]]);
      const group = element("div", { role: "group" }, heading, ...ones.map((one) => option(one, (number += 1))));
      group.setAttribute("aria-labelledby", heading.id);
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
      const told = countSentence(status, found, question, false);
      status.textContent = [...found.said, told].filter(Boolean).join(" – ");
      all.hidden = found.results.length === 0;
      all.href = pageOf(question);
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
    else if (field.value.trim()) location.assign(pageOf(field.value.trim()));
  });
  part("close").addEventListener("click", () => node.close());
  node.addEventListener("click", ({ target }) => {
    if (target === node) node.close();
    // A result on this very page: the address changes, the page stays.
    else if (target.closest('[role="option"]')) setTimeout(() => node.close());
  });
}
