// Columns: what pages can be chosen and sorted by (`suites/search/columns.py`), each loaded when it is first used. A
// column gives each page its values, in the order of the names that the index has for its pages.

export async function columns(pagefind, index) {
  const [{ results }, entry] = await Promise.all([
    pagefind.search(null),
    fetch(new URL("pagefind-entry.json", index), { cache: "no-cache" }).then((answer) => answer.json()),
  ]);
  const version = Object.values(entry.languages).map(({ hash }) => hash).join();
  const ids = results.map(({ id }) => id);
  const place = new Map([...ids].sort().map((id, i) => [id, i]));
  const kept = new Map();

  // { values, cells }: a cell is the numbers of a page's values. Of an index that is not the column's, nothing is known.
  async function load(name) {
    const answer = await fetch(new URL(`columns/${name}.json?${version}`, index));
    const { values = [], pages = "" } = answer.ok ? await answer.json() : {};
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
    return pages.filter(({ id }) => facets.every(([column, values]) => of(column, id).some((value) => values.has(value))));
  }

  // How many of the pages would have each value of a facet, with what is chosen of the others.
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

  // Every page of the archive, as results without words.
  const all = () => results;

  return { all, byDay, chosen, counts, of, read };
}
