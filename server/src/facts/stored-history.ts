/** Conversations that are kept outside the code, told by the names of the calls that read and write them: a database, a chat service. */
import { lastNameOf, textOf } from "./expression-text";
import type { Expr } from "./ir";

type Call = Extract<Expr, { kind: "call" }>;

/** Store name of roots that such a call reads. */
export const STORED = "kept conversation";

const READS =
  /^_?(get|load|fetch|read|list|retrieve|find|query|recent|restore|collect|build|create|process|prepare)/i;
const FETCHES = /^_?(get|load|fetch|read|list|retrieve|find|query|recent|restore)/i;
/** Words that only a conversation is called by. */
const CONVERSATIONS =
  /(chat|conversation|message|thread|session|dialog(ue)?)_?(history|histories|log|turns)|history$|conversations?$/i;
/** Words that fit a conversation and other things: they count where the call gives the whole list of messages. */
const MESSAGES = /(messages|thread|replies|context|turns|memory|memories)$/i;
/** What is named so is no conversation. */
const OTHERS =
  /prompt|template|system|token|count|few_?shot|example|schema|commit|browser|price|order|email|git/i;
/** Methods of chat services and of databases, with what they are members of: Slack, Discord, Prisma, Mongoose. */
const MEMBERS =
  /(^|\.)(conversations[._](replies|history)|messages\.fetch|channel\.history|(messages?|chats?|conversations?)\.find(Many)?)$/i;
const WRITES = /^_?(add|save|append|push|store|insert|create|put|record|log|remember|write|update)/i;

/** Whether the call reads a conversation that was held before; `isList`: it stands for the list of messages, not for a part of a text. */
export function readsConversation({ callee }: Call, isList: boolean): boolean {
  if (MEMBERS.test(textOf(callee))) return true;
  const name = lastNameOf(callee);
  if (!READS.test(name) || OTHERS.test(name)) return false;
  return CONVERSATIONS.test(name) || (isList && FETCHES.test(name) && MESSAGES.test(name));
}

/** Whether the call keeps a message for later. */
export function writesConversation({ callee }: Call): boolean {
  const name = lastNameOf(callee);
  return WRITES.test(name) && /(message|history|conversation|turn|reply|response|memory)/i.test(name);
}
