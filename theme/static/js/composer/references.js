// References: what a record names must be in the archive, and of the right kind; and ids are of one thing each. The
// words are those of `suites/analysis/checks/references.py`, `known_names.py` and `addresses.py`.

import { isMapping } from "./values.js";
import { closest, grouped, nearest, proposedId, quoted } from "./wording.js";

const ID_LINK = /\[\[([^[\]|]+)(?:\|[^[\]]+)?\]\]/gu;
// Code, in which nothing is a link: a fenced block, or a span between marks of one length.
const FENCED = /^ {0,3}(`{3,}|~{3,})[^\n]*\n[^]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![^]))/gmu;
const CODE = /\\`|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/gu;
const ID = /^[a-z0-9-]{1,80}$/u;

// The archive with a record as it is being written: its title, its annotations and its old ids are those of its data.
export function withRecord({ id, kind, path, data }, archive) {
  const annotations = Array.isArray(data.annotations) ? data.annotations.map((one) => one.id) : undefined;
  const names = Array.isArray(data.names) ? data.names.map((one) => one.name) : [];
  const current = kindOf(kind, data);
  const known = archive.records[id];
  const title = data.title ?? currentName(data.names) ?? "";
  const own = { ...known, kind: current, title, annotations, names, path: path ?? pathOf(id, kind, archive) };
  const aliases = Object.entries(archive.aliases).filter(([, owner]) => owner !== id);
  const records = new Map(Object.entries(archive.records)).set(id, own);
  return {
    ...archive,
    records,
    taken: new Map(aliases), // old ids of others
    aliases: new Map([...aliases, ...(data.aliases ?? []).map((alias) => [alias, id])]),
    ids: (folder) => [...records].filter(([, one]) => one.path.startsWith(folder)).map(([one]) => one).sort(),
  };
}

function kindOf(kind, data) {
  if (kind !== "entity" && kind !== "outlet") return kind;
  return data.kind?.includes("outlet") ? "outlet" : "entity";
}

function currentName(names) {
  if (!Array.isArray(names)) return undefined;
  return (names.findLast((one) => one.until === undefined || one.until === null) ?? names.at(-1))?.name;
}

const pathOf = (id, kind, { rules }) => `${rules.folders[kind]}/${id}.md`;

// A hint at the record of a folder, or of any, that a text names; else nothing.
function hintAt(text, archive, folder) {
  const wanted = proposedId(text);
  for (const one of folder ? [folder] : new Set(Object.values(archive.rules.folders))) {
    const id = namesIn(one, archive).get(wanted);
    if (id) return `did you mean ${id}?`;
  }
  return "";
}

// The ids of the records of a folder, by their ids and by their names as ids.
function namesIn(folder, archive) {
  const found = new Map();
  const ids = archive.ids(`${folder}/`);
  for (const id of ids) {
    const { title, names = [] } = archive.records.get(id);
    for (const name of [title, ...names]) found.set(proposedId(name), id);
  }
  found.delete("");
  for (const id of ids) found.set(id, id);
  return found;
}

// A problem of a text in the place of an id, with a mend that names what may be meant.
export function withHint({ wanted, ...problem }, archive) {
  const [key, text] = wanted ?? [];
  const use = archive.rules.uses[key];
  if (!use) return problem;
  if (use === "evidence") {
    const id = proposedId(text.split("#")[0]);
    const own = archive.records.get(id)?.annotations ?? [];
    return { ...problem, mend: nearest(text, own.map((name) => `${id}#${name}`)) || problem.mend };
  }
  const [meant, known] = [proposedId(text), namesIn(archive.rules.folders[use], archive)];
  const near = closest(meant, known.keys());
  if (near) return { ...problem, mend: `did you mean ${known.get(near)}?` };
  return { ...problem, mend: meant ? `${problem.mend}, such as ${meant}` : problem.mend };
}

// The problems of what a record names, in its keys, its notes and its body.
export function* unresolved({ data, body }, notes, archive) {
  for (const { use, target, keys } of named(data, archive.rules.uses)) {
    const fault = use === "evidence" ? evidence(target, archive) : key(use, target, archive);
    if (fault) yield { keys, ...fault };
  }
  const texts = [...notes, { keys: ["body"], text: body ?? "" }];
  for (const { keys, text } of texts) {
    for (const fault of linksOf(text).map((target) => link(target, archive))) if (fault) yield { keys, ...fault };
  }
}

// What the links by id of a text lead to.
function linksOf(text) {
  const found = text.replace(FENCED, " ").replace(CODE, " ").matchAll(ID_LINK);
  return [...found].map(([, target]) => target.split(/\s+/u).filter(Boolean).join(" ")).filter(Boolean);
}

function* named(value, uses, keys = [], name = "") {
  if (typeof value === "string") {
    if (uses[name]) yield { use: uses[name], target: value, keys };
  } else if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) yield* named(one, uses, [...keys, at], name);
  } else if (isMapping(value)) {
    for (const [key, one] of Object.entries(value)) yield* named(one, uses, [...keys, key], key);
  }
}

function orElse(hint, other) {
  if (!hint) return other;
  return hint.endsWith("?") ? `${hint} Else ${other}` : `${hint}; else ${other}`;
}

function key(use, id, archive) {
  const { content, records, aliases, rules } = archive;
  const kind = use === "outlet" ? "entity" : use;
  const name = `${kind === "theme" ? "a" : "an"} ${kind}`;
  const found = records.get(id);
  if (!found) {
    const what = `${quoted(id)} is not the id of ${name}`;
    const code = "reference-unresolved";
    if (aliases.has(id)) return { code, what, mend: `it is called ${aliases.get(id)} now` };
    const folder = rules.folders[kind];
    const hint = hintAt(id, archive, folder) || nearest(id, archive.ids(`${folder}/`));
    return { code, what, mend: orElse(hint, `write ${content}/${folder}/${id}.md first`) };
  }
  if (found.kind === use || (found.kind === "outlet" && use === "entity")) return null;
  const [code, path] = ["reference-kind", `${content}/${found.path}`];
  if (found.kind === "entity" && use === "outlet")
    return { code, what: `${quoted(id)} is not an outlet`, mend: `add outlet to the kinds of ${path}` };
  return { code, what: `${quoted(id)} is not ${name} but lies at ${path}`, mend: `name ${name}` };
}

function evidence(reference, archive) {
  const { content, records, aliases } = archive;
  const [id, annotation = ""] = reference.split("#");
  const article = records.get(id)?.kind === "article" ? records.get(id) : undefined;
  if (article?.annotations?.includes(annotation)) return null;
  const code = "evidence-unresolved";
  if (!article && aliases.has(id)) {
    const what = `the article ${quoted(id)} has another id now`;
    return { code, what, mend: `write ${aliases.get(id)}#${annotation}` };
  }
  const all = [...records].flatMap(([one, { annotations = [] }]) => annotations.map((name) => `${one}#${name}`));
  const hint = nearest(reference, all);
  if (article) {
    const what = `no article has the annotation ${quoted(reference, 120)}`;
    return { code, what, mend: hint || `write the annotation ${annotation} in ${content}/${article.path} first` };
  }
  const what = `no article has the id ${quoted(id)} (any more): its annotation ${annotation} is gone`;
  return { code, what, mend: orElse(hint, "give other evidence, or write the article again") };
}

function link(target, archive) {
  const { content, records, aliases } = archive;
  const [named, annotation] = target.split("#");
  const id = aliases.get(named) ?? named;
  const found = records.get(id);
  const code = "link-unresolved";
  if (!found) {
    const first = `write it first: ${content}/pages/${named}.md, ${content}/entities/${named}.md or its like`;
    const mend = hintAt(named, archive) || nearest(named, records.keys()) || first;
    return { code, what: `nothing has the id ${quoted(named)}`, mend };
  }
  const known = found.annotations ?? [];
  if (!annotation || known.includes(annotation)) return null;
  const what = `${quoted(id)} has no annotation ${quoted(annotation)}`;
  return { code, what, mend: nearest(annotation, known) || "link to the article as a whole" };
}

// The problems of the id of a record, and of its old ids. A record without a path is a new one.
export function* misnamed({ id, path, data }, archive, before) {
  const { content, records, taken } = archive;
  const [keys, place] = [[], (one) => `${content}/${one.path}`];
  const other = Object.entries(before.records).find(([one]) => one === id.toLowerCase());
  if (path === undefined && other) {
    const code = other[0] === id ? "id-clash" : "id-clash-case";
    const mend = "ids are unique across all kinds, whatever their capitals: rename the newer file";
    yield { keys, code, what: `the id ${quoted(id)} is already that of ${place(other[1])}`, mend, about: ["id"] };
  } else if (!ID.test(id)) {
    const meant = proposedId(id);
    let mend = "name the file with 1 to 80 signs among a-z, 0-9 and -";
    if (meant && !before.records[meant]) mend = `rename it ${meant}.md: an id has 1 to 80 signs among a-z, 0-9 and -`;
    else if (meant) mend += `; ${meant} is the id of ${place(before.records[meant])}`;
    yield { keys, code: "id-wrong", what: `${quoted(id)} cannot be an id`, mend, about: ["id"] };
  }
  const clash = (keys, alias, place) => ({
    keys,
    code: "alias-clash",
    what: `the old id ${quoted(alias)} belongs to ${place}`,
    mend: "an address leads to one thing only: drop the alias",
  });
  if (taken.has(id)) yield clash(keys, id, place(records.get(id)));
  for (const [at, alias] of (data.aliases ?? []).entries()) {
    if (data.aliases.indexOf(alias) < at) {
      const mend = "an address leads to one thing only: drop the second";
      yield { keys: ["aliases", at], code: "alias-clash", what: `the old id ${quoted(alias)} is given twice`, mend };
    }
    const owner = records.has(alias) ? alias : taken.get(alias);
    if (owner !== undefined) yield clash(["aliases", at], alias, place(records.get(owner)));
  }
}

const MAX_LINKS = 500;

// A body has not so many links that nobody could follow them.
export function* tooManyLinks(body) {
  const count = linksOf(body).length;
  if (count <= MAX_LINKS) return;
  const mend = `keep to ${MAX_LINKS}: lists of what belongs together are made by the site`;
  yield { keys: ["body"], code: "text-too-large", what: `the body has ${grouped(count)} links by id`, mend };
}
