// Proposal: what a reader wrote -> the text of the file of a proposal, its name, and the address at which it is
// proposed. YAML is only written here, never read: what YAML 1.2 and PyYAML understand alike.

import { isMapping } from "./values.js";

const WIDTH = 90;
const INDENT = "  ";

// An address that GitHub still takes: its servers refuse one of 8 kB (cli/cli#1575, JetBrains/intellij-plugins#679).
// A reader who is not signed in is first sent to /login, with all of it as a value, encoded once more: that counts.
const LONGEST = 8000;
const SIGN_IN = "https://github.com/login?return_to=";

const PLAIN = /^(?:[a-z][a-z0-9-]*|[a-z0-9-]+#[a-z0-9-]+|\d{4}-[a-z0-9-]*[a-z]{2}[a-z0-9-]*)$/u;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/u;
// What a text may hold as it is; YAML ends a line at U+0085, U+2028 and U+2029, and PyYAML refuses the rest.
const UNSAFE = /[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu;
const LONE = /[\ud800-\udfff]/gu;

const isList = Array.isArray;
const isScalar = (value) => !isMapping(value) && !isList(value);
const isEmpty = (value) => (isList(value) ? value : Object.keys(value)).length === 0;

function quoted(text) {
  return JSON.stringify(text).replace(UNSAFE, (one) => `\\u${one.codePointAt(0).toString(16).padStart(4, "0")}`);
}

function scalar(value) {
  if (typeof value !== "string") return JSON.stringify(value ?? null);
  const text = value.replace(LONE, "\ufffd");
  return PLAIN.test(text) && !RESERVED.test(text) ? text : quoted(text);
}

const isName = (name) => /^[a-z_][a-z0-9_-]*$/u.test(name) && (name === "on" || !RESERVED.test(name));
const key = (name) => (isName(name) ? name : quoted(name));

// The value on one line, where it is short and no part that is read by itself; else null.
function flow(value) {
  if (isScalar(value)) return scalar(value);
  if (isEmpty(value)) return isList(value) ? "[]" : "{}";
  if (isMapping(value) && ["id", "note", "quote", "evidence"].some((name) => name in value)) return null;
  const parts = isList(value) ? value.map((one) => (isScalar(one) ? scalar(one) : null))
    : Object.entries(value).map(([name, one]) => (isScalar(one) ? `${key(name)}: ${scalar(one)}` : null));
  if (parts.includes(null)) return null;
  const line = isList(value) ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
  return line.length <= WIDTH && !line.includes("\\n") ? line : null;
}

// A text of several lines as lines, where YAML gives back every sign of it; else null.
function literal(text, indent) {
  if (!text.includes("\n") || /^[ \t\n]|[ \t]\n|[ \t]$|\n\n$/u.test(text) || text.search(UNSAFE) >= 0) return null;
  const [sign, whole] = text.endsWith("\n") ? ["|", text.slice(0, -1)] : ["|-", text];
  return `${sign}\n${whole.split("\n").map((line) => (line ? indent + line : "")).join("\n")}`;
}

// What follows a key or a hyphen, and stands at an indent: on the same line, or below it.
function after(value, indent) {
  const deeper = indent + INDENT;
  const lines = typeof value === "string" ? literal(value.replace(LONE, "\ufffd"), deeper) : null;
  const line = lines ?? flow(value);
  return line === null ? `\n${isList(value) ? members(value, deeper) : mapping(value, deeper)}` : ` ${line}`;
}

function members(list, indent) {
  return list.map((one) => {
    if (isMapping(one) && flow(one) === null) return `${indent}- ${mapping(one, indent + INDENT).trimStart()}`;
    if (isList(one) && flow(one) === null) return `${indent}-\n${members(one, indent + INDENT)}`;
    return `${indent}-${after(one, indent)}`;
  }).join("\n");
}

function mapping(value, indent) {
  return Object.entries(value).map(([name, one]) => `${indent}${key(name)}:${after(one, indent)}`).join("\n");
}

// A mapping as a document of YAML, a key a line.
export const yaml = (value) => `${mapping(value, "")}\n`;

// The whole text of a new record: its front matter, and its body.
export const recordText = (data, body) => `---\n${yaml(data)}---\n${body.trim()}${body.trim() && "\n"}`;

// The text of the file of a proposal.
export function proposalText({ record, kind, made_from, by, why, add, change, text }) {
  const made = { record, ...(text === undefined ? { made_from } : { kind }) };
  if (by) made.by = by;
  if (why) made.why = why;
  if (text !== undefined) made.text = text;
  if (add?.length) made.add = add;
  if (change?.length) made.change = change;
  return yaml(made);
}

// The name of its file: `day` is YYYY-MM-DD, `own` signs that no other proposal of the day has.
export const proposalName = (day, record, own) => `${day}-${record}-${own}.yaml`;

// Where it lies in the repository.
export const proposalPath = (name) => `content/proposals/${name}`;

// The page of GitHub on which a new file is proposed, its name and content filled in; null where that is too long for
// an address. HEAD stands for the default branch, whatever its name.
export function newFileAddress(repository, name, text) {
  const asked = new URLSearchParams({ filename: proposalPath(name), value: text });
  const address = `${repository.replace(/\/$/u, "")}/new/HEAD?${asked}`;
  return SIGN_IN.length + encodeURIComponent(address).length <= LONGEST ? address : null;
}
