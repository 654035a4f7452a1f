/** Reads the rank data of the npm package tiktoken. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Source } from "./source";

/** The file is one line: "!", the first rank, then base64 per token, in order of rank. */
export function readTiktoken(folder: string, name: string): Source {
  const file: unknown = JSON.parse(readFileSync(join(folder, "encoders", `${name}.json`), "utf8"));
  const ranks = typeof file === "object" && file !== null && "bpe_ranks" in file ? file.bpe_ranks : undefined;
  if (typeof ranks !== "string") throw new Error(`${name}: no bpe_ranks.`);
  const [mark, firstRank, ...tokens] = ranks.trim().split(/\s+/);
  if (mark !== "!" || firstRank !== "0") throw new Error(`${name}: the ranks are laid out in a new way.`);
  return {
    tokens: tokens.map((token) => Buffer.from(token, "base64").toString("latin1")),
    pairs: null,
    literals: [],
  };
}
