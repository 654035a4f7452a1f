/** Conversations without a loop in the code: a web client that sends the whole history with every message. */

import { textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import type { Program } from "../facts/program";
import { lookUp } from "../facts/scope";
import { eachExpression, functionIn } from "../facts/walk";
import type { Chain, Level } from "./chain";
import { conversationParameters, speaksOfConversation } from "./interface";
import type { PlacedRoot } from "./roots-on-chain";

const ROUTES =
  /(^|\.|^define\w*)(eventHandler|post|put|get|all|route|api_route|websocket|websocket_route|handle|on|message|on_message|action|trigger|defineFlow)$/i;
const HANDLER_NAMES = /^(POST|GET|PUT|action|loader|handler|lambda_handler)$/;
const CONVERSATIONS =
  /^(ui_?|model_?|core_?|chat_?|all_?|client_?|incoming_?)?(messages|history|conversation)$/i;

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
  if (!isHandler(top)) return false;
  return roots.some(({ trace, level }) => {
    const { root } = trace;
    if (root.kind === "attribute" || root.kind === "state" || level !== chain.levels.length - 1) return false;
    if (root.kind === "parameter")
      return CONVERSATIONS.test(root.name) || (top.fn === root.fn && namesConversation(messages));
    return CONVERSATIONS.test(root.name) && comesWithRequest(root.name, top);
  });
}

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
function namesConversation(expr: Expr): boolean {
  for (const part of eachExpression(expr)) {
    if (part.kind === "index" && part.index.kind === "string" && CONVERSATIONS.test(part.index.value))
      return true;
    if (part.kind === "member" && CONVERSATIONS.test(part.name)) return true;
  }
  return false;
}

/** `const { messages } = await request.json()`, `messages = request.get_json()["messages"]`, `req.body`, also by way of another name. */
function comesWithRequest(name: string, top: Level, depth = 0): boolean {
  const params = (top.file.functions[top.fn]?.facts.params ?? []).map((param) => param.name);
  const bindings = lookUp(top.file, top.fn, name)?.bindings ?? [];
  return bindings.some((binding) => {
    if (binding.kind !== "assign") return false;
    for (const part of eachExpression(binding.value.expr)) {
      if (part.kind === "member" && /^(json|body|get_json)$/.test(part.name)) return true;
      if (part.kind === "name" && /^read(Validated)?Body$/.test(part.name)) return true;
      if (part.kind !== "name" || part.name === name) continue;
      if (params.includes(part.name) || /^(req|request|body|payload)$/i.test(part.name)) return true;
      if (depth < 2 && comesWithRequest(part.name, top, depth + 1)) return true;
    }
    return false;
  });
}
