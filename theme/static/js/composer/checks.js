// Checks: a record as it is being written -> its problems, as `make check` finds them and in its words. Ported is what
// rests on the record alone, its own text included, and on what others are called (`references.js`); the archive's
// `unchecked` says what is left to `make check` (`suites/site/exports/composer.py`). The functions have the names that
// they have in `suites/analysis/checks`.

import { quotations, words } from "./anchoring.js";
import { ANNOUNCEMENT_CHECKS } from "./announcement-checks.js";
import { ARTICLE_CHECKS } from "./article-checks.js";
import { dateOf } from "./edtf.js";
import { misnamed, tooManyLinks, unresolved, withHint, withRecord } from "./references.js";
import { chosen, validate } from "./schema.js";
import { isMapping, members } from "./values.js";
import { grouped, nearest, quoted, shown, strip } from "./wording.js";

const AHEAD = 14 * 60 * 60 * 1000; // the day is the one that it is where it is latest on Earth (UTC+14)
const ID = /^[a-z0-9-]{1,80}$/u;

// The problems of a record, { keys, code, what, mend, at?, about? }: `keys` lead to the value, ["body"] to the text
// below the front matter, in whose plain `text` `at` is an offset; none to the file as a whole. `about` leads to what
// is to be filled in, where that is another value. A record without a `path` is a new one; `archive` is what
// `archive.json` holds.
export function problems(record, archive) {
  const { body = "" } = record;
  const schema = archive.schemas[record.kind];
  const { problems: found, listed, isWhole } = validate(record.data, schema, archive);
  if ([...body].length > archive.limits.body) return [tooLarge(body, archive)];
  const data = isWhole ? withoutUnknown(record.data, found) : {};
  const whole = withRecord({ ...record, data }, archive);
  const names = [...misnamed({ ...record, data }, whole, archive)];
  const undeclared = isWhole ? listed.filter(({ list, value }) => !(value in archive.lists[list])) : [];
  found.push(...undeclared.map((one) => notInList(one, archive)), ...names);
  if (isWhole && !undeclared.length) {
    const texts = ownTexts(data, schema, archive.schemas);
    const context = { ...record, archive, body, texts, text: record.text ?? body, source: data, data: plain(data) };
    for (const check of [...ANY, ...(OF_KIND[record.kind] ?? [])]) found.push(...check(context));
    const notes = texts.filter((one) => one.isNote);
    found.push(...unresolved({ data: context.data, body }, notes, whole));
  }
  const seen = new Set();
  return found
    .map((one) => withHint(one, whole))
    .filter((one) => !seen.has(JSON.stringify(one)) && seen.add(JSON.stringify(one)));
}

// The data without the keys that the model does not have: what else is wrong is found all the same.
function withoutUnknown(data, found) {
  const known = structuredClone(data);
  for (const { keys } of found) delete keys.slice(0, -1).reduce((part, key) => part[key], known)[keys.at(-1)];
  return known;
}

function tooLarge(body, { limits }) {
  const what = `the body has ${grouped([...body].length)} signs, more than a page can show`;
  const mend = `keep to ${grouped(limits.body)} signs: split it, or sum it up`;
  return { keys: ["body"], code: "text-too-large", what, mend };
}

function notInList({ keys, list, value }, { lists, rules }) {
  const declare = `declare it under lists: ${list}: in content/vocabulary.yaml`;
  const hint = nearest(value, Object.keys(lists[list]).filter((one) => ID.test(one)));
  const mend = hint ? `${hint}${hint.endsWith("?") ? " Or" : "; or"} ${declare}` : declare;
  return { keys, code: "value-unknown", what: `${shown(value, rules.unseen)} is not a value of ${list}`, mend };
}

// The data with the ends of its texts stripped, and without what is null.
function plain(value) {
  if (typeof value === "string") return strip(value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isMapping(value)) return value;
  const given = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(given.map(([key, one]) => [key, plain(one)]));
}

// The texts of a record that readers see as our words, with their keys.
function ownTexts(value, schema, schemas, keys = []) {
  if (value === null || value === undefined) return [];
  const one = chosen(value, schema, schemas);
  if (typeof value === "string") {
    const isNote = one.contentMediaType === "text/markdown";
    return one.contentMediaType ? [{ keys, text: strip(value), isNote }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((member, at) => ownTexts(member, one.items, schemas, [...keys, at]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const of = one.properties?.[key] ?? one.additionalProperties;
    return of ? ownTexts(member, of, schemas, [...keys, key]) : [];
  });
}

// --- any record ------------------------------------------------------------------------------------------------

function* correctionsChangeSomething({ data }) {
  for (const { keys, was, now } of members(data, "corrections")) {
    if (was !== now) continue;
    const what = "the correction says now what it said before";
    const mend = "give in was: what we wrote before, and in now: what is right";
    yield { keys: [...keys, "now"], code: "correction-was", what, mend };
  }
}

// Each mark has its pair, and what is quoted is short. A note with signs of Markdown is left to `make check`.
function* quotationMarksHoldASourcesWords({ archive, data, kind, text, texts }) {
  const { limits, marks } = archive;
  const isFull = data.rights?.mode === "full";
  const all = texts.filter(({ isNote, text }) => !isNote || !/[\\`*_{}[\]<>&#~|!^=]/u.test(text));
  if (!isFull) all.push({ keys: ["body"], text, isBody: true });
  let total = 0;
  for (const { keys, text: words_, isBody } of all) {
    for (const at of unbalanced(words_, marks)) {
      const what = `the quotation mark ${words_[at]} has no pair`;
      const mend = `close it, and write inner quotation marks ${marks.inner}`;
      yield { keys, code: "quotation-unbalanced", what, mend, ...(isBody && { at }) };
    }
    if (isFull || keys[0] === "published_basis") continue;
    for (const { start, end } of quotations(words_, marks)) {
      const held = words_.slice(start, end);
      const count = words(held).length;
      total += count;
      if (count <= limits.quotation_words) continue;
      const what = `a quotation has ${count} words: ${quoted(held)}`;
      const mend = `keep the ${limits.quotation_words} words that matter, cut with [...]`;
      yield { keys, code: "quotation-too-long", what, mend, ...(isBody && { at: start }) };
    }
  }
  if (kind !== "article" || total <= limits.quotation_total_words) return;
  const mend = `keep to ${limits.quotation_total_words} words for one article`;
  yield { keys: ["body"], code: "quotations-too-long", what: `the quotations have ${total} words in all`, mend };
}

// The offsets of the quotation marks that have no pair in their block.
function unbalanced(text, { opening, closing }) {
  const [alone, opened] = [[], []];
  for (const { 0: sign, index } of text.matchAll(new RegExp(`[${opening}${closing}\n]`, "gu"))) {
    if (sign === opening) opened.push(index);
    else if (sign === "\n") for (const at of opened.splice(0)) alone.push(at);
    else if (opened.pop() === undefined) alone.push(index);
  }
  return [...alone, ...opened].sort((one, other) => one - other);
}

function* nothingIsAddedAheadOfItsDay({ archive, data }) {
  const added = dateOf(data.added);
  const today = archive.today ?? new Date(Date.now() + AHEAD).toISOString().slice(0, 10);
  if (added.earliest <= today) return;
  const what = `the day ${added.text} is still to come, and nothing was added on it`;
  yield { keys: ["added"], code: "added-ahead", what, mend: "write the day of today in added:" };
}

// --- entities and pages ----------------------------------------------------------------------------------------

function* datedNamesFollowOneAnother({ data }) {
  const code = "names-order";
  let before;
  for (const { keys, name, ...days } of members(data, "names")) {
    const [since, until] = [dateOf(days.since), dateOf(days.until)];
    if (since && until && until.latest < since.earliest) {
      const what = `${quoted(name)} ends before it begins`;
      yield { keys: [...keys, "until"], code, what, mend: "mend since: or until:" };
    }
    if (before?.until && since && since.latest < before.until.earliest) {
      const mend = "write the names from the oldest to the newest, without overlap";
      yield { keys: [...keys, "since"], code, what: `${quoted(name)} begins before ${quoted(before.name)} ends`, mend };
    }
    before = { name, until };
  }
}

function* pagesLeaveTheSiteItsOwnAddresses({ archive, data, id }) {
  const { taken } = archive.rules;
  for (const [at, one] of [id, ...(data.aliases ?? [])].entries()) {
    if (!Object.hasOwn(taken, one)) continue;
    const what = `no page can lie at /${one}/: the site itself has /${taken[one]}`;
    const mend = `${at ? "drop the alias" : "rename the file"}; see those taken in docs/model.md`;
    yield { keys: at ? ["aliases", at - 1] : [], code: "address-taken", what, mend };
  }
}

const ANY = [correctionsChangeSomething, quotationMarksHoldASourcesWords, ({ body }) => tooManyLinks(body)];
const OF_KIND = {
  article: [...ARTICLE_CHECKS, nothingIsAddedAheadOfItsDay],
  announcement: [...ANNOUNCEMENT_CHECKS, nothingIsAddedAheadOfItsDay],
  entity: [datedNamesFollowOneAnother],
  outlet: [datedNamesFollowOneAnother],
  page: [pagesLeaveTheSiteItsOwnAddresses],
};
