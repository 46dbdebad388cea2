// @ts-check
/**
 * What is dropped on a page, or pasted outside a field. On a form that takes things in
 * (`data-takes`) it is laid beside what was chosen there and comes in only when the form is sent; a
 * text goes into the form's text. On any other page a dropped file does nothing, where a browser
 * would leave the page for it, and the desk says where files come in.
 */
import { typing } from "./keys.js";

/** @typedef {{ name: string, file: File }} Laid */

/** @type {Laid[]} */
const laid = [];
/** @type {HTMLFormElement | null} */
const form = document.querySelector("form[data-takes]");
const takes = form?.dataset.takes ?? "";

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = (entry) => new Promise((done, failed) => entry.file(done, failed));

/** @param {FileSystemDirectoryReader} reader @returns {Promise<FileSystemEntry[]>} some of a folder */
const someOf = (reader) => new Promise((done, failed) => reader.readEntries(done, failed));

/** @param {FileSystemEntry} entry @returns {AsyncGenerator<Laid>} a file, or all files of a folder */
async function* filesOf(entry) {
  if (entry.isFile) {
    const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
    yield { name: entry.fullPath.replace(/^\//, ""), file };
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  // A browser tells a folder in portions, and its end by an empty one.
  for (let some = await someOf(reader); some.length; some = await someOf(reader)) {
    for (const inner of some) yield* filesOf(inner);
  }
}

/** @param {DataTransfer} brought @returns {Promise<Laid[]>} the files that were brought, by their ways */
async function filesIn(brought) {
  // Taken at once: what was brought is gone when the event is over.
  const held = [...brought.items].filter((item) => item.kind === "file");
  const entries = held.map((item) => [item.webkitGetAsEntry?.() ?? null, item.getAsFile()]);
  const found = [];
  for (const [entry, file] of /** @type {[FileSystemEntry | null, File | null][]} */ (entries)) {
    if (entry) for await (const one of filesOf(entry)) found.push(one);
    else if (file) found.push({ name: file.name, file });
  }
  return found;
}

/** @param {Laid} one @param {Laid} other @returns {boolean} whether it is one file brought twice */
const twice = (one, other) =>
  one.name === other.name && one.file.size === other.file.size && one.file.lastModified === other.file.lastModified;

/** Show what lies there and has not come in yet. */
function show() {
  const place = form?.querySelector("[data-laid]");
  if (!(place instanceof HTMLElement)) return;
  place.hidden = laid.length === 0;
  const names = laid.map(({ name }) => {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("bdi"), { textContent: name }));
    return line;
  });
  place.querySelector("ol")?.replaceChildren(...names);
}

/** @param {string} which a template of the page @returns {void} says it above the page */
function say(which) {
  const said = document.getElementById(which);
  const place = document.getElementById("wrong");
  if (said instanceof HTMLTemplateElement && place) place.replaceChildren(said.content.cloneNode(true));
}

/** @param {DataTransfer} brought @returns {Promise<void>} */
async function take(brought) {
  const found = await filesIn(brought);
  const only = form?.querySelector("input[type=file]");
  if (takes === "files") {
    laid.push(...found.filter((one) => !laid.some((other) => twice(one, other))));
    show();
    form?.scrollIntoView({ block: "center" });
  } else if (takes === "file" && found.length === 1 && only instanceof HTMLInputElement) {
    const one = new DataTransfer();
    one.items.add(found[0].file);
    only.files = one.files;
  } else say(takes === "file" ? "brought-several" : "brought-elsewhere");
}

/** @param {string} text @returns {boolean} whether the form has a place for a text, which holds it now */
function write(text) {
  const field = form?.querySelector("textarea");
  if (!field || !text.trim()) return false;
  field.value += field.value ? `\n\n${text}` : text;
  field.scrollIntoView({ block: "center" });
  return true;
}

/** Whether something of the page itself is dragged, which nobody brings from elsewhere. */
let own = false;
addEventListener("dragstart", () => { own = true; });
addEventListener("dragend", () => { own = false; });

/** @param {DragEvent} event @returns {DataTransfer | null} what is brought that this page answers for */
function broughtBy({ dataTransfer, target }) {
  if (!dataTransfer || own) return null;
  if (dataTransfer.types.includes("Files")) return dataTransfer;
  const text = dataTransfer.types.includes("text/plain") && !dataTransfer.types.includes("text/uri-list");
  return text && form?.querySelector("textarea") && !typing(target) ? dataTransfer : null;
}

addEventListener("dragover", (event) => {
  if (!broughtBy(event)) return;
  event.preventDefault();
  form?.classList.add("awaiting");
});
addEventListener("dragleave", ({ relatedTarget }) => {
  if (!relatedTarget) form?.classList.remove("awaiting");
});
addEventListener("drop", (event) => {
  form?.classList.remove("awaiting");
  const brought = broughtBy(event);
  if (!brought) return;
  event.preventDefault();
  if (brought.types.includes("Files")) void take(brought);
  else write(brought.getData("text/plain"));
});
addEventListener("paste", (event) => {
  const brought = event.clipboardData;
  if (!form || !brought || typing(event.target)) return;
  if (brought.files.length) void take(brought);
  else if (!write(brought.getData("text/plain"))) return;
  event.preventDefault();
});

/** What lies here and was not sent is not lost by a key or a link that leads elsewhere. */
let sent = false;
form?.addEventListener("submit", () => { sent = true; });
addEventListener("beforeunload", (event) => {
  const field = form?.querySelector("textarea");
  if (takes === "files" && !sent && (laid.length || field?.value.trim())) event.preventDefault();
});

form?.addEventListener("formdata", ({ formData }) => {
  for (const { name, file } of laid) formData.append("files", file, name);
});
form?.querySelector("[data-laid] button")?.addEventListener("click", () => {
  laid.length = 0;
  show();
});
for (const hint of document.querySelectorAll("[data-scripted]")) hint.removeAttribute("hidden");
