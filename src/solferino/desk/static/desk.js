// @ts-check
/** What the desk's pages do beyond links and forms: keys, what is dropped, and the exact text of a document. */
import "./dropping.js";
import "./keys.js";
import { open } from "./reader.js";

/** Where a person was last in a list of decisions: forms that answer bring the focus back there. */
document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!(opened instanceof HTMLDetailsElement) || !opened.open) return;
  const first = opened.querySelector("[inputmode=numeric], input:not([type=hidden]), select");
  if (opened.matches(".correcting") && first instanceof HTMLElement) first.focus();
}, true);

/** The menu of further places closes when a person turns to something else, or by Escape. */
document.addEventListener("pointerdown", ({ target }) => {
  const menu = document.querySelector(".further[open]");
  if (menu && target instanceof Node && !menu.contains(target)) menu.removeAttribute("open");
});
document.addEventListener("keydown", ({ key }) => {
  const menu = document.querySelector(".further[open]");
  if (key !== "Escape" || !menu) return;
  menu.removeAttribute("open");
  const summary = menu.querySelector("summary");
  if (summary) summary.focus();
});

/** A correction that was begun by mistake is left by Escape, and its key works again. */
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  const begun = target instanceof Element ? target.closest("details.correcting[open]") : null;
  if (key !== "Escape" || !begun) return;
  begun.removeAttribute("open");
  const summary = begun.querySelector("summary");
  if (summary) summary.focus();
});

/** What was wrong is told above the page, which stays as it is; it goes with the next attempt. */
document.addEventListener("htmx:beforeRequest", () => {
  document.getElementById("wrong")?.replaceChildren();
});

/** A page that comes in parts: the address may name a place in one that was not there yet. */
let reached = document.getElementById(location.hash.slice(1)) ? location.hash : "";
document.addEventListener("htmx:afterSettle", () => {
  if (location.hash === reached || document.querySelector(".later")) return;
  reached = location.hash;
  document.getElementById(reached.slice(1))?.scrollIntoView();
});

/** A form whose buttons post to addresses of their own: htmx puts the answer in place. */
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || !("posts" in form.dataset)) return;
  if (!(submitter instanceof HTMLButtonElement) || !("htmx" in window)) return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(form, submitter));
  const target = form.getAttribute("hx-target");
  const swap = form.getAttribute("hx-swap");
  const select = form.getAttribute("hx-select");
  const told = { source: form, target, swap, select, values };
  /** @type {any} */ (window).htmx.ajax("POST", submitter.formAction, told);
});

await open();
