// Draft: a record as it stands, and what a reader makes of it -> the record as it would be, and what changes.
//
// A draft is plain JSON. Lists of parts (annotations, events) keep in `data` the members that stand, null for one that
// is taken away; new ones are in `added`, so that a change names its place in the text that it was made from.

import { equal, isMapping } from "./values.js";

const isList = Array.isArray;
const copy = (value) => structuredClone(value);

// A draft of changes of a record, from what is published beside its page.
export function changeOf({ id, kind, path, digest, data, body, text }, key, title) {
  return {
    key, record: id, kind, path, title, made_from: digest, base: { data, body, text },
    data: copy(data), body, added: [], why: "",
  };
}

export const newRecord = (kind, key, data, added = []) =>
  ({ key, record: "", kind, path: "", title: "", base: null, data, body: "", added, why: "" });

const isNothing = (value) => value === "" || value === undefined || (isList(value) && !value.length)
  || (isMapping(value) && !Object.keys(value).length);

// Without the keys that nothing was written in: empty texts, lists and mappings. What stands so is left alone.
function pruned(value, standing) {
  if (equal(value, standing)) return value;
  if (isList(value)) return value.map((one) => pruned(one)).filter((one) => one !== "");
  if (!isMapping(value)) return typeof value === "string" ? value.trim() : value;
  const kept = Object.entries(value).map(([name, one]) => [name, pruned(one, standing?.[name])]);
  return Object.fromEntries(kept.filter(([name, one]) => !isNothing(one) || (standing && equal(one, standing[name]))));
}

const moment = (value) => String(value?.on ?? "").replace(/^\.\.\//u, "");

// Where a new member comes in a list as it stands: events in order of their dates, all others last.
function index(list, members, value) {
  if (list !== "events" || !moment(value)) return members.length;
  const found = members.findIndex((one) => one && moment(one) > moment(value));
  return found < 0 ? members.length : found;
}

// The record as it would be, with the member of the draft that each member of a list of parts is.
export function working(draft) {
  const data = {};
  const members = {};
  const lists = new Set(draft.added.map(({ to }) => to));
  const base = draft.base?.data ?? {};
  for (const name of new Set([...Object.keys(draft.data), ...lists])) {
    const value = draft.data[name];
    if (!lists.has(name) && !(isList(value) && value.some((one) => one === null || isMapping(one)))) {
      data[name] = pruned(value, base[name]);
      continue;
    }
    const standing = value ?? [];
    const placed = standing.map((one, at) => ({ one, at, item: { list: name, at } }));
    draft.added.forEach(({ to, value: one }, n) => {
      if (to === name) placed.push({ one, at: index(name, standing, one) - 0.5, item: { list: name, added: n } });
    });
    const there = placed.filter(({ one }) => one !== null).sort((left, right) => left.at - right.at);
    members[name] = there.map(({ item }) => item);
    data[name] = there.map(({ one, item }) =>
      pruned(one, item.added === undefined ? base[name]?.[item.at] : undefined));
  }
  for (const [name, value] of Object.entries(data)) {
    if (isNothing(value) && !(name in base)) delete data[name];
  }
  return { data, members };
}

// The name of a member in the form of a draft: of one that stands, or of one that was added.
export const itemKey = ({ list, at, added }) => (added === undefined ? `${list}:${at}` : `${list}+${added}`);

const named = (one, at) => (isMapping(one) && typeof one.id === "string" ? one.id : String(at));

function* differences(path, was, now) {
  if (equal(was, now)) return;
  const at = path.join("/");
  if (isMapping(was) && isMapping(now)) {
    for (const name of new Set([...Object.keys(was), ...Object.keys(now)])) {
      const inside = [...path, name];
      if (!(name in now)) yield { at: inside.join("/"), was: was[name] };
      else if (!(name in was)) yield { at: inside.join("/"), now: now[name] };
      else yield* differences(inside, was[name], now[name]);
    }
  } else if (isList(was) && isList(now) && now.length > was.length && equal(was, now.slice(0, was.length))) {
    for (const value of now.slice(was.length)) yield { to: at, value };
  } else {
    yield { at, was, now };
  }
}

// The passage of a body that is another one, with as much around it as tells it from all others.
export function passage(was, now) {
  if (was === now) return null;
  const [old, fresh] = [was.split("\n"), now.split("\n")];
  let start = 0;
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const cut = (lines) => lines.slice(start, lines.length - end).join("\n");
  for (;;) {
    const found = cut(old);
    if (found.trim() && was.split(found).length === 2) return { at: "body", was: found, now: cut(fresh) };
    if (start === 0 && end === 0) return { at: "body", was, now };
    start = Math.max(0, start - 1);
    end = Math.max(0, end - 1);
  }
}

// What a draft changes of its record: members of lists to add, and values to change.
export function changes(draft) {
  const add = [];
  const change = [];
  const { data, members } = working(draft);
  const was = draft.base.data;
  for (const name of new Set([...Object.keys(was), ...Object.keys(data)])) {
    if (!(name in members)) {
      const only = (value) => (name in value ? { [name]: value[name] } : {});
      for (const one of differences([], only(was), only(data))) ("to" in one ? add : change).push(one);
      continue;
    }
    const standing = was[name] ?? [];
    data[name].forEach((value, n) => {
      const { at, added } = members[name][n];
      if (added === undefined) {
        for (const one of differences([name, named(standing[at], at)], standing[at], value)) {
          ("to" in one ? add : change).push(one);
        }
      } else {
        const place = index(name, standing, value);
        add.push({ to: name, ...(place < standing.length ? { at: place } : {}), value });
      }
    });
    (draft.data[name] ?? []).forEach((one, at) => {
      if (one === null) change.push({ at: `${name}/${named(standing[at], at)}`, was: standing[at] });
    });
  }
  const text = passage(draft.base.body, draft.body);
  if (text) change.push(text);
  return { add, change };
}

// The draft on the record as it stands today; what no longer fits is left out, and named by its path.
export function rebased(draft, source) {
  const fresh = changeOf(source, draft.key, draft.title);
  const lost = [];
  for (const { at, ...one } of changes(draft).change) {
    if (at === "body") {
      if (fresh.body.split(one.was).length === 2) fresh.body = fresh.body.replace(one.was, () => one.now);
      else lost.push(at);
      continue;
    }
    const keys = at.split("/");
    const last = keys.pop();
    const within = (value, name) => (isList(value) ? value.find((each, n) => named(each, n) === name) : value?.[name]);
    const holder = keys.reduce(within, fresh.data);
    const place = isList(holder) ? holder.findIndex((each, n) => named(each, n) === last) : last;
    if (!holder || !equal(holder[place], one.was)) lost.push(at);
    else if ("now" in one) holder[place] = one.now;
    else if (isList(holder)) holder[place] = null;
    else delete holder[place];
  }
  return [{ ...fresh, added: copy(draft.added), why: draft.why }, lost];
}

export const isChanged = (draft) =>
  (draft.base ? draft.added.length > 0 || draft.body !== draft.base.body || !equal(draft.data, draft.base.data) : true);
