/** Loops of the code around agents of a library that keep what was said: what one round answers, the next round hands on. */
import type { Program } from "../facts/program";
import { resolveAll } from "../facts/resolve";
import type { CallSite } from "../sdks/call-site";
import { comesFrom, namesFedBy } from "./answer";
import type { Chain } from "./chain";
import type { Found } from "./describe";
import { accumulating } from "./growth";
import { createdPerItem, holds, type PlacedLoop, personIn } from "./placed-loop";

/** `for _ in range(15): message = society.step(message)`, where each step asks agents that go on with what they remember. */
export function talkBetween(
  program: Program,
  site: CallSite,
  chain: Chain,
  loops: readonly PlacedLoop[],
): Found | undefined {
  const nearest = site.goesOn ? loops.find(({ loop }) => loop.kind === "statement") : undefined;
  const level = nearest && chain.levels[nearest.level];
  if (!level || nearest.loop.kind !== "statement" || createdPerItem(nearest.loop)) return undefined;
  if (personIn(program, chain, [nearest]) || isMadeInside(program, site, chain, nearest)) return undefined;
  const { call } = level;
  const fed = namesFedBy(call, nearest.loop.loop.body, true);
  const isHandedOn = call.kind === "call" && call.args.some(({ value }) => comesFrom(value, call, fed));
  if (!isHandedOn) return undefined;
  const growth = accumulating("the agent keeps what was said and goes on with it in every round");
  const outer = loops.filter((each) => each !== nearest);
  return { kind: "agent", run: [nearest], outer, growth, ownerLevel: nearest.level, inside: [] };
}

/** Whether each round makes an agent of its own. */
function isMadeInside(program: Program, { call }: CallSite, { levels }: Chain, loop: PlacedLoop): boolean {
  if (call.expr.kind !== "call" || call.expr.callee.kind !== "member") return false;
  const agents = resolveAll(program, { ...call, expr: call.expr.callee.object });
  return agents.some((agent) => {
    const made = agent.kind === "external-object" ? agent.call : null;
    const level = levels.findIndex(({ file, fn }) => file === made?.file && fn === made.fn);
    return made !== null && level >= 0 && holds(loop, level, made);
  });
}
