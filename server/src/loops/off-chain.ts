/** What functions beside a chain do to a history: closures, methods of the object that keeps it, functions that use the module's variable. */
import { callersOf } from "../facts/call-graph";
import { areKin } from "../facts/classes";
import type { HistoryRoot } from "../facts/history-roots";
import { usersOfList } from "../facts/imported-lists";
import type { Located } from "../facts/located";
import { isOfModule, type Mutation, mutationsIn } from "../facts/mutations";
import type { ClassInfo, Program } from "../facts/program";
import { resolve, resolveAll } from "../facts/resolve";
import { bindingsOf, enclosingClass, isSelf } from "../facts/scope";
import { callsIn } from "../facts/walk";
import type { Chain } from "./chain";

type Member = Pick<Located, "file" | "fn">;

export interface PlacedAside {
  /** Level whose function calls what makes the change; null where the chain does not, and nobody knows when it is made. */
  readonly level: number | null;
  readonly mutation: Mutation;
}

export function offChain(program: Program, root: HistoryRoot, chain: Chain): readonly PlacedAside[] {
  const onChain = ({ file, fn }: Member): boolean =>
    chain.levels.some((level) => level.file === file && level.fn === fn);
  let left = MAX_CHANGES;
  const changes = (members: readonly Member[]): readonly Changed[] =>
    members.flatMap((member) => {
      if (left <= 0 || onChain(member)) return [];
      const mutations = mutationsIn(program, member.file, member.fn, root).slice(0, left);
      left -= mutations.length;
      return mutations.length > 0 ? [{ ...member, mutations }] : [];
    });
  const whereCalled = (changed: Changed): readonly PlacedAside[] => {
    const placed = placedByCalls(program, changed, chain);
    if (placed.length === 0) return atAnyTime(changed);
    return [...placed, ...atAnyTime(changed).filter(({ mutation }) => mutation.kind !== "append")];
  };
  if (root.kind === "variable" && isOfModule(root))
    return changes(functionsUsing(program, root)).flatMap(whereCalled);
  if (root.kind !== "attribute") return changes(closuresOf(chain)).flatMap(atAnyTime);
  const own = changes(methodsOf(root.cls)).flatMap(whereCalled);
  const holders = new Set([...holdersOn(chain, root.cls), ...holdersCalled(program, chain, root.cls)]);
  const held = changes([...holders].flatMap(methodsOf));
  return [...own, ...held.flatMap((changed) => placedByCalls(program, changed, chain))];
}

/** Changes beside the chain that count: classes that people write make some dozen. */
const MAX_CHANGES = 200;

type Changed = Member & { readonly mutations: readonly Mutation[] };

function atAnyTime({ mutations }: Changed): readonly PlacedAside[] {
  return mutations.map((mutation) => ({ level: null, mutation }));
}

function placedByCalls(program: Program, changed: Changed, chain: Chain): readonly PlacedAside[] {
  // Of a summary or a cut it matters more that it is made than when.
  const mutations = changed.mutations.filter(({ kind }) => kind === "append");
  const calls = mutations.length > 0 ? callsOnChain(program, changed, chain) : [];
  return calls.flatMap(({ level, at }) =>
    mutations.map((mutation) => ({ level, mutation: { ...mutation, at } })),
  );
}

/** Methods between one of the chain and the one that changes the history. */
const MAX_METHODS = 2;
/** Calls of one method that are looked at. */
const MAX_CALLS = 16;

/** Where functions of the chain call a method, themselves or through another. */
function callsOnChain(
  program: Program,
  { file, fn }: Member,
  chain: Chain,
  steps = MAX_METHODS,
): readonly { readonly level: number; readonly at: Located }[] {
  return callersOf(program, file, fn)
    .slice(0, MAX_CALLS)
    .flatMap(({ call }) => {
      const level = chain.levels.findIndex((at) => at.file === call.file && at.fn === call.fn);
      if (level >= 0) return [{ level, at: call }];
      return steps > 1 ? callsOnChain(program, call, chain, steps - 1) : [];
    });
}

function closuresOf(chain: Chain): readonly Member[] {
  return chain.levels.flatMap(({ file, fn }) =>
    (file.functions[fn]?.children ?? []).map((child) => ({ file, fn: child })),
  );
}

/** Classes of the chain's functions: their methods may add to what another object keeps (`self.memory.done.append(task)`). */
function holdersOn(chain: Chain, own: ClassInfo): readonly ClassInfo[] {
  const classes = chain.levels.flatMap(({ file, fn }) => enclosingClass(file, fn) ?? []);
  return [...new Set(classes)].filter((cls) => cls !== own);
}

/** `state = env.step(action)`: classes of objects that the chain's functions call and that hold one of the class, whose methods may add to it. */
function holdersCalled(program: Program, chain: Chain, own: ClassInfo): readonly ClassInfo[] {
  const classes = chain.levels.flatMap(({ file, fn }) =>
    callsIn(file, fn).flatMap(({ call: { callee } }) => {
      if (callee.kind !== "member" || callee.object.kind !== "name" || isSelf(callee.object.name)) return [];
      const values = resolveAll(program, { file, fn, expr: callee.object });
      return values.flatMap((value) => (value.kind === "instance" && value.cls !== own ? [value.cls] : []));
    }),
  );
  return [...new Set(classes)].slice(0, MAX_HOLDERS).filter((cls) => holdsOne(program, cls, own));
}

const MAX_HOLDERS = 16;

/** `self.state = State()`: who makes an object of the class makes one of the other. */
export function holdsOne(program: Program, { attributes }: ClassInfo, own: ClassInfo): boolean {
  const made = [...attributes.values()].flat();
  return made.some((binding) => {
    if (binding.kind !== "assign" || binding.value.expr.kind !== "call") return false;
    const value = resolve(program, binding.value);
    return value.kind === "instance" && areKin(program, value.cls, own);
  });
}

function methodsOf({ file, methods }: ClassInfo): readonly Member[] {
  const named = [...methods].filter(([name]) => name !== "__init__" && name !== "constructor");
  return named.map(([, fn]) => ({ file, fn }));
}

/** Functions that use a variable of a module which holds lists; texts are no histories. */
function functionsUsing(
  program: Program,
  { file, name }: Extract<HistoryRoot, { kind: "variable" }>,
): readonly Member[] {
  const values = bindingsOf(file, 0).get(name) ?? [];
  const isList = values.some((b) => b.kind === "assign" && /^(list|dict|call)$/.test(b.value.expr.kind));
  return isList ? usersOfList(program, file, name) : [];
}
