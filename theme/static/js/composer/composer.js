// The composer: a reader writes a proposal. All of it is done by script; without, the page says what to do instead.

const root = document.querySelector('[data-part="composer"]');

root.hidden = false;
