/** Which host a call goes to, as far as class, provider name and base URL tell. */

import { textOf } from "../facts/expression-text";
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { readString, readText } from "../facts/texts";
import type { Sdk } from "../sdks/sdk";
import { type RoleSource, readRole } from "./ways";

export type HostFromUrl = (url: string) => { readonly host: string; readonly region?: string } | undefined;

export interface FoundHost {
  readonly host: string | null;
  readonly region: string | null;
  readonly unknownBaseUrl: string | null;
}

/** A base URL goes before the class's own host; an unreadable one leaves the host unknown, never the default. */
export function hostOf(
  program: Program,
  sdk: Sdk,
  sources: readonly RoleSource[],
  classHost: string | null,
  hostFromUrl: HostFromUrl,
): FoundHost {
  const regionAt = readRole(program, sources, "region");
  const region = regionAt ? (readString(program, regionAt)?.value ?? null) : null;
  const url = readRole(program, sources, "baseUrl");
  const written = url && baseUrlOf(program, url);
  if (written) {
    // Some libraries take a name in the place of an address.
    const named = sdk.providerHosts?.[written.text];
    if (named !== undefined) return { host: named, region, unknownBaseUrl: null };
    const found = hostFromUrl(written.text);
    if (!found) return { host: null, region, unknownBaseUrl: written.text };
    return { host: found.host, region: region ?? found.region ?? null, unknownBaseUrl: null };
  }
  return { host: classHost ?? providerHost(program, sdk, sources), region, unknownBaseUrl: null };
}

/** The URL, or its source text where it cannot be read. Undefined where the library's own default may stand in. */
function baseUrlOf(program: Program, at: Located): { readonly text: string } | undefined {
  const reading = readText(program, at);
  if (reading.found) return { text: reading.found.value };
  return isOptional(at.expr, reading.reason) ? undefined : { text: addressText(at.expr) };
}

function addressText(expr: Expr): string {
  const text = textOf(expr);
  return text === "…" ? "an address put together at run time" : text;
}

/** An unset environment variable or an argument that may be absent: the library's default address stands in. */
function isOptional(expr: Expr, reason: string): boolean {
  if (expr.kind === "template" || expr.kind === "binary") return false;
  return /environment|it is null|which no caller/.test(reason);
}

function providerHost(program: Program, sdk: Sdk, sources: readonly RoleSource[]): string | null {
  const at = readRole(program, sources, "provider");
  const name = at ? readString(program, at)?.value : undefined;
  return (name !== undefined && sdk.providerHosts?.[name]) || null;
}
