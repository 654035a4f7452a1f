/** Which call an offset speaks of. */
import type { Range } from "../base/range";
import type { CallEstimate } from "../estimate/estimate-call";
import type { CallSite } from "../sdks/call-site";

/** The innermost call around the offset. */
export function callAround(calls: readonly CallEstimate[], offset: number): CallEstimate | undefined {
  const inside = calls.filter(({ call }) => call.site.range.start <= offset && offset <= call.site.range.end);
  return inside.sort((a, b) => length(a) - length(b))[0];
}

/** The call whose name the offset is on: inside its arguments other hovers have their say. */
export function callNamedAt(
  calls: readonly CallEstimate[],
  offset: number,
  text: string,
): CallEstimate | undefined {
  return calls.find(({ call }) => {
    const { start, end } = nameRange(call.site, text);
    return start <= offset && offset <= end;
  });
}

/** The callee's last name: `create` of `client.chat.completions.create(…)`. */
export function nameRange(site: CallSite, text: string): Range {
  const name =
    /^[\p{ID_Continue}$\u200c\u200d]*/u.exec(text.slice(site.nameStart, site.nameStart + 200))?.[0] ?? "";
  return { start: site.nameStart, end: Math.min(site.range.end, site.nameStart + name.length) };
}

function length({ call }: CallEstimate): number {
  return call.site.range.end - call.site.range.start;
}
