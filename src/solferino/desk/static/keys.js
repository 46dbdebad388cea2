// @ts-check
/**
 * The keyboard's alphabet. Every deed stands on the page as a button or link with `data-key`; a key
 * presses the first one that is shown. Nothing happens while somebody types, and the page works
 * without this script.
 */

/** @param {KeyboardEvent} event @returns {string} the key as the page names it */
function named(event) {
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

/** @param {EventTarget | null} target @returns {boolean} whether keys belong to a field */
export function typing(target) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName);
}

/** @param {string} key @returns {HTMLElement | undefined} what is shown and bears this key */
function bearing(key) {
  const wanted = key.toLowerCase();
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll("[data-key], [data-key-beside]");
  return [...all].find((one) => {
    const own = [one.dataset.key, one.dataset.keyBeside].map((k) => k?.toLowerCase());
    const card = one.closest(".card");
    if (card && !card.hasAttribute("aria-current")) return false;
    return own.includes(wanted) && one.checkVisibility() && !(/** @type {any} */ (one).disabled);
  });
}

/**
 * Whether an answer is on its way that will change what is shown. A key that comes before it does
 * would decide what nobody has seen, or what was just decided. Escape stops the waiting, as it stops
 * the loading of a page.
 */
let leaving = false;
// At the window: by then a form whose answer is put in place has been kept from leaving the page.
addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (leaving) event.preventDefault(); // pressed twice, sent once
  leaving = true;
});
addEventListener("pageshow", () => {
  leaving = false;
});

/** @param {Element} deed @returns {boolean} whether it is a link to another page */
function leads(deed) {
  if (!(deed instanceof HTMLAnchorElement)) return false;
  return deed.href.split("#")[0] !== location.href.split("#")[0];
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing || event.defaultPrevented) return;
  const key = named(event);
  if (key === "Escape") leaving = false;
  const target = event.target;
  if (typing(target) && !(key === "Escape")) return;
  // Space and Enter press what has the focus, as everywhere.
  if (key === "Space" && target instanceof HTMLElement && target.matches("button, a, summary")) return;
  const deed = bearing(key);
  if (!deed) return;
  event.preventDefault();
  if (event.repeat || leaving || document.querySelector("form.htmx-request")) return;
  leaving = leads(deed);
  if (deed.dataset.deed === "focus" || deed.matches("input, select, textarea")) deed.focus();
  else deed.click();
});
