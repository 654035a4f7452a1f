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
  let best: { host: string; region?: string } | undefined;
  let bestLength = -1;
  for (const host of catalogue.hosts.values()) {
    for (const endpoint of host.endpoints) {
      const pattern = splitUrl(endpoint.url);
      const labels = pattern === undefined ? undefined : starsOf(pattern.name, written.name);
      if (pattern === undefined || labels === undefined) continue;
      // Hosts share gateways under several paths; a bare host name still tells the host.
      const isSamePath = written.path.startsWith(pattern.path);
      const length = pattern.name.length + (isSamePath ? pattern.path.length : 0);
      if (length <= bestLength) continue;
      bestLength = length;
      const region =
        endpoint.region ??
        labels.map((label) => regionNamed(catalogue, label)).find((id) => id !== undefined);
      best = region === undefined ? { host: host.id } : { host: host.id, region };
    }
  }
  return best;
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
