/** What the objects that several callers pass for one parameter have in common: a model behind all of them, settings they give alike. */
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import type { Role, Roles } from "../sdks/sdk";
import { agreedRoles } from "./forwarded";
import { type RoleSource, readRole } from "./ways";

/** An object of an SDK, as far as it matters here. */
interface Made {
  readonly sources: readonly RoleSource[];
}

/** Models of agents of crews. */
const MAX_NESTING = 4;

/** Roles that say the same wherever the call stands. */
const SETTINGS: ReadonlySet<Role> = new Set<Role>(["model", "maxOutput", "baseUrl", "effort"]);

/** Sources that speak for all of the objects; none where they have nothing in common. */
export function sharedSources(
  program: Program,
  objects: readonly Made[],
  describe: (at: Located) => Made | undefined,
  depth = 0,
): readonly RoleSource[] {
  const [first] = objects;
  if (!first) return [];
  if (isOneObject(objects)) return first.sources;
  const alike = givenAlike(program, objects);
  const models = objects.flatMap((object) => {
    const at = readRole(program, object.sources, "model");
    const model = at && describe(at);
    return model ? [model] : [];
  });
  if (models.length < objects.length || depth >= MAX_NESTING) return alike;
  return [...alike, ...sharedSources(program, models, describe, depth + 1)];
}

/** Tools of the first that has some: what sends for all of them sends these, too. */
export function offeredTools(program: Program, objects: readonly Made[]): readonly RoleSource[] {
  for (const source of objects.flatMap(({ sources }) => sources)) {
    const tools = source.roles.tools && readRole(program, [source], "tools");
    const isNone = tools?.expr.kind === "list" && tools.expr.items.length === 0;
    if (tools && !isNone) return [{ call: source.call, roles: { tools: source.roles.tools } }];
  }
  return [];
}

/** Whether all were made by one and the same call, so that its arguments speak for all. */
export function isOneObject(objects: readonly Made[]): boolean {
  const makers = objects.map((o) => o.sources[o.sources.length - 1]?.call.expr);
  return makers.every((maker) => maker === makers[0]);
}

/** Settings that the constructor calls give alike. */
function givenAlike(program: Program, objects: readonly Made[]): readonly RoleSource[] {
  const makers = objects.flatMap(({ sources }) => sources[sources.length - 1] ?? []);
  const [first] = makers;
  if (!first || makers.length < objects.length || makers.some(({ roles }) => roles !== first.roles))
    return [];
  const calls = makers.map(({ call }) => call);
  const settings = Object.entries(first.roles).filter(([role]) => SETTINGS.has(role as Role));
  const roles: Roles = agreedRoles(program, calls, Object.fromEntries(settings));
  return Object.keys(roles).length > 0 ? [{ call: first.call, roles }] : [];
}
