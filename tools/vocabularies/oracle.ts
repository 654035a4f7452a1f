/** The other implementations, loaded from this folder's own packages. Control tokens are taken out: their names are text to us. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Encoding } from "../../server/src/tokens/types";
import { PACKAGES, tokenizerFile } from "./sources";

export type Oracle = (text: string) => number;

const load = createRequire(__filename);

export function loadOracle(encoding: Encoding): Oracle {
  return PACKAGES[encoding] === "tiktoken" ? tiktoken(encoding) : huggingFace(tokenizerFile(encoding));
}

function tiktoken(encoding: Encoding): Oracle {
  const { get_encoding } = load("tiktoken") as {
    get_encoding: (name: string) => { encode_ordinary: (text: string) => Uint32Array };
  };
  const tokenizer = get_encoding(encoding);
  return (text) => tokenizer.encode_ordinary(text).length;
}

function huggingFace(path: string): Oracle {
  const { Tokenizer } = load("@huggingface/tokenizers") as {
    Tokenizer: new (
      file: unknown,
      config: unknown,
    ) => { encode: (text: string, options: object) => { ids: readonly number[] } };
  };
  const file = JSON.parse(readFileSync(path, "utf8"));
  file.added_tokens = file.added_tokens.filter((token: { special: boolean }) => !token.special);
  const tokenizer = new Tokenizer(file, {});
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids.length;
}
