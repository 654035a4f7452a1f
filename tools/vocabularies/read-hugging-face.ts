/** Reads a Hugging Face tokenizer.json: byte-level BPE, or BPE over characters with byte fallback. */
import { readFileSync } from "node:fs";
import type { Source } from "./source";

interface TokenizerFile {
  readonly added_tokens: readonly { readonly content: string; readonly special: boolean }[];
  readonly model: {
    readonly vocab: Readonly<Record<string, number>>;
    readonly merges: readonly (string | readonly [string, string])[];
    readonly ignore_merges?: boolean;
    readonly byte_fallback: boolean;
  };
}

const SPACE_MARK = "\u2581";

/** Byte-level: each character of a token stands for one byte. */
export function readByteLevel(path: string): Source {
  const file: TokenizerFile = JSON.parse(readFileSync(path, "utf8"));
  const bytes = byteOfCharacter();
  const decode = (token: string): string =>
    [...token]
      .map((c) => String.fromCharCode(bytes.get(c) ?? fail(`${path}: "${token}" is no byte-level token`)))
      .join("");
  const literals = literalsOf(file).filter((text) => !text.includes(SPACE_MARK.repeat(2)));
  const merges = file.model.merges.map(pairOf);
  if (file.model.ignore_merges === true) {
    const control = new Set(file.added_tokens.map((token) => token.content));
    const tokens = byId(file).filter((token) => !control.has(token));
    return { tokens: tokens.map(decode), pairs: null, literals };
  }
  const singles = [...bytes.keys()];
  const rank = new Map(singles.map((token, at) => [token, at]));
  const pairs: ([number, number] | null)[] = singles.map(() => null);
  for (const [left, right] of merges) {
    pairs.push([
      rank.get(left) ?? fail(`${path}: ${left} is merged before it is made`),
      rank.get(right) ?? fail(right),
    ]);
    if (rank.has(left + right)) fail(`${path}: two merges make "${left + right}"`);
    rank.set(left + right, rank.size);
  }
  return { tokens: [...rank.keys()].map(decode), pairs, literals };
}

/** Over characters, as SentencePiece does: the id is the priority, and any two neighbours merge that make a token. */
export function readCharacterLevel(path: string): Source {
  const file: TokenizerFile = JSON.parse(readFileSync(path, "utf8"));
  if (!file.model.byte_fallback) fail(`${path}: no byte fallback`);
  const runs = /^(\n+|\t+|\u2581+)$/;
  const aside = new Set(file.added_tokens.map(({ content }) => content).filter((text) => !runs.test(text)));
  const tokens = byId(file).filter((token) => !aside.has(token) && !/^<0x[0-9A-F]{2}>$/.test(token));
  if (tokens.some((token) => token.includes(" "))) fail(`${path}: a token holds a space`);
  const plain = tokens.map((token) => token.replaceAll(SPACE_MARK, " "));
  return {
    tokens: plain.map((token) => Buffer.from(token, "utf8").toString("latin1")),
    pairs: null,
    literals: literalsOf(file).filter((text) => !runs.test(text)),
  };
}

/** What is looked for in any text; control tokens are not: their names are ordinary text to us. */
function literalsOf(file: TokenizerFile): readonly string[] {
  return file.added_tokens.filter((token) => !token.special).map((token) => token.content);
}

function byId(file: TokenizerFile): readonly string[] {
  return Object.entries(file.model.vocab)
    .sort(([, a], [, b]) => a - b)
    .map(([token]) => token);
}

function pairOf(merge: string | readonly [string, string]): readonly [string, string] {
  if (typeof merge !== "string") return merge;
  const [left, right] = merge.split(" ");
  return left !== undefined && right !== undefined ? [left, right] : fail(`"${merge}" is no merge`);
}

/** GPT-2's table: printable Latin-1 stands for itself, the other bytes for the characters from U+0100 on. */
function byteOfCharacter(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    table.set(String.fromCharCode(printable ? byte : next++), byte);
  }
  return table;
}

function fail(message: string): never {
  throw new Error(message);
}
