// @ts-check
/**
 * The document page: the exact text in one text node, claims marked in it, cards that lead there,
 * and words that a person selects to add a claim.
 *
 * Without this script, or in a browser without the CSS Custom Highlight API, the page shows the
 * same text with marks made by the server, and every link and form works.
 */
import { typing } from "./keys.js";
import { inPoints, inUnits } from "./offsets.js";

/**
 * @typedef {{id: string, family: string, start: number, end: number}} Span  code points, half-open
 * @typedef {{text: string, sha256: string, spans: Span[]}} Exact
 * @typedef {{start: number, end: number}} Units  UTF-16 units of one text node, half-open
 */

/** @param {string} text @returns {Promise<string>} SHA-256 of its UTF-8, hexadecimal */
async function digest(text) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One open document. */
class Reader {
  /** @param {HTMLElement} pre @param {Exact} exact */
  constructor(pre, exact) {
    this.pre = pre;
    pre.textContent = exact.text;
    this.node = /** @type {Text} */ (pre.firstChild);
    this.pane = /** @type {HTMLElement} */ (pre.closest(".paper"));
    this.timers = /** @type {number[]} */ ([]);
    /** @type {string | undefined} */
    this.current = undefined; // the claim that is chosen; a decision brings its card anew
    this.renew(exact.spans);
    document.addEventListener("click", (event) => this.follow(event));
    pre.addEventListener("click", (event) => this.find(event));
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("selectionchange", () => this.select());
    if (pre.dataset.at) this.arrive(pre.dataset.at);
  }

  /** Look again at cards and claims, which a decision has changed. @param {Span[]} spans */
  renew(spans) {
    const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a[data-at]")]);
    this.cards = links.filter((link) => link.closest(".card"));
    const asked = [...links, this.pre].flatMap((e) => pair(e.dataset.at));
    const ends = spans.flatMap((span) => [span.start, span.end]);
    this.units = inUnits(this.node.data, [...asked, ...ends]);
    /** @type {Map<string, Units>} */
    this.claims = new Map(spans.map((s) => [s.id, this.place(s.start, s.end)]));
    this.paint(spans);
  }

  /** Follow a link into the text without leaving the page. @param {MouseEvent} event */
  follow(event) {
    const link = /** @type {HTMLElement} */ (event.target).closest?.("a[data-at]");
    if (!(link instanceof HTMLAnchorElement)) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.choose(link);
  }

  /** Offer the selected words for a new claim; what is shown goes along as it is. */
  select() {
    const form = document.getElementById("adding");
    const chosen = getSelection();
    if (!(form instanceof HTMLFormElement) || !chosen || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    if (range.startContainer !== this.node || range.endContainer !== this.node) return;
    const text = this.node.data;
    const start = inPoints(text, range.startOffset);
    const end = inPoints(text, range.endOffset);
    const words = [...text].slice(start, end).join("");
    if (!words.trim()) return;
    for (const [name, content] of Object.entries({ start, end, words })) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = String(content);
    }
    form.dataset.chosen = "yes";
    say("chosen", words);
  }

  /** @param {number} start @param {number} end @returns {Units} */
  place(start, end) {
    return { start: this.units.get(start) ?? 0, end: this.units.get(end) ?? 0 };
  }

  /** @param {Units} units */
  range({ start, end }) {
    const range = new Range();
    range.setStart(this.node, start);
    range.setEnd(this.node, end);
    return range;
  }

  /** Mark all claims, one colour for each family. @param {Span[]} spans */
  paint(spans) {
    for (const family of new Set(spans.map((span) => span.family))) {
      const own = spans.filter((span) => span.family === family);
      const ranges = own.map((span) => this.range(this.place(span.start, span.end)));
      CSS.highlights.set(family, new Highlight(...ranges));
    }
  }

  /** Show what the address asks for. @param {string} at */
  arrive(at) {
    const card = this.cards.find((link) => link.dataset.at === at);
    if (card) this.choose(card);
    else this.show(at);
  }

  /** Choose a card or another link into the text. @param {HTMLAnchorElement} link */
  choose(link) {
    for (const card of document.querySelectorAll(".card[aria-current]")) {
      card.removeAttribute("aria-current");
    }
    const card = link.closest(".card");
    if (card) {
      card.setAttribute("aria-current", "true");
      this.current = own(link);
      if (this.apart()) card.scrollIntoView({ block: "nearest" });
      const place = this.cards.indexOf(link) + 1;
      const words = { place, total: this.cards.length, words: link.textContent ?? "" };
      say("spoken", filled(this.pre.dataset.spoken, words));
    }
    link.focus({ preventScroll: true });
    this.show(link.dataset.at ?? "");
    history.replaceState(null, "", link.href);
  }

  /** Whether text and cards stand side by side, each with its own scroll bar. */
  apart() {
    return getComputedStyle(this.pane).overflowY === "auto";
  }

  /** Mark, flash and bring into view. @param {string} at */
  show(at) {
    const [start, end] = pair(at);
    if (!this.units.has(start) || !this.units.has(end) || start >= end) return;
    const range = this.range(this.place(start, end));
    const here = new Highlight(range);
    here.priority = 1;
    CSS.highlights.set("here", here);
    this.flash(range);
    if (this.apart()) this.pane.scrollIntoView({ block: "nearest" });
    const box = range.getBoundingClientRect();
    if (this.apart()) {
      const pane = this.pane.getBoundingClientRect();
      this.pane.scrollTop += box.top - pane.top - this.pane.clientHeight / 3;
    } else {
      window.scrollTo({ top: window.scrollY + box.top - window.innerHeight / 3 });
    }
  }

  /** @param {Range} range */
  flash(range) {
    this.timers.forEach(clearTimeout);
    CSS.highlights.delete("flash");
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const bright = new Highlight(range);
    bright.priority = 2;
    this.timers = [0, 360].flatMap((from) => [
      window.setTimeout(() => CSS.highlights.set("flash", bright), from),
      window.setTimeout(() => CSS.highlights.delete("flash"), from + 180),
    ]);
  }

  /** Find the smallest claim under the pointer. @param {MouseEvent} event */
  find(event) {
    if (!getSelection()?.isCollapsed) return;
    const caret = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    if (!caret || caret.startContainer !== this.node) return;
    const at = caret.startOffset;
    const covering = [...this.claims]
      .filter(([, units]) => units.start <= at && at < units.end)
      .sort(([, a], [, b]) => a.end - a.start - (b.end - b.start));
    const card = this.cards.find((link) => own(link) === covering[0]?.[0]);
    if (card) this.choose(card);
  }

  /** J next, K before; never while somebody types. @param {KeyboardEvent} event */
  key(event) {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || !this.cards.length) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step === undefined) return;
    const now = this.cards.findIndex((link) => link.closest(".card[aria-current]"));
    const last = this.cards.length - 1;
    const next = now < 0 ? (step > 0 ? 0 : last) : Math.min(last, Math.max(0, now + step));
    event.preventDefault();
    this.choose(this.cards[next]);
  }
}

/** @param {HTMLElement} link @returns {string | undefined} the claim of a card's link */
function own(link) {
  return /** @type {HTMLElement | null} */ (link.closest(".card"))?.dataset.claim;
}

/** @param {string | undefined} at @returns {number[]} */
function pair(at) {
  return at ? at.split("-").map(Number) : [];
}

/** @param {string} id @param {string} words */
function say(id, words) {
  const place = document.getElementById(id);
  if (place) place.textContent = words;
}

/** @param {string | undefined} sentence @param {Record<string, string | number>} told */
function filled(sentence, told) {
  return (sentence ?? "").replace(/\{(\w+)\}/g, (_, name) => String(told[name] ?? ""));
}

/** @param {HTMLElement} pre @returns {Promise<Exact | undefined>} */
async function exactly(pre) {
  const answer = await fetch(pre.dataset.text ?? "");
  return answer.ok ? /** @type {Exact} */ (await answer.json()) : undefined;
}

/** Open the document that is on the page, if there is one. */
export async function open() {
  const pre = document.getElementById("text");
  if (!pre?.dataset.text || !("highlights" in CSS)) return;
  const exact = await exactly(pre);
  if (!exact) return;
  const reader = new Reader(pre, exact);
  document.addEventListener("htmx:afterSettle", async () => {
    const now = await exactly(pre);
    if (now) reader.renew(now.spans);
    const current = reader.cards.find((link) => own(link) === reader.current);
    if (current && reader.current) reader.choose(current);
  });
  const right = (await digest(pre.textContent ?? "")) === exact.sha256;
  const short = exact.sha256.slice(0, 12);
  say("exactness", filled(right ? pre.dataset.exact : pre.dataset.inexact, { digest: short }));
  document.documentElement.dataset.read = right ? "exact" : "inexact";
}
