/** Functions that an interface of a library calls each time a person says something: Gradio, Panel, Mesop. */
import { type CallEdge, edgesOf } from "../facts/call-index";
import type { FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import { importsIn } from "../facts/outline";
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";

interface Interface {
  readonly module: RegExp;
  /** Last names of calls that take the function as one of their arguments. */
  readonly takers: readonly string[];
}

/**
 * Events of Gradio's components hand their inputs, the conversation among them, to a function:
 * https://www.gradio.app/docs/gradio/chatbot#event-listeners, https://mesop-dev.github.io/mesop/components/chat/
 */
const INTERFACES: readonly Interface[] = [
  {
    module: /^gradio$/,
    takers: ["ChatInterface", "Interface", "submit", "click", "then", "success", "change", "input", "retry"],
  },
  { module: /^panel$/, takers: ["ChatInterface"] },
  { module: /^mesop(\.labs)?$/, takers: ["chat", "text_to_text"] },
];

/** Names of what such a function is given of the conversation. */
const CONVERSATIONS = /history|messages|conv|chat|state|dialog|memory|context|transcript/i;

/** Whether a name speaks of a conversation. */
export function speaksOfConversation(name: string): boolean {
  return CONVERSATIONS.test(name);
}

/** By the program's files: an edit makes others. */
const answers = new WeakMap<readonly FileFacts[], ReadonlyMap<FileFacts, ReadonlySet<number>>>();

/** Whether an interface calls the function. */
export function isInterfaceHandler(program: Program, file: FileFacts, fn: number): boolean {
  let known = answers.get(program.files);
  if (!known) {
    known = handlersIn(program);
    answers.set(program.files, known);
  }
  return known.get(file)?.has(fn) === true;
}

/** The parameters by which an interface hands the conversation to the function; none for functions that no interface calls. */
export function conversationParameters(program: Program, file: FileFacts, fn: number): readonly string[] {
  if (!isInterfaceHandler(program, file, fn)) return [];
  const params = file.functions[fn]?.facts.params ?? [];
  return params.map(({ name }) => name).filter(speaksOfConversation);
}

function handlersIn(program: Program): ReadonlyMap<FileFacts, ReadonlySet<number>> {
  const handlers = new Map<FileFacts, Set<number>>();
  for (const file of program.files) {
    const takers = interfacesOf(file).flatMap((each) => each.takers);
    const values = takers.flatMap((name) => edgesOf(file, name)).flatMap(handedOver);
    for (const value of values.flatMap((at) => resolveAll(program, at))) {
      if (value.kind !== "function") continue;
      const known = handlers.get(value.file) ?? new Set();
      handlers.set(value.file, known.add(value.fn));
    }
  }
  return handlers;
}

/** Arguments that may be the function. */
function handedOver({ call }: CallEdge): readonly Located[] {
  return call.expr.args.flatMap(({ name, value }) => {
    const isNamed = name === null || name === "fn" || name === "callback";
    const mayBe = value.kind === "name" || value.kind === "member" || value.kind === "function";
    return isNamed && mayBe ? [{ ...call, expr: value }] : [];
  });
}

function interfacesOf(file: FileFacts): readonly Interface[] {
  if (file.language !== "python") return [];
  const modules = importsIn(file).map((stmt) => stmt.module);
  return INTERFACES.filter(({ module }) => modules.some((name) => module.test(name)));
}
