/** Functions that an interface of a library calls each time a person says something: Gradio, Panel, Mesop. */
import { type CallEdge, edgesOf } from "../facts/call-index";
import type { Expr, FileFacts } from "../facts/ir";
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

/** Names of what such a function is given of the conversation: by themselves, or as a word of the name. */
const CONVERSATIONS =
  /(^|_)(history|messages|conversations?|conv|chat|chatbot|dialog(ue)?|transcript)(_|\d|$)/i;
/** Gradio's own state may hold the conversation; quoted in one message it does not. */
const STATES = /^states?\d*$|_state$/i;

/** Whether a name speaks of a conversation. */
export function speaksOfConversation(name: string, inText: boolean): boolean {
  return CONVERSATIONS.test(name) || (!inText && STATES.test(name));
}

interface Handlers {
  readonly functions: ReadonlyMap<FileFacts, ReadonlySet<number>>;
  /** Calls that hand a function over. */
  readonly registrations: ReadonlySet<Expr>;
}

/** By the program's files: an edit makes others. */
const answers = new WeakMap<readonly FileFacts[], Handlers>();

function handlersOf(program: Program): Handlers {
  let known = answers.get(program.files);
  if (!known) {
    known = handlersIn(program);
    answers.set(program.files, known);
  }
  return known;
}

/** Whether an interface calls the function. */
export function isInterfaceHandler(program: Program, file: FileFacts, fn: number): boolean {
  return handlersOf(program).functions.get(file)?.has(fn) === true;
}

/** Whether the call hands a function over to an interface. */
export function isRegistration(program: Program, call: Expr): boolean {
  return handlersOf(program).registrations.has(call);
}

/** The parameters by which an interface hands the conversation to the function; none for functions that no interface calls. */
export function conversationParameters(program: Program, file: FileFacts, fn: number): readonly string[] {
  if (!isInterfaceHandler(program, file, fn)) return [];
  const params = file.functions[fn]?.facts.params ?? [];
  return params.map(({ name }) => name).filter((name) => speaksOfConversation(name, false));
}

function handlersIn(program: Program): Handlers {
  const functions = new Map<FileFacts, Set<number>>();
  const registrations = new Set<Expr>();
  for (const file of program.files) {
    for (const { module, takers } of interfacesOf(file)) {
      const edges = takers
        .flatMap((name) => edgesOf(file, name))
        .filter((edge) => isTaker(program, edge, module));
      for (const edge of edges) {
        for (const value of handedOver(edge).flatMap((at) => resolveAll(program, at))) {
          if (value.kind !== "function") continue;
          registrations.add(edge.call.expr);
          functions.set(value.file, (functions.get(value.file) ?? new Set()).add(value.fn));
        }
      }
    }
  }
  return { functions, registrations };
}

/** `gr.ChatInterface(f)`, `box.submit(f, …).then(f, …)`: a name of the library, or a method of what it makes (a pool has `submit`, too). */
function isTaker(program: Program, { call }: CallEdge, module: RegExp): boolean {
  const { callee } = call.expr;
  return resolveAll(program, { ...call, expr: callee }).some(
    (value) =>
      (value.kind === "external" && module.test(value.name.module)) ||
      (value.kind === "external-object" && module.test(value.origin.module)),
  );
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
