/** Token counting beside tiktoken's WASM and gpt-tokenizer in the same run, and what adversarial texts cost. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { get_encoding } from "tiktoken";
import { chunkedTokens } from "../../server/src/tokens/count-text";
import { createEncoder, type Encoder } from "../../server/src/tokens/encoder";
import { ENCODINGS, type Encoding } from "../../server/src/tokens/types";
import { ADVERSARIAL, corpora, warmUp } from "./texts";

const root = join(__dirname, "../..");
const ROUNDS = 2;
const SIZES = [20_000, 200_000, 2_000_000] as const;

/** Measures and returns a Markdown report. Takes a minute or two. */
export async function run(): Promise<string> {
  return [
    "## Token counting",
    "",
    ...loadTable(),
    "",
    ...besideOthers(),
    "",
    ...throughputTable(),
    "",
    ...recountTable(),
    "",
    ...adversarialTable(),
  ].join("\n");
}

function vocabularyOf(encoding: Encoding): Uint8Array {
  return readFileSync(join(root, "server/vocabularies", `${encoding}.bin`));
}

function loadTable(): string[] {
  const rows = ENCODINGS.map((encoding) => {
    const bytes = vocabularyOf(encoding);
    const before = memory();
    let encoder: Encoder | undefined;
    const ms =
      1e3 *
      seconds(() => {
        encoder = createEncoder(bytes);
      });
    const megabytes = (memory() - before) / 1e6;
    encoder?.count("kept alive until here");
    return `| ${encoding} | ${ms.toFixed(0)} | ${megabytes.toFixed(1)} |`;
  });
  return ["| encoding | ms to load | MB it holds |", "|---|---|---|", ...rows];
}

/** Bytes on the heap and in buffers; exact only where `node --expose-gc` runs it. */
function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * Cold: the first text of its kind that a counter sees, with none of its words kept. Its code is compiled before, as tiktoken's
 * WASM is compiled when it is loaded.
 */
function besideOthers(): string[] {
  const tiktoken = get_encoding("o200k_base");
  const bytes = vocabularyOf("o200k_base");
  createEncoder(bytes).count(warmUp());
  const rows = Object.entries(corpora()).map(([name, text]) => {
    const megabytes = Buffer.byteLength(text) / 1e6;
    const ours =
      megabytes /
      best(
        () => createEncoder(bytes),
        (encoder) => encoder.count(text),
      );
    const theirs =
      megabytes /
      best(
        () => tiktoken,
        (encoder) => encoder.encode_ordinary(text),
      );
    const gpt =
      gptTokenizer() === undefined ? null : megabytes / best(gptTokenizer, (count) => count?.(text));
    const same = createEncoder(bytes).count(text) === tiktoken.encode_ordinary(text).length;
    const times = (other: number): string => `${(ours / other).toFixed(1)}x`;
    const others = gpt === null ? "not installed | " : `${gpt.toFixed(1)} | ${times(gpt)}`;
    return `| ${name} | ${megabytes.toFixed(2)} | ${ours.toFixed(1)} | ${theirs.toFixed(1)} | ${times(theirs)} | ${others} | ${same ? "yes" : "NO"} |`;
  });
  tiktoken.free();
  return [
    "| o200k_base, cold | MB | MB/s | tiktoken MB/s | | gpt-tokenizer MB/s | | same count as tiktoken |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ];
}

/** A fresh gpt-tokenizer, compiled as ours is and with a cache as cold; undefined where tools/vocabularies is not installed. */
function gptTokenizer(): ((text: string) => number) | undefined {
  const folder = join(root, "tools/vocabularies");
  if (!existsSync(join(folder, "node_modules/gpt-tokenizer"))) return undefined;
  const load = createRequire(join(folder, "package.json"));
  for (const path of Object.keys(load.cache)) if (path.includes("gpt-tokenizer")) delete load.cache[path];
  const loaded = load("gpt-tokenizer/encoding/o200k_base") as { countTokens: (text: string) => number };
  loaded.countTokens(warmUp());
  return loaded.countTokens;
}

function throughputTable(): string[] {
  const texts = Object.entries(corpora());
  const rows = ENCODINGS.map((encoding) => {
    const bytes = vocabularyOf(encoding);
    const speeds = texts.map(([, text]) => {
      const megabytes = Buffer.byteLength(text) / 1e6;
      const cold =
        megabytes /
        best(
          () => createEncoder(bytes),
          (encoder) => encoder.count(text),
        );
      const warmed = createEncoder(bytes);
      warmed.count(text);
      const warm =
        megabytes /
        best(
          () => warmed,
          (encoder) => encoder.count(text),
        );
      return `${cold.toFixed(1)} → ${warm.toFixed(1)}`;
    });
    return `| ${[encoding, ...speeds].join(" | ")} |`;
  });
  const names = texts.map(([name]) => name);
  return [`| MB/s, cold → warm | ${names.join(" | ")} |`, `|---${"|---".repeat(names.length)}|`, ...rows];
}

/** One line changed in the middle of a prompt of 200 KB. */
function recountTable(): string[] {
  const prompt = (corpora()["TypeScript"] ?? "").slice(0, 200_000);
  const middle = prompt.indexOf("\n", prompt.length / 2) + 1;
  const rows = ENCODINGS.map((encoding) => {
    const counter = chunkedTokens(createEncoder(vocabularyOf(encoding)));
    counter.sums(prompt);
    const times = Array.from({ length: 50 }, (_, edit) => {
      const edited = `${prompt.slice(0, middle)}  const edited${edit} = true;\n${prompt.slice(middle)}`;
      return 1e3 * seconds(() => counter.sums(edited));
    }).sort((a, b) => a - b);
    return `| ${encoding} | ${(times[25] ?? 0).toFixed(2)} | ${(times[47] ?? 0).toFixed(2)} |`;
  });
  return ["| recount after an edited line in 200 KB | ms, median | ms, P95 |", "|---|---|---|", ...rows];
}

/** The others are left out: they take minutes on most of these. The largest size is measured for the slowest encoding only. */
function adversarialTable(): string[] {
  const encoders = ENCODINGS.map((encoding) => ({
    encoding,
    encoder: createEncoder(vocabularyOf(encoding)),
  }));
  const [small, middle, large] = SIZES;
  const rows = Object.entries(ADVERSARIAL).map(([name, filler]) => {
    const text = filler(middle);
    const times = encoders.map(
      ({ encoder }) =>
        1e3 *
        best(
          () => encoder,
          (warm) => warm.count(text),
        ),
    );
    const slowest = encoders[times.indexOf(Math.max(...times))];
    if (!slowest) return "";
    const ms = (size: number): number =>
      1e3 *
      best(
        () => filler(size),
        (longer) => slowest.encoder.count(longer),
      );
    const [short, long] = [ms(small), ms(large)];
    const cells = [name, slowest.encoding, short.toFixed(1), Math.max(...times).toFixed(0), long.toFixed(0)];
    return `| ${[...cells, (long / short).toFixed(0)].join(" | ")} |`;
  });
  return [
    "| adversarial text | slowest encoding | ms for 20 KB | 200 KB | 2 MB | growth (linear is 100) |",
    "|---|---|---|---|---|---|",
    ...rows,
  ];
}

function best<T>(prepare: () => T, work: (prepared: T) => unknown): number {
  return Math.min(
    ...Array.from({ length: ROUNDS }, () => {
      const prepared = prepare();
      return seconds(() => work(prepared));
    }),
  );
}

function seconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1e3;
}
