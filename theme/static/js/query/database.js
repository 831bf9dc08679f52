// Database: a worker that holds the data, begun with the first query and ended with one that takes too long.

const SECONDS = 30;

// A query without an answer: SQLite's message, or the reason for which it was ended.
export class FailedQuery extends Error {
  constructor(message, reason = "", seconds = SECONDS) {
    super(message);
    Object.assign(this, { reason, seconds });
  }
}

export class Database {
  constructor(engine, file) {
    this.addresses = { engine: engine.href, database: file.href };
    this.isLoaded = false;
    this.waiting = null;
  }

  // The answer of a query; `begun` is called when the database is there. Null when another is asked before it came.
  async ask(sql, begun) {
    this.waiting?.resolve(null);
    if (this.waiting) this.end();
    this.start();
    const asked = { begun };
    this.waiting = asked;
    const answer = new Promise((resolve, reject) => { Object.assign(asked, { resolve, reject }); });
    this.worker.postMessage({ sql });
    try {
      return await answer;
    } finally {
      clearTimeout(asked.timer);
      if (this.waiting === asked) this.waiting = null;
    }
  }

  // The rows of the last answer, all of them, as a file.
  csv() {
    return new Promise((resolve) => {
      this.saved = resolve;
      this.worker.postMessage({ csv: true });
    });
  }

  // Ends what is asked, if anything is: with its worker, for SQLite listens to nobody while it looks.
  stop(reason) {
    const { waiting } = this;
    if (!waiting) return;
    this.end();
    waiting.reject(new FailedQuery("", reason));
  }

  start() {
    if (this.worker) return;
    this.worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.hear(data));
    this.worker.addEventListener("error", () => this.hear({ unloaded: "the worker could not be started" }));
    this.worker.postMessage(this.addresses);
  }

  end() {
    this.worker?.terminate();
    this.worker = null;
    this.isLoaded = false;
  }

  hear({ loaded, answer, failed, unloaded, csv }) {
    const asked = this.waiting;
    if (csv) this.saved(csv);
    else if (!asked) return;
    else if (loaded) {
      this.isLoaded = true;
      asked.begun();
      asked.timer = setTimeout(() => this.stop("too-long"), SECONDS * 1000);
    } else if (unloaded) {
      this.end();
      asked.reject(new Error(unloaded));
    } else if (answer) asked.resolve(answer);
    else asked.reject(new FailedQuery(failed));
  }
}
