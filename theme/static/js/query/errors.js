// Errors: what SQLite says of a query, in the words of the page.

import { t } from "../composer/page.js";

const KNOWN = [
  [/^no such table: (.+)$/u, "no-table"],
  [/^(?:no such column|table .+ has no column named):? (.+?)(?: - should this be .+)?$/u, "no-column"],
  [/^near "(.*)": syntax error$/su, "syntax"],
  [/^unrecognized token: "(.*)"$/su, "syntax"],
  [/^incomplete input/u, "incomplete"],
  [/^fts5: syntax error|^unterminated string/u, "search"],
  [/readonly|read-only|query_only/u, "read-only"],
  [/out of memory|too big/u, "too-large"],
];

export function explained(message) {
  for (const [pattern, key] of KNOWN) {
    const found = pattern.exec(message);
    if (found) return t(`query.said-${key}`, { name: found[1] });
  }
  return t("query.said-wrong");
}
