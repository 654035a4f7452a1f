/** Functions that code hands over to be called when something happens: each call of them is a run of its own. */
import { calledName } from "../facts/call-index";
import { lastNameOf } from "../facts/expression-text";
import type { Expr, Stmt } from "../facts/ir";
import { eachExpression, expressionsOf } from "../facts/walk";

type Call = Extract<Expr, { kind: "call" }>;

/** Arguments by which interfaces take such functions: Flet, NiceGUI, tkinter, Textual. */
const EVENT_ARGUMENTS = /^on_?[a-z]\w*$|^(command|callback)$/i;
/** Methods that take one beside the name of the event or the route: Node, the DOM, bots, web servers (Go's in capitals), tkinter. */
const NAMED_EVENTS =
  /^(on|once|addEventListener|addListener|bind|bind_all|hears|command|action|event|get|post|put|patch|delete|all|any|route|handle|HandleFunc|add_url_rule|add_api_route|registerCommand)$/i;
/** Methods that take nothing else: Qt's signals, observables, discordgo, bots. */
const SIGNALS =
  /^(connect|subscribe|onMessage|onDidReceiveMessage|onText|on_message|AddHandler|WithDefaultHandler)$/;

/** Whether the call hands the function over for later, rather than run it at once. */
export function isHandedToEvent(call: Expr, isGiven: (value: Expr) => boolean): boolean {
  if (call.kind !== "call") return false;
  const given = call.args.find(({ value }) => isGiven(value));
  if (!given) return false;
  if (given.name !== null) return EVENT_ARGUMENTS.test(given.name);
  const name = lastNameOf(call.callee);
  return SIGNALS.test(name) || (NAMED_EVENTS.test(name) && namesEvent(call));
}

/** An event or a route is named by a text, or by a list of texts. */
function namesEvent({ args: [first] }: Call): boolean {
  return first !== undefined && /^(string|template|list)$/.test(first.value.kind);
}

/** The same for a function that is handed over by its name; a call of the function itself runs it. */
export function isNamedHandler(call: Expr, name: string | undefined): boolean {
  if (call.kind !== "call" || name === undefined || calledName(call) === name) return false;
  return isHandedToEvent(call, (value) => lastNameOf(value) === name);
}

/** Properties of the DOM, of sockets and of requests that take one: `button.onclick`, `socket.onmessage`. */
const EVENT_PROPERTY = /^on[A-Za-z]{3,}$/;

/** `button.onclick = () => …`: whether the statement gives the function, written in place, to such a property. */
export function isEventProperty(statement: Stmt, value: Expr): boolean {
  const whole = statement.kind === "assign" && statement.value === value ? [statement.target] : [];
  const inner = expressionsOf(statement)
    .flatMap((top) => eachExpression(top))
    .flatMap((part) => (part.kind === "assignment" && part.value === value ? [part.target] : []));
  return [...whole, ...inner].some((target) => target.kind === "member" && EVENT_PROPERTY.test(target.name));
}
