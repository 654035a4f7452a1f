"""Grades recorded answers, one request per task: no history grows here, the cost is the number of tasks times one call."""

import json
import sys
from pathlib import Path

from openai import OpenAI

client = OpenAI()

RUBRIC = """You grade answers of a support assistant. Compare the answer with the reference and return one
JSON object: {"score": 0 to 5, "reason": "one sentence"}. Score 5 only where every fact of the reference is in the
answer and nothing contradicts it. Style does not count. An answer that refuses scores 0, unless the reference
refuses too."""


def grade(question: str, reference: str, answer: str) -> dict:
    # The task file has 250 lines, and recorded answers were about 60 tokens long:
    # farebox: times=250 output=60
    response = client.chat.completions.create(
        model="gpt-5-mini",
        messages=[
            {"role": "system", "content": RUBRIC},
            {
                "role": "user",
                "content": f"Question: {question}\n\nReference: {reference}\n\nAnswer: {answer}",
            },
        ],
        response_format={"type": "json_object"},
        max_completion_tokens=800,
    )
    return json.loads(response.choices[0].message.content or "{}")


def evaluate(path: Path) -> float:
    tasks = [json.loads(line) for line in path.read_text().splitlines()]
    scores = []
    for task in tasks:
        scores.append(grade(task["question"], task["reference"], task["answer"])["score"])
    return sum(scores) / len(scores)


if __name__ == "__main__":
    print(evaluate(Path(sys.argv[1])))
