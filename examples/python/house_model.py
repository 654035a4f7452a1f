"""Two calls through a gateway of our own. One names a model that farebox.catalogue.yaml prices; the other takes whatever
MODEL says when it runs, so nobody can tell its cost from here."""

import os

from openai import OpenAI

client = OpenAI(base_url="https://llm.example.com/v1", api_key=os.environ.get("GATEWAY_KEY", "none"))


def title(text: str) -> str:
    response = client.chat.completions.create(
        model="house-summary-1",
        messages=[
            {"role": "system", "content": "Give the text a title of at most eight words. Answer with the title alone."},
            {"role": "user", "content": text[:4000]},
        ],
        max_tokens=40,
    )
    return response.choices[0].message.content or ""


def translate(text: str, language: str) -> str:
    response = client.chat.completions.create(
        model=os.environ["MODEL"],
        messages=[
            {"role": "system", "content": f"Translate into {language}. Keep names and numbers as they are."},
            {"role": "user", "content": text},
        ],
    )
    return response.choices[0].message.content or ""
