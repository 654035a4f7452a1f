/** An invented model with prices of its own, so that no test rests on what a real host charges today. */

export interface HousePrices {
  /** US dollars per million tokens. */
  readonly input: number;
  readonly output: number;
}

export const MODEL = "moonbeam-9";
export const OTHER_MODEL = "moonbeam-mini";
export const CATALOGUE_FILE = "farebox.catalogue.yaml";

/** Dear enough that every hint shows several digits. */
export const PRICES: HousePrices = { input: 1000, output: 1000 };

/** A farebox.catalogue.yaml: `moonbeam-9` at the prices given, `moonbeam-mini` at a tenth, and one that takes no tools. */
export function catalogue(prices: HousePrices = PRICES): string {
  return `version: 1
models:
  - { id: ${MODEL}, name: Moonbeam 9, contextWindow: 400000, tokenizerFamily: o200k_base, tools: true, reasoning: { supported: false, defaultOn: false } }
  - { id: ${OTHER_MODEL}, name: Moonbeam mini, contextWindow: 400000, tokenizerFamily: o200k_base, tools: true, reasoning: { supported: false, defaultOn: false } }
  - { id: moonbeam-mute, name: Moonbeam mute, contextWindow: 400000, tokenizerFamily: o200k_base, tools: false, reasoning: { supported: false, defaultOn: false } }
regions:
  - { id: moon-dc, name: Moon data centre, country: DE }
hosts:
  - id: moonhost
    name: Moon Host
    country: DE
    currency: USD
    defaultRegion: moon-dc
    endpoints:
      - url: https://moon.example.com/v1
offers:
  - { model: ${MODEL}, host: moonhost, prices: { input: ${prices.input}, output: ${prices.output} }, checked: 2026-11-02 }
  - { model: ${OTHER_MODEL}, host: moonhost, prices: { input: ${prices.input / 10}, output: ${prices.output / 10} }, checked: 2026-11-02 }
  - { model: moonbeam-mute, host: moonhost, prices: { input: ${prices.input / 20}, output: ${prices.output / 20} }, checked: 2026-11-02 }
`;
}

export const PYTHON_HEAD = `from openai import OpenAI

client = OpenAI(base_url="https://moon.example.com/v1")

`;

/** A function of one request; its `client.chat` stands on line 1 after \`before\`. Characters of the prompt make the tokens. */
export function ask(name: string, prompt = "Give the text a title.", model = MODEL): string {
  return `def ${name}():
    return client.chat.completions.create(
        model=${JSON.stringify(model)},
        messages=[{"role": "user", "content": ${JSON.stringify(prompt)}}],
        max_tokens=40,
    )

`;
}

/** A file of one request: the call stands on line ${"`CALL_LINE`"}. */
export function oneCall(prompt?: string, model?: string): string {
  return PYTHON_HEAD + ask("title", prompt, model);
}

/** Line of the call in `oneCall`, 0-based. */
export const CALL_LINE = 5;

/** On the name `create` of the call in `oneCall`: there is the hover. */
export const NAME_POSITION = { line: CALL_LINE, character: "    return client.chat.completions.c".length };

/** An agent loop with tools: the history grows from turn to turn. */
export const AGENT = `${PYTHON_HEAD}TOOLS = [{"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {}}}}]


def solve(question):
    messages = [{"role": "user", "content": question}]
    while True:
        response = client.chat.completions.create(model="${MODEL}", messages=messages, tools=TOOLS)
        message = response.choices[0].message
        messages.append(message)
        if not message.tool_calls:
            return message.content
        for call in message.tool_calls:
            messages.append({"role": "tool", "tool_call_id": call.id, "content": run(call)})
`;

/** Dollars in a hint such as `≈1.2K tok · $1.20/run ×12`; NaN where it has none. */
export function dollarsOf(label: string | undefined): number {
  const found = /\$([\d.,]+)([KM]?)\/run/.exec(label ?? "");
  const scale = { "": 1, K: 1e3, M: 1e6 }[found?.[2] ?? ""] ?? 1;
  return found?.[1] === undefined ? Number.NaN : Number(found[1].replaceAll(",", "")) * scale;
}

/** Position of `needle`'s start in the text, in UTF-16 units as LSP counts them. */
export function positionOf(text: string, needle: string, from = 0): { line: number; character: number } {
  const offset = text.indexOf(needle, from);
  if (offset < 0) throw new Error(`the text has no ${needle}`);
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** The text after edits of LSP ranges, as an editor applies them. */
export function applied(
  text: string,
  edits: readonly { range: { start: Spot; end: Spot }; newText: string }[],
): string {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const offset = ({ line, character }: Spot): number => (starts[line] ?? text.length) + character;
  const ordered = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return ordered.reduce(
    (done, { range, newText }) =>
      done.slice(0, offset(range.start)) + newText + done.slice(offset(range.end)),
    text,
  );
}

interface Spot {
  readonly line: number;
  readonly character: number;
}
