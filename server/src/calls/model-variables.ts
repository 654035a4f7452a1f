/** The model that a library takes from the environment where the code names none: `os.environ["OPENAI_MODEL_NAME"] = "gpt-5"` before a crew runs. */
import { exampleValue, isEnvironment, variableOf } from "../facts/environment";
import type { FileFacts } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { readString } from "../facts/texts";
import { eachStatement } from "../facts/walk";
import type { ModelArgument } from "../sdks/call-site";
import type { Sdk } from "../sdks/sdk";

/** What the first of the SDK's variables that the file, else the whole program, else an example file sets, says. */
export function modelOfVariables(program: Program, file: FileFacts, sdk: Sdk): ModelArgument | undefined {
  for (const variable of sdk.modelVariables ?? []) {
    const own = setIn(file).get(variable);
    const id = agreed(program, own ?? program.files.flatMap((each) => setIn(each).get(variable) ?? []));
    if (id !== undefined) return { id, source: "constant", ...NO_PLACE };
    const example = own ? undefined : exampleValue(program, file.path, variable);
    if (example !== undefined) return { id: example, source: "environment-default", ...NO_PLACE };
  }
  return undefined;
}

const NO_PLACE = { text: "", literal: null, reason: null };

/** The one text that all places give. */
function agreed(program: Program, values: readonly Located[]): string | undefined {
  const ids = new Set(values.map((at) => readString(program, at)?.value));
  const [id] = ids;
  return ids.size === 1 && id !== "" ? id : undefined;
}

type Values = ReadonlyMap<string, readonly Located[]>;

const known = new WeakMap<FileFacts, Values>();

/** What the file itself gives variables of its environment. */
function setIn(file: FileFacts): Values {
  const answer = known.get(file);
  if (answer) return answer;
  const found = new Map<string, Located[]>();
  file.functions.forEach(({ facts }, fn) => {
    for (const stmt of eachStatement(facts.body)) {
      if (stmt.kind !== "assign" || !stmt.value || !isEnvironment(stmt.target)) continue;
      const variable = variableOf(stmt.target);
      if (variable === undefined) continue;
      found.set(variable, [...(found.get(variable) ?? []), { file, fn, expr: stmt.value }]);
    }
  });
  known.set(file, found);
  return found;
}
