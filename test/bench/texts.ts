/** Texts that token counting is measured on: ordinary ones, and those that freeze a careless tokenizer. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { randomNumbers } from "../support/random-texts";

const root = join(__dirname, "../..");

/** About a megabyte of code, what its comments say, and Chinese sentences of random words. */
export function corpora(): Record<string, string> {
  const sources = readdirSync(join(root, "server/src"), { recursive: true, encoding: "utf8" });
  const files = sources.filter((path) => path.endsWith(".ts")).sort();
  const typescript = files.map((path) => readFileSync(join(root, "server/src", path), "utf8")).join("\n");
  const comments = typescript.match(/\/\*\*[\s\S]*?\*\/|\/\/ .*/g) ?? [];
  const prose = comments
    .map((comment) => comment.replace(/^\s*\/?\*+\/?|\*\/$|^\/\/ /gm, "").trim())
    .join("\n");
  return { "English prose": prose, TypeScript: typescript, "Chinese (random words)": chinese(300_000) };
}

/** By the number of bytes, about. */
export const ADVERSARIAL: Readonly<Record<string, (bytes: number) => string>> = {
  "one letter": (bytes) => "a".repeat(bytes),
  spaces: (bytes) => " ".repeat(bytes),
  "line feeds": (bytes) => "\n".repeat(bytes),
  "equals signs": (bytes) => "=".repeat(bytes),
  digits: (bytes) => "1234567890".repeat(bytes / 10),
  "random letters": randomLetters,
  "Han without a break": (bytes) => "天地玄黄宇宙洪荒日月盈昃".repeat(bytes / 36),
  "combining marks": (bytes) => "\u0301".repeat(bytes / 2),
  emoji: (bytes) => "🚀".repeat(bytes / 4),
  base64: (bytes) => Buffer.from(randomLetters((bytes * 3) / 4)).toString("base64"),
};

/** Random words, numbers and signs that no corpus shares, to have the code of a counter compiled before its cold text is timed. */
export function warmUp(): string {
  const next = randomNumbers(362436069);
  const word = (): string =>
    Array.from({ length: 2 + (next() % 8) }, () => String.fromCharCode(97 + (next() % 26))).join("");
  return Array.from(
    { length: 30_000 },
    () => `${word()}${[" ", ", ", "(", ".\n", " 漢", " 42 "][next() % 6]}`,
  ).join("");
}

function chinese(length: number): string {
  const words =
    "我们 今天 模型 价格 计算 一个 的 是 在 了 代码 运行 之前 知道 多少 令牌 上下文 每次 请求 费用".split(
      " ",
    );
  const next = randomNumbers(88675123);
  let text = "";
  while (text.length < length) {
    text += words[next() % words.length] ?? "";
    if (next() % 9 === 0) text += next() % 3 === 0 ? "。\n" : ",";
  }
  return text;
}

function randomLetters(length: number): string {
  const next = randomNumbers(88675123);
  return Array.from({ length }, () => String.fromCharCode(97 + (next() % 26))).join("");
}
