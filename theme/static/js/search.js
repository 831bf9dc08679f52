// Search: the page on which a reader asks. It fills the filters, shows what `seek.js` finds, and keeps the address in
// step with the question. No text of the interface stands here: all of it comes from the template.

import { LONE_ARTICLE } from "./question.js";

const INDEX = new URL("../../pagefind/pagefind.js", import.meta.url);
const PAGE = 20; // results of a kind that are shown at once
const PLACES = 3; // links into a page, under its result
const EXCERPT = 32; // words
const TYPING = 250; // milliseconds of rest before what is typed is sought
const WORD = /^([^\p{Alphabetic}\p{N}$€£%]*)(.*?)([^\p{Alphabetic}\p{N}$€£%+]*)$/su;

// --- what is shown ---------------------------------------------------------------------------------------------

// Tokens of a copy as nodes, spelled and spaced as in the page, the marked ones in <mark>.
function set(text, from, to, marks) {
  const nodes = [];
  for (let place = from; place < to; place += 1) {
    if (place > from) nodes.push(space(text[place - 1], text[place]));
    const token = text[place].replace(/'/gu, "’");
    const [, before, word, after] = token.match(WORD);
    if (marks.has(place) && word) {
      const mark = document.createElement("mark");
      mark.textContent = word;
      nodes.push(before, mark, after);
    } else {
      nodes.push(token);
    }
  }
  return nodes;
}

function space(before, after) {
  if (LONE_ARTICLE.test(before.replace(/^[^\p{L}]+/u, ""))) return "";
  if (/^[;!?]/u.test(after)) return "\u202f";
  if (/^[:»$€£%]/u.test(after) || /«$/u.test(before)) return "\u00a0";
  return " ";
}

// The words around the first place that was sought, outside the title and the headings if there is one.
function excerpt({ text, start, marks, parts }) {
  const first = marks.find((place) => place >= start) ?? start;
  const part = parts.filter(({ location }) => location <= first).at(-1);
  const next = parts.find(({ location }) => location > first)?.location ?? text.length;
  const heading = part ? part.location + part.text.split(/\s+/u).length : start;
  const under = first < heading ? part.location : heading;
  const from = Math.max(under, Math.min(first - 8, next - EXCERPT));
  const to = Math.min(from + EXCERPT, next);
  const nodes = set(text, from, to, new Set(marks));
  if (from > under) nodes.unshift("… ");
  if (to < next) nodes.push(" …");
  return nodes;
}

// The parts of the page that hold what was sought, each with its words.
function places({ text, marks, parts }) {
  const held = parts.filter(({ location }, i) => {
    const end = parts[i + 1]?.location ?? text.length;
    return marks.some((place) => place >= location && place < end);
  });
  return held.slice(0, PLACES).map(({ id, location, text: heading }) => {
    const words = heading.split(/\s+/u); // without the full stop that ends it in the text
    const sought = marks.map((place) => place - location);
    return { id, nodes: set(words, 0, words.length, new Set(sought)) };
  });
}

// A question as it stands inside « ».
function quoted(question) {
  return question.replace(/'/gu, "’").replace(/«\s*/gu, "“").replace(/\s*»/gu, "”");
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/gu, (whole, name) => values[name] ?? whole);
}

// A result; its group already tells its kind, when it has no other. A state is shown with its sign.
function item(template, signs, data, group) {
  const node = template.content.cloneNode(true);
  const slot = (name) => node.querySelector(`[data-slot="${name}"]`);
  const { kind = [], state = [] } = data.filters;
  const words = [...kind.filter((one) => one !== group), data.facts].filter(Boolean);
  slot("kind").append(...words.map(span), ...state.map((word) => signed(signs, word)));
  slot("link").href = data.url;
  slot("link").textContent = data.title;
  slot("excerpt").append(...excerpt(data));
  const list = slot("places");
  for (const { id, nodes } of places(data)) {
    const link = document.createElement("a");
    link.href = `${data.url}#${encodeURIComponent(id)}`;
    link.append(...nodes);
    list.appendChild(document.createElement("li")).append(link);
  }
  if (!list.children.length) list.remove();
  if (!slot("kind").children.length) slot("kind").remove();
  return node;
}

function span(text) {
  const node = document.createElement("span");
  node.textContent = text;
  return node;
}

function signed(signs, word) {
  const sign = signs.content.querySelector(`[data-word="${CSS.escape(word)}"] > *`);
  return sign?.cloneNode(true) ?? span(word);
}

// --- the page --------------------------------------------------------------------------------------------------

export function enhance(root) {
  if (root.dataset.enhanced) return;
  root.dataset.enhanced = "";
  const form = root.querySelector("form");
  const selects = [...form.querySelectorAll("select")];
  const [status, groups, ways, template, signs] = ["status", "groups", "ways", "result", "signs"].map((part) =>
    root.querySelector(`[data-part="${part}"]`));
  const sections = new Map([...groups.children].map((section) => [section.dataset.kind, section]));
  const say = (name, values = {}) => {
    status.textContent = name ? fill(status.dataset[name], values) : "";
  };
  let engine = null;
  let kinds = new Map();
  const coming = new Map(); // the results of each group that are not shown yet
  let latest = 0;
  let resting = 0;

  const load = () => (engine ??= import(INDEX).then(async (pagefind) => {
    await pagefind.init();
    offer(await pagefind.filters());
    kinds = await kindsOf(pagefind, [...sections.keys()]);
    return pagefind;
  }));

  // Each filter gets its values; the counts are those of the words that are sought, else of the archive.
  function offer(values) {
    for (const select of selects) {
      const counts = Object.entries(values[select.name] ?? {});
      if (select.options.length === 1) {
        counts.sort(([a], [b]) => a.localeCompare(b, document.documentElement.lang));
        if ("newest" in select.dataset) counts.reverse();
        for (const [value] of counts) select.add(new Option(value, value));
      }
      const known = new Map(counts);
      for (const option of [...select.options].slice(1)) {
        const count = known.get(option.value) ?? 0;
        option.text = values[select.name] ? fill(select.dataset.counted, { value: option.value, count }) : option.value;
      }
    }
  }

  const asked = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));

  function readQuestion() {
    form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  }

  function readFilters() {
    const address = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = address.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
  }

  // The results by kind, the kind of the best one first; each group in the order of the results.
  function grouped(results) {
    const found = new Map();
    for (const result of results) {
      const kind = kinds.get(result.id) ?? [...sections.keys()].at(-1);
      found.set(kind, [...(found.get(kind) ?? []), result]);
    }
    return Promise.all([...found].map(async ([kind, all]) => {
      const first = await Promise.all(all.slice(0, PAGE).map((result) => result.load()));
      return { kind, count: all.length, first, rest: all.slice(PAGE) };
    }));
  }

  function show(found) {
    coming.clear();
    for (const section of sections.values()) {
      section.hidden = true;
      section.querySelector("ol").replaceChildren();
    }
    for (const { kind, count, first, rest } of [...found].reverse()) {
      const section = sections.get(kind);
      section.hidden = false;
      section.querySelector('[data-slot="count"]').textContent = count;
      section.querySelector("ol").replaceChildren(...first.map((data) => item(template, signs, data, kind)));
      coming.set(section, rest);
      section.querySelector('[data-part="more"]').hidden = !rest.length;
      groups.prepend(section);
    }
    ways.hidden = found.length > 0;
  }

  async function run() {
    const turn = (latest += 1);
    const question = form.elements.q.value.trim();
    const filters = Object.fromEntries(selects.filter((select) => select.value).map(({ name, value }) => [name, value]));
    try {
      const pagefind = await load();
      const sought = read(question);
      if (!sought.words.length && !Object.keys(filters).length) {
        if (turn !== latest) return;
        show([]);
        offer(await pagefind.filters());
        say(question ? "none" : "", { question: quoted(question) });
        return;
      }
      const { results, counts } = await find(pagefind, sought, filters);
      const shown = await grouped(results);
      const all = sought.words.length ? counts : await pagefind.filters();
      if (turn !== latest) return;
      show(shown);
      offer(all ?? {});
      const found = results.length > 1 ? "many" : results.length ? "one" : "none";
      say(question ? found : `${found}Filtered`, { count: results.length, question: quoted(question) });
    } catch (error) {
      show([]);
      say("failed");
      throw error;
    }
  }

  // The address says what is shown, so that it can be kept and sent.
  function seek(keep) {
    clearTimeout(resting);
    const sought = asked().toString();
    const address = location.pathname + (sought && `?${sought}`);
    if (address !== location.pathname + location.search) history[keep ? "pushState" : "replaceState"](null, "", address);
    run();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    seek(true);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) seek(true);
  });
  form.addEventListener("input", (event) => {
    if (event.target !== form.elements.q) return;
    clearTimeout(resting);
    resting = setTimeout(seek, TYPING, false);
  });
  groups.addEventListener("click", async ({ target }) => {
    if (target.dataset.part !== "more") return;
    const section = target.closest("section");
    const list = section.querySelector("ol");
    const shown = list.children.length;
    const next = await Promise.all(coming.get(section).splice(0, PAGE).map((result) => result.load()));
    list.append(...next.map((data) => item(template, signs, data, section.dataset.kind)));
    target.hidden = !coming.get(section).length;
    list.children[shown]?.querySelector("a").focus();
  });
  addEventListener("popstate", () => {
    readQuestion();
    readFilters();
    run();
  });

  root.hidden = false;
  // The values of the filters come with the index; the field may be written in before that.
  readQuestion();
  load().then(() => {
    readFilters();
    run();
  }, () => say("failed"));
}

document.querySelectorAll('[data-enhance="search"]').forEach(enhance);
