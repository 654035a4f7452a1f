/** What a rule asks of a call's arguments: that one is given, or has one of some values. */
import { readBoolean } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { readString } from "../facts/texts";
import type { Condition, Way } from "../sdks/sdk";
import type { ConstructorEntry } from "./tables";
import { readWay } from "./ways";

/** Whether the call gives one of the arguments. */
export function isGiven(program: Program, call: Located, ways: readonly Way[]): boolean {
  return ways.some((way) => readWay(program, call, way) !== undefined);
}

/** Whether one of the condition's arguments has one of its values. */
export function holdsTrue(program: Program, condition: Condition, call: Located): boolean {
  return condition.ways.some((way) => {
    const at = readWay(program, call, way);
    const value = at ? (readString(program, at)?.value ?? readBoolean(program, at)) : undefined;
    return value !== undefined && condition.values.includes(String(value));
  });
}

/** Whether the rule means this call; without a call, whether an annotation may promise its object. */
export function applies(program: Program, { rule }: ConstructorEntry, call: Located | null): boolean {
  if (call === null) return rule.when === undefined && rule.given === undefined;
  if (rule.given && !isGiven(program, call, rule.given)) return false;
  return rule.isAbstract !== true && (!rule.when || holdsTrue(program, rule.when, call));
}
