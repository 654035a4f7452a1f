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
function holdsMessages(key: Expr | null): boolean {
  return isKey(key, /^messages$/);
}

function isKey(key: Expr | null, names: RegExp): boolean {
  return (key?.kind === "string" || key?.kind === "name") && names.test(nameOfKey(key));
}

/** What a dict holds; `isSent`: as a request, which a text of a message is not. */
export function partsOf(
  dict: Extract<Expr, { kind: "dict" }>,
): readonly { readonly value: Expr; readonly isSent: boolean }[] {
  const request = requestIn(dict);
  return dict.entries.map(({ key, value }) => {
    if (request && isKey(key, /^body$/)) return { value: request, isSent: true };
    return { value, isSent: key === null || holdsMessages(key) };
  });
}

/** The request in what a page or a server posts: `{ method: "POST", headers, body: JSON.stringify(request) }`. */
export function requestIn(options: Expr): Expr | undefined {
  if (options.kind !== "dict") return undefined;
  const body = options.entries.find(({ key }) => isKey(key, /^body$/))?.value;
  const isPost = options.entries.some(({ key }) => isKey(key, /^(method|headers)$/));
  if (!isPost || body?.kind !== "call" || lastNameOf(body.callee) !== "stringify") return undefined;
  return body.args[0]?.value;
}
