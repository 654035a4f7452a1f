/** Token counts by text, kept between snapshots: a prompt is counted once however often it is estimated. */
import { hashText } from "../base/hash";
import { BASE_ENCODING, type Encoding, type TextCount } from "../tokens/types";
import type { AnalysisEngine } from "./engine";

/** Counts of the texts asked for; immutable, and unaffected by what the cache drops later. */
export interface CountTable {
  /** undefined: not asked for, or `problem` says why it could not be counted. */
  get(text: string): TextCount | undefined;
  /** Why a text has no count; undefined where it has one or was not asked for. */
  problem(text: string): string | undefined;
}

export interface Counts {
  /** Counts in BASE_ENCODING and the others given. */
  countAll(texts: readonly string[], encodings?: readonly Encoding[]): Promise<CountTable>;
}

export interface CountsOptions {
  /** Texts kept; the least recently used go first. */
  readonly maxEntries?: number;
  /** UTF-16 units sent to the engine in one job, so that one long prompt holds up little else. */
  readonly batchCharacters?: number;
}

type Answer = { readonly count: TextCount } | { readonly problem: string };

const DEFAULT_MAX_ENTRIES = 20_000;
const DEFAULT_BATCH_CHARACTERS = 200_000;

/** Counts through `engine.count`. Failures are not kept: the next call asks again. */
export function createCounts(engine: Pick<AnalysisEngine, "count">, options: CountsOptions = {}): Counts {
  const maxEntries = options.maxEntries ?? DEFAULT_MAX_ENTRIES;
  const batchCharacters = options.batchCharacters ?? DEFAULT_BATCH_CHARACTERS;
  const cache = new Map<string, TextCount>();
  const pending = new Map<string, Promise<Answer>>();

  const keep = (key: string, count: TextCount): void => {
    cache.delete(key);
    cache.set(key, count);
    const [oldest] = cache.keys();
    if (cache.size > maxEntries && oldest !== undefined) cache.delete(oldest);
  };
  const ask = (texts: ReadonlyMap<string, string>, encodings: readonly Encoding[]): void => {
    for (const batch of batches([...texts], batchCharacters)) {
      const answers = countBatch(
        engine,
        batch.map(([, text]) => text),
        encodings,
      );
      batch.forEach(([key], index) => {
        const answer = answers.then((all) => all[index] ?? { problem: "The token counter gave no answer." });
        const settled = answer.then((value) => {
          pending.delete(key);
          if ("count" in value) keep(key, value.count);
          return value;
        });
        pending.set(key, settled);
      });
    }
  };

  return {
    countAll: async (texts, asked = []) => {
      const encodings: readonly Encoding[] = [...new Set<Encoding>([BASE_ENCODING, ...asked])].sort();
      const keyOf = (text: string): string => `${encodings.join()}|${hashOf(text)}`;
      const wanted = new Map(texts.map((text) => [keyOf(text), text]));
      const answers = new Map<string, Answer>();
      const missing = new Map<string, string>();
      for (const [key, text] of wanted) {
        const count = cache.get(key);
        if (count) {
          keep(key, count);
          answers.set(key, { count });
        } else if (!pending.has(key)) missing.set(key, text);
      }
      ask(missing, encodings);
      // All are taken before the first wait: an answer leaves `pending` the moment it arrives.
      const awaited = [...pending].filter(([key]) => wanted.has(key));
      for (const [key, answer] of awaited) answers.set(key, await answer);
      return tableOf(answers, keyOf);
    },
  };
}

function tableOf(answers: ReadonlyMap<string, Answer>, keyOf: (text: string) => string): CountTable {
  return {
    get: (text) => {
      const answer = answers.get(keyOf(text));
      return answer && "count" in answer ? answer.count : undefined;
    },
    problem: (text) => {
      const answer = answers.get(keyOf(text));
      return answer && "problem" in answer ? answer.problem : undefined;
    },
  };
}

/** A batch that fails is asked again text by text: one bad text must not take its neighbours along. */
async function countBatch(
  engine: Pick<AnalysisEngine, "count">,
  texts: readonly string[],
  encodings: readonly Encoding[],
): Promise<readonly Answer[]> {
  const counted = await tryCount(engine, texts, encodings);
  if (!("problem" in counted)) return counted;
  if (texts.length === 1) return [counted];
  const answers: Answer[] = [];
  for (const text of texts) answers.push(...(await countBatch(engine, [text], encodings)));
  return answers;
}

async function tryCount(
  engine: Pick<AnalysisEngine, "count">,
  texts: readonly string[],
  encodings: readonly Encoding[],
): Promise<readonly Answer[] | { readonly problem: string }> {
  try {
    const counts = await engine.count(texts, encodings);
    if (counts.length !== texts.length) return { problem: "The token counter gave no answer." };
    return counts.map((count) => ({ count }));
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function batches<T extends readonly [string, string]>(entries: readonly T[], limit: number): readonly T[][] {
  const all: T[][] = [];
  let size = 0;
  for (const entry of entries) {
    const last = all.at(-1);
    if (!last || size + entry[1].length > limit) {
      all.push([entry]);
      size = entry[1].length;
    } else {
      last.push(entry);
      size += entry[1].length;
    }
  }
  return all;
}

/** Hash and length together: two different prompts that share both do not occur in practice. */
function hashOf(text: string): string {
  return `${hashText(text).toString(36)}:${text.length}`;
}
