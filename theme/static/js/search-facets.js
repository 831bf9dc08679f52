// Search facets: the columns by which pages are chosen and sorted (`suites/site/search/columns.py`), each loaded at its
// first use. A column gives each page its values, in the order of the ids that the index has for its pages. The ids are
// in the head of the index, which Pagefind has just loaded: to ask Pagefind for all pages would load the whole index.
// An index of an unknown form has no columns, and nothing to choose by: a question is answered all the same.

const SIGNATURE = "pagefind_dcd"; // at the beginning of every file of the index
const PAGES = 1; // the place of the pages in its head
const PAGES_IN_FILE = 2; // that share a file of texts, at most, on average
const SIGNS = 7; // of a page's name that choose its file

// The digest of the index, and the ids of its pages.
async function pagesOf(index) {
  try {
    const entry = await fetch(new URL("pagefind-entry.json", index), { cache: "no-cache" });
    const [{ hash }] = Object.values((await entry.json()).languages);
    const head = decoded(await unpacked(new URL(`pagefind.${hash}.pf_meta`, index)));
    return { hash, ids: head[PAGES].map(([id]) => id) };
  } catch (error) {
    console.warn(error);
    return { hash: "", ids: [] };
  }
}

export async function columns(index) {
  const { hash, ids } = await pagesOf(index);
  const place = new Map([...ids].sort().map((id, i) => [id, i]));
  const kept = new Map();
  const files = new Map();

  // { values, cells }: a cell is the numbers of a page's values. A column of another index counts as empty.
  async function load(name) {
    const answer = hash && (await fetch(new URL(`columns/${name}.json?${hash}`, index)));
    const { values = [], pages = "" } = answer?.ok ? await answer.json() : {};
    const cells = pages.split(";");
    return { values, cells: cells.length === ids.length ? cells.map((cell) => (cell ? cell.split(",") : [])) : [] };
  }

  function read(name) {
    if (!kept.has(name)) kept.set(name, load(name));
    return kept.get(name);
  }

  const cell = (column, id) => column.cells[place.get(id)] ?? [];
  const of = (column, id) => cell(column, id).map((number) => column.values[number]);

  // Those of the pages that have a chosen value of every facet (name -> values); one facet may be left out.
  async function chosen(pages, choice, without = "") {
    const facets = await Promise.all([...choice].filter(([name, values]) => values.length && name !== without)
      .map(async ([name, values]) => [await read(name), new Set(values)]));
    const isChosen = (id, [column, values]) => of(column, id).some((value) => values.has(value));
    return pages.filter(({ id }) => facets.every((facet) => isChosen(id, facet)));
  }

  // The number of pages with each value of a facet, under the choice of the other facets.
  async function counts(pages, choice, name) {
    const column = await read(name);
    const found = new Map();
    for (const { id } of await chosen(pages, choice, name)) {
      for (const value of of(column, id)) found.set(value, (found.get(value) ?? 0) + 1);
    }
    return found;
  }

  // The pages, the newest first.
  async function byDay(pages) {
    const day = await read("day");
    const rank = ({ id }) => Number(cell(day, id)[0] ?? 0);
    return [...pages].sort((a, b) => rank(b) - rank(a));
  }

  async function loadTexts(path) {
    return JSON.parse(new TextDecoder().decode(await unpacked(new URL(path, index))));
  }

  // Pagefind's text of a page, out of a file of a few pages (`suites/site/search/texts.py`).
  async function text(id) {
    const path = shared(id, ids.length);
    if (!files.has(path)) files.set(path, loadTexts(path));
    const { [id]: found } = await files.get(path);
    return { ...found, url: new URL(`..${found.url}`, index).pathname };
  }

  // Every page of the archive, as results of no question.
  const all = () => ids.map((id) => ({ id, words: [], score: 0, places: async () => ({ whole: [] }) }));

  return { all, byDay, chosen, counts, of, read, size: ids.length || 1, text };
}

// The file that a page shares with others: the first bits of its name tell.
function shared(id, size) {
  const bits = 32 - Math.clz32((size - 1) / PAGES_IN_FILE);
  const digest = id.slice(id.indexOf("_") + 1, id.indexOf("_") + 1 + SIGNS).padEnd(SIGNS, "0");
  return `texts/${(parseInt(digest, 16) >>> (4 * SIGNS - bits)).toString(16)}.texts`;
}

// The content of a file of the index.
async function unpacked(url) {
  const { body } = await fetch(url);
  const bytes = await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  return new Uint8Array(bytes, SIGNATURE.length);
}

// The values of a list in CBOR (RFC 8949): numbers, texts and lists, as Pagefind writes them.
function decoded(bytes) {
  let at = 0;
  const value = () => {
    const [kind, short] = [bytes[at] >> 5, bytes[at] & 31];
    at += 1;
    let size = short < 24 ? short : 0;
    if (short > 23) for (let left = 1 << (short - 24); left; left -= 1) size = size * 256 + bytes[at++];
    if (kind === 4) return Array.from({ length: size }, value);
    if (kind === 3) return new TextDecoder().decode(bytes.subarray(at, (at += size)));
    return size;
  };
  return value();
}
