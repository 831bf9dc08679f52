// Checks: a record as it is being written -> its problems, as `make check` finds them and in its words. Ported is what
// rests on the record alone, its own text included, and on what others are called (`references.js`); the archive's
// `unchecked` says what is left to `make check` (`suites/site/exports/composer.py`). The functions have the names that
// they have in `suites/analysis/checks`.

import { TooCommon, find, fold, quotations, words } from "./anchoring.js";
import { parse } from "./edtf.js";
import { misnamed, tooManyLinks, unresolved, withHint, withRecord } from "./references.js";
import { chosen, validate } from "./schema.js";
import { grouped, isObject, nearest, quoted, shown, sorted, strip } from "./wording.js";

const TO_WRITE = "…";
const A_YEAR = 366;
const DAY = 24 * 60 * 60 * 1000;
const AHEAD = 14 * 60 * 60 * 1000; // the day is the one that it is where it is latest on Earth (UTC+14)
const ID = /^[a-z0-9-]{1,80}$/u;

// The problems of a record, { keys, code, what, mend, at? }: `keys` lead to the value, ["body"] to the text below the
// front matter, in whose plain `text` `at` is an offset; none to the file as a whole. A record without a `path` is a
// new one. `archive` is what `archive.json` holds.
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
  if (!isObject(value)) return value;
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
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const of = one.properties?.[key] ?? one.additionalProperties;
    return of ? ownTexts(member, of, schemas, [...keys, key]) : [];
  });
}

const members = (data, key) => (data[key] ?? []).map((value, at) => ({ ...value, keys: [key, at] }));
const dateOf = (value) => (value === undefined ? undefined : parse(String(value)));
const isDate = (value) => value !== undefined && !["none", "withdrawn"].includes(value);
const notesOf = (data) => members(data, "annotations");

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
  let [alone, opened] = [[], []];
  for (const { 0: sign, index } of text.matchAll(new RegExp(`[${opening}${closing}\n]`, "gu"))) {
    if (sign === opening) opened.push(index);
    else if (sign === "\n") [alone, opened] = [[...alone, ...opened], []];
    else if (opened.pop() === undefined) alone.push(index);
  }
  return [...alone, ...opened].sort((one, other) => one - other);
}

// --- articles --------------------------------------------------------------------------------------------------

function* annotationIdsAreUniqueInTheirArticle({ data }) {
  const seen = new Set();
  for (const { keys, id } of notesOf(data)) {
    const [code, what] = ["annotation-duplicate", `the annotation id ${quoted(id)} is taken`];
    const mend = "give each annotation of an article its own id";
    if (seen.has(id)) yield { keys: [...keys, "id"], code, what, mend };
    seen.add(id);
  }
}

function* articlesLieInTheFolderOfTheirYear({ data, id, path }) {
  if (path === undefined) return; // a new one is laid where it belongs
  const published = dateOf(data.published);
  const year = published?.earliest.slice(0, 4);
  const right = published && published.latest.startsWith(year) ? year : "undated";
  const folder = path.split("/").at(-2);
  if (folder === right) return;
  const what = `the article lies in ${quoted(folder)}, and its date puts it in ${quoted(right)}`;
  const mend = `move it to articles/${right}/${id}.md, or mend the date`;
  yield { keys: ["published"], code: "article-year", what, mend };
}

function* uncertainDatesSayWhatTheyRestOn({ data }) {
  const published = dateOf(data.published);
  if (!published || data.published_basis) return;
  if (!published.approximate && !published.uncertain && !published.text.includes("/")) return;
  const what = `nothing says how the date ${quoted(published.text)} is known`;
  yield { keys: ["published"], code: "published-basis", what, mend: "add published_basis: and say it in a few words" };
}

function* articlesAreAddedAfterTheyArePublished({ data }) {
  const [published, added] = [dateOf(data.published), dateOf(data.added)];
  if (!published || published.earliest <= added.latest) return;
  const what = `the article was published on ${published.text}, after it was added (${added.text})`;
  yield { keys: ["published"], code: "added-order", what, mend: "mend published: or added:" };
}

function* nothingIsAddedAheadOfItsDay({ archive, data }) {
  const added = dateOf(data.added);
  const today = archive.today ?? new Date(Date.now() + AHEAD).toISOString().slice(0, 10);
  if (added.earliest <= today) return;
  const what = `the day ${added.text} is still to come, and nothing was added on it`;
  yield { keys: ["added"], code: "added-ahead", what, mend: "write the day of today in added:" };
}

function* fullTextsAreFree({ archive: { rules }, source }) {
  const { statement, mode } = source.rights; // its ends are not stripped
  if (!rules.statements.includes(statement)) {
    const what = `${quoted(statement)} is not a rights statement or licence known here`;
    const mend = nearest(statement, rules.statements) || "give a rightsstatements.org code such as InC, or an SPDX id";
    yield { keys: ["rights", "statement"], code: "value-unknown", what, mend };
  } else if (mode === "full" && !rules.free_statements.includes(statement)) {
    const what = `under ${statement}, the full text cannot stand here`;
    const mend = "describe the article in our own words, in mode account";
    yield { keys: ["rights", "mode"], code: "rights-mode", what, mend };
  }
}

function* bodiesHaveTheLengthThatTheRightsAllow({ archive, data, text }) {
  const [shortest, longest] = archive.limits.account_words;
  const [count, mode] = [words(text).length, data.rights.mode];
  if (mode === "link" && count) {
    const what = "an article in mode link has no body";
    yield { keys: ["body"], code: "body-forbidden", what, mend: "remove the body, or choose another mode" };
  }
  if (mode !== "account" || (shortest <= count && count <= longest) || unwrittenParts(data, text).length) return;
  const mend = `write ${shortest} to ${longest} words (content/archive.yaml, rights)`;
  yield { keys: ["body"], code: "body-length", what: `the account has ${count} words`, mend };
}

function* notesAreShort({ archive, data }) {
  const limit = archive.limits.note_words;
  for (const { keys, note } of notesOf(data)) {
    const count = words(note).length;
    if (count <= limit) continue;
    const mend = `keep to ${limit} words, and put the rest in the announcement's page`;
    yield { keys: [...keys, "note"], code: "note-too-long", what: `the note has ${count} words`, mend };
  }
}

function* correctionsSayWhatTheyCorrect({ data }) {
  for (const { keys, id, kind, was, on } of notesOf(data)) {
    for (const [key, value] of Object.entries({ was, on })) {
      if ((kind === "correction") === (value !== undefined)) continue;
      const what = `${quoted(id)} has ${value === undefined ? "no" : "a"} ${key}:`;
      const mend =
        "a correction, and only a correction, gives in was: what we wrote before, " +
        "and in on: the day on which we corrected it";
      yield { keys: [...keys, "kind"], code: "correction-was", what, mend };
    }
  }
}

function* rolesSayOfWhichAnnouncement({ data }) {
  for (const { keys, id, role, announcement, extent } of notesOf(data)) {
    if (role && !announcement) {
      const mend = "add announcement:, or remove role:";
      yield { keys: [...keys, "role"], code: "role-alone", what: `${quoted(id)} has a role and no announcement`, mend };
    }
    if (extent && role !== "delivers") {
      const what = `${quoted(id)} has an extent and does not deliver`;
      yield { keys: [...keys, "extent"], code: "extent-role", what, mend: "extent: goes with role: delivers only" };
    }
  }
}

function* elementsAreDeclared({ archive, source }) {
  const [code, declared] = ["element-undeclared", archive.elements];
  for (const { keys: own, elements } of notesOf(source)) {
    for (const [name, element] of Object.entries(elements ?? {})) {
      const keys = [...own, "elements", name];
      if (!Object.hasOwn(declared, name)) {
        const mend = nearest(name, Object.keys(declared)) || "declare it under elements: in content/vocabulary.yaml";
        yield { keys, code, what: `the vocabulary declares no element ${quoted(name)}`, mend };
        continue;
      }
      const { units, per } = declared[name];
      for (const [key, allowed] of Object.entries({ unit: units, per })) {
        const value = element[key] ?? undefined;
        if (value === undefined || Object.hasOwn(allowed, value)) continue;
        const mend = nearest(value, Object.keys(allowed)) || `the element takes no ${key}`;
        yield { keys: [...keys, key], code, what: `${quoted(value)} is not a ${key} of ${quoted(name)}`, mend };
      }
    }
  }
}

function* articlesAreFinished({ data, text }) {
  const missing = unwrittenParts(data, text);
  if (!missing.length) return;
  const last = missing.at(-1);
  const listed = missing.length > 1 ? `${missing.slice(0, -1).join(", ")} and ${last}` : last;
  const verb = missing.length > 1 || last.endsWith("notes") ? "are" : "is";
  const mend =
    `write your own words in the place of each ${TO_WRITE}; until then, make html ` +
    "FULL_TEXT=1 shows it to you alone";
  const what = `the article is a draft: ${listed} ${verb} still to be written`;
  yield { keys: [missing[0] === "the summary" ? "summary" : "title"], code: "draft", what, mend };
}

function unwrittenParts(data, text) {
  const isToWrite = (one) => strip(one).startsWith(TO_WRITE);
  const notes = notesOf(data).filter(({ note }) => isToWrite(note)).length;
  const isOurs = ["account", "excerpt"].includes(data.rights.mode);
  const found = [
    ["the title", isToWrite(data.title)],
    ["the summary", isToWrite(data.summary)],
    [notes === 1 ? "a note" : `${notes} notes`, notes > 0],
    ["the account", isOurs && text.split("\n").some(isToWrite)],
  ];
  return found.filter(([, isMissing]) => isMissing).map(([name]) => name);
}

// Each quote stands once in the text. The nearest words of one that does not are left to `make check`.
function* quotesStandOnce({ archive, data, text }) {
  const folded = fold(text);
  for (const { keys: own, id, quote } of notesOf(data)) {
    const { exact, prefix, suffix } = typeof quote === "string" ? { exact: quote } : quote;
    const [keys, count] = [[...own, "quote"], places(exact, folded, prefix, suffix)];
    if (count === 1) continue;
    if (count) {
      const times = count === Infinity ? `more than ${archive.limits.places}` : count;
      const what = `the quote of ${quoted(id)} stands ${times} times in the body: ${quoted(exact)}`;
      const mend = "write quote: {exact: …, prefix: …, suffix: …} with the words just before or after";
      yield { keys, code: "quote-ambiguous", what, mend };
    } else {
      const what = `the quote of ${quoted(id)} is not in the body: ${quoted(exact)}`;
      yield { keys, code: "quote-orphan", what, mend: "copy the words as they stand in the body" };
    }
  }
}

function places(exact, folded, prefix, suffix) {
  try {
    return find(exact, folded, prefix, suffix).length;
  } catch (error) {
    return error instanceof TooCommon ? Infinity : 0;
  }
}

// --- announcements ---------------------------------------------------------------------------------------------

const eventsOf = (data) => members(data, "events");
const changesSomething = ({ stage, verdict, due, modality }) => Boolean(stage ?? verdict ?? due ?? modality);

function* everyAnnouncementHasAnEvent({ data, id }) {
  if (data.events?.length) return;
  const mend = "add events: with the day it was announced, its stage and its evidence";
  yield { keys: ["events"], code: "events-missing", what: `${quoted(id)} has no event`, mend };
}

function* everyEventSaysSomethingAndRestsOnEvidence({ data }) {
  for (const event of eventsOf(data)) {
    const { keys, evidence = [], review } = event;
    if (!changesSomething(event) && !review) {
      const mend =
        "give a stage, modality, due, verdict or review; " +
        "another source of the same event is more evidence for it";
      yield { keys, code: "event-empty", what: "the event changes nothing", mend };
    } else if (!evidence.length && changesSomething(event)) {
      const mend = "add evidence: [article-id#annotation-id]";
      yield { keys, code: "evidence-missing", what: "no article is evidence for the event", mend };
    }
  }
}

function* eventsAreInOrder({ data }) {
  const code = "event-order";
  let before;
  let isUndated = false;
  for (const event of eventsOf(data)) {
    const [keys, on] = [[...event.keys, "on"], dateOf(event.on)];
    if (!on) {
      isUndated = true;
      continue;
    }
    if (isUndated) {
      const what = `the event of ${on.text} follows one without a date`;
      yield { keys, code, what, mend: "put events without a date last" };
    }
    if (before && on.latest < before.earliest) {
      const mend = "write the events from the oldest to the newest";
      yield { keys, code, what: `the event of ${on.text} follows that of ${before.text}`, mend };
    }
    before = on;
  }
}

function* termsLieAhead({ data }) {
  for (const event of eventsOf(data)) {
    if (event.on === undefined || !isDate(event.due)) continue;
    const [on, due] = [dateOf(event.on), dateOf(event.due)];
    if (due.latest >= on.earliest) continue;
    const isVague = on.approximate || on.uncertain || due.approximate || due.uncertain;
    if (isVague && (Date.parse(on.earliest) - Date.parse(due.latest)) / DAY <= A_YEAR) continue;
    const what = `the term ${due.text} had passed when it was given (${on.text})`;
    const mend = "mend due: or on:; where nothing new was promised, leave due: out";
    yield { keys: [...event.keys, "due"], code: "due-passed", what, mend };
  }
}

function* statesArePossible({ archive, data }) {
  const allowed = archive.rules.verdicts_of_considered;
  let said;
  for (const { keys, modality, verdict, due } of eventsOf(data)) {
    said = modality ?? said;
    if (data.kind === "fact" && (verdict || due)) {
      const key = verdict ? "verdict" : "due";
      const mend = "a fact looks at nothing ahead: keep its stages, or change its kind";
      yield { keys: [...keys, key], code: "event-state", what: `a fact has no ${key}`, mend };
    } else if (said === "considered" && verdict && !allowed.includes(verdict)) {
      const what = `what was only considered cannot be ${verdict}`;
      yield { keys: [...keys, "verdict"], code: "event-state", what, mend: `use one of: ${allowed.join(", ")}` };
    }
  }
}

function* negativeVerdictsHaveAReason({ archive, data }) {
  for (const { keys, verdict, reason } of eventsOf(data)) {
    const isNeeded = archive.rules.negative_verdicts.includes(verdict);
    if (isNeeded && !reason) {
      const mend = `add reason:, one of ${sorted(Object.keys(archive.lists.reason)).join(", ")}`;
      yield { keys: [...keys, "verdict"], code: "reason-missing", what: `the verdict ${verdict} has no reason`, mend };
    } else if (reason && !isNeeded && verdict !== "superseded") {
      const what = "a reason stands without a negative verdict";
      yield { keys: [...keys, "reason"], code: "reason-missing", what, mend: "remove reason:" };
    }
  }
}

function* readingsAreOfWhatIsJudged({ archive, data }) {
  const isFact = data.kind === "fact";
  const code = "reading-misplaced";
  for (const event of eventsOf(data)) {
    const { stage, verdict, review } = event;
    const ending = isFact && archive.rules.closing_stages.includes(stage) ? stage : verdict;
    const judged = (isFact && stage) || (ending ?? (review && "open"));
    for (const [at, { found }] of (event.read ?? []).entries()) {
      const keys = [...event.keys, "read", at];
      if (!judged) {
        const mend = "readings are of verdicts, of reviews, and of the stages of a fact";
        yield { keys, code, what: "a reading stands on an event that judges nothing", mend };
      } else if (found === judged) {
        const mend = "found: is given where a reading found something else: remove it";
        yield { keys: [...keys, "found"], code, what: `the reading found what the event says: ${judged}`, mend };
      }
    }
  }
}

function* discrepanciesHaveTwoSources({ archive, data }) {
  for (const { keys, element, quotes } of members(data, "discrepancies")) {
    if (!Object.hasOwn(archive.elements, element)) {
      const what = `the vocabulary declares no element ${quoted(element)}`;
      const mend = "declare it under elements: in content/vocabulary.yaml";
      yield { keys: [...keys, "element"], code: "element-undeclared", what, mend };
    }
    if (new Set(quotes.map((one) => one.split("#")[0])).size >= 2) continue;
    const what = "a discrepancy shows quotes of two articles";
    const mend = "give at least two article-id#annotation-id of different articles";
    yield { keys: [...keys, "quotes"], code: "discrepancy-quotes", what, mend };
  }
}

function* relationsAreWrittenOnce({ data, id }) {
  const seen = new Set();
  for (const { keys, type, target } of members(data, "relations")) {
    if (target === id) {
      const what = "an announcement has no relation with itself";
      yield { keys: [...keys, "target"], code: "relation-self", what, mend: "name another announcement" };
    }
    if (seen.has(`${type} ${target}`)) {
      const what = `the relation ${type} with ${quoted(target)} is written twice`;
      yield { keys, code: "relation-duplicate", what, mend: "keep one, with the evidence of both" };
    }
    seen.add(`${type} ${target}`);
  }
}

function* comparisonsHaveTwoSides({ data }) {
  for (const { keys, compare, evidence = [] } of members(data, "relations")) {
    if (!compare || evidence.length >= 2) continue;
    const what = `a comparison has two pieces of evidence, this one ${evidence.length}`;
    const mend =
      "give in evidence: first the words of the older statement, then of the newer; " +
      "or remove compare:";
    yield { keys: [...keys, "compare"], code: "relation-compare", what, mend };
  }
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
  article: [
    annotationIdsAreUniqueInTheirArticle,
    articlesAreAddedAfterTheyArePublished,
    articlesLieInTheFolderOfTheirYear,
    bodiesHaveTheLengthThatTheRightsAllow,
    correctionsSayWhatTheyCorrect,
    elementsAreDeclared,
    fullTextsAreFree,
    notesAreShort,
    rolesSayOfWhichAnnouncement,
    uncertainDatesSayWhatTheyRestOn,
    articlesAreFinished,
    nothingIsAddedAheadOfItsDay,
    quotesStandOnce,
  ],
  announcement: [
    nothingIsAddedAheadOfItsDay,
    everyAnnouncementHasAnEvent,
    everyEventSaysSomethingAndRestsOnEvidence,
    eventsAreInOrder,
    negativeVerdictsHaveAReason,
    readingsAreOfWhatIsJudged,
    statesArePossible,
    termsLieAhead,
    discrepanciesHaveTwoSources,
    comparisonsHaveTwoSides,
    relationsAreWrittenOnce,
  ],
  entity: [datedNamesFollowOneAnother],
  outlet: [datedNamesFollowOneAnother],
  page: [pagesLeaveTheSiteItsOwnAddresses],
};
