// @ts-check
/**
 * Offsets: the case counts code points, the browser UTF-16 units. The only place where one is
 * turned into the other.
 */

/**
 * Turn offsets in code points into UTF-16 units.
 *
 * @param {string} text
 * @param {number[]} points
 * @returns {Map<number, number>} offset in code points to offset in units; none outside the text
 */
export function inUnits(text, points) {
  const wanted = [...new Set(points)].sort((a, b) => a - b);
  const found = new Map();
  let next = 0;
  let point = 0;
  let unit = 0;
  for (const character of text) {
    if (next === wanted.length) return found;
    if (wanted[next] === point) found.set(wanted[next++], unit);
    point += 1;
    unit += character.length;
  }
  if (wanted[next] === point) found.set(point, unit);
  return found;
}

/**
 * Turn an offset in UTF-16 units into code points; inside a pair it is the pair's beginning.
 *
 * @param {string} text
 * @param {number} unit
 * @returns {number}
 */
export function inPoints(text, unit) {
  let point = 0;
  let at = 0;
  for (const character of text) {
    if (at + character.length > unit) return point;
    point += 1;
    at += character.length;
  }
  return point;
}
