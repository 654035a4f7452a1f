/** Functions that are written into a call whose answer stands for them: `const ask = traceable(async (text) => …)`, `useCallback(async () => …)`. */
import { lastNameOf } from "./expression-text";
import type { Expr, FileFacts, FunctionFacts } from "./ir";
import type { Located } from "./located";
import type { Value } from "./program";
import { lookUp } from "./scope";
import { type CallExpression, eachStatement } from "./walk";

/** Calls that answer with a way to stop what they were given. */
const STOPPED =
  /^(on|once|add\w*|subscribe|watch\w*|listen|observe|effect|autorun|register\w*|set(Timeout|Interval)|use\w*Effect)$/;

/** The function the wrapped one stands in, and the wrapped functions by the names that their wrappings are bound to. */
const known = new WeakMap<FunctionFacts, ReadonlyMap<number, string>>();

/** The name under which the function can be called once it is wrapped. */
export function wrappedName(file: FileFacts, fn: number): string | undefined {
  const node = file.functions[fn];
  const around = node && file.functions[node.parent];
  if (!node || !around) return undefined;
  let names = known.get(around.facts);
  if (!names) {
    names = namesIn(around.facts);
    known.set(around.facts, names);
  }
  return names.get(around.children.indexOf(fn));
}

function namesIn(facts: FunctionFacts): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const stmt of eachStatement(facts.body)) {
    const call = stmt.kind === "assign" && stmt.operator === "=" ? stmt.value : null;
    if (stmt.kind !== "assign" || call?.kind !== "call") continue;
    const name = lastNameOf(stmt.target);
    for (const child of functionsIn(call)) if (name !== "") names.set(child, name);
  }
  return names;
}

function functionsIn(call: CallExpression): readonly number[] {
  return call.args.flatMap(({ value }) => (value.kind === "function" ? [value.child] : []));
}

/** Whether the call of the name is one of the function that was wrapped under it. */
export function callsWrapped(
  call: Located<CallExpression>,
  values: readonly Value[],
  file: FileFacts,
  fn: number,
): boolean {
  const made = values.flatMap((value) =>
    value.kind === "external-object" ? [value.call, ...value.steps.map((step) => step.call)] : [],
  );
  const bound = call.file === file ? boundTo(call) : [];
  const needed = file.functions[fn]?.facts.params.length ?? 0;
  return [...made, ...bound].some((at) => {
    if (at?.expr.kind !== "call" || at.file !== file) return false;
    const isStopped = call.expr.args.length === 0 && (needed > 0 || STOPPED.test(lastNameOf(at.expr.callee)));
    const children = file.functions[at.fn]?.children ?? [];
    return !isStopped && functionsIn(at.expr).some((child) => children[child] === fn);
  });
}

function boundTo({ file, fn, expr }: Located<CallExpression>): readonly Located<Expr>[] {
  const { callee } = expr;
  const bindings = callee.kind === "name" ? (lookUp(file, fn, callee.name)?.bindings ?? []) : [];
  return bindings.flatMap((binding) =>
    binding.kind === "assign" && binding.path.length === 0 ? [binding.value] : [],
  );
}
