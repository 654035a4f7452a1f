/** Maps of lists. */

/** Puts the entries behind those that the map has under the key. */
export function addTo<K, T>(groups: Map<K, T[]>, key: K, ...entries: readonly T[]): void {
  const known = groups.get(key);
  if (known) known.push(...entries);
  else groups.set(key, [...entries]);
}
