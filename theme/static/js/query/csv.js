// CSV (RFC 4180) that no spreadsheet runs: as `guarded` of site/spreadsheets.py. Without the byte order mark, Excel
// misreads accents.

const GUARDED = /^['=+\-@＝＋－＠\t\r\n]/u;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/u;

function field(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = GUARDED.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvOf = ({ columns, rows }) =>
  `\uFEFF${[columns, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("")}`;
