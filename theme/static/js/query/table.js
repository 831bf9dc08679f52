// Table: the rows of an answer. A column named as a link leads from the one before it, and numbers stand at the end of
// theirs: so does site/views/query.py with the answers that the page brings along. A long text is folded.

import { node } from "../composer/page.js";

const LONG = 240;
const SHORT = 20;
const WEB = /^https?:\/\/\S+$/u;
const INSIDE = /^(?!\/\/)[\p{L}\p{N}_%.~/#-]+$/u;

// Where a value leads: into the site, from wherever it lies, or elsewhere; null for nowhere.
function target(text, isLink, { root, site }) {
  if (site && text.startsWith(site)) return root + text.slice(site.length);
  if (WEB.test(text)) return text;
  return isLink && text && INSIDE.test(text) ? root + text : null;
}

function shown(value, link, about) {
  const text = value === null ? "" : String(value);
  const led = link === undefined ? target(text, false, about) : target(String(link ?? ""), true, about);
  if (led !== null) {
    return node("a", { href: led, rel: WEB.test(led) ? "external" : null }, text || led);
  }
  if (text.length <= LONG) return text;
  return node("details", {}, node("summary", {}, `${text.slice(0, LONG)}…`), text);
}

function style(values) {
  if (values.every((value) => typeof value === "number")) return "number";
  return values.every((value) => String(value).length <= SHORT) ? "short" : "";
}

export function table(columns, rows, about) {
  const isLink = (n) => n > 0 && columns[n]?.toLowerCase() === about.link.toLowerCase();
  const seen = columns.map((_, n) => n).filter((n) => !isLink(n));
  const styles = seen.map((n) => style(rows.map((row) => row[n]).filter((value) => value !== null)));
  const kind = (place) => ({ class: styles[place] || null });
  return node("table", {},
    node("thead", {}, node("tr", {}, seen.map((n, place) => node("th", { scope: "col", ...kind(place) }, columns[n])))),
    node("tbody", {}, rows.map((row) => node("tr", {}, seen.map((n, place) =>
      node("td", kind(place), shown(row[n], isLink(n + 1) ? row[n + 1] : undefined, about)))))));
}
