// Gives a list of sentences, one for each thing on the page that some people could not use.
() => {
  const faults = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const told = (element) => element.outerHTML.slice(0, 120);
  const name = (element) =>
    (element.getAttribute("aria-label") || "").trim() ||
    (element.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
      .map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim() ||
    [...(element.labels ?? [])].map((label) => label.textContent).join(" ").trim() ||
    (element.textContent || "").trim();
  const complain = (what, elements) => elements.forEach((e) => faults.push(`${what}: ${told(e)}`));

  if (!document.documentElement.lang || !document.documentElement.dir) faults.push("the page tells no language");
  if (!document.title.trim()) faults.push("the page has no title");
  for (const one of ["h1", "main", "body > header", "header nav"]) {
    if (all(one).length !== 1) faults.push(`${all(one).length} of ${one}`);
  }
  const ids = all("[id]").map((e) => e.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => faults.push(`two of #${id}`));
  const levels = all("h1, h2, h3, h4").map((h) => Number(h.tagName[1]));
  levels.forEach((level, at) => {
    if (at && level > levels[at - 1] + 1) faults.push(`a heading leaps from ${levels[at - 1]}`);
  });
  complain("no name", all("a[href], button, input:not([type=hidden]), select, progress, [role=region], section, nav")
    .filter((e) => !name(e)));
  complain("a table without caption", all("table").filter((t) => !t.caption?.textContent.trim()));
  complain("a head without scope", all("th").filter((h) => !h.scope));
  complain("a label for nothing", all("label").filter((l) => !l.control));
  complain("a broken reference", all("[aria-labelledby]")
    .filter((e) => e.getAttribute("aria-labelledby").split(/\s+/).some((id) => !ids.includes(id))));
  complain("a link to no place here", all('a[href^="#"]')
    .filter((a) => !document.getElementById(a.getAttribute("href").slice(1))));
  complain("order of tabs forced", all("[tabindex]").filter((e) => e.tabIndex > 0));
  complain("scrolls, but not by key", all("*").filter((e) =>
    /auto|scroll/.test(getComputedStyle(e).overflowX + getComputedStyle(e).overflowY) &&
    (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) &&
    e.tabIndex < 0 && !["HTML", "BODY"].includes(e.tagName)));
  complain("text outside landmarks", [...document.body.children].filter((e) =>
    !["HEADER", "MAIN", "FOOTER", "SCRIPT"].includes(e.tagName) && !e.matches(".skip")));

  const colour = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const found = colour(getComputedStyle(e).backgroundColor);
      if (found.a === 1) return found;
    }
    return colour("rgb(255, 255, 255)");
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    const [one, two] = [colour(getComputedStyle(element).color), behind(element)].map(light);
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${told(element)}`);
  }
  return faults;
}
