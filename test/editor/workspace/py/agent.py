"""A small agent: the model asks for tools until it is done."""

import json

from openai import OpenAI

MODEL = "gpt-5-mini"
SYSTEM = """You are a careful maintenance assistant for a small web shop.
Answer with the shortest correct plan. Use the tools to look things up, never guess an order number."""

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "find_order",
            "description": "Finds an order by its number and returns its lines, state and address.",
            "parameters": {
                "type": "object",
                "properties": {"number": {"type": "string", "description": "The order number"}},
                "required": ["number"],
            },
        },
    }
]

client = OpenAI()


def find_order(number: str) -> str:
    return json.dumps({"number": number, "state": "sent"})


def solve(question: str) -> str:
    messages = [
        {"role": "system", "content": SYSTEM},
        {"role": "user", "content": question},
    ]
    for _ in range(12):
        response = client.chat.completions.create(
            model=MODEL,
            messages=messages,
            tools=TOOLS,
            max_completion_tokens=800,
        )
        message = response.choices[0].message
        messages.append(message)
        if not message.tool_calls:
            return message.content
        for call in message.tool_calls:
            arguments = json.loads(call.function.arguments)
            messages.append(
                {"role": "tool", "tool_call_id": call.id, "content": find_order(**arguments)}
            )
    return "gave up"
