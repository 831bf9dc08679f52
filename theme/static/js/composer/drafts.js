// Drafts: what is being written, kept in this browser alone until it is proposed or thrown away.

import { isMapping } from "./values.js";

// Several archives may lie under one host, as the pages of projects do: each has its own.
const { root } = document.querySelector('[data-part="composer"]').dataset;
const KEPT = `composer-drafts ${new URL(root, location.href).pathname}`;
const BY = "composer-by";
const DAYS = 7; // that a draft is kept after it was proposed
const DAY = 24 * 60 * 60 * 1000;

// Whether what is kept is a draft: another program, or an older one, may have written there.
const isDraft = (one) => isMapping(one) && [one.key, one.kind, one.body].every((text) => typeof text === "string")
  && isMapping(one.data) && Array.isArray(one.added) && one.added.every((part) => isMapping(part?.value))
  && (one.base === null || isMapping(one.base?.data));

function read() {
  try {
    const kept = Object.values(JSON.parse(localStorage.getItem(KEPT))).filter(isDraft);
    return Object.fromEntries(kept.map((one) => [one.key, one]));
  } catch {
    return {};
  }
}

function write(drafts) {
  try {
    if (Object.keys(drafts).length) localStorage.setItem(KEPT, JSON.stringify(drafts));
    else localStorage.removeItem(KEPT);
    return true;
  } catch {
    return false; // storage is refused, or full: the draft lasts as long as the page
  }
}

// All drafts, the last one first.
export function drafts() {
  const all = Object.values(read());
  const kept = all.filter(({ proposed }) => !proposed || Date.now() - proposed < DAYS * DAY);
  if (kept.length < all.length) write(Object.fromEntries(kept.map((one) => [one.key, one])));
  return kept.sort((one, other) => other.saved - one.saved);
}

// Keeps a draft as it is now; whether the browser lets us.
export const keep = (draft) => write({ ...read(), [draft.key]: { ...draft, saved: Date.now() } });

// Tells when another tab writes or discards a draft, until a signal.
export function watch({ key }, tell, signal) {
  const saved = (text) => JSON.parse(text ?? "{}")?.[key]?.saved;
  addEventListener("storage", (event) => {
    if (event.key === KEPT && saved(event.oldValue) !== saved(event.newValue)) tell();
  }, { signal });
}

export function discard(key) {
  const { [key]: _, ...rest } = read();
  write(rest);
}

// Signs that no other proposal of the day has.
export const ownKey = () =>
  [...crypto.getRandomValues(new Uint8Array(6))].map((one) => "abcdefghijklmnopqrstuvwxyz012345"[one % 32]).join("");

// The name of who proposes, which is remembered.
export function proposer(name) {
  try {
    if (name === undefined) return localStorage.getItem(BY) ?? "";
    if (name) localStorage.setItem(BY, name);
    else localStorage.removeItem(BY);
  } catch {
    // Storage is refused.
  }
  return name ?? "";
}
