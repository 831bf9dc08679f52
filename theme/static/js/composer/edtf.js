// EDTF: a text -> the days that it may mean, and its reading in words. This is `suites/archive/dates` in JavaScript,
// and both say the same (tests/cases/dates*). The words are data of the language (`date_words` of
// `suites/archive/dates/words.py`); what is wrong is said as `make check` says it.

const MAX_LENGTH = 80;
const [FIRST_YEAR, LAST_YEAR] = [1000, 2999];
const [NO_START, NO_END] = ["0001-01-01", "9999-12-31"]; // of an open interval
const MONTHS = "January February March April May June July August September October November December".split(" ");

const PARTS = /^([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?$/u;
const part = (length) => `(?:[~?%][0-9X]{${length}}|[0-9X]{${length}}[~?%]?)`;
const SIGNED = new RegExp(`^${part(4)}(?:-${part(2)}){0,2}$`, "u");
const TIME = /^((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::[0-5][0-9])?(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?$/u;
const FAR = /^(?:-[0-9]{4}|Y-?[0-9])/u;
const YEARS = `the year is not between ${FIRST_YEAR} and ${LAST_YEAR}`;
const FORM = "it is not an EDTF date; write 2023, 2023-09, 2023-09-19 or 2023-09-19T13:00+02:00";

// The first and the last month of each code of ISO 8601-2, 4.8: seasons, the winter going on into the next year, then
// quarters, thirds and halves of a year.
const SEASONS = new Map(
  [
    [21, [[3, 5], [6, 8], [9, 11], [12, 14]]],
    [33, [[1, 3], [4, 6], [7, 9], [10, 12]]],
    [37, [[1, 4], [5, 8], [9, 12]]],
    [40, [[1, 6], [7, 12]]],
  ].flatMap(([first, months]) => months.map((one, at) => [first + at, one])),
);

// --- reading ---------------------------------------------------------------------------------------------------

// The date that a text means: { text, earliest, latest, precision, time, zone, approximate, uncertain }, its days as in
// "2023-09-19". Throws an Error that says in one sentence why it means none.
export function parse(text) {
  if (!text) throw new Error("a date is not empty text; leave the key out or write null");
  if ([...text].length > MAX_LENGTH) throw wrong(text, `a date has ${MAX_LENGTH} characters at most`);
  if (/^[[{]/u.test(text)) return set(text);
  return text.includes("/") ? interval(text) : single(text);
}

// The date of a value of YAML, to which a year alone is a number; undefined for none.
export const dateOf = (value) => (value === undefined ? undefined : parse(String(value)));

function wrong(text, why) {
  const chars = [...text];
  return new Error(`"${chars.length <= 40 ? text : `${chars.slice(0, 39).join("")}…`}": ${why}`);
}

const withoutSigns = (text) => text.replace(/[~?%]/gu, "");
const two = (number) => String(number).padStart(2, "0");
const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const day = (year, month, number) => `${year}-${two(month)}-${two(number)}`;
const isCalendar = (year) => FIRST_YEAR <= year && year <= LAST_YEAR;

// A text, what stands between its first mark and its end, and whether it has that mark.
function partition(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, "", false] : [text.slice(0, at), text.slice(at + mark.length), true];
}

function single(text) {
  const [wholeDay, timeOfDay, hasTime] = partition(text, "T");
  const parts = PARTS.exec(withoutSigns(wholeDay));
  if (!parts) throw wrong(text, FAR.test(text) ? YEARS : FORM);
  let [time, zone] = [null, null];
  if (hasTime) {
    const found = TIME.exec(withoutSigns(timeOfDay));
    if (!found || !parts[3] || parts[0].includes("X")) {
      throw wrong(text, "a time of day is written T13:00+02:00 after a whole date");
    }
    if (withoutSigns(text) !== text) throw wrong(text, "a time of day is neither approximate nor uncertain");
    [time, zone] = [found[1], found[2] ?? null];
  } else if (!SIGNED.test(text)) {
    throw wrong(text, "one of ~, ? and % stands at the end, or beside a part of the date");
  }
  const [earliest, latest, precision] = days(text, ...parts.slice(1));
  return {
    text,
    earliest,
    latest,
    precision: time ? "minute" : precision,
    time,
    zone,
    approximate: /[~%]/u.test(text),
    uncertain: /[?%]/u.test(text),
  };
}

// The first and the last day that the parts of a date may mean, and its precision.
function days(text, year, month, number) {
  if ([year, month, number].some((one) => one?.includes("X"))) return unspecified(text, year, month, number);
  if (month && !number && SEASONS.has(Number(month))) return season(text, year, month);
  if (!isCalendar(Number(year))) throw wrong(text, YEARS);
  if (!month) return [day(year, 1, 1), day(year, 12, 31), "year"];
  if (Number(month) < 1 || Number(month) > 12) throw wrong(text, `there is no month ${month}`);
  const last = lastDay(year, month);
  if (!number) return [day(year, month, 1), day(year, month, last), "month"];
  if (Number(number) < 1 || Number(number) > last) {
    throw wrong(text, `${MONTHS[month - 1]} ${Number(year)} has ${last} days`);
  }
  return [day(year, month, number), day(year, month, number), "day"];
}

function unspecified(text, year, month, number) {
  if (!/^[12]/u.test(year)) throw wrong(text, YEARS);
  const isKnown = (one) => one !== undefined && !one.includes("X");
  const years = fitting(year, FIRST_YEAR, LAST_YEAR);
  if (!number && isKnown(month) && SEASONS.has(Number(month))) {
    const [first, last] = [years[0], years.at(-1)].map((one) => season(text, String(one), month));
    return [first[0], last[1], "interval"];
  }
  const months = fitting(month ?? "XX", 1, 12);
  const numbers = fitting(number ?? "XX", 1, 31);
  const earliest = firstReal(years, months, numbers);
  const latest = firstReal(years.reverse(), months.reverse(), numbers.reverse());
  if (!earliest) throw wrong(text, "no day of the calendar fits it");
  let precision = "interval";
  if (isKnown(year) && month === "XX" && [undefined, "XX"].includes(number)) precision = "year";
  else if (isKnown(year) && isKnown(month) && number === "XX") precision = "month";
  else if (isKnown(year.slice(0, 3)) && !month) precision = "decade";
  return [earliest, latest, precision];
}

// The numbers from the first to the last that fit a mask of digits and X.
function fitting(mask, first, last) {
  const digits = new RegExp(`^${mask.replaceAll("X", "[0-9]")}$`, "u");
  const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return numbers.filter((number) => digits.test(String(number).padStart(mask.length, "0")));
}

function firstReal(years, months, numbers) {
  for (const year of years) {
    for (const month of months) {
      const found = numbers.find((number) => number <= lastDay(year, month));
      if (found) return day(year, month, found);
    }
  }
  return null;
}

function season(text, year, code) {
  const [first, last] = SEASONS.get(Number(code));
  const [start] = days(text, year, two(first));
  const [endYear, endMonth] = last > 12 ? [Number(year) + 1, last - 12] : [Number(year), last];
  if (endYear > LAST_YEAR) throw wrong(text, `it ends after ${LAST_YEAR}, the last year that is read`);
  return [start, day(endYear, endMonth, lastDay(endYear, endMonth)), "season"];
}

function interval(text) {
  const both = text.split("/");
  if (both.length !== 2) throw wrong(text, FORM);
  const [start, end] = both.map(endOf);
  if (!start && !end) throw wrong(text, "an interval without a start and without an end says nothing");
  const earliest = start?.earliest ?? NO_START;
  const latest = end?.latest ?? NO_END;
  if (earliest > latest) throw wrong(text, "the interval ends before it starts");
  return together(text, earliest, latest, "interval", [start, end].filter(Boolean));
}

function endOf(text) {
  if (text === "" || text === "..") return null;
  const end = single(text);
  if (end.time) throw wrong(text, "an interval goes from day to day, without a time of day");
  return end;
}

function set(text) {
  const closing = text.startsWith("[") ? "]" : "}";
  if (!text.endsWith(closing) || text.length < 3) throw wrong(text, `a set that opens with ${text[0]} is not closed`);
  const members = membersOf(text);
  const earliest = members.map((one) => one.earliest).sort()[0];
  const latest = members.map((one) => one.latest).sort().at(-1);
  return together(text, earliest, latest, "set", members);
}

// The dates of a set; `a..b` among them is an interval.
function membersOf(text) {
  return text.slice(1, -1).split(",").map((member) => {
    const [start, end, isInterval] = partition(member, "..");
    return isInterval ? interval(`${start}/${end}`) : single(member);
  });
}

function together(text, earliest, latest, precision, parts) {
  const approximate = parts.some((one) => one.approximate);
  const uncertain = parts.some((one) => one.uncertain);
  return { text, earliest, latest, precision, time: null, zone: null, approximate, uncertain };
}

// --- dates that were meant -------------------------------------------------------------------------------------

const DAY_OR_MONTH_FIRST = /^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})$/u;
const YEAR_FIRST = /^([0-9]{4})[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?$/u;
const MONTH_OF_YEAR = /^([0-9]{1,2})[./-]([0-9]{4})$/u;

// The EDTF dates that a text may mean that is none: two where nothing tells which.
export function meant(text) {
  const written = text.trim();
  const ordered = (pattern, ...orders) => {
    const found = pattern.exec(written);
    return found ? orders.map((order) => order.map((at) => found[at]).filter(Boolean)) : [];
  };
  const parts = [
    ...ordered(DAY_OR_MONTH_FIRST, [3, 2, 1], [3, 1, 2]),
    ...ordered(YEAR_FIRST, [1, 2, 3]),
    ...ordered(MONTH_OF_YEAR, [2, 1]),
  ];
  const padded = parts.map((one) => one.map((digits) => digits.padStart(2, "0")).join("-"));
  return [...new Set(padded.filter((one) => isDate(one) && one !== written))];
}

// A season has the number of a month that there is not.
function isDate(text) {
  try {
    return parse(text).precision !== "season";
  } catch {
    return false;
  }
}

// --- words -----------------------------------------------------------------------------------------------------

const WIDE = "\u00a0";

// A date in words: as a `label`, which stands alone, a `phrase`, inside a sentence, or a `term`, which was promised.
// `words` are the language's.
export function inWords(date, words, mode = "label") {
  let found;
  if (date.precision === "set") {
    const members = membersOf(date.text).map((member) => certain(member, words, mode));
    found = listed(members, words.lists[date.text.startsWith("[") ? "or" : "and"]);
  } else {
    found = certain(date, words, mode);
  }
  return date.uncertain ? found + words.uncertain : found;
}

// A form with values in its places, which are `{}` one after the other, or `{0}` and `{1}`.
function filled(form, ...values) {
  let next = 0;
  return form.replace(/\{(\d?)\}/gu, (_, number) => values[number || next++]);
}

function listed(members, { start, middle, end, pair }) {
  if (members.length < 3) return members.length < 2 ? members[0] : filled(pair, ...members);
  const all = members.slice(2, -1).reduce((list, one) => filled(middle, list, one), filled(start, ...members));
  return filled(end, all, members.at(-1));
}

function certain(date, words, mode) {
  if (date.precision === "interval") return intervalInWords(date, words, mode);
  const known = caseOf(date, words);
  const name = nameOf(date, words);
  if (date.approximate) return filled((mode !== "phrase" && known.about_alone) || known.about, name);
  return filled({ label: known.alone, phrase: known.inside, term: known.term }[mode], name);
}

function intervalInWords(date, words, mode) {
  const [start, end] = endsOf(date);
  if (!end) return elided(filled(caseOf(start, words).since, endName(start, words)), words);
  if (!start) {
    // What is known is the end: that something lasted until then would say more.
    const { latest, deadline } = caseOf(end, words);
    return filled((mode === "term" && deadline) || latest, endName(end, words));
  }
  if (start.earliest === end.earliest && start.latest === end.latest) return certain(end, words, mode);
  const dropped = common(start, end);
  const [first, last] = [endName(start, words, dropped), endName(end, words)];
  if (mode !== "label") {
    const articles = [filled(caseOf(start, words).article, first), filled(caseOf(end, words).article, last)];
    return filled(words.between, ...articles);
  }
  const areYears = start.precision === "year" && end.precision === "year" && !date.approximate;
  if (dropped === "month" || areYears) return filled(words.range, first, last);
  return `${elided(filled(caseOf(start, words).start, first), words)} ${filled(caseOf(end, words).end, last)}`;
}

// What the first end need not repeat: the year, or the month with it.
function common(start, end) {
  const isOfCalendar = ({ precision, approximate }) => ["day", "month"].includes(precision) && !approximate;
  if (!isOfCalendar(start) || !isOfCalendar(end)) return "";
  if (start.earliest.slice(0, 4) !== end.earliest.slice(0, 4)) return "";
  const areDays = start.precision === "day" && end.precision === "day";
  return areDays && start.earliest.slice(0, 7) === end.earliest.slice(0, 7) ? "month" : "year";
}

function endsOf(date) {
  if (date.text.includes("/")) {
    return date.text.split("/").map((end, index) => {
      if (end === "" || end === "..") return null;
      // An end with unspecified digits is known by its own ends: no later than 20XX is 2099.
      const known = parse(end);
      return known.precision === "interval" ? endsOf(known)[index] : known;
    });
  }
  // Unspecified digits are said as the largest whole parts of the calendar that they span.
  const { earliest, latest } = date;
  let length = 10;
  if (earliest.endsWith("-01") && latest === day(...latest.split("-", 2), lastDay(...latest.split("-", 2)))) {
    length = earliest.endsWith("-01-01") && latest.endsWith("-12-31") ? 4 : 7;
  }
  return [earliest, latest].map((one) => parse(one.slice(0, length) + (date.approximate ? "~" : "")));
}

function caseOf(date, { cases, bare_seasons: bare }) {
  if (date.precision === "season") return cases[bare.includes(code(date)) ? "bare-season" : "season"];
  return cases[["month", "year", "decade"].includes(date.precision) ? date.precision : "day"];
}

const code = (date) => Number(withoutSigns(date.text).slice(5, 7));

function endName(date, words, dropped = "") {
  const name = nameOf(date, words, dropped);
  return date.approximate ? filled(words.about_end, name) : name;
}

function nameOf(date, words, dropped = "") {
  const [year, month, number] = date.earliest.split("-");
  const ofYear = dropped ? "" : ` ${year}`;
  const monthName = words.months[month - 1];
  switch (date.precision) {
    case "year":
      return year;
    case "decade":
      return filled(words.decade, year);
    case "season": {
      // A winter has two years.
      const last = date.latest.slice(0, 4);
      return `${words.seasons[code(date)]} ${year === last ? year : filled(words.winter, year, last)}`;
    }
    case "month":
      return monthName + ofYear;
    default: {
      const dayName = number === "01" ? words.first_day : filled(words.day_number, Number(number));
      const name = dropped === "month" ? dayName : dayName + WIDE + monthName + ofYear;
      return date.time ? filled(words.hour, name, ...date.time.split(":")) + zoneName(date.zone) : name;
    }
  }
}

// The zone of a time of day, as its distance from UTC; nothing when it is not known.
function zoneName(zone) {
  if (zone === null) return "";
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(4)];
  if (zone === "Z" || Number(hours + minutes) === 0) return `${WIDE}(UTC)`;
  const distance = Number(minutes) ? `${Number(hours)}:${minutes}` : Number(hours);
  return `${WIDE}(UTC${zone.startsWith("-") ? "−" : "+"}${distance})`;
}

function elided(text, { elisions }) {
  return elisions.reduce((written, [before, after]) => written.replaceAll(before, after), text);
}
