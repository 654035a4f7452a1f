/** Reads trees that a file of the workspace holds: hostile input, so only what they hold themselves counts. */

/** What stands under the key; undefined where the value is no tree or has no such entry of its own. */
export function plainEntry(tree: unknown, key: string | number): unknown {
  if (tree === null || typeof tree !== "object" || !Object.hasOwn(tree, key)) return undefined;
  return (tree as Readonly<Record<string | number, unknown>>)[key];
}
