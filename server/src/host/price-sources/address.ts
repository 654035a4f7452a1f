/** Which network addresses a price list may come from: public ones, unless the user says otherwise. */
import { BlockList, isIP } from "node:net";

/** Networks that are not the public internet (IANA special-purpose registries, read 2026-11-24). */
const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
/** Global unicast is 2000::/3; what of it is special is listed, the rest of IPv6 is not public. */
const PRIVATE_V6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const BLOCKED = new BlockList();
for (const [network, bits] of PRIVATE_V4) BLOCKED.addSubnet(network, bits, "ipv4");
for (const [network, bits] of PRIVATE_V6) BLOCKED.addSubnet(network, bits, "ipv6");
const UNICAST_V6 = new BlockList();
UNICAST_V6.addSubnet("2000::", 3, "ipv6");

/** Whether an address (no name, no brackets) is one of the public internet. Addresses with IPv4 inside IPv6 are none. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !BLOCKED.check(address, "ipv4");
  return family === 6 && UNICAST_V6.check(address, "ipv6") && !BLOCKED.check(address, "ipv6");
}

/** Why a URL may not be asked at all, or null. Names are looked at when they are resolved. */
export function urlComplaint(url: URL): string | null {
  if (url.protocol !== "https:") return `${url.protocol}// is not https://`;
  if (url.username !== "" || url.password !== "") return "the address holds a user name or password";
  return null;
}

/** The host of a URL where it is an address: `[::1]` -> `::1`. undefined for names. */
export function literalAddress(url: URL): string | undefined {
  const bare = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) === 0 ? undefined : bare;
}
