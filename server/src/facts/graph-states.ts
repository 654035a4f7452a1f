/** Classes that say what a graph's nodes share: an object of one, handed to a node, is a state and no object that keeps a conversation itself. */
import { basesOf } from "./classes";
import { lastNameOf } from "./expression-text";
import type { Binding, ClassInfo, Program } from "./program";

/** Longest line of bases that is looked at. */
const MAX_BASES = 4;

/** Whether the class, or one that it extends, has a field with a reducer beside its type: `messages: Annotated[list, add_messages]`. */
export function isGraphState(program: Program, cls: ClassInfo, depth = 0): boolean {
  if (/^MessagesState$/.test(cls.name) || cls.bases.some(({ expr }) => lastNameOf(expr) === "MessagesState"))
    return true;
  const fields = [...cls.attributes.values()].flatMap((bindings) => bindings[0] ?? []);
  if (fields.some(isReduced)) return true;
  return depth < MAX_BASES && basesOf(program, cls).some((base) => isGraphState(program, base, depth + 1));
}

/** What a validator is told of a field is a call, `Annotated[str, Field(min_length=1)]`, a reducer the name of a function. */
function isReduced(field: Binding): boolean {
  const type = field.kind === "assign" || field.kind === "parameter" ? field.annotation?.expr : undefined;
  if (type?.kind !== "index" || lastNameOf(type.object) !== "Annotated" || type.index.kind !== "list")
    return false;
  const [, beside] = type.index.items;
  return beside?.kind === "name" || beside?.kind === "member";
}
