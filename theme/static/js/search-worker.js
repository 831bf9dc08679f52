// Search worker: Pagefind, apart from the page. A message { number, asked } is answered by { number, answer }, the
// pages that Pagefind finds. A message with an `id` too is answered by the places where that page holds the very stems
// that were sought. A message without a question is answered once the index is open. After a message with `isAlone`
// Pagefind reads texts too, and they are part of the answers.

const NO_TEXT = 'pagefind_dcd{"url":"","content":"","meta":{},"anchors":[],"filters":{}}';
const KEPT = 20; // searches

// Pagefind gives places only together with the text of a page. `search-facets.js` reads the text out of a file that
// pages share: here none is fetched.
const fetched = globalThis.fetch;
let alone = false;
globalThis.fetch = async (address, ...given) => {
  const isText = /\/fragment\/[^/]+$/u.test(address);
  return isText && !alone ? new Response(NO_TEXT) : fetched(address, ...given);
};

const opened = import("../../pagefind/pagefind.js").then(async (pagefind) => {
  await pagefind.init();
  return pagefind;
});
const kept = new Map();

async function search(asked) {
  const pagefind = await opened;
  if (!kept.has(asked)) {
    kept.set(asked, pagefind.search(asked));
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  }
  return (await kept.get(asked)).results;
}

// Whether a place holds the very stem that was sought, not only a longer word: Pagefind weighs each place by
// the difference in length, e^(e^(-n²/8) - 1) for n - 1 letters, so that none is 0.89 and one is 0.67.
function isWhole({ weight, balanced_score: score }) {
  return score / (weight * 24) ** 2 > 0.8;
}

async function answer({ asked, id, isAlone = false }) {
  alone ||= isAlone;
  if (!asked) return opened.then(() => null);
  const results = await search(asked);
  if (!id) return results.map(({ id, score, words }) => ({ id, score, words }));
  const { weighted_locations: places, ...text } = await results.find((result) => result.id === id).data();
  return { whole: places.filter(isWhole).map(({ location }) => location), text: alone ? text : null };
}

onmessage = ({ data: { number, ...asked } }) => {
  answer(asked).then(
    (answer) => postMessage({ number, answer }),
    (error) => postMessage({ number, error: String(error) }),
  );
};
