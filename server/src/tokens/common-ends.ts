/** What two texts have in common at their ends, by halving: comparing slices is far faster than comparing units. */

/** Units at the start that are the same. */
export function commonPrefix(a: string, b: string): number {
  let same = 0;
  let limit = Math.min(a.length, b.length);
  while (same < limit) {
    const middle = same + ((limit - same + 1) >> 1);
    if (a.slice(same, middle) === b.slice(same, middle)) same = middle;
    else limit = middle - 1;
  }
  return same;
}

/** Units at the end that are the same, without those of the common prefix. */
export function commonSuffix(a: string, b: string, prefix: number): number {
  let same = 0;
  let limit = Math.min(a.length, b.length) - prefix;
  while (same < limit) {
    const middle = same + ((limit - same + 1) >> 1);
    const isSame =
      a.slice(a.length - middle, a.length - same) === b.slice(b.length - middle, b.length - same);
    if (isSame) same = middle;
    else limit = middle - 1;
  }
  return same;
}
