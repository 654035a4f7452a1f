/** Invented source files in the sizes the benchmark asks for: the same on every run. */

/** An agent loop in a class, with a prompt, tools and helpers around it: about 100 lines of Python with one call. */
function pythonBlock(at: number): string {
  const filler = Array.from({ length: 12 }, (_, n) => pythonHelper(at * 100 + n)).join("\n");
  return `
SYSTEM_${at} = """You are assistant ${at}. Answer in one paragraph and name the files you changed.
Never invent a file name; ask where something is missing."""


class Agent${at}:
    def __init__(self, client=None):
        self.client = client or OpenAI()
        self.model = "gpt-5-mini"
        self.seen = {}

    def solve(self, task):
        messages = [{"role": "system", "content": SYSTEM_${at}}, {"role": "user", "content": task}]
        for turn in range(20):
            response = self.client.chat.completions.create(model=self.model, messages=messages, tools=TOOLS)
            message = response.choices[0].message
            messages.append(message)
            if not message.tool_calls:
                return message.content
            for call in message.tool_calls:
                messages.append({"role": "tool", "tool_call_id": call.id, "content": helper_${at * 100}(call)})
        return None

${filler}`;
}

function pythonHelper(id: number): string {
  return `def helper_${id}(value, limit=10):
    rows = [row for row in str(value).split("\\n") if row]
    if len(rows) > limit:
        rows = rows[:limit]
    return {"rows": rows, "count": len(rows), "id": ${id}}

`;
}

const PYTHON_HEAD = `from openai import OpenAI

TOOLS = [{"type": "function", "function": {"name": "read", "parameters": {"type": "object", "properties": {}}}}]

`;

/** Python of about this many lines; one call in every 100. */
export function pythonFile(lines: number): string {
  const blocks = Array.from({ length: Math.max(1, Math.round(lines / 100)) }, (_, at) => pythonBlock(at));
  return PYTHON_HEAD + blocks.join("\n");
}

function typescriptBlock(at: number): string {
  const filler = Array.from({ length: 12 }, (_, n) => typescriptHelper(at * 100 + n)).join("\n");
  return `
const SYSTEM_${at} = \`You are assistant ${at}. Answer in one paragraph and name the files you changed.
Never invent a file name; ask where something is missing.\`;

export async function solve${at}(task: string): Promise<string | null> {
  const messages: unknown[] = [
    { role: "system", content: SYSTEM_${at} },
    { role: "user", content: task },
  ];
  for (let turn = 0; turn < 20; turn++) {
    const response = await client.chat.completions.create({ model: "gpt-5-mini", messages, tools });
    const message = response.choices[0].message;
    messages.push(message);
    if (!message.tool_calls) return message.content;
    for (const call of message.tool_calls) {
      messages.push({ role: "tool", tool_call_id: call.id, content: String(helper${at * 100}(call)) });
    }
  }
  return null;
}

${filler}`;
}

function typescriptHelper(id: number): string {
  return `export function helper${id}(value: unknown, limit = 10): { rows: string[]; id: number } {
  const rows = String(value).split("\\n").filter((row) => row !== "");
  if (rows.length > limit) rows.length = limit;
  return { rows, id: ${id} };
}
`;
}

const TYPESCRIPT_HEAD = `import OpenAI from "openai";

const client = new OpenAI();
const tools = [{ type: "function", function: { name: "read", parameters: { type: "object", properties: {} } } }];
`;

/** TypeScript of about this many lines; one call in every 100. */
export function typescriptFile(lines: number): string {
  const blocks = Array.from({ length: Math.max(1, Math.round(lines / 88)) }, (_, at) => typescriptBlock(at));
  return TYPESCRIPT_HEAD + blocks.join("\n");
}

/** Files of a workspace by path: half Python, half TypeScript, every 20th with a call, the others importing neighbours. */
export function workspaceFiles(count: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (let at = 0; at < count; at++) {
    const isPython = at % 2 === 0;
    const hasCall = at % 20 < 2 && Math.floor(at / 20) % 2 === 0;
    const name = `package_${at % 40}/module_${at}`;
    files.set(
      `${name}.${isPython ? "py" : "ts"}`,
      isPython ? pythonModule(at, hasCall) : typescriptModule(at, hasCall),
    );
  }
  return files;
}

function pythonModule(at: number, hasCall: boolean): string {
  const body = Array.from({ length: 15 }, (_, n) => pythonHelper(at * 100 + n)).join("\n");
  const imports = `import json\nfrom .module_${at + 40} import helper_${(at + 40) * 100}\n\n\n`;
  return hasCall ? pythonFile(100) + body : imports + body;
}

function typescriptModule(at: number, hasCall: boolean): string {
  const body = Array.from({ length: 15 }, (_, n) => typescriptHelper(at * 100 + n)).join("\n");
  const imports = `import { readFileSync } from "node:fs";\nimport { helper${(at + 40) * 100} } from "./module_${at + 40}";\n\n`;
  return hasCall ? typescriptFile(100) + body : imports + body;
}
