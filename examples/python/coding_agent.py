"""A coding agent: the model reads, edits and runs files of a checkout until it stops asking for tools."""

import json
import subprocess
import sys
from pathlib import Path

from openai import OpenAI

MODEL = "gpt-5.2"
MAX_TURNS = 30
MAX_RESULT_CHARS = 8_000

client = OpenAI()

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "bash",
            "description": "Run a shell command in the checkout and return its output.",
            "parameters": {
                "type": "object",
                "properties": {"command": {"type": "string", "description": "The command line to run."}},
                "required": ["command"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "read_file",
            "description": "Return the text of a file, relative to the checkout.",
            "parameters": {
                "type": "object",
                "properties": {"path": {"type": "string"}},
                "required": ["path"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "write_file",
            "description": "Replace a file with new text; creates folders where needed.",
            "parameters": {
                "type": "object",
                "properties": {"path": {"type": "string"}, "text": {"type": "string"}},
                "required": ["path", "text"],
            },
        },
    },
]


def run_tool(name: str, arguments: dict, checkout: Path) -> str:
    if name == "bash":
        done = subprocess.run(
            arguments["command"], shell=True, cwd=checkout, capture_output=True, text=True, timeout=120
        )
        return (done.stdout + done.stderr)[:MAX_RESULT_CHARS]
    path = checkout / arguments["path"]
    if name == "read_file":
        return path.read_text()[:MAX_RESULT_CHARS]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(arguments["text"])
    return f"wrote {len(arguments['text'])} characters"


def solve(task: str, checkout: Path) -> str:
    system = (Path(__file__).parent / "prompts" / "coding_agent.md").read_text()
    messages = [
        {"role": "system", "content": system},
        {"role": "user", "content": task},
    ]
    for _ in range(MAX_TURNS):
        response = client.chat.completions.create(
            model=MODEL,
            messages=messages,
            tools=TOOLS,
            max_completion_tokens=4096,
        )
        message = response.choices[0].message
        messages.append(message)
        if not message.tool_calls:
            return message.content or ""
        for call in message.tool_calls:
            result = run_tool(call.function.name, json.loads(call.function.arguments), checkout)
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
    return "gave up: the turn limit was reached"


if __name__ == "__main__":
    print(solve(sys.argv[1], Path.cwd()))
