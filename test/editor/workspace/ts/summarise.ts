import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic();

/** One call, no loop: a summary of a text. */
export async function summarise(text: string): Promise<string> {
  const message = await client.messages.create({
    model: "claude-sonnet-4-5",
    max_tokens: 300,
    system: "You summarise support tickets in three sentences. Keep names and numbers.",
    messages: [{ role: "user", content: `Summarise this ticket:\n\n${text}` }],
  });
  return message.content.map((block) => (block.type === "text" ? block.text : "")).join("");
}
