/** Token counting against tiktoken's WASM in the same run, and what adversarial texts cost. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { get_encoding } from "tiktoken";
import { ChunkedCounter } from "../../server/src/tokens/chunked-counter";
import { createEncoder, type Encoder } from "../../server/src/tokens/encoder";
import type { Encoding } from "../../server/src/tokens/types";

const root = join(__dirname, "../..");
const ROUNDS = 5;
const SMALL = 20_000;
const LARGE = 200_000;
const ENCODINGS: readonly Encoding[] = ["o200k_base", "cl100k_base"];

/** Measures and returns a Markdown report. Takes some ten seconds. */
export async function run(): Promise<string> {
  return ["## Token counting", ...ENCODINGS.flatMap(reportEncoding)].join("\n");
}

function reportEncoding(encoding: Encoding): string[] {
  const bytes = readFileSync(join(root, "server/vocabularies", `${encoding}.bin`));
  const loadStart = performance.now();
  const encoder = createEncoder(bytes);
  const loadMs = performance.now() - loadStart;
  return [
    "",
    `### ${encoding}: loaded in ${loadMs.toFixed(0)} ms`,
    "",
    ...throughputTable(encoding, bytes),
    "",
    ...adversarialTable(encoder),
  ];
}

function throughputTable(encoding: Encoding, bytes: Uint8Array): string[] {
  const oracle = get_encoding(encoding);
  const rows = Object.entries(corpora()).map(([name, text]) => {
    const megabytes = Buffer.byteLength(text) / 1e6;
    const encoder = createEncoder(bytes);
    const cold = megabytes / seconds(() => encoder.count(text));
    const ours = megabytes / best(() => encoder.count(text));
    const theirs = megabytes / best(() => oracle.encode_ordinary(text).length);
    const chunked = new ChunkedCounter(encoder);
    chunked.count(text);
    const recountMs = best(() => chunked.count(text)) * 1e3;
    const same = encoder.count(text) === oracle.encode_ordinary(text).length ? "yes" : "NO";
    const cells = [
      name,
      megabytes.toFixed(2),
      cold.toFixed(1),
      ours.toFixed(1),
      theirs.toFixed(1),
      `${(ours / theirs).toFixed(1)}x`,
      (recountMs / megabytes).toFixed(1),
      same,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  oracle.free();
  return [
    "| text | MB | MB/s first pass | MB/s | tiktoken MB/s | ratio | ms per MB recounted by chunks | same count |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ];
}

/** tiktoken is left out: it takes minutes on most of these. */
function adversarialTable(encoder: Encoder): string[] {
  const fillers: Readonly<Record<string, (length: number) => string>> = {
    "one letter": (length) => "a".repeat(length),
    spaces: (length) => " ".repeat(length),
    "line feeds": (length) => "\n".repeat(length),
    "equals signs": (length) => "=".repeat(length),
    digits: (length) => "1234567890".repeat(length / 10),
    "random letters": randomLetters,
    "Han without a break": (length) => "天地玄黄宇宙洪荒日月盈昃".repeat(length / 12).slice(0, length / 3),
    "combining marks": (length) => "\u0301".repeat(length / 2),
    emoji: (length) => "🚀".repeat(length / 4),
    base64: (length) => Buffer.from(randomLetters((length * 3) / 4)).toString("base64"),
  };
  const rows = Object.entries(fillers).map(([name, filler]) => {
    const small = best(() => encoder.count(filler(SMALL)));
    const large = best(() => encoder.count(filler(LARGE)));
    return `| ${name} | ${(small * 1e3).toFixed(1)} | ${(large * 1e3).toFixed(1)} | ${(large / small).toFixed(1)} |`;
  });
  return [
    "| adversarial text | ms for 20 KB | ms for 200 KB | growth (linear is 10) |",
    "|---|---|---|---|",
    ...rows,
  ];
}

function corpora(): Record<string, string> {
  const sources = readdirSync(join(root, "server/src"), { recursive: true, encoding: "utf8" });
  const files = sources.filter((path) => path.endsWith(".ts")).sort();
  const typescript = files.map((path) => readFileSync(join(root, "server/src", path), "utf8")).join("\n");
  // Prose: what the same files say in their comments, without the marks.
  const comments = typescript.match(/\/\*\*[\s\S]*?\*\/|\/\/ .*/g) ?? [];
  const prose = comments
    .map((comment) => comment.replace(/^\s*\/?\*+\/?|\*\/$|^\/\/ /gm, "").trim())
    .join("\n");
  return { "English prose": prose, TypeScript: typescript, "Chinese (random sentences)": chinese(100_000) };
}

function chinese(length: number): string {
  const words =
    "我们 今天 模型 价格 计算 一个 的 是 在 了 代码 运行 之前 知道 多少 令牌 上下文 每次 请求 费用".split(
      " ",
    );
  const next = randomNumbers();
  let text = "";
  while (text.length < length) {
    text += words[next() % words.length] ?? "";
    if (next() % 9 === 0) text += next() % 3 === 0 ? "。\n" : ",";
  }
  return text;
}

function randomLetters(length: number): string {
  const next = randomNumbers();
  return Array.from({ length }, () => String.fromCharCode(97 + (next() % 26))).join("");
}

/** Xorshift, so that every run measures the same texts. */
function randomNumbers(): () => number {
  let state = 88675123;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 1;
  };
}

function best(work: () => unknown): number {
  return Math.min(...Array.from({ length: ROUNDS }, () => seconds(work)));
}

function seconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1e3;
}
