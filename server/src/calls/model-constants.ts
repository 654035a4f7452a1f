/**
 * Names that generated Go SDKs give to model ids. The generator joins the steps of an id in capitals ("gpt-4.1-mini" is `GPT4_1Mini`), with a
 * line between digits; its first releases put one between all steps (`Claude_3_Opus_20240229`). Held against every constant of the two
 * SDKs' releases when the lists of ids were taken over.
 */
import type { Sdk } from "../sdks/sdk";

const CAPITALS: Readonly<Record<string, string>> = { gpt: "GPT" };

/** Constant's name -> model id. */
export function modelConstants({ constants }: Sdk): ReadonlyMap<string, string> {
  const { prefixes, ids, named: written = [] } = constants ?? { prefixes: [], ids: [] };
  const named = ids.flatMap((id) =>
    prefixes.flatMap((prefix) => namesOf(id).map((name): [string, string] => [prefix + name, id])),
  );
  return new Map([...named, ...written.map(nameAndId)]);
}

function nameAndId(written: string): [string, string] {
  const [name = "", id = ""] = written.split("=");
  return [name, id];
}

function namesOf(id: string): readonly string[] {
  const steps = id
    .split(/[-.]/)
    .map((step) => CAPITALS[step] ?? step.charAt(0).toUpperCase() + step.slice(1));
  const joined = steps.reduce((name, step) => {
    const isBetweenDigits = /\d$/.test(name) && /^\d/.test(step);
    return name + (isBetweenDigits ? "_" : "") + step;
  });
  return [joined, steps.join("_")];
}
