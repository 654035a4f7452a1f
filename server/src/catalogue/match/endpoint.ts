/** Which host a base URL belongs to. */
import type { Catalogue } from "../types";

/**
 * The host, and the region where the address names one. A star in a catalogue address stands for part of one label of the
 * host name; paths must begin alike. The most specific address wins. undefined for local and unknown addresses.
 */
export function hostFromUrl(
  catalogue: Catalogue,
  baseUrl: string,
): { host: string; region?: string } | undefined {
  const written = splitUrl(baseUrl);
  if (written === undefined) return undefined;
  let best: Candidate[] = [];
  for (const host of catalogue.hosts.values()) {
    for (const endpoint of host.endpoints) {
      const pattern = splitUrl(endpoint.url);
      const labels = pattern === undefined ? undefined : starsOf(pattern.name, written.name);
      if (pattern === undefined || labels === undefined) continue;
      // Hosts serve several APIs under several paths; a bare host name still tells the host.
      const isSamePath = isBelow(written.path, pattern.path);
      const length = pattern.name.length + (isSamePath ? pattern.path.length : 0);
      const region =
        endpoint.region ??
        labels.map((label) => regionNamed(catalogue, label)).find((id) => id !== undefined);
      const found = { host: host.id, region, length, isSamePath };
      if (length > (best[0]?.length ?? -1)) best = [found];
      else if (length === best[0]?.length) best = [...best, found];
    }
  }
  // Of two hosts at one address the later one counts: users' hosts come last.
  const found = best.at(-1);
  if (found === undefined) return undefined;
  // An address that several hosts share tells none of them without its path.
  if (!found.isSamePath && best.some((other) => other.host !== found.host)) return undefined;
  return found.region === undefined ? { host: found.host } : { host: found.host, region: found.region };
}

interface Candidate {
  readonly host: string;
  readonly region: string | undefined;
  readonly length: number;
  readonly isSamePath: boolean;
}

/** Whole segments: `/groq` holds `/groq/openai` and not `/groqqy`. */
function isBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(above === "" ? "" : `${above}/`);
}

function splitUrl(url: string): { name: string; path: string } | undefined {
  const found = /^(?:https?|wss?):\/\/(?:[^@/]*@)?([^/:?#]+)(?::\d+)?([^?#]*)/i.exec(url.trim());
  if (found?.[1] === undefined) return undefined;
  return { name: found[1].toLowerCase(), path: (found[2] ?? "").replace(/\/+$/, "") };
}

/** What the stars stand for, or undefined where the names differ. */
function starsOf(pattern: string, name: string): string[] | undefined {
  const wanted = pattern.split(".");
  const labels = name.split(".");
  if (wanted.length !== labels.length) return undefined;
  const stars: string[] = [];
  for (const [i, part] of wanted.entries()) {
    const label = labels[i] ?? "";
    const star = part.indexOf("*");
    if (star < 0) {
      if (part !== label) return undefined;
      continue;
    }
    const head = part.slice(0, star);
    const tail = part.slice(star + 1);
    if (!label.startsWith(head) || !label.endsWith(tail) || label.length <= head.length + tail.length)
      return undefined;
    stars.push(label.slice(head.length, label.length - tail.length));
  }
  return stars;
}

function regionNamed(catalogue: Catalogue, label: string): string | undefined {
  return [label, `aws-${label}`].find((id) => catalogue.regions.has(id));
}
