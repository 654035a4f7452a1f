/** Texts of many scripts and shapes, none with a long unbroken run: the oracle takes quadratic time on those. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEncoder, type Encoder } from "../../server/src/tokens/encoder";
import type { Encoding } from "../../server/src/tokens/types";

/** What the oracle tiktoken knows, too. */
export const TIKTOKEN = ["o200k_base", "cl100k_base"] as const satisfies readonly Encoding[];
const root = join(__dirname, "../..");

export function readVocabulary(encoding: Encoding): Uint8Array {
  return readFileSync(join(root, "server/vocabularies", `${encoding}.bin`));
}

const loaded = new Map<Encoding, Encoder>();

/** An encoder for reading tests; loaded once for all of them. */
export function encoderOf(encoding: Encoding): Encoder {
  const encoder = loaded.get(encoding) ?? createEncoder(readVocabulary(encoding));
  loaded.set(encoding, encoder);
  return encoder;
}

function sourceFile(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

const bytes = Uint8Array.from({ length: 900 }, (_, i) => (i * 197 + (i >> 3) * 31) & 255);

export const SAMPLES: Readonly<Record<string, string>> = {
  "English prose":
    "It wasn't the queue that made Ada late; she'd have walked, they'll tell you, if it hadn't rained. " +
    "THEY'RE SURE OF IT: I'M NOT, and neither’s anybody who'd seen 12,345.67 umbrellas—in 1999!\n\n" +
    "“We've 3 trains a day,” said the clerk.   Then nothing.\n\tThe end…\r\n",
  TypeScript: sourceFile("server/src/tokens/pair-merger.ts"),
  "TypeScript in a prompt":
    "export const table: Readonly<Record<string, number>> = {\n  first: 1,\n};\n\n/** Sums. */\n" +
    "function sum(...values: readonly number[]): number {\n\treturn values.reduce((a, b) => a + b, 0); // no values: 0\n}\n",
  "HTML and tags":
    '<table class="x">\n  <tr><td>1</td> </tr>\n</table><think>\nhm</think> a> </b> <unused7>[multimodal]<mask></code>\n',
  Python:
    "class Agent:\n    def run(self, task: str) -> str:\n        for _ in range(30):\n" +
    "            reply = client.chat.completions.create(model=MODEL, messages=self.messages)\n\n\n" +
    "            if reply.choices[0].finish_reason != 'tool_calls':  # done\n                break\n",
  Chinese:
    "他说：“今天的天气真好！”于是我们三个人一起去了公园。价格是￥12.50元，GPT模型也算便宜。\n第二天，又下雨了……\n",
  Japanese:
    "吾輩は猫である。名前はまだ無い。カタカナとひらがな、そして漢字が混ざったテキストです。ＡＢＣ１２３ｶﾅ\n",
  Korean: "안녕하세요, 오늘은 날씨가 좋습니다. 토큰을 셉니다.\n",
  Arabic: "هذا نصٌّ عربيٌّ مُشَكَّل، فيه أرقام ١٢٣٤ وعلامات ترقيم؟ نعم!\n",
  Hindi: "यह हिन्दी का एक वाक्य है, जिसमें मात्राएँ और संयुक्ताक्षर हैं। क्या १२३ ठीक है?\n",
  Thai: "ภาษาไทยไม่มีช่องว่างระหว่างคำ ก็เลยแบ่งยาก\n",
  "Greek, Russian, German":
    "Ἐν ἀρχῇ ἦν ὁ Λόγος. Съешь же ещё этих мягких французских булок. Straßenbahnhaltestellenüberdachung ẞ\n",
  emoji: "👩‍👩‍👧‍👦 goes 🚀🚀🚀 to 🇯🇵 with 👍🏽 and ❤️‍🔥 1️⃣ ☕️\n",
  base64: Buffer.from(bytes).toString("base64"),
  "minified code":
    '!function(e,t){"object"==typeof exports?module.exports=t():e.x=t()}(this,()=>(()=>{"use strict";var e={d:(t,n)=>{for(var r in n)e.o(n,r)&&Object.defineProperty(t,r,{get:n[r]})}};return e.a/*!x*///y\n})());',
  "white space": " \t\n \r\n  \r x  \n\n\n   y \u00a0\u3000z\u0085\u0085 a\ufeffb\u2028\u2029c\u200bd   ",
  contractions: "it's IT'S it'ſ 'sup 'll'LL'rEx'VE 't''d x'm日本's 日本'S Σ's 1's  's",
  "case changes":
    "camelCaseHTTPServer XMLHttpRequestV2 日本A日aBC ǅungla ʰʰA \u0301A \u0301a e\u0301E\u0301 a\u0301B",
  slashes: "http://a.b//c\n// x\n/// y\n};\n/\n/*\n*/\r\n/\r\n //\n#/\n\n/",
  numbers: "1 12 123 1234 12345 ²³¼ Ⅻ ١٢٣٤٥ 𝟘𝟙𝟚𝟛 3.14e-10 0xFFFF",
  "special tokens": "<|endoftext|> a <|fim_prefix|><|endofprompt|>\n<|im_start|>system<|im_end|>",
  "lone surrogates": "a\ud800b \udc00\udc00 \ud83d x \ude00\ud83d\ud83d\ude00 end\ud800",
  supplementary: "𠀀𠀁𠮷野家 𝒜𝒷𝒞 𐐀𐐨 𞤀𞤢 🄰 \u{e0001}\u{10ffff}",
};
