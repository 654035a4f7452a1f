/** Numbers a program takes from its command line, where the workspace's run scripts say them: `--max_turns 10`. */
import { lastNameOf } from "./expression-text";
import type { Expr } from "./ir";
import type { Program } from "./program";

/** More scripts are a library of experiments, not how the program is run. */
const MAX_SCRIPTS = 40;

/** `args.max_turns`, `self.args.max_turns`, `opts.maxTurns`: the number all scripts give, else their median; undefined where none does. */
export function numberFromScripts(program: Program, expr: Expr): number | undefined {
  if (expr.kind !== "member" || !isArguments(expr.object)) return undefined;
  const scripts = (program.textFiles ?? []).filter((path) => path.endsWith(".sh"));
  if (scripts.length > MAX_SCRIPTS) return undefined;
  const flag = new RegExp(`--${expr.name.replace(/_/g, "[-_]")}[ =]+(\\d+)`, "g");
  const found = scripts.flatMap((path) =>
    [...(program.resource("", path) ?? "").matchAll(flag)].map((match) => Number(match[1])),
  );
  found.sort((a, b) => a - b);
  return found[Math.floor((found.length - 1) / 2)];
}

function isArguments(expr: Expr): boolean {
  const name = lastNameOf(expr);
  return /^(args|arguments|opts|options|flags|FLAGS|parsed|cli_args)$/.test(name);
}
