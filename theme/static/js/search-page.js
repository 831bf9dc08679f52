// Search page: shows the results of `search-engine.js`, lets them be narrowed and sorted, and writes the question into
// the address.

import { clustered, everything, find, loaded, open } from "./search-engine.js";
import { countSentence, element, resultNode, propose } from "./search-results.js";

const PAGE = 10; // results that are shown at once
const TYPING = 250; // milliseconds of rest before a typed question is sought
const VALUES = 10; // of a facet, at first
const WIDE = "(width >= 1100px)"; // where the facets stand open

export function enhance(root) {
  if (root.dataset.enhanced) return;
  root.dataset.enhanced = "";
  const form = root.querySelector("form");
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const [status, said, meant, list, more, ways, clear, sort] =
    ["status", "said", "meant", "results", "more", "ways", "clear", "sort"].map(part);
  const templates = { result: part("result"), signs: part("signs") };
  const facets = [...root.querySelectorAll("[data-facet]")];
  let latest = 0;
  let resting = 0;
  let shown = { results: [] };
  let pages = []; // those that answer the words, before any choice
  let engine = null;

  // --- the address ---

  const asked = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  const question = () => form.elements.q.value.trim();
  const choice = () => new Map(facets.map(({ dataset: { facet, name } }) => [facet, asked().getAll(name)]));
  const isChosen = () => [...choice().values()].some((values) => values.length);

  function readAddress() {
    const address = new URLSearchParams(location.search);
    form.elements.q.value = address.get("q") ?? "";
    sort.checked = address.get(sort.name) === sort.value;
    for (const facet of facets) {
      const values = address.getAll(facet.dataset.name);
      draw(facet, new Map(values.map((value) => [value, null])), values);
      if (values.length && facet.open === false) facet.open = true;
    }
  }

  // --- facets ---

  // The values of a facet, the commonest first; those that are chosen always stand there.
  function draw(facet, counts, chosen, most = VALUES) {
    const lang = document.documentElement.lang;
    const isYear = "newest" in facet.dataset;
    const all = [...counts].sort(([a, n], [b, m]) => (isYear ? b.localeCompare(a) : m - n || a.localeCompare(b, lang)));
    for (const value of chosen) if (!counts.has(value)) all.unshift([value, 0]);
    const kept = all.filter(([value], i) => i < most || chosen.includes(value));
    const held = document.activeElement?.closest("[data-facet]") === facet ? document.activeElement.value : "";
    const box = facet.querySelector("[data-values]");
    box.replaceChildren(...kept.map(([value, count]) => {
      const checked = chosen.includes(value);
      const input = element("input", { type: "checkbox", name: facet.dataset.name, value, checked });
      const number = element("span", { className: "number" }, String(count ?? ""));
      return element("label", {}, input, element("span", {}, value), number);
    }));
    if (all.length > kept.length) {
      const button = element("button", { type: "button", className: "clear" }, root.dataset.all);
      button.addEventListener("click", () => {
        draw(facet, counts, choice().get(facet.dataset.facet), 100);
        box.querySelectorAll("input")[most]?.focus();
      });
      box.append(button);
    }
    facet.hidden = !all.length && facet.localName !== "details";
    if (held) [...box.querySelectorAll("input")].find(({ value }) => value === held)?.focus();
  }

  // Those that can be seen are countSentence; the others would be loaded for nothing.
  async function count(turn) {
    if (!engine) return;
    for (const facet of facets) {
      if (!facet.closest("details").open || (facet.localName === "details" && !facet.open)) continue;
      const counts = await engine.columns.counts(pages, choice(), facet.dataset.facet);
      if (turn !== latest) return;
      draw(facet, counts, choice().get(facet.dataset.facet));
    }
  }

  // --- results ---

  async function add(from) {
    const next = await loaded(shown, from, PAGE);
    return { next, nodes: clustered(next).map((page) => resultNode(templates, page)) };
  }

  async function run() {
    const turn = (latest += 1);
    const words = question();
    try {
      engine = await open();
      const found = words ? await find(engine, words) : { ...everything(engine), said: [], unknown: [], words: [] };
      let results = await engine.columns.chosen(found.results, choice());
      if (sort.checked || !words) results = await engine.columns.byDay(results);
      if (turn !== latest) return;
      pages = found.results;
      const isIdle = !words && !isChosen();
      shown = { ...found, results: isIdle ? [] : results, words: sort.checked ? [] : found.words };
      const { next, nodes } = await add(0);
      if (turn !== latest) return;
      list.replaceChildren(...nodes);
      more.hidden = shown.results.length <= PAGE;
      more.dataset.from = PAGE;
      ways.hidden = shown.results.length > 0;
      clear.hidden = !isChosen();
      said.replaceChildren(...found.said.flatMap((text) => [text, document.createElement("br")]).slice(0, -1));
      said.hidden = !found.said.length;
      status.textContent = countSentence(status, shown, words, isChosen());
      await propose(meant, words, found, next, (proposed) => {
        form.elements.q.value = proposed;
        seek(true);
      });
      await count(turn);
    } catch (error) {
      list.replaceChildren();
      ways.hidden = false;
      status.textContent = status.dataset.failed;
      throw error;
    }
  }

  // The address names the question and the choice, so that it can be stored, sent and returned to.
  function seek(keep) {
    clearTimeout(resting);
    const sought = asked().toString();
    const address = location.pathname + (sought && `?${sought}`);
    if (address !== location.pathname + location.search) {
      history[keep ? "pushState" : "replaceState"](null, "", address);
    }
    run();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    seek(true);
  });
  form.addEventListener("change", ({ target }) => {
    if (target !== form.elements.q) seek(true);
  });
  form.addEventListener("input", ({ target }) => {
    if (target !== form.elements.q) return;
    clearTimeout(resting);
    resting = setTimeout(seek, TYPING, false);
  });
  form.addEventListener("toggle", () => count(latest), true);
  clear.addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of form.querySelectorAll("[data-facet] input")) box.checked = false;
    seek(true);
    form.elements.q.focus();
  });
  more.addEventListener("click", async () => {
    const from = Number(more.dataset.from);
    const before = list.children.length;
    more.dataset.from = from + PAGE;
    list.append(...(await add(from)).nodes);
    more.hidden = shown.results.length <= from + PAGE;
    list.children[before]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    readAddress();
    run();
  });

  root.hidden = false;
  if (matchMedia(WIDE).matches) part("narrow").open = true;
  readAddress();
  // Nothing is loaded for a reader who has not asked for anything yet.
  if (location.search) run();
  else form.addEventListener("focusin", () => latest || run(), { once: true });
}

document.querySelectorAll('[data-enhance="search"]').forEach(enhance);
