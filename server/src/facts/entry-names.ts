/** Names of entries: of dicts, and of literals of Go structs. */
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";

/** The name under which a dict, or a literal of a Go struct, holds the expression itself. */
export function keyOfEntry(holder: Expr, held: Expr): string | undefined {
  if (holder.kind === "call" && (holder.isNew || lastNameOf(holder.callee) === "dict"))
    return holder.args.find((arg) => arg.value === held)?.name ?? undefined;
  const entry = holder.kind === "dict" ? holder.entries.find(({ value }) => value === held) : undefined;
  return entry?.key?.kind === "string" || entry?.key?.kind === "name" ? nameOfKey(entry.key) : undefined;
}

function nameOfKey(key: Extract<Expr, { kind: "string" | "name" }>): string {
  return key.kind === "string" ? key.value : key.name;
}

/** The entry of a request that is a list of messages, where those of a message are texts. */
export function holdsMessages(key: Expr | null): boolean {
  return (key?.kind === "string" || key?.kind === "name") && nameOfKey(key) === "messages";
}
