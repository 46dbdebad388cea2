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

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.isComposing || event.defaultPrevented) return;
  const key = named(event);
  const target = event.target;
  if (typing(target) && !(key === "Escape")) return;
  // Space and Enter press what has the focus, as everywhere.
  if (key === "Space" && target instanceof HTMLElement && target.matches("button, a, summary")) return;
  const deed = bearing(key);
  if (!deed) return;
  event.preventDefault();
  if (deed.dataset.deed === "focus" || deed.matches("input, select, textarea")) deed.focus();
  else deed.click();
});
