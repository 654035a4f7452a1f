/** A Vercel AI SDK agent: the library runs the loop and stops after eight steps at the latest. */
import { openai } from "@ai-sdk/openai";
import { generateText, stepCountIs, tool } from "ai";
import { z } from "zod";

const SYSTEM = `You plan train journeys in Europe. Look connections up before you name them; never guess a time.
Offer at most three connections, the fastest first, with departure, arrival, changes and price. If a connection
needs a reservation, say so. Ask one question back when the day or the number of travellers is missing.`;

const connections = tool({
  description: "Connections between two stations on one day, at most twenty.",
  inputSchema: z.object({
    from: z.string().describe("Station of departure, such as Wien Hbf"),
    to: z.string().describe("Station of arrival"),
    date: z.string().describe("Day of travel, YYYY-MM-DD"),
  }),
  execute: async ({ from, to, date }) => {
    const query = new URLSearchParams({ from, to, date });
    const response = await fetch(`https://trains.example.com/connections?${query}`);
    return response.json();
  },
});

const seats = tool({
  description: "Free seats and prices of one connection.",
  inputSchema: z.object({ connection: z.string(), travellers: z.number().int().min(1) }),
  execute: async ({ connection, travellers }) => {
    const response = await fetch(`https://trains.example.com/seats/${connection}?travellers=${travellers}`);
    return response.json();
  },
});

export async function plan(question: string): Promise<string> {
  const { text } = await generateText({
    model: openai("gpt-5.4-mini"),
    system: SYSTEM,
    prompt: question,
    tools: { connections, seats },
    stopWhen: stepCountIs(8),
    maxOutputTokens: 1_500,
  });
  return text;
}
