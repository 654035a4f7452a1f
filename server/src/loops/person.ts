/** Conversations without a loop in the code: a web client that sends the whole history with every message. */

import { callersOf } from "../facts/call-graph";
import { extendsClass } from "../facts/classes";
import { entryRead } from "../facts/entries";
import { lastNameOf, textOf } from "../facts/expression-text";
import { creationsOf } from "../facts/history-roots";
import type { Expr, FileFacts, FunctionFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { isPageState } from "../facts/page-state";
import type { Program } from "../facts/program";
import { resolve } from "../facts/resolve";
import { enclosingClass, lookUp } from "../facts/scope";
import { namesConversation } from "../facts/stored-history";
import { eachExpression, eachStatement, expressionsOf, functionIn } from "../facts/walk";
import type { Chain, Level } from "./chain";
import { conversationParameters, speaksOfConversation } from "./interface";
import type { PlacedRoot } from "./roots-on-chain";

const ROUTES =
  /(^|\.|^define\w*)(eventHandler|post|put|get|all|route|api_route|websocket|websocket_route|handle|on|message|on_message|onMessage\.addListener|action|trigger|defineFlow)$/i;
const HANDLER_NAMES = /^(POST|GET|PUT|action|loader|handler|lambda_handler)$/;

/** Whether the entry answers a person each time anew, and the conversation comes in with what it is given. */
export function clientKeepsHistory(
  program: Program,
  chain: Chain,
  roots: readonly PlacedRoot[],
  messages: Expr,
): boolean {
  const top = chain.levels[chain.levels.length - 1];
  if (!top) return false;
  const given = conversationParameters(program, top.file, top.fn);
  if (given.length > 0) return roots.some((root) => comesFromParameters(root, top, given));
  if (roots.some((root) => isKeptByPage(root) || isFieldOfRequest(program, chain, root))) return true;
  const outside = roots.filter(({ level }) => level === chain.levels.length - 1);
  const comesAlong = ({ trace, level }: PlacedRoot, isSource: (part: Expr) => boolean): boolean => {
    const { root } = trace;
    if (root.kind !== "variable" || !namesConversation(root.name) || isOfMeeting(trace)) return false;
    return comesWithRequest(root.name, chain.levels[level] ?? top, isSource);
  };
  // A middleware that is handed the handler calls it, so that it need not stand at the top.
  if (roots.some((root) => comesAlong(root, isBody)) || outside.some((root) => isReadOfBody(root, top)))
    return true;
  if (!chain.levels.some(isHandler)) return outside.some((root) => isHandedOver(program, root, roots, top));
  const params = (top.file.functions[top.fn]?.facts.params ?? []).map((param) => param.name);
  return outside.some((placed) => {
    const { root } = placed.trace;
    if (root.kind !== "parameter") return comesAlong(placed, (part) => isGiven(part, params));
    if (namesConversation(root.name) && !isOfMeeting(placed.trace)) return true;
    return (
      top.fn === root.fn && (readsMember(messages) || conversationsRead(top.file, top.fn).has(root.name))
    );
  });
}

/** `payload = Payload.model_validate_json(await socket.receive_text())`, of which the function reads `payload.conversation`. */
function isReadOfBody({ trace: { root } }: PlacedRoot, top: Level): boolean {
  return (
    root.kind === "variable" &&
    conversationsRead(top.file, top.fn).has(root.name) &&
    comesWithRequest(root.name, top, isBody)
  );
}

/** `completion(**payload)` in a handler, where `payload = await request.json()`: a proxy, whose clients send their conversations. */
export function handsRequestOn({ levels }: Chain, { file, fn, expr }: Located): boolean {
  const level = levels.find((each) => each.file === file && each.fn === fn);
  if (!level || !isHandler(level)) return false;
  if (expr.kind !== "name") return isBodyItself(expr);
  const bindings = lookUp(file, fn, expr.name)?.bindings ?? [];
  const given = bindings.flatMap((b) => (b.kind === "assign" && b.path.length === 0 ? [b.value.expr] : []));
  const isOwn = (value: Expr): boolean =>
    value.kind === "call" && value.args.some((arg) => textOf(arg.value) === expr.name);
  if (given.length < bindings.length || !given.some(isBodyItself)) return false;
  if (!given.every((value) => isBodyItself(value) || isOwn(value))) return false;
  return !eachStatement(file.functions[fn]?.facts.body ?? []).some((stmt) => {
    const written = stmt.kind === "assign" ? entryRead(stmt.target) : undefined;
    return (
      written?.object.kind === "name" && written.object.name === expr.name && HELD.test(`${written.key}`)
    );
  });
}

/** Entries of a request that its messages stand in. */
const HELD = /^(messages|contents|input|prompt)$/;

/** `await request.json()`, `req.body`. */
function isBodyItself(value: Expr): boolean {
  if (value.kind === "await") return isBodyItself(value.value);
  return isBody(value.kind === "call" ? value.callee : value);
}

/** `const [messages, setMessages] = useState([])`: it outlives the function that asks. */
function isKeptByPage({ trace: { root } }: PlacedRoot): boolean {
  if (root.kind !== "variable" || !namesConversation(root.name)) return false;
  return creationsOf(root).some(({ at }) => isPageState(at));
}

/** `def chat(request: Question): … request.history`: what a handler is given as an object that nobody here makes. */
function isFieldOfRequest(program: Program, { levels }: Chain, { trace, persistent }: PlacedRoot): boolean {
  const { root } = trace;
  if (root.kind !== "attribute" || !persistent || !namesConversation(root.name)) return false;
  if (isOfMeeting(trace)) return false;
  return levels.filter(isHandler).some(({ file, fn }) =>
    (file.functions[fn]?.facts.params ?? []).some(({ annotation }) => {
      const type = annotation && resolve(program, { file, fn, expr: annotation });
      return type?.kind === "class" && extendsClass(program, type.cls, root.cls);
    }),
  );
}

/** `Sum this up: ${transcript}`: what is quoted may be what others said, at a meeting or in a podcast. */
function isOfMeeting({ root, inText }: PlacedRoot["trace"]): boolean {
  return inText && root.kind !== "session" && /transcript/i.test(root.name);
}

/** A whole list of messages that nobody here puts together: `export function ask(history)`, `inputs.messages`. */
function isHandedOver(
  program: Program,
  { trace: { root, inText } }: PlacedRoot,
  roots: readonly PlacedRoot[],
  top: Level,
): boolean {
  if (root.kind !== "parameter" || inText || root.file !== top.file || root.fn !== top.fn) return false;
  // What extends a class of the workspace or of a library is called through it, in ways that do not show.
  if (top.file.language !== "go" && (enclosingClass(top.file, top.fn)?.bases.length ?? 0) > 0) return false;
  // Code of the module that calls it starts it, and shows what it is given.
  if (callersOf(program, top.file, top.fn).length > 0) return false;
  // What may be left out is nothing that somebody keeps.
  if (isOptional(top, root.name)) return false;
  return roots.some(({ trace }) => {
    if (trace.root.kind !== "parameter" || trace.inText) return false;
    const { file, fn, name } = trace.root;
    if (conversationsRead(file, fn).has(name)) return true;
    // Whoever calls a wrapper may write the messages on the spot; what a function does more with them tells that they were held before.
    return namesConversation(name) && (!PLAIN.test(name) || worksOn(top.file, top.fn, root.name));
  });
}

/** `def ask(text, history=None)`. */
function isOptional({ file, fn }: Level, name: string): boolean {
  const param = file.functions[fn]?.facts.params.find((each) => each.name === name);
  const given = param?.defaultValue;
  return given?.kind === "null" || (given?.kind === "list" && given.items.length === 0);
}

/** Names of what any request is given. */
const PLAIN = /^_?(messages|msgs)$/i;

/** Whether the function adds to the list, reads its items or makes another one of it. */
function worksOn(file: FileFacts, fn: number, name: string): boolean {
  const isList = (expr: Expr | null): boolean => expr?.kind === "name" && expr.name === name;
  return eachStatement(file.functions[fn]?.facts.body ?? []).some((stmt) => {
    if (stmt.kind === "loop" && isList(stmt.iterable)) return true;
    if (stmt.kind === "assign" && isList(stmt.target)) return true;
    return expressionsOf(stmt)
      .flatMap((expr) => eachExpression(expr))
      .some((part) => {
        if (part.kind === "spread") return isList(part.value);
        if (part.kind === "binary") return part.operator === "+" && (isList(part.left) || isList(part.right));
        if (part.kind === "comprehension") return part.clauses.some(({ iterable }) => isList(iterable));
        return (
          (part.kind === "member" || part.kind === "index" || part.kind === "slice") && isList(part.object)
        );
      });
  });
}

/** Names of which the function reads a conversation: `input` of `input.history` and `input["history"]`. */
function conversationsRead(file: FileFacts, fn: number): ReadonlySet<string> {
  const facts = file.functions[fn]?.facts;
  const known = facts && read.get(facts);
  if (!facts || known) return known ?? new Set();
  // What is only written is made here.
  const names = eachStatement(facts.body)
    .flatMap((stmt) => expressionsOf(stmt).filter((expr) => stmt.kind !== "assign" || expr !== stmt.target))
    .flatMap((expr) => eachExpression(expr))
    .flatMap((part) => {
      const read = entryRead(part);
      return read?.object.kind === "name" && namesConversation(`${read.key}`) ? [read.object.name] : [];
    });
  const found = new Set(names);
  read.set(facts, found);
  return found;
}

/** An edit replaces the facts of the functions it touches only. */
const read = new WeakMap<FunctionFacts, ReadonlySet<string>>();

/** Whether the history is one of the parameters, or an attribute of what is handed over (`state.conv`), as nobody here makes the object. */
function comesFromParameters(
  { trace: { root, inText }, persistent }: PlacedRoot,
  top: Level,
  names: readonly string[],
): boolean {
  if (root.kind === "attribute") return persistent && speaksOfConversation(root.name, inText);
  if (!speaksOfConversation(root.kind === "parameter" ? root.name : "", inText)) return false;
  return (
    root.kind === "parameter" && root.file === top.file && root.fn === top.fn && names.includes(root.name)
  );
}

function isHandler(top: Level): boolean {
  const node = top.file.functions[top.fn];
  if (!node) return false;
  if (HANDLER_NAMES.test(node.facts.name)) return true;
  if (node.facts.decorators.some((d) => ROUTES.test(textOf(d.kind === "call" ? d.callee : d)))) return true;
  const position = node.parent < 0 ? -1 : (top.file.functions[node.parent]?.children.indexOf(top.fn) ?? -1);
  const receiver = functionIn(top.file, node.parent, position)?.receiver;
  return receiver ? ROUTES.test(textOf(receiver.callee)) : false;
}

/** `request["messages"]`, `body.messages`. */
function readsMember(expr: Expr): boolean {
  for (const part of eachExpression(expr)) {
    if (part.kind === "index" && part.index.kind === "string" && namesConversation(part.index.value))
      return true;
    if (part.kind === "member" && namesConversation(part.name)) return true;
  }
  return false;
}

/** `const { messages } = await request.json()`, `req.body`, `JSON.parse(form.get("history"))`, also by way of another name. */
function comesWithRequest(name: string, top: Level, isSource: (part: Expr) => boolean, depth = 0): boolean {
  const bindings = lookUp(top.file, top.fn, name)?.bindings ?? [];
  return bindings.some((binding) => {
    if (binding.kind !== "assign") return false;
    const parts = takenOver(binding.value.expr).filter((part) => part.kind !== "name" || part.name !== name);
    if (parts.some(isSource)) return true;
    return (
      depth < MAX_NAMES &&
      parts.some((part) => part.kind === "name" && comesWithRequest(part.name, top, isSource, depth + 1))
    );
  });
}

/** What becomes part of the list as it is: of a list that the code writes only what is spread into it. */
function takenOver(value: Expr): readonly Expr[] {
  if (value.kind !== "list") return eachExpression(value);
  return value.items.flatMap((item) => (item.kind === "spread" ? eachExpression(item) : []));
}

/** Names between a request and the conversation that comes with it. */
const MAX_NAMES = 2;

/** What a web framework hands the content of a request over by, whatever the function is called: `request.json()`, `req.body`. */
function isBody(part: Expr): boolean {
  if (part.kind === "name") return /^read(Validated)?Body$/.test(part.name);
  if (part.kind !== "member") return false;
  if (/^receive_(text|json)$/.test(part.name)) return true;
  if (!/^(json|body|get_json|formData)$/.test(part.name)) return false;
  return /^_?(req|request|event)$/i.test(lastNameOf(part.object));
}

/** The same in a handler, which may name what it is given in its own way. */
function isGiven(part: Expr, params: readonly string[]): boolean {
  if (part.kind === "member") return /^(json|body|get_json|formData)$/.test(part.name);
  if (part.kind !== "name") return false;
  return isBody(part) || params.includes(part.name) || /^(req|request|body|payload)$/i.test(part.name);
}
