// Note navigation: from one note of an article to the next. The focus goes to the number in the text, beside which its
// note stands on a wide screen; the stylesheet lights the pair. The way does not turn round at its ends.

const CALLOUTS = "main a.callout";

// Milliseconds in which a page may still be scrolling to the note.
const TRAVEL = 1000;

let last = null;
let moved = -TRAVEL;

// The number that has the focus, or whose note or words have it.
function current(callouts) {
  const here = document.activeElement;
  const note = here?.closest("main .note");
  if (note) return callouts.find((callout) => callout.hash === `#${note.id}`);
  return callouts.find((callout) => callout === here);
}

// Where to go on from when no note has the focus: the note that was left, while it is seen, else what is seen.
function place(callouts) {
  const seen = (callout) => {
    const { top, bottom } = callout.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  if (last && (seen(last) || performance.now() - moved < TRAVEL)) return callouts.indexOf(last);
  const next = callouts.findIndex((callout) => callout.getBoundingClientRect().top >= 0);
  // Between the one before and the one after.
  return (next < 0 ? callouts.length : next) - 0.5;
}

// Goes to the next note (step 1) or the one before (step -1); whether the page has notes at all.
export function walk(step) {
  const callouts = [...document.querySelectorAll(CALLOUTS)];
  if (!callouts.length) return false;
  const found = callouts.indexOf(current(callouts));
  const from = found < 0 ? place(callouts) : found;
  const to = step > 0 ? Math.floor(from + 1) : Math.ceil(from - 1);
  moved = performance.now();
  last = callouts[Math.min(Math.max(to, 0), callouts.length - 1)];
  last.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  last.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  return true;
}

// Leaves the note that has the focus; whether one had it.
export function leave() {
  const callout = current([...document.querySelectorAll(CALLOUTS)]);
  if (!callout) return false;
  last = callout;
  document.activeElement.blur();
  return true;
}
