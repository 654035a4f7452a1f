/** Packs tiktoken's rank data into server/vocabularies. Run: npx tsx tools/vocabularies/pack.ts */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Encoding } from "../../server/src/tokens/types";
import {
  PACKED_ENCODINGS,
  PACKED_HEADER_BYTES,
  PACKED_MAGIC,
  SINGLE_BYTE_TOKENS,
} from "../../server/src/tokens/vocabulary";

const root = join(__dirname, "../..");
const packageFolder = join(root, "node_modules/tiktoken");
const outputFolder = join(root, "server/vocabularies");

/** Token bytes as binary strings, in order of rank. The file is one line: "!", the first rank, then base64 per token. */
function readRanks(encoding: Encoding): string[] {
  const file: unknown = JSON.parse(readFileSync(join(packageFolder, "encoders", `${encoding}.json`), "utf8"));
  const ranks = typeof file === "object" && file !== null && "bpe_ranks" in file ? file.bpe_ranks : undefined;
  if (typeof ranks !== "string") throw new Error(`${encoding}: no bpe_ranks.`);
  const [mark, firstRank, ...tokens] = ranks.trim().split(/\s+/);
  if (mark !== "!" || firstRank !== "0") throw new Error(`${encoding}: the ranks are laid out in a new way.`);
  return tokens.map((token) => Buffer.from(token, "base64").toString("latin1"));
}

/** The two earlier tokens a token joins: the split whose later half was learned first. */
function splitToken(token: string, rank: number, ranks: ReadonlyMap<string, number>): [number, number] {
  let best: [number, number] | undefined;
  for (let cut = 1; cut < token.length; cut++) {
    const left = ranks.get(token.slice(0, cut));
    const right = ranks.get(token.slice(cut));
    if (left === undefined || right === undefined || left >= rank || right >= rank) continue;
    if (best === undefined || Math.max(left, right) < Math.max(...best)) best = [left, right];
  }
  if (best === undefined) throw new Error(`Token ${rank} joins no two earlier tokens.`);
  return best;
}

function pack(encoding: Encoding): Buffer {
  const tokens = readRanks(encoding);
  const ranks = new Map(tokens.map((token, rank) => [token, rank]));
  const plane = tokens.length - SINGLE_BYTE_TOKENS;
  const packed = Buffer.alloc(PACKED_HEADER_BYTES + SINGLE_BYTE_TOKENS + 6 * plane);
  packed.write(PACKED_MAGIC, 0, "latin1");
  packed.writeUInt8(PACKED_ENCODINGS.indexOf(encoding), 4);
  packed.writeUIntLE(tokens.length, 5, 3);
  tokens.forEach((token, rank) => {
    if (rank < SINGLE_BYTE_TOKENS) {
      if (token.length !== 1) throw new Error(`${encoding}: token ${rank} is no single byte.`);
      packed[PACKED_HEADER_BYTES + rank] = token.charCodeAt(0);
      return;
    }
    const at = PACKED_HEADER_BYTES + rank;
    splitToken(token, rank, ranks).forEach((half, side) => {
      for (let byte = 0; byte < 3; byte++)
        packed[at + (3 * side + byte) * plane] = (half >> (8 * byte)) & 255;
    });
  });
  return packed;
}

function sourcePackage(): { name: string; version: string; licence: string } {
  const manifest = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  return { name: manifest.name, version: manifest.version, licence: manifest.license };
}

mkdirSync(outputFolder, { recursive: true });
const source = sourcePackage();
const vocabularies = PACKED_ENCODINGS.map((encoding) => {
  const packed = pack(encoding);
  const file = `${encoding}.bin`;
  writeFileSync(join(outputFolder, file), packed);
  const sha256 = createHash("sha256").update(packed).digest("hex");
  console.log(`${file}: ${packed.length} bytes, sha256 ${sha256}`);
  return { encoding, file, bytes: packed.length, sha256, source };
});
writeFileSync(join(outputFolder, "index.json"), `${JSON.stringify({ vocabularies }, null, 2)}\n`);
