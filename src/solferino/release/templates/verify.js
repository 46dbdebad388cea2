"use strict";
// Works out the root of this page's quotations and tables again, from what the page shows, and says whether it
// is the root printed here. SHA-256 by FIPS 180-4; the tree by RFC 6962. Nothing is sent anywhere.
(function () {
  const first = (count, power) => {
    const found = [];
    for (let n = 2; found.length < count; n += 1) {
      if (!primes.some((p) => n % p === 0)) primes.push(n);
      if (primes[primes.length - 1] === n) found.push(Math.floor(((n ** power) % 1) * 2 ** 32));
    }
    return found;
  };
  let primes = [];
  const K = first(64, 1 / 3);
  primes = [];
  const H = first(8, 1 / 2);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  function sha256(bytes) {
    const length = bytes.length;
    const padded = new Uint8Array(((length + 8) >> 6 << 6) + 64);
    padded.set(bytes);
    padded[length] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 4, length << 3);
    view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
    const state = H.slice();
    for (let at = 0; at < padded.length; at += 64) {
      const w = [];
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) { w.push(view.getUint32(at + 4 * i)); continue; }
        const a = w[i - 15], b = w[i - 2];
        w.push((w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3))
          + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0);
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => { state[i] = (state[i] + x) | 0; });
    }
    const out = new Uint8Array(32);
    state.forEach((x, i) => new DataView(out.buffer).setInt32(4 * i, x));
    return out;
  }
  const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  const bytes = (text) => Uint8Array.from(text.match(/../g) || [], (b) => parseInt(b, 16));
  const behind = (byte, ...parts) => {
    const joined = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 1));
    joined[0] = byte;
    parts.reduce((at, p) => { joined.set(p, at); return at + p.length; }, 1);
    return sha256(joined);
  };

  const page = document.getElementById("check");
  const items = Array.from(document.querySelectorAll("[data-salt]"));
  let good = 0;
  for (const item of items) {
    const shown = "part" in item.dataset
      ? [item.textContent]
      : [".leaf-value", ".leaf-words"].map((name) => item.querySelector(name).textContent);
    const content = JSON.stringify([item.id, ...shown, item.dataset.salt]);
    let held = behind(0, new TextEncoder().encode(content));
    for (const step of item.dataset.proof.split(" ").filter(Boolean)) {
      const other = bytes(step.slice(1));
      held = step[0] === "L" ? behind(1, other, held) : behind(1, held, other);
    }
    const holds = hex(held) === page.dataset.root;
    good += holds;
    item.classList.add(holds ? "holds" : "broken");
  }
  const told = good === items.length ? page.dataset.good : page.dataset.bad;
  page.textContent = told.replace("{good}", good).replace("{all}", items.length);
  page.classList.add(good === items.length ? "holds" : "broken");
})();
