"""A prebuilt LangGraph agent: the library loops, and its recursion limit is the only bound."""

import sys

from langchain_anthropic import ChatAnthropic
from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent

ARTICLES = {
    "lockers": "Parcel lockers hold a parcel for seven days. On the third day the customer gets a reminder.",
    "returns": "A return label is valid for fourteen days and can be used at every locker.",
}


@tool
def search(query: str) -> str:
    """Return the names of articles whose text contains the query, one per line."""
    return "\n".join(name for name, text in ARTICLES.items() if query.lower() in text.lower())


@tool
def read_article(name: str) -> str:
    """Return the text of one article by its name."""
    return ARTICLES.get(name, "no such article")


agent = create_react_agent(
    ChatAnthropic(model="claude-haiku-4-5", max_tokens=2048),
    tools=[search, read_article],
    prompt="You research questions in our knowledge base. Cite the article behind every claim.",
)


def research(question: str) -> str:
    state = agent.invoke(
        {"messages": [{"role": "user", "content": question}]},
        {"recursion_limit": 20},
    )
    return state["messages"][-1].content


if __name__ == "__main__":
    print(research(sys.argv[1]))
