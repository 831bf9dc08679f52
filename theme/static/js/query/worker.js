// Worker: SQLite over the file of the data, in memory. Nothing can be written to it.

import { csvOf } from "./csv.js";

// Rows that are shown, and rows that are read at most.
const SHOWN = 200;
const READ = 100_000;
const MEMORY = 512 * 1024 * 1024;

let opened = null;
let last = { columns: [], rows: [] };

async function bytesOf(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function open({ engine, database }) {
  // No file of the reader's machine is asked for.
  globalThis.sqlite3ApiConfig = {
    warn() {}, // what is wrong with a query is told on the page
    disable: { vfs: { opfs: true, "opfs-vfs": true, "opfs-sahpool": true, "opfs-wl": true, kvvfs: true } },
  };
  const [bytes, sqlite3] = await Promise.all([
    bytesOf(database), import(engine).then((module) => module.default({ print() {}, printErr() {} })),
  ]);
  const { capi, wasm, oo1 } = sqlite3;
  const db = new oo1.DB(":memory:");
  const place = wasm.allocFromTypedArray(bytes);
  db.checkRc(capi.sqlite3_deserialize(db.pointer, "main", place, bytes.length, bytes.length,
    capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY));
  db.exec(`PRAGMA query_only = 1; PRAGMA hard_heap_limit = ${MEMORY}`);
  return db;
}

// What goes to the page: numbers that JavaScript cannot hold, and bytes, as text.
function plain(value) {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) {
    return `x'${[...value.subarray(0, 1000)].map((one) => one.toString(16).padStart(2, "0")).join("")}'`;
  }
  return value;
}

function answer(db, sql) {
  const columns = [];
  const rows = [];
  let isCut = false;
  const started = performance.now();
  db.exec({
    sql, columnNames: columns, rowMode: "array",
    callback: (row) => {
      isCut = rows.length === READ;
      if (!isCut) rows.push(row.map(plain));
      return !isCut;
    },
  });
  last = { columns, rows };
  const ms = Math.max(1, Math.round(performance.now() - started));
  return { columns, first: rows.slice(0, SHOWN), total: rows.length, isCut, ms };
}

async function ask(sql) {
  let db = null;
  try {
    db = await opened;
  } catch (error) {
    postMessage({ unloaded: error.message });
    return;
  }
  postMessage({ loaded: true });
  try {
    postMessage({ answer: answer(db, sql) });
  } catch (error) {
    postMessage({ failed: error.message.replace(/^SQLITE_\w+: sqlite3 result code \d+: /u, "") });
  }
}

addEventListener("message", ({ data }) => {
  if (data.csv) postMessage({ csv: new Blob([csvOf(last)], { type: "text/csv;charset=utf-8" }) });
  else if (data.engine) {
    opened = open(data);
    opened.catch(() => {}); // told when something is asked
  } else ask(data.sql);
});
