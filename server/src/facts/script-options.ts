/** Defaults of command line options that JavaScript programs declare: commander, yargs, meow and Node's `parseArgs`. */
import { entryOf } from "./arguments";
import { edgesOf } from "./call-index";
import { entryRead } from "./entries";
import { lastNameOf, saysSame } from "./expression-text";
import { type Expr, type FileFacts, isScript } from "./ir";
import type { Located } from "./located";
import type { Program, Value } from "./program";
import { resolve } from "./resolve";
import { valuesThroughCallers } from "./through-callers";
import { type CallExpression, writtenIn } from "./walk";

/** Calls that hand the options over, by what a library calls them. */
const PARSERS = /^(opts|optsWithGlobals|parse|parseSync|parseAsync|parseArgs|argv|meow|values|flags|\(\))$/;
const LIBRARIES = /^(commander|yargs(\/yargs)?|meow|node:util|util|@commander-js\/extra-typings|cac|sade)$/;

/** `opts.model`, where the program declares the option: its default; undefined for anything else, and where two differ. */
export function scriptOptionDefault(program: Program, at: Located): Located | undefined {
  const read = isScript(at.file.language) ? entryRead(at.expr) : undefined;
  if (typeof read?.key !== "string") return undefined;
  const { key } = read;
  for (const value of valuesThroughCallers(program, { ...at, expr: read.object })) {
    const file = declaringFile(program, value);
    const defaults = file ? optionsIn(file, key) : [];
    const [first] = defaults;
    if (first && defaults.every(({ expr }) => saysSame(first.expr, expr))) return first;
  }
  return undefined;
}

/** The file whose options the value holds: the parser's answer, or what a command hands to its action. */
function declaringFile(program: Program, value: Value): FileFacts | undefined {
  if (value.kind === "external-object") {
    const { module, path } = value.origin;
    const last = value.steps[value.steps.length - 1]?.name ?? path[path.length - 1] ?? "()";
    return LIBRARIES.test(module) && PARSERS.test(last) ? value.call?.file : undefined;
  }
  if (value.kind !== "parameter") return undefined;
  const { file, fn } = value;
  return isAction(program, file, fn) ? file : undefined;
}

/** `program.action(async (options) => …)`, `.action(run)`. */
function isAction(program: Program, file: FileFacts, fn: number): boolean {
  const written = writtenIn(file, fn);
  if (written?.receiver) return lastNameOf(written.receiver.callee) === "action";
  return edgesOf(file, "action").some(({ call }) =>
    call.expr.args.some(({ value }) => {
      if (value.kind !== "name") return false;
      const named = resolve(program, { ...call, expr: value });
      return named.kind === "function" && named.file === file && named.fn === fn;
    }),
  );
}

/** Defaults that the file's declarations give the option. */
function optionsIn(file: FileFacts, key: string): readonly Located[] {
  const calls = ["option", "options", "parseArgs", "meow", "default"].flatMap((name) => edgesOf(file, name));
  return calls.flatMap(({ call }) => {
    const found = defaultIn(call.expr, key);
    return found ? [{ ...call, expr: found }] : [];
  });
}

function defaultIn(call: CallExpression, key: string): Expr | undefined {
  const [first, second, third] = call.args.map(({ value }) => value);
  const ofEntry = (options: Expr | undefined): Expr | undefined => {
    const rule = options ? entryOf(options, key) : undefined;
    return rule && entryOf(rule, "default");
  };
  switch (lastNameOf(call.callee)) {
    // yargs describes the option in an object, commander gives its default last.
    case "option":
      if (first?.kind !== "string" || optionName(first.value) !== key) return undefined;
      if (second?.kind === "dict") return entryOf(second, "default");
      return third?.kind === "dict" ? entryOf(third, "default") : third;
    case "options":
      return ofEntry(first);
    case "parseArgs":
      return ofEntry(first ? entryOf(first, "options") : undefined);
    case "meow":
      return ofEntry(second ? entryOf(second, "flags") : undefined);
    case "default":
      return first?.kind === "string" && first.value === key ? second : undefined;
    default:
      return undefined;
  }
}

/** "maxTokens" of "-t, --max-tokens <n>". */
function optionName(written: string): string {
  const long = /--([\w-]+)/.exec(written)?.[1] ?? written;
  return long.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
