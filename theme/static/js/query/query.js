// Query: the page on which a reader asks the data in SQL. The database and what reads it are loaded when something is
// asked, and not before: an address with a query in it fills the editor, and no more. The query stands behind the `#`,
// which no server is sent.

import { button, node, t } from "../composer/page.js";
import { Database, FailedQuery } from "./database.js";
import { explained } from "./errors.js";
import { table } from "./table.js";

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const [form, result, status, rows, cancel, loads] =
  ["query", "result", "status", "rows", "cancel", "loads"].map(part);
const editor = form.querySelector("textarea");
const run = form.querySelector("[type=submit]");
const { root, site, engine, size } = form.dataset;
const KEY = "sql";

const database = new Database(new URL(engine, location), new URL(form.dataset.database, location));
// What was asked on this page: going back to it asks again, which loads nothing more.
const asked = new Set();

const address = (sql) => `#${KEY}=${encodeURIComponent(sql)}`;
const ofAddress = () => new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B")).get(KEY);

function say(...content) {
  status.replaceChildren(...content);
}

function busy(is) {
  cancel.hidden = !is;
  run.setAttribute("aria-disabled", is);
  result.toggleAttribute("data-busy", is);
  result.setAttribute("aria-busy", is);
  // What is saved is the answer that is shown, not the one that comes.
  for (const act of rows.querySelectorAll("button")) act.disabled = is;
}

function show(answer) {
  const { columns, first, total, isCut, ms } = answer;
  const values = { n: first.length, total, ms };
  if (!columns.length) say(t("query.said-nothing"));
  else if (!total) say(t("query.said-none"));
  else if (isCut) say(t("query.said-too-many", values));
  else say(t(first.length < total ? "query.said-first" : "query.said-found", values));
  if (!total) return rows.replaceChildren();
  return rows.replaceChildren(
    node("div", { class: "rows", role: "group", tabindex: "0", "aria-labelledby": "s_result" },
      table(columns, first, { root, site, link: t("query.column-link") })),
    node("p", { class: "line" }, button(t("query.said-csv"), save, { class: "act" })));
}

async function save() {
  const link = node("a", { href: URL.createObjectURL(await database.csv()), download: `${t("query.said-file")}.csv` });
  link.click();
  // Browsers begin to read it at once, and some of them a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function fail(error) {
  rows.replaceChildren();
  if (!(error instanceof FailedQuery)) {
    say(t("query.said-unloaded"));
    throw error;
  }
  if (error.reason) return say(t(`query.said-${error.reason}`, { n: error.seconds }));
  return say(explained(error.message), node("br"), node("span", { class: "hint" },
    t("query.said-sqlite", { message: "" }), node("code", { lang: "en" }, error.message)));
}

async function ask() {
  const sql = editor.value.trim();
  result.hidden = false;
  status.scrollIntoView({ block: "nearest" }); // below the fold nobody would see that there is an answer
  if (!sql) return say(t("query.said-empty"));
  asked.add(sql);
  if (ofAddress() !== sql) history.pushState(null, "", address(sql));
  busy(true);
  say(database.isLoaded ? t("query.said-asking") : t("query.said-loading", { size }));
  try {
    const answer = await database.ask(sql, () => say(t("query.said-asking")));
    if (!answer) return undefined; // another one was asked meanwhile
    loads.hidden = true;
    show(answer);
  } catch (error) {
    busy(false);
    fail(error);
  }
  return busy(false);
}

function fill(sql) {
  editor.value = sql;
  editor.rows = Math.min(24, Math.max(8, sql.split("\n").length + 1));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (run.getAttribute("aria-disabled") !== "true") ask();
});
editor.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
cancel.addEventListener("click", () => database.stop("cancelled"));
for (const open of document.querySelectorAll("[data-question]")) {
  open.hidden = false;
  open.addEventListener("click", () => {
    fill(open.closest("section").querySelector("pre").textContent);
    database.stop("cancelled");
    form.scrollIntoView({ block: "start" });
    ask();
    result.querySelector("h2").focus({ preventScroll: true });
  });
}
addEventListener("popstate", () => {
  const sql = ofAddress();
  if (sql === null || sql === editor.value.trim()) return;
  fill(sql);
  if (asked.has(sql)) ask();
});

form.hidden = false;
// The shortest question is the one to learn from.
const shortest = [...document.querySelectorAll(".answer pre")].map((one) => one.textContent)
  .reduce((one, other) => (other.length < one.length ? other : one));
fill(ofAddress() ?? shortest);
