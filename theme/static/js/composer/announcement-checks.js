// Announcement checks: what rests on an announcement alone (`checks.js`).

import { dateOf } from "./edtf.js";
import { members } from "./values.js";
import { quoted, sorted } from "./wording.js";

const A_YEAR = 366;
const DAY = 24 * 60 * 60 * 1000;

const isDate = (value) => value !== undefined && !["none", "withdrawn"].includes(value);
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
      const about = [...keys, "evidence", 0];
      yield { keys, code: "evidence-missing", what: "no article is evidence for the event", mend, about };
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

export const ANNOUNCEMENT_CHECKS = [
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
];
