from openai import OpenAI

client = OpenAI(base_url="http://localhost:9999/v1")


def ask(question: str) -> str:
    response = client.chat.completions.create(
        model="a-model-nobody-sells",
        messages=[{"role": "user", "content": question}],
        max_tokens=200,
    )
    return response.choices[0].message.content
