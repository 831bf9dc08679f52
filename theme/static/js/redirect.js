// Redirect: from an old address to the new one, with what follows "?" and "#": the places in a page keep their names.
// Not a module, which would wait for the page.
const target = new URL(document.querySelector('link[rel="canonical"]').href);
target.search = location.search;
target.hash = location.hash;
location.replace(target);
