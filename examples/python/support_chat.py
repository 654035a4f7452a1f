"""A support chat in the terminal. The handbook is long and the same for everybody, so it is cached for an hour."""

from pathlib import Path

import anthropic

client = anthropic.Anthropic()

INSTRUCTIONS = """You answer questions of customers about our parcel lockers.
Use the handbook below and nothing else. If the handbook does not answer the question, say that a
colleague will call back, and ask for a telephone number and a good time. Never promise a refund.
Answer in the customer's language, in at most five sentences."""

HANDBOOK = (Path(__file__).parent / "prompts" / "handbook.md").read_text()


def chat() -> None:
    system = [
        {"type": "text", "text": INSTRUCTIONS},
        {"type": "text", "text": HANDBOOK, "cache_control": {"type": "ephemeral", "ttl": "1h"}},
    ]
    messages = []
    while True:
        question = input("> ")
        if question in ("", "bye"):
            break
        messages.append({"role": "user", "content": question})
        answer = client.messages.create(
            model="claude-sonnet-5",
            max_tokens=1024,
            system=system,
            messages=messages,
        )
        text = "".join(block.text for block in answer.content if block.type == "text")
        messages.append({"role": "assistant", "content": text})
        print(text)


if __name__ == "__main__":
    chat()
