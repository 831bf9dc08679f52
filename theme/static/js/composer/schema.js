// Schema: the data of a record, by the JSON Schema of its kind -> what is wrong with its keys and values, in the words
// of `make check` (`suites/archive/validation`). All rules come from the schema; what is here are the words.

import { meant, parse } from "./edtf.js";
import { isMapping } from "./values.js";
import { grouped, isVisible, nearest, quoted, shown, sorted, strip } from "./wording.js";

const DATE_MEND =
  "write what is known and no more: 2023, 2023-09, 2023-09-19, 2024-01-09/2024-01-10, or " +
  "../2024-01-10 for no later than that day";
const ADDRESS_MEND = "copy the page's address as it was seen, beginning with https://";
const EVIDENCE = new Set(["evidence", "quotes"]);
const PLAIN = /^\p{L}[\p{L}\p{N}_./’ ,-]*$/u;

// The problems of the data of a record, { keys, code, what, mend }; one of a text that names a record has what was
// `wanted`. `isWhole` says whether there is none but of unknown keys, `listed` what stands where a list of the
// vocabulary has its values: { keys, list, value }.
export function validate(data, schema, { rules, schemas }) {
  const found = { problems: [], listed: [], isWhole: true };
  check(data, schema, [], { found, schemas, unseen: rules.unseen });
  return found;
}

// A schema, or the one that it refers to.
const resolved = (schema, schemas) => (schema.$ref ? schemas.$defs[schema.$ref.split("/").at(-1)] : schema);

// The schemas that a value may have, without the one of no value.
export const alternatives = (schema) => (schema.anyOf ?? [schema]).filter((one) => one.type !== "null");

const choices = (schema, schemas) => alternatives(schema).map((one) => resolved(one, schemas));

const isOptional = (schema) => Boolean(schema.anyOf?.some((one) => one.type === "null"));

// The schema of a value among those that it may have: a text may stand for keys and values.
export function chosen(value, schema, schemas) {
  const all = choices(schema, schemas);
  return all.find((one) => (one.type === "object") === (typeof value !== "string")) ?? all[0];
}

function check(value, schema, keys, context) {
  if (value === null && isOptional(schema)) return;
  const all = choices(schema, context.schemas);
  if (all.every((one) => allowedIn(one))) return checkAllowed(value, all, keys, context);
  const one = chosen(value, schema, context.schemas);
  const of = { object: one.properties ? checkKeys : checkMapping, array: checkList, boolean: checkTruth }[one.type];
  if (of) of(value, one, keys, context);
  else if (one.format === "edtf") checkDate(value, one, keys, context);
  else if (one.format === "uri") checkAddress(value, one, keys, context);
  else if (Array.isArray(one.type)) checkNumberOrText(value, one, keys, context);
  else checkText(value, one, keys, context, all.length > 1);
}

const allowedIn = (schema) => schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
const nameOf = (keys) => keys.findLast((key) => typeof key === "string") ?? "the file";

function inside(keys) {
  const names = keys.filter((key) => typeof key === "string");
  return names.length ? ` in ${names.join(".")}` : "";
}

function add({ found }, keys, code, what, mend, more = {}) {
  found.isWhole &&= code === "key-unknown";
  found.problems.push({ keys, code, what, mend, ...more });
}

function wrong(context, keys, value, mend, { code = "value-wrong", wanted, what } = {}) {
  const told = what ?? `${shown(value, context.unseen)} cannot be the value of ${nameOf(keys)}`;
  add(context, keys, code, told, mend, wanted ? { wanted } : {});
}

function tooLong(context, keys, mend) {
  const name = nameOf(keys);
  wrong(context, keys, null, `${name} has ${mend} at most`, { what: `${name} is longer than a page can show` });
}

function checkAllowed(value, all, keys, context) {
  const allowed = all.flatMap(allowedIn);
  if (allowed.includes(value)) return;
  const name = nameOf(keys);
  const mend = nearest(String(value), allowed) || `see the values of ${name} in docs/model.md`;
  add(context, keys, "value-unknown", `${shown(value, context.unseen)} is not a value of ${name}`, mend);
}

function checkKeys(value, schema, keys, context) {
  const known = sorted(Object.keys(schema.properties));
  const name = nameOf(keys);
  if (!isMapping(value)) {
    const isNumber = ["number", "boolean"].includes(typeof value);
    if (isNumber && name === "quote") return wrong(context, keys, value, inMarks(value));
    const whose = typeof keys.at(-1) === "number" ? `each member of ${name}` : name;
    const orText = name === "quote" ? "text, or " : "";
    return wrong(context, keys, value, `${whose} is ${orText}keys and values: ${known.join(", ")}`);
  }
  for (const key of schema.required ?? []) {
    const what = `the key ${key} is missing${inside(keys)}`;
    if (value[key] === undefined) add(context, keys, "key-missing", what, `add ${key}:`, { about: [...keys, key] });
  }
  for (const [key, one] of Object.entries(value)) {
    if (Object.hasOwn(schema.properties, key)) {
      check(one, schema.properties[key], [...keys, key], context);
      continue;
    }
    const hint = known.length > 7 ? nearest(key, known) : "";
    const what = `the data model has no key ${quoted(key)}${inside(keys)}`;
    add(context, [...keys, key], "key-unknown", what, hint || `known keys: ${known.join(", ")}`);
  }
}

function checkMapping(value, schema, keys, context) {
  const name = nameOf(keys);
  if (!isMapping(value))
    return wrong(context, keys, value, `${name} is keys and values, key: value on lines of their own`);
  const all = Object.entries(value);
  if (all.length > schema.maxProperties) tooLong(context, keys, `${schema.maxProperties} members`);
  for (const [key, one] of all) check(one, schema.additionalProperties, [...keys, key], context);
}

function checkList(value, schema, keys, context) {
  const name = nameOf(keys);
  if (typeof value === "string") {
    const text = EVIDENCE.has(name) && !value.includes("#") ? `${value}#annotation-id` : value;
    const mend = `${name} is a list: write ${name}: [${PLAIN.test(text) ? text : JSON.stringify(text)}]`;
    return wrong(context, keys, value, mend, { wanted: EVIDENCE.has(name) && [name, value] });
  }
  if (!Array.isArray(value))
    return wrong(context, keys, value, `${name} is a list: begin each member with - on a line of its own`);
  if (value.length > schema.maxItems) return tooLong(context, keys, `${schema.maxItems} members`);
  if (value.length < schema.minItems) return wrong(context, keys, value, `${name} has one member at least`);
  value.forEach((one, at) => check(one, schema.items, [...keys, at], context));
}

function checkTruth(value, _, keys, context) {
  if (typeof value !== "boolean") wrong(context, keys, value, `${nameOf(keys)} is true or false`);
}

function checkDate(value, schema, keys, context) {
  if (schema.examples?.includes(value)) return;
  const text = Number.isInteger(value) ? String(value) : value;
  const written = value !== null && typeof value === "object" ? "" : String(value);
  let why = "a date is EDTF text, such as 2023-09 or 2023-09-19";
  try {
    if (typeof text === "string" || written) parse(written);
    if (typeof text === "string") return;
  } catch (error) {
    why = error.message;
  }
  const dates = meant(written).map((one) => `"${one}"`);
  add(context, keys, "date-wrong", why, dates.length ? `write ${dates.join(" or ")}` : DATE_MEND);
}

function checkAddress(value, schema, keys, context) {
  if (typeof value !== "string") return wrong(context, keys, value, "an address is text");
  const fault = addressFault(value, schema.maxLength);
  const what = `${shown(value, context.unseen)} cannot be an address here: ${fault}`;
  if (fault) add(context, keys, "address-unsafe", what, ADDRESS_MEND);
}

// Why an address cannot be shown as a link; nothing when it can.
function addressFault(value, longest) {
  if ([...value].length > longest) return `it has more than ${grouped(longest)} signs`;
  if (/[\p{C}\p{Z}"<>\\^`{|}]/u.test(value)) return "it holds a space or a sign that addresses do not have";
  const [, scheme = "", rest] = /^(?:([a-z][a-z0-9+.-]*):)?(.*)$/iu.exec(value);
  const place = rest.startsWith("//") ? /^[^/?#]*/u.exec(rest.slice(2))[0] : "";
  const at = place.lastIndexOf("@");
  const [, host, port = ""] = /^([^:]*)(?::(.*))?$/u.exec(place.slice(at + 1));
  if (/[[\]]/u.test(place) || !/^\d*$/u.test(port) || Number(port) > 65_535) return "it cannot be read as an address";
  if (!/^https?$/iu.test(scheme)) return "it is not http or https";
  if (!host.includes(".")) return "it has no host name";
  return at >= 0 ? "it holds a user name or a password" : "";
}

function checkNumberOrText(value, schema, keys, context) {
  if (typeof value === "string") {
    if ([...value].length > schema.maxLength) tooManySigns(value, schema, keys, context);
  } else if (typeof value !== "number") wrong(context, keys, value, "a value is a number or text");
}

const inMarks = (value) => `put it between quotation marks: "${value}"`;

function tooManySigns(value, schema, keys, context) {
  wrong(context, keys, value, `${nameOf(keys)} has ${grouped(schema.maxLength)} signs at most`);
}

function checkText(value, schema, keys, context) {
  const name = nameOf(keys);
  if (typeof value !== "string") {
    const isNumber = ["number", "boolean"].includes(typeof value);
    return wrong(context, keys, value, isNumber ? inMarks(value) : `${name} is text`);
  }
  // What is not empty has its ends stripped, and a sign that can be seen.
  const text = schema.minLength ? strip(value) : value;
  if (schema.minLength && !text)
    return wrong(context, keys, value, `${name} is not empty: write it, or leave the key out`);
  if ([...text].length > schema.maxLength) return tooManySigns(value, schema, keys, context);
  if (schema.pattern && !new RegExp(schema.pattern, "u").test(text)) {
    const { "x-code": code, patternErrorMessage: mend } = schema;
    const isReference = code && schema.pattern.includes("{1,80}");
    return wrong(context, keys, value, mend, { code, wanted: isReference && [name, value.slice(0, 200)] });
  }
  if (schema.not && new RegExp(schema.not.pattern, "u").test(text))
    return wrong(context, keys, value, schema.not.errorMessage, { code: schema["x-code"] });
  if (schema.minLength && !isVisible(text))
    return wrong(context, keys, value, "write words: nobody sees any sign of it");
  if (schema["x-list"]) context.found.listed.push({ keys, list: schema["x-list"], value });
}
