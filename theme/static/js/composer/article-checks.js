// Article checks: what rests on an article alone, its own text included (`checks.js`).

import { TooCommon, find, fold, words } from "./anchoring.js";
import { dateOf } from "./edtf.js";
import { members } from "./values.js";
import { nearest, quoted, strip } from "./wording.js";

const TO_WRITE = "…";

const notesOf = (data) => members(data, "annotations");

function* annotationIdsAreUniqueInTheirArticle({ data }) {
  const seen = new Set();
  for (const { keys, id } of notesOf(data)) {
    const [code, what] = ["annotation-duplicate", `the annotation id ${quoted(id)} is taken`];
    const mend = "give each annotation of an article its own id";
    if (seen.has(id)) yield { keys: [...keys, "id"], code, what, mend };
    seen.add(id);
  }
}

function* capturesAreListedOnce({ data }) {
  const seen = new Set();
  for (const { keys, sha256 } of members(data, "captures")) {
    const what = `the digest ${quoted(sha256, 14)} stands here twice`;
    const mend = "list each capture of the article once";
    if (seen.has(sha256)) yield { keys: [...keys, "sha256"], code: "capture-duplicate", what, mend };
    seen.add(sha256);
  }
}

function* capturesLackAnnotationsThatAnotherOneProves({ data }) {
  const ids = notesOf(data).map(({ id }) => id);
  const captures = members(data, "captures").map(({ keys, lacks }) => ({ keys, lacks: lacks ?? [] }));
  for (const { keys: own, lacks } of captures) {
    for (const [place, id] of lacks.entries()) {
      const [keys, code] = [[...own, "lacks", place], "capture-lacks"];
      if (!ids.includes(id)) {
        const mend = nearest(id, ids) || "take it out of lacks:";
        yield { keys, code, what: `the article has no annotation ${quoted(id)}`, mend };
      } else if (captures.every((one) => one.lacks.includes(id))) {
        const mend = "list the capture that has them too, or quote no more than stands in one";
        yield { keys, code, what: `no capture has the words of ${quoted(id)}`, mend };
      }
    }
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

export const ARTICLE_CHECKS = [
  annotationIdsAreUniqueInTheirArticle,
  articlesAreAddedAfterTheyArePublished,
  articlesLieInTheFolderOfTheirYear,
  bodiesHaveTheLengthThatTheRightsAllow,
  capturesAreListedOnce,
  capturesLackAnnotationsThatAnotherOneProves,
  correctionsSayWhatTheyCorrect,
  elementsAreDeclared,
  fullTextsAreFree,
  notesAreShort,
  rolesSayOfWhichAnnouncement,
  uncertainDatesSayWhatTheyRestOn,
  articlesAreFinished,
  quotesStandOnce,
];
