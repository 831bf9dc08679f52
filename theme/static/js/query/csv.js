// CSV (RFC 4180) that no spreadsheet runs: as `harmless` of site/views/matrix.py. Without the byte order mark, Excel
// misreads accents.

const DANGEROUS = /^[=+\-@＝＋－＠\t\r\n]/u;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?$/u;

function field(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = DANGEROUS.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvOf = ({ columns, rows }) =>
  `\uFEFF${[columns, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("")}`;
