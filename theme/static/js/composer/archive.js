// Archive: what the composer knows of the archive, and the records that it reads.

import { alternatives } from "./schema.js";

const root = document.querySelector('[data-part="composer"]').dataset;
const SITE = new URL(root.root, location.href);

async function json(address) {
  const found = await fetch(new URL(address, SITE));
  if (!found.ok) throw Object.assign(new Error(`${address}: ${found.status}`), { isGone: found.status === 404 });
  return found.json();
}

// The one file with vocabulary, schemas and records by id.
export const loadArchive = () => json(root.archive);

// A record as its file says it, with the digest of the file.
export const loadRecord = (archive, id) => json(`${archive.records[archive.aliases[id] ?? id].url}index.json`);

// The same, null where there is no such record (any more); throws where the file cannot be read.
export async function findRecord(archive, id) {
  if (!Object.hasOwn(archive.records, id)) return null;
  return loadRecord(archive, id).catch((error) => {
    if (error.isGone) return null;
    throw error;
  });
}

export const address = (record) => new URL(record.url, SITE).href;

// What a link by id leads to: its title and its address; null where there is no such record.
export function linkIn(archive) {
  return (target) => {
    const [id, annotation] = target.split("#");
    const found = archive.records[archive.aliases[id] ?? id];
    return found ? { title: found.title, address: address(found) + (annotation ? `#${annotation}` : "") } : null;
  };
}

const isEntity = (kind) => kind === "entity" || kind === "outlet";

// The ids of the records of a use (`rules.uses`), with their titles.
export function recordsFor(archive, use) {
  const fits = {
    entity: ({ kind }) => isEntity(kind),
    evidence: ({ annotations }) => annotations?.length,
  }[use] ?? (({ kind }) => kind === use);
  return Object.entries(archive.records).filter(([, one]) => fits(one)).map(([id, one]) => [id, one.title]);
}

// The list whose values a schema allows, as pairs of value and label; null where it allows others too.
export function choices(archive, schema, kind = "") {
  const parts = schema.anyOf ?? [schema];
  const list = parts.map((one) => one["x-list"]).find(Boolean);
  const closed = () => parts.flatMap((one) => one.enum ?? (one.const ? [one.const] : []));
  const values = list ? Object.keys(archive.lists[list]) : closed();
  if (!values.length) return null;
  const names = list ? [list] : Object.keys(archive.lists);
  const name = names.find((one) => values.every((value) => value in archive.lists[one]));
  return values.map((value) => {
    const own = archive.of_kind[name]?.[value]?.[kind];
    const known = name ?? names.find((one) => value in archive.lists[one]);
    return [value, own ?? archive.lists[known]?.[value] ?? value];
  });
}

// A schema without its reference, which is its `name` then, and without `null`.
export function resolved(archive, schema) {
  const [only, ...others] = alternatives(schema);
  const found = others.length ? schema : only;
  const name = found.$ref?.split("/").at(-1);
  return name ? { ...archive.schemas.$defs[name], name } : found;
}
