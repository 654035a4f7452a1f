/** Names of the object a method belongs to. */

export function isSelf(name: string): boolean {
  return name === "self" || name === "this" || name === "cls";
}
