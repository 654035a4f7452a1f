/** Which names hold the model's answer, and which hold something made from it. */

import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr, Stmt } from "../facts/ir";
import { isSelf } from "../facts/self";
import { eachExpression, eachStatement, expressionsOf } from "../facts/walk";

/** Calls that hand the answer on in another form. */
const CONVERSIONS = /^(str|String|dict|list|json|loads|dumps|parse|stringify|model_dump|deepcopy|copy|cast)$/;
/** Rounds after which names fed through other names are found; code written by people needs two. */
const ROUNDS = 4;

/** Names that hold something made from the call's answer inside the statements, tool results included; `withLists`: lists it is added to, too. */
export function namesFedBy(call: Expr, body: readonly Stmt[], withLists = false): ReadonlySet<string> {
  return spread(body, (value, fed) => comesFrom(value, call, fed), withLists);
}

/** Names of objects whose methods are given something made from the answer: `self.board.push(move)`, `game.apply(move)`. */
export function objectsGiven(
  call: Expr,
  body: readonly Stmt[],
  fed: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const asked = call.kind === "call" && call.callee.kind === "member" ? textOf(call.callee.object) : "";
  for (const stmt of eachStatement(body)) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of eachExpression(top)) {
        if (expr.kind !== "call" || expr === call || expr.callee.kind !== "member") continue;
        const { object } = expr.callee;
        const isGiven = expr.args.some(({ value }) => value !== call && comesFrom(value, call, fed));
        if (
          isGiven &&
          /^(name|member)$/.test(object.kind) &&
          textOf(object) !== asked &&
          !isSelf(lastNameOf(object))
        )
          found.add(lastNameOf(object));
      }
    }
  }
  return found;
}

/** Names that hold the answer itself or a part of it: what was handed to another function is not followed. */
export function answerNames(call: Expr, body: readonly Stmt[]): ReadonlySet<string> {
  const known = answers.get(call);
  if (known?.body === body) return known.names;
  const names = spread(body, (value, fed) => isAnswerPart(value, call, fed));
  answers.set(call, { body, names });
  return names;
}

/** Facts never change, and most edits leave a call's function as it was. */
const answers = new WeakMap<Expr, { readonly body: readonly Stmt[]; readonly names: ReadonlySet<string> }>();

function spread(
  body: readonly Stmt[],
  test: (value: Expr, fed: ReadonlySet<string>) => boolean,
  withLists = false,
): ReadonlySet<string> {
  const fed = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const before = fed.size;
    for (const stmt of eachStatement(body)) {
      for (const { target, value } of [...bindingsIn(stmt), ...(withLists ? addedIn(stmt) : [])]) {
        if (!test(value, fed)) continue;
        for (const part of eachExpression(target)) {
          if (part.kind === "name") fed.add(part.name);
          else if (part.kind === "member") fed.add(textOf(part));
        }
      }
    }
    if (fed.size === before) break;
  }
  return fed;
}

function bindingsIn(stmt: Stmt): readonly { readonly target: Expr; readonly value: Expr }[] {
  if (stmt.kind === "assign" && stmt.value) return [{ target: stmt.target, value: stmt.value }];
  if (stmt.kind === "with")
    return stmt.items.flatMap((item) => (item.target ? [{ target: item.target, value: item.value }] : []));
  if (stmt.kind === "loop" && stmt.target && stmt.iterable)
    return [{ target: stmt.target, value: stmt.iterable }];
  return [];
}

/** `notes.append(reply)`: the list holds it from then on. */
function addedIn(stmt: Stmt): ReturnType<typeof bindingsIn> {
  const call = stmt.kind === "expression" ? stmt.value : undefined;
  if (
    call?.kind !== "call" ||
    call.callee.kind !== "member" ||
    !/^(append|extend|push)$/.test(call.callee.name)
  )
    return [];
  const { object } = call.callee;
  return call.args.map(({ value }) => ({ target: object, value }));
}

/** Whether the value is made from the call or from a name fed by it. */
export function comesFrom(value: Expr, call: Expr, fed: ReadonlySet<string>): boolean {
  for (const part of eachExpression(value)) {
    if (part === call) return true;
    if (part.kind === "name" && fed.has(part.name)) return true;
    if (part.kind === "member" && fed.has(textOf(part))) return true;
  }
  return false;
}

/** `reply.choices[0].message`, `await call`, `{"role": "assistant", "content": text}`, `json.loads(text)`, `text.strip()`. */
export function isAnswerPart(value: Expr, call: Expr, fed: ReadonlySet<string>): boolean {
  const part = (expr: Expr): boolean => isAnswerPart(expr, call, fed);
  if (value === call) return true;
  switch (value.kind) {
    case "name":
      return fed.has(value.name);
    case "member":
      return fed.has(textOf(value)) || part(value.object);
    case "index":
    case "slice":
      return part(value.object);
    case "await":
    case "spread":
      return part(value.value);
    case "list":
      return value.items.some(part);
    case "dict":
      return value.entries.some((entry) => part(entry.value));
    case "binary":
      return part(value.left) || part(value.right);
    case "conditional":
      return part(value.then) || part(value.otherwise);
    case "comprehension":
      return part(value.element) || value.clauses.some((c) => part(c.iterable));
    case "call": {
      const { callee, args } = value;
      if (callee.kind === "member" && part(callee.object)) return true;
      const converts =
        CONVERSIONS.test(lastNameOf(callee)) || /(Message|Param|Turn)$/.test(lastNameOf(callee));
      return converts && args.some((arg) => part(arg.value));
    }
    default:
      return false;
  }
}
