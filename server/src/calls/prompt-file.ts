/** What the file of a prompt says of the request that sends it: `prompty.execute("chat.prompty")` reads model and cap in its head. */
import { exampleValue } from "../facts/environment";
import { literalPath } from "../facts/literal-path";
import { plainEntry } from "../facts/plain-data";
import type { Program } from "../facts/program";
import { readString } from "../facts/texts";
import type { ModelArgument } from "../sdks/call-site";
import type { Sdk } from "../sdks/sdk";
import { type RoleSource, readRole } from "./ways";

export interface PromptFile {
  readonly model: ModelArgument | undefined;
  readonly maxOutput: number | undefined;
}

/** Undefined where the SDK reads no such files, or the one of this call cannot be read. */
export function promptFileOf(
  program: Program,
  { promptFile }: Sdk,
  sources: readonly RoleSource[],
): PromptFile | undefined {
  for (const { call } of promptFile ? sources : []) {
    const at = promptFile && readRole(program, [{ call, roles: { items: promptFile.path } }], "items");
    const path = at && literalPath(program, at, readString);
    const tree = path === undefined ? undefined : program.configuration?.(call.file.path, path);
    if (!promptFile || tree === undefined) continue;
    const [model, cap] = [promptFile.model, promptFile.maxOutput].map((keys) => firstUnder(tree, keys));
    return {
      model: typeof model === "string" ? modelGiven(program, call.file.path, model) : undefined,
      maxOutput: typeof cap === "number" ? cap : undefined,
    };
  }
  return undefined;
}

/** The first of the entries that is there; each is written as the way to it. */
function firstUnder(tree: unknown, ways: readonly string[]): unknown {
  const found = ways.map((way) => way.split(".").reduce(plainEntry, tree));
  return found.find((value) => value !== undefined);
}

/** `gpt-5`, `${env:DEPLOYMENT}`, `${env:DEPLOYMENT:gpt-5}`. */
function modelGiven(program: Program, from: string, written: string): ModelArgument | undefined {
  const [, variable, fallback] = /^\$\{env:(\w+)(?::([^}]*))?\}$/i.exec(written) ?? [];
  if (variable === undefined)
    return { id: written, source: "configuration", text: "", literal: null, reason: null };
  const id = exampleValue(program, from, variable) ?? fallback;
  return id ? { id, source: "environment-default", text: "", literal: null, reason: null } : undefined;
}
