/**
 * Sizes of what exists only at run time, in o200k tokens. Measured on 4,240 recorded runs of 14 public agents: first user messages
 * (documentation agents: P10 9, P50 22, P90 460, mean 178), files read by agents (P50 766, P90 5,004, mean 2,109).
 */
import type { Quantity } from "../base/quantity";

const prior = (id: string, low: number, typical: number, high: number, mean: number): Quantity => ({
  low,
  typical,
  high,
  mean,
  basis: "assumed",
  source: `prior:${id}`,
});

/** A question, a name, a setting. */
export const SHORT_HOLE = prior("hole.short", 9, 22, 460, 178);
/** A name or a word in the middle of a sentence. A judgement: nobody recorded them apart. */
export const WORD_HOLE = prior("hole.word", 1, 3, 20, 8);
/** A document, a file, a page. */
export const DOCUMENT_HOLE = prior("hole.document", 44, 766, 5004, 2109);
/** A number, an index, a date. */
export const TINY_HOLE = prior("hole.number", 1, 2, 4, 2);
/** One image of ordinary size (Gemini 3 about 1,090; Claude and GPT 800 to 1,600 for one megapixel). */
export const IMAGE_HOLE = prior("image", 400, 1090, 1600, 1100);
/** A system prompt that cannot be read: coding agents write 1,000 to 2,200 tokens, small assistants less. */
export const SYSTEM_HOLE = prior("system.unread", 100, 800, 2200, 1000);
/** Tool definitions that cannot be read, all of them together. */
export const TOOLS_HOLE = prior("tools.unread", 200, 800, 3000, 1200);

const DOCUMENTS =
  /(document|docs?$|context|content|article|file|source|code|diff|patch|page|html|transcript|corpus|report|chunk|passage|text|body|readme|paper|email|history|data|results?|output|observation)/i;
const NUMBERS =
  /^(i|j|k|n|idx|index|count|num|number|id|date|time|year|month|day|now|today|step|turn|max|min|limit|total|score|size|length)$|_(id|count|num|index|date)$/i;

/** The prior for a hole of this name. */
export function sizeOfHole(name: string): Quantity {
  const last = name.split(/[.[(]/).filter(Boolean).pop() ?? name;
  if (NUMBERS.test(last)) return TINY_HOLE;
  return DOCUMENTS.test(name) ? DOCUMENT_HOLE : SHORT_HOLE;
}

/** `text[:4000]` cannot be longer than its limit: characters over four is the usual English rate. */
export function sizeOfCut(text: string, characters: number): Quantity {
  const prior = sizeOfHole(text);
  const cap = (n: number): number => Math.min(n, characters / 4);
  return {
    low: cap(prior.low),
    typical: cap(prior.typical),
    high: cap(prior.high),
    mean: cap(prior.mean),
    basis: "assumed",
    source: prior.source,
  };
}
