/**
 * Display names from model ids, by one rule: split at dashes, write known words as their makers do, give versions and
 * sizes a capital letter, and join a bare version to the word before it.
 *
 *   deepseek-v4-flash -> DeepSeek V4 Flash     claude-sonnet-5-5 -> Claude Sonnet 5.5     gpt-5.6-luna -> GPT-5.6 Luna
 */

const WORDS: ReadonlyMap<string, string> = new Map([
  ["deepseek", "DeepSeek"],
  ["minimax", "MiniMax"],
  ["flashx", "FlashX"],
  ["vl", "VL"],
  ["oss", "OSS"],
]);

/** Words that their maker joins to the version with a dash. */
const DASHED: ReadonlyMap<string, string> = new Map([
  ["gpt", "GPT"],
  ["glm", "GLM"],
]);

/** The readable name of a model id. */
export function displayName(id: string): string {
  const parts = joinVersions(id.split("-"));
  const dashed = DASHED.get(parts[0] ?? "");
  if (dashed !== undefined) {
    return [
      `${dashed}-${word(parts[1] ?? "", true)}`,
      ...parts.slice(2).map((part) => word(part, false)),
    ].join(" ");
  }
  return parts.map((part) => word(part, false)).join(" ");
}

/** "sonnet", "5", "5" -> "sonnet", "5.5": only single digits, so that dates and sizes stay apart. */
function joinVersions(parts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    if (/^\d{1,2}$/.test(part) && before !== undefined && /^\d$/.test(before))
      joined[joined.length - 1] = `${before}.${part}`;
    else joined.push(part);
  }
  return joined;
}

function word(part: string, afterDash: boolean): string {
  const known = WORDS.get(part);
  if (known !== undefined) return known;
  // o3, 4o: the makers write these small.
  if (/^o\d/.test(part) || (afterDash && /^\d/.test(part))) return part;
  if (/^a?\d+(\.\d+)?[bt]$/.test(part) || /^[vkmr]\d/.test(part)) return part.toUpperCase();
  return part.charAt(0).toUpperCase() + part.slice(1);
}
