// Worker: SQLite over the file of the data, in memory. Nothing can be written to it.

import { csvOf } from "./csv.js";

// Rows that are shown, and signs of one value; rows that are read at most, and signs of all of them.
const SHOWN = 200;
const SHOWN_SIGNS = 10_000;
const READ = 100_000;
const READ_SIGNS = 50_000_000;
const MEMORY = 512 * 1024 * 1024;
const OURS = 0x5375446f; // "SuDo"

let opened = null;
let last = { columns: [], rows: [] };

async function bytesOf(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

// Whether a file is a database of ours (PRAGMA application_id), and no page of it is missing.
function isWhole(bytes) {
  if (bytes.length < 100) return false;
  const head = new DataView(bytes.buffer);
  return head.getUint32(68) === OURS && head.getUint16(16) * head.getUint32(28) === bytes.length;
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
  if (!isWhole(bytes)) throw new Error(`${database}: half a file, or another`);
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

const signs = (row) => row.reduce((sum, one) => sum + (typeof one === "string" ? one.length : 8), 0);

function clipped(value) {
  return typeof value === "string" && value.length > SHOWN_SIGNS ? `${value.slice(0, SHOWN_SIGNS)}…` : value;
}

function answer(db, sql) {
  const columns = [];
  const rows = [];
  let held = 0;
  let isCut = false;
  const started = performance.now();
  db.exec({
    sql, columnNames: columns, rowMode: "array",
    callback: (row) => {
      isCut = rows.length === READ || held > READ_SIGNS;
      if (isCut) return false;
      const read = row.map(plain);
      held += signs(read);
      rows.push(read);
      return true;
    },
  });
  last = { columns, rows };
  const ms = Math.max(1, Math.round(performance.now() - started));
  return { columns, first: rows.slice(0, SHOWN).map((row) => row.map(clipped)), total: rows.length, isCut, ms };
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
