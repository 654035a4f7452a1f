/** `def ask(**kwargs): return client.create(**kwargs)`: what the callers of such a function give belongs to the request. */
import { callersOf } from "../facts/call-graph";
import { textOf } from "../facts/expression-text";
import { readNumber } from "../facts/literals";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { enclosingClass, isSelf } from "../facts/scope";
import { readString } from "../facts/texts";
import type { Role, Roles } from "../sdks/sdk";
import { readWay } from "./ways";

/** Callers of one wrapper that are asked what they give. */
const MAX_CALLERS = 12;

/** The calls whose keyword arguments the function around the call hands on; none where it hands on none. */
export function forwardedFrom(program: Program, call: Located): readonly Located[] {
  if (call.expr.kind !== "call") return [];
  const rest = call.file.functions[call.fn]?.facts.params.find((param) => param.kind === "keyword-rest");
  const isHandedOn =
    rest !== undefined &&
    call.expr.args.some((arg) => arg.spread && arg.value.kind === "name" && arg.value.name === rest.name);
  if (!isHandedOn) return [];
  const callers = callersOf(program, call.file, call.fn);
  return callers.length > MAX_CALLERS ? [] : callers.map((edge) => edge.call);
}

/** The roles that all of the calls give alike, a text or a number; of one call, all it gives. */
export function agreedRoles(program: Program, calls: readonly Located[], roles: Roles): Roles {
  const [first, ...others] = calls;
  if (!first || others.length === 0) return roles;
  const given = (call: Located, ways: readonly string[]): string | number | undefined => {
    const at = ways.map((way) => readWay(program, call, way)).find((found) => found !== undefined);
    return at && (readString(program, at)?.value ?? readNumber(program, at) ?? ownAttribute(at));
  };
  const agreed = (Object.entries(roles) as [Role, readonly string[]][]).filter(([, ways]) => {
    const value = given(first, ways);
    return value !== undefined && others.every((other) => given(other, ways) === value);
  });
  return Object.fromEntries(agreed);
}

/** `self.model` in methods of one class is one and the same, even where nobody can read it. */
function ownAttribute({ file, fn, expr }: Located): string | undefined {
  const isOwn = expr.kind === "member" && expr.object.kind === "name" && isSelf(expr.object.name);
  const cls = isOwn ? enclosingClass(file, fn) : undefined;
  return cls && `${cls.file.path}:${cls.name}.${textOf(expr)}`;
}
