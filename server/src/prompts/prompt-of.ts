/** The prompt of a call site: system text, first user message, few-shot history, tools. */
import type { Program } from "../facts/program";
import type { CallSite } from "../sdks/call-site";
import { EMPTY, joinTexts } from "./join";
import { type Message, readMessages } from "./messages";
import type { Prompt } from "./prompt";
import { evaluateText } from "./text";
import { toolCandidates } from "./tool-candidates";
import { readTools } from "./tools";

/** What the first request of the call site sends, as far as the source tells. */
export function promptOf(program: Program, site: CallSite): Prompt {
  const sent = site.roles.messages ?? site.forwarded[0]?.messages;
  const messages = sent ? readMessages(program, sent) : [];
  const given = site.roles.system ? [evaluateText(program, site.roles.system)] : [];
  const system = joinTexts([...given, ...messages.filter((m) => m.role === "system").map((m) => m.text)]);
  const spoken = messages.filter((m) => m.role !== "system");
  const firstUser = spoken.findIndex((m) => m.role === "user");
  const opening = firstUser < 0 ? [] : openingUsers(spoken, firstUser);
  const rest = spoken.filter((m) => !opening.includes(m));
  const tools = site.roles.tools
    ? readTools(program, site.roles.tools)
    : { tools: [], unread: site.hasTools, unreadNames: [] };
  return {
    system: system.parts.length > 0 ? system : EMPTY,
    firstUser: joinTexts(opening.map((m) => m.text)),
    history: joinTexts(rest.map((m) => m.text)),
    messageCount: messages.length + given.length,
    tools: tools.tools,
    unreadTools: tools.unread,
    ...(tools.unreadNames.length > 0 ? { unreadToolNames: tools.unreadNames } : {}),
    ...(tools.unread && tools.tools.length === 0
      ? { toolCandidates: toolCandidates(program, site.roles.tools) }
      : {}),
  };
}

/** User messages in a row at the first place where one stands. */
function openingUsers(messages: readonly Message[], first: number): readonly Message[] {
  const opening: Message[] = [];
  for (const message of messages.slice(first)) {
    if (message.role !== "user") break;
    opening.push(message);
  }
  return opening;
}
