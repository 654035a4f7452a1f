/** What a library does where code says nothing, by the file's language and by the version that the workspace holds. */
import type { FileFacts } from "../facts/ir";
import { isOlderThan } from "../facts/library-version";
import type { Program } from "../facts/program";
import type { Ecosystem, StepLimitRule } from "./sdk";

export function ecosystemOf({ language }: FileFacts): Ecosystem {
  return language === "python" || language === "go" ? language : "npm";
}

/** The step limit of the library; undefined where none is documented. */
export function documentedDefault(
  program: Program,
  file: FileFacts,
  rule: Pick<StepLimitRule, "defaults">,
): { readonly bound: number | null; readonly source: string } | undefined {
  const ecosystem = ecosystemOf(file);
  const present = rule.defaults.find((d) => d.ecosystem === ecosystem || d.ecosystem === "any");
  const earlier = present?.before?.find((old) => isOlderThan(program, file.path, old.library, old.version));
  return earlier ?? present;
}
