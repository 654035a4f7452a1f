/**
 * Transcripts that agents write: Claude Code and the Claude Agent SDK (one event per line, an answer inside `message`), and documents that
 * hold a conversation whose answers keep the provider's response (`messages[].extra.response`, as mini-swe-agent writes them).
 */
import { field, isObject, list, text } from "../json";
import type { Adapter, Found } from "../record";
import { anthropic } from "./anthropic";
import { openai } from "./openai";

export const transcript: Adapter = {
  id: "transcript",
  read: (value, at) => eventOf(value, at) ?? conversationOf(value, at),
};

const EVENTS =
  /^(assistant|user|system|summary|result|progress|attachment|queue-operation|file-history-snapshot)$/;

type Place = (entry: number) => string;

/** A line of a session. Events without an answer are no requests. */
function eventOf(value: unknown, at: Place): readonly Found[] | undefined {
  const session = text(field(value, "sessionId") ?? field(value, "session_id"));
  const type = text(field(value, "type"));
  if (session === null || type === null || !EVENTS.test(type)) return undefined;
  const message = field(value, "message");
  if (type !== "assistant" || !isObject(field(message, "usage"))) return [];
  // The agent's own words at an error cost nothing.
  if (field(message, "model") === "<synthetic>") return [];
  const subagent = text(field(value, "agentId")) ?? text(field(value, "parent_tool_use_id"));
  return anthropic.read(
    {
      run_id: subagent === null ? session : `${session}/${subagent}`,
      timestamp: field(value, "timestamp"),
      response: { ...(message as object), type: "message" },
    },
    at,
  );
}

function conversationOf(value: unknown, at: Place): readonly Found[] | undefined {
  const answers = list(field(value, "messages")).flatMap((message) => {
    const response = field(message, "extra", "response");
    const timestamp = field(message, "extra", "timestamp") ?? field(message, "timestamp");
    return isObject(response) && isObject(field(response, "usage")) ? [{ response, timestamp }] : [];
  });
  if (answers.length === 0) return undefined;
  const named = text(field(value, "instance_id")) ?? text(field(value, "info", "instance_id"));
  return answers.flatMap((answer, i): readonly Found[] => {
    const wrapped = { ...answer, run_id: named ?? at(0) };
    const place = (): string => at(i);
    return (
      openai.read(wrapped, place) ??
      anthropic.read(wrapped, place) ?? [{ at: place(), problem: "usage in no form that is known" }]
    );
  });
}
