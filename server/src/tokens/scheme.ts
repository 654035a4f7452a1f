/** How each encoding cuts and merges: what its vocabulary alone does not say. */
import { casedPieces, type PieceEnd, plainPieces } from "./split";
import { endOfDeepSeekPiece } from "./split-deepseek";
import { endOfGemmaPiece } from "./split-gemma";
import type { Encoding } from "./types";

export interface Scheme {
  readonly pieceEnd: PieceEnd;
  /** What merging starts from. Characters the vocabulary lacks then count one token per byte. */
  readonly symbols: "bytes" | "characters";
  /** "any": two neighbours merge where their bytes make a token. "own": only the pair the token was learned from. */
  readonly pairs: "any" | "own";
  /** Whether a piece that is a token counts as one even where merging would not arrive at it. */
  readonly wholePieces: boolean;
  /** What is done to the text first; null for nothing. Never touches line feeds. */
  readonly normalise: ((text: string) => string) | null;
}

const TIKTOKEN = { symbols: "bytes", pairs: "any", wholePieces: true, normalise: null } as const;

const LEARNED = { symbols: "bytes", pairs: "own", wholePieces: false, normalise: null } as const;

/** Sources: tiktoken's expressions for OpenAI's encodings, the published tokenizer.json of each other model. */
export const SCHEMES: Readonly<Record<Encoding, Scheme>> = {
  cl100k_base: { ...TIKTOKEN, pieceEnd: plainPieces({ digits: 3 }) },
  o200k_base: { ...TIKTOKEN, pieceEnd: casedPieces({ digits: 3, contractions: true }) },
  deepseek_v3: { ...LEARNED, pieceEnd: endOfDeepSeekPiece },
  qwen3: { ...LEARNED, normalise: composed, pieceEnd: plainPieces({ digits: 1 }) },
  tekken: { ...TIKTOKEN, pieceEnd: casedPieces({ digits: 1, contractions: false }) },
  llama3: { ...TIKTOKEN, pieceEnd: plainPieces({ digits: 3 }) },
  gemma3: {
    symbols: "characters",
    pairs: "any",
    wholePieces: false,
    normalise: spaceMarksAsSpaces,
    pieceEnd: endOfGemmaPiece,
  },
};

function composed(text: string): string {
  return text.normalize("NFC");
}

/** The model writes a space as U+2581, so that a text which holds the mark itself holds a space to it. */
function spaceMarksAsSpaces(text: string): string {
  return text.includes("\u2581") ? text.replaceAll("\u2581", " ") : text;
}
