/** Objects of the workspace's own classes behind an entry of a collection: `sessions[user]`, `sessions.get(user)`. */
import { collectionRead, keptInCollection, placesOf } from "./collections";
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Located } from "./located";
import type { Value } from "./program";
import { enclosingClass, isSelf, lookUp } from "./scope";
import { lambdaResult } from "./walk";

type Follow = (at: Located) => readonly Value[];

/** What the file puts there, what a `defaultdict` makes by itself, or what the collection's type says that it holds; each class once. */
export function keptObjects(at: Located, follow: Follow): readonly Value[] {
  const collection = collectionRead(at.expr);
  if (!collection) return [];
  const made = placesOf({ ...at, expr: collection }).flatMap((place) => madeByItself(place, follow));
  const put = made.length > 0 ? [] : keptInCollection(at).filter(mayBeObject).flatMap(follow);
  const found = [...made, ...put, ...promised({ ...at, expr: collection }, follow)];
  return found.filter(
    (value, index) =>
      value.kind === "instance" &&
      found.findIndex((other) => other.kind === "instance" && other.cls === value.cls) === index,
  );
}

/** `Session(…)`, `new Session(…)`, `NewSession(…)`, or a name that is given one: of most that collections hold nothing else need be followed. */
function mayBeObject(at: Located): boolean {
  return placesOf(at).some(
    ({ expr }) =>
      expr.kind === "call" &&
      (expr.isNew || /^_?([A-Z]|(new|make|create|build|get)[A-Z_])/.test(lastNameOf(expr.callee))),
  );
}

/** `defaultdict(Session)`, `defaultdict(lambda: Session("gpt-5"))`. */
function madeByItself({ expr, ...at }: Located, follow: Follow): readonly Value[] {
  if (expr.kind !== "call" || lastNameOf(expr.callee) !== "defaultdict") return [];
  const maker = expr.args[0]?.value;
  if (!maker) return [];
  if (maker.kind === "function") {
    const made = lambdaResult({ ...at, expr: maker });
    return made ? follow(made) : [];
  }
  return follow({ ...at, expr: maker }).flatMap((value) =>
    value.kind === "class" ? [{ kind: "instance", cls: value.cls, call: null }] : [],
  );
}

/** Collections whose last type is that of what they hold. */
const HOLDERS =
  /^(dict|Dict|DefaultDict|defaultdict|OrderedDict|Mapping|MutableMapping|Map|Record|list|List|Sequence|MutableSequence|Iterable|Collection|set|Set|FrozenSet|deque|Deque|Array|ReadonlyArray)$/;

/** `sessions: dict[str, Session] = {}`, `def run(agents: list[Agent])`. */
function promised(at: Located, follow: Follow): readonly Value[] {
  return typesOf(at).flatMap((type) => {
    if (type.expr.kind !== "index" || !HOLDERS.test(lastNameOf(type.expr.object))) return [];
    const { index } = type.expr;
    const held = index.kind === "list" ? index.items[index.items.length - 1] : index;
    const named: Expr | undefined =
      held?.kind === "string" ? { kind: "name", name: held.value, range: held.range } : held;
    const values = named ? follow({ ...type, expr: named }) : [];
    return values.flatMap((value): readonly Value[] =>
      value.kind === "class" ? [{ kind: "instance", cls: value.cls, call: null }] : [],
    );
  });
}

/** The types written beside a name or an attribute, or beside the parameter that it is given. */
function typesOf({ file, fn, expr }: Located, steps = MAX_NAMES): readonly Located[] {
  const isOwn = expr.kind === "member" && expr.object.kind === "name" && isSelf(expr.object.name);
  const attributes = isOwn ? enclosingClass(file, fn)?.attributes.get(expr.name) : undefined;
  const bindings = expr.kind === "name" ? lookUp(file, fn, expr.name)?.bindings : attributes;
  return (bindings ?? []).flatMap((binding) => {
    if (binding.kind !== "assign" && binding.kind !== "parameter") return [];
    if (binding.annotation) return [binding.annotation];
    const isNamed =
      binding.kind === "assign" && binding.path.length === 0 && binding.value.expr.kind === "name";
    return isNamed && steps > 0 ? typesOf(binding.value, steps - 1) : [];
  });
}

/** Names between a collection and its type: `self.agents = agents`. */
const MAX_NAMES = 1;
