/** Tells loops apart: a person answers, or the transport is tried again. */

import { lastNameOf, textOf } from "../facts/expression-text";
import type { Expr, Stmt } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import type { LoopStatement } from "../facts/walk";
import { eachExpression, eachStatement, expressionsOf, functionIn } from "../facts/walk";
import { isConfirmation } from "./confirmations";
import { fallsBack } from "./fallbacks";

/** Calls that wait for a person: input(), Prompt.ask(), rl.question(), st.chat_input(). */
const HUMAN_INPUT =
  /(^|\.)(input|raw_input|chat_input|readline|readLine|readlineSync|prompt_async|text_input|prompt_user|get_?input|get_?user_?input|receive_text|multiline_input|Scanln|Scanf|record_audio|recognize_google|listen(_for_\w+)?)$|(scanner|reader|stdin|in|input)\.(Scan|ReadString|ReadLine)$|(^|\.)(window|win)\.read$|pygame\.event\.get$|(^|\.)(ws|conn|connection|socket)\.Read(Message|JSON)$|(Prompt|prompt|questionary|inquirer|rl|readline|console|terminal|session|prompt_session|stdin|line|liner)\.(ask|question|prompt|text|input|read|nextLine)$|^(prompt|confirm)$/i;
const RETRY_NAME = /attempt|retr(y|ies)|tries|_try$|^try_/i;
const SLEEPS = /(^|\.)(sleep|setTimeout|wait|delay|backoff|after)$/i;
/** Helpers that may do so; other names are not looked into. */
const HELPER_NAMES =
  /user|human|input|prompt|ask|question|read|command|speech|voice|mic|audio|listen|record/i;
/** Helpers between a loop and the read of a person's answer. */
const MAX_HELPERS = 2;

/** A loop in the function it stands in. */
export interface LocatedLoop {
  readonly loop: LoopStatement;
  readonly file: Located["file"];
  readonly fn: number;
}

/** Whether a person's answer is read in each round: in the body, in a helper, or as the iterable (`for await (line of rl)`). */
export function waitsForPerson(program: Program, at: LocatedLoop): boolean {
  const { loop, file, fn } = at;
  const located = (expr: Expr): Located => ({ file, fn, expr });
  if (
    loop.iterable &&
    (isStream(program, located(loop.iterable)) || readsLines(program, located(loop.iterable)))
  )
    return true;
  if (loop.test && callsPerson(program, located(loop.test), 0) && !confirms(program, { file, fn }, loop, 0))
    return true;
  return bodyWaits(program, file, fn, loop.body, 0);
}

/** Statements of the loop's body that read a person's answer; undefined where the loop itself does, and so in every round. */
export function asksOf(program: Program, { loop, file, fn }: LocatedLoop): readonly Stmt[] | undefined {
  const asks = (expr: Expr): boolean => callsPerson(program, { file, fn, expr }, 0);
  if (
    (loop.iterable && readsLines(program, { file, fn, expr: loop.iterable })) ||
    (loop.test && asks(loop.test))
  )
    return undefined;
  return eachStatement(loop.body).filter((stmt) => expressionsOf(stmt).some(asks));
}

/** Whether the function reads a person's answer, or is what is called with it: `rl.question("You: ", (text) => …)`. */
export function asksPerson(program: Program, file: Located["file"], fn: number): boolean {
  const node = file.functions[fn];
  if (!node) return false;
  const position = file.functions[node.parent]?.children.indexOf(fn) ?? -1;
  const receiver = functionIn(file, node.parent, position)?.receiver;
  if (receiver && HUMAN_INPUT.test(textOf(receiver.callee))) return true;
  return bodyWaits(program, file, fn, node.facts.body, 0);
}

function bodyWaits(
  program: Program,
  file: Located["file"],
  fn: number,
  body: readonly Stmt[],
  depth: number,
): boolean {
  for (const stmt of eachStatement(body)) {
    for (const top of expressionsOf(stmt)) {
      if (
        callsPerson(program, { file, fn, expr: top }, depth) &&
        !confirms(program, { file, fn }, stmt, depth)
      )
        return true;
    }
  }
  return false;
}

/** Whether the person only says that the program may go on: that is no turn of a conversation. */
function confirms(program: Program, at: Omit<Located, "expr">, stmt: Stmt, depth: number): boolean {
  return isConfirmation(at.file, at.fn, stmt, (expr) => callsPerson(program, { ...at, expr }, depth));
}

function callsPerson(program: Program, at: Located, depth: number): boolean {
  for (const expr of eachExpression(at.expr)) {
    if (expr.kind !== "call") continue;
    if (readsStdin(program, { ...at, expr })) return true;
    const isNamed = HUMAN_INPUT.test(textOf(expr.callee)) || asksLine(program, at, expr.callee);
    const mayHelp = HELPER_NAMES.test(textOf(expr.callee));
    if (!isNamed && !mayHelp) continue;
    // A function of the workspace speaks for itself, whatever its name.
    const target = resolve(program, { ...at, expr: expr.callee });
    if (target.kind === "function") {
      const inner = target.file.functions[target.fn]?.facts.body ?? [];
      // What is only declared says no more than its name.
      if (isNamed && inner.every((stmt) => stmt.kind === "raise" || isConstant(stmt))) return true;
      if (depth < MAX_HELPERS && bodyWaits(program, target.file, target.fn, inner, depth + 1)) return true;
    } else if (isNamed) return true;
  }
  return false;
}

/** `...`, a docstring. */
function isConstant(stmt: Stmt): boolean {
  return stmt.kind === "expression" && /^(string|other)$/.test(stmt.value.kind);
}

/** What gives the messages of a chat service one by one: `for event in longpoll.listen()`. */
function isStream(program: Program, at: Located): boolean {
  const { expr } = at;
  if (expr.kind === "call") return STREAMS.test(lastNameOf(expr.callee));
  if (expr.kind !== "name" || at.file.language !== "go") return false;
  // `updates := bot.GetUpdatesChan(config)`: Go ranges over the channel's name.
  const value = resolve(program, at);
  return value.kind === "external-object" && STREAMS.test(value.steps.at(-1)?.name ?? "");
}

const STREAMS =
  /^(listen|get_?updates(_?chan)?|ListenForWebhook|Updates\w*|iter_(text|messages|json)|receive_messages)$/i;

/** Go: `in := bufio.NewReader(os.Stdin)`, whatever it is called. */
function readsStdin(program: Program, at: Located): boolean {
  const { expr } = at;
  if (at.file.language !== "go" || expr.kind !== "call" || expr.callee.kind !== "member") return false;
  if (!/^(Scan|Read(String|Line|Bytes|Rune))$/.test(expr.callee.name)) return false;
  const value = resolve(program, { ...at, expr: expr.callee.object });
  const made = value.kind === "external-object" && value.origin.module === "bufio" ? value.call : null;
  const source = made?.expr.kind === "call" ? made.expr.args[0]?.value : undefined;
  return source !== undefined && textOf(source) === "os.Stdin";
}

/** `sys.stdin`, a readline interface. */
function readsLines(program: Program, at: Located): boolean {
  if (/(^|\.)stdin$/.test(textOf(at.expr))) return true;
  const value = resolve(program, at);
  const call = value.kind === "external-object" ? value.call : null;
  const made =
    value.kind === "external-object" ? [...value.origin.path, ...value.steps.map((s) => s.name)] : [];
  return call !== null && made.includes("createInterface");
}

/** `terminal.question("> ")`, whatever the readline interface is called, and whoever hands it out. */
function asksLine(program: Program, at: Located, callee: Expr): boolean {
  if (callee.kind !== "member" || callee.name !== "question") return false;
  const { object } = callee;
  if (object.kind === "call" && READLINES.test(lastNameOf(object.callee))) return true;
  return readsLines(program, { ...at, expr: object });
}

/** Names of what hands a readline interface out: `this.getReadline().question("> ")`. */
const READLINES = /(^rl|readline(_?interface)?|_?terminal|_?console)$/i;

/**
 * A transport retry: the call stands in a `try`, success leaves the loop, and the handler only waits or logs. It bills once, so it
 * is no loop. A handler that changes the messages is a validation retry and does count.
 */
export function isRetry(loop: LoopStatement, call: Expr): boolean {
  // tenacity: `for attempt in Retrying(...): with attempt: …`.
  if (
    loop.iterable?.kind === "call" &&
    /(^|\.|_)(retry|retrying|asyncretrying|attempts)$/i.test(textOf(loop.iterable.callee))
  )
    return true;
  const attempt = findTry(loop.body, call);
  if (!attempt) return countsAttempts(loop) && !saysWhatWasWrong(loop.body, call);
  const succeeds =
    leavesAfterSuccess(attempt.body) || leavesAfterSuccess(loop.body) || endsWith(loop.test, attempt.body);
  const handlers = attempt.handlers.flat();
  if (!succeeds || addsTo(handlers, call)) return false;
  if (fallsBack(loop, attempt)) return true;
  const attempts =
    (loop.target?.kind === "name" && /^(attempt|retry|retries|_|i|tries|n)$/i.test(loop.target.name)) ||
    loop.init.some((stmt) => stmt.kind === "assign" && mentionsRetry(stmt.target)) ||
    handlers.some(isCount) ||
    countsAttempts(loop);
  return sleeps(handlers) || attempts || (loop.test !== null && mentionsRetry(loop.test));
}

/** `while reply is None and …`, `while not done`: the loop goes on until what stands in the `try` gives the name something. */
function endsWith(test: Expr | null, attempt: readonly Stmt[]): boolean {
  if (test?.kind === "binary" && /^(and|&&)$/.test(test.operator))
    return endsWith(test.left, attempt) || endsWith(test.right, attempt);
  const waited = waitedFor(test);
  return (
    waited !== undefined &&
    eachStatement(attempt).some(
      (stmt) => stmt.kind === "assign" && stmt.target.kind === "name" && stmt.target.name === waited,
    )
  );
}

/** The name in `not x`, `!x`, `x is None`, `x == null`. */
function waitedFor(test: Expr | null): string | undefined {
  const isNot = test?.kind === "unary" && /^(not|!)$/.test(test.operator);
  const isNothing =
    test?.kind === "binary" && /^(is|==|===)$/.test(test.operator) && test.right.kind === "null";
  const name = isNot ? test.operand : isNothing ? test.left : undefined;
  return name?.kind === "name" ? name.name : undefined;
}

/** `for { attempts++; …; return }` that builds no list: each round asks for the same answer. */
function countsAttempts(loop: LoopStatement): boolean {
  const all = eachStatement(loop.body);
  if (!loop.body.some(isCount) || !all.some((stmt) => stmt.kind === "return" || stmt.kind === "break"))
    return false;
  return !all.some(
    (stmt) => stmt.kind === "assign" && stmt.value?.kind === "list" && stmt.value.items.length > 1,
  );
}

/** `for attempt in range(3)`, `while retries < 3`: what is counted are tries of one thing. */
export function isCountedAsRetry(loop: LoopStatement): boolean {
  const named = [loop.target, loop.test].some((each) => each !== null && mentionsRetry(each));
  return named || loop.body.some(isCount);
}

/** `retries += 1`. */
function isCount(stmt: Stmt): boolean {
  return stmt.kind === "assign" && stmt.operator === "+=" && mentionsRetry(stmt.target);
}

/** Whether the statements add to a list or a text that the call is given: it says what was wrong with the answer. */
function addsTo(body: readonly Stmt[], call: Expr): boolean {
  if (call.kind !== "call") return false;
  const given = new Set(
    call.args.flatMap(({ value }) =>
      eachExpression(value).flatMap((part) => (part.kind === "name" ? [part.name] : [])),
    ),
  );
  const isGiven = (expr: Expr): boolean => expr.kind === "name" && given.has(expr.name);
  return eachStatement(body).some((stmt) => {
    if (stmt.kind === "assign") return stmt.operator === "+=" && isGiven(stmt.target);
    const expr = stmt.kind === "expression" ? stmt.value : null;
    if (expr?.kind !== "call" || expr.callee.kind !== "member") return false;
    return /^(append|extend|push)$/.test(expr.callee.name) && isGiven(expr.callee.object);
  });
}

/** `messages.append(error)` behind the request, where no round begins the list anew. */
function saysWhatWasWrong(body: readonly Stmt[], call: Expr): boolean {
  const begun = eachStatement(body).flatMap((stmt) =>
    stmt.kind === "assign" && stmt.operator === "=" && stmt.target.kind === "name" ? [stmt.target.name] : [],
  );
  const behind = body.filter(({ range }) => range.start > call.range.end);
  return behind.some((stmt) => addsTo([stmt], call) && !namesIn(stmt).some((name) => begun.includes(name)));
}

/** The list of `messages.append(error)`. */
function namesIn(stmt: Stmt): readonly string[] {
  const callee = stmt.kind === "expression" && stmt.value.kind === "call" ? stmt.value.callee : null;
  return callee?.kind === "member" && callee.object.kind === "name" ? [callee.object.name] : [];
}

function mentionsRetry(expr: Expr): boolean {
  for (const part of eachExpression(expr)) {
    if ((part.kind === "name" || part.kind === "member") && RETRY_NAME.test(part.name)) return true;
  }
  return false;
}

function findTry(body: readonly Stmt[], call: Expr): Extract<Stmt, { kind: "try" }> | undefined {
  for (const stmt of eachStatement(body)) {
    if (stmt.kind === "try" && stmt.range.start <= call.range.start && call.range.end <= stmt.range.end)
      return stmt;
  }
  return undefined;
}

function leavesAfterSuccess(block: readonly Stmt[]): boolean {
  // `try { return await send(); } finally { clearTimeout(timer); }`, `with timeout(5): return send()`.
  const body = block.flatMap((stmt) => (stmt.kind === "try" || stmt.kind === "with" ? stmt.body : [stmt]));
  return (
    body.some(leaves) ||
    body.some((stmt) => stmt.kind === "if" && stmt.then.some(leaves) && readsStatus(stmt.test)) ||
    (body.some((stmt) => stmt.kind === "if" && stmt.then.some(leaves)) && endsInError(body))
  );
}

/** `response.ok`, `response.status < 300`: whether the transport went well. */
function readsStatus(test: Expr): boolean {
  return eachExpression(test).some(
    (part) => part.kind === "member" && /^(ok|is_success|status|statusCode|status_code)$/.test(part.name),
  );
}

function leaves(stmt: Stmt): boolean {
  return stmt.kind === "return" || stmt.kind === "break";
}

/** `if (response.ok) return response; throw new Error(…)`. */
function endsInError(body: readonly Stmt[]): boolean {
  return body[body.length - 1]?.kind === "raise";
}

function sleeps(body: readonly Stmt[]): boolean {
  for (const stmt of eachStatement(body)) {
    for (const top of expressionsOf(stmt)) {
      for (const expr of eachExpression(top)) {
        if (expr.kind === "call" && SLEEPS.test(textOf(expr.callee))) return true;
      }
    }
  }
  return false;
}
