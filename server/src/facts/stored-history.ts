/** Conversations that are kept outside the code, told by the names of the calls that read and write them: a database, a chat service. */
import { lastNameOf, textOf } from "./expression-text";
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import { callsIn, eachExpression } from "./walk";

type Call = Extract<Expr, { kind: "call" }>;

/** Store name of roots that such a call reads. */
export const STORED = "kept conversation";

const READS =
  /^_?(get|load|fetch|read|list|retrieve|find|query|recent|restore|collect|build|create|process|prepare)/i;
const FETCHES = /^_?(get|load|fetch|read|list|retrieve|find|query|recent|restore)/i;
/** Words that only a conversation is called by. */
const CONVERSATIONS =
  /(chat|conversation|message|thread|session|dialog(ue)?)_?(history|histories|log|turns)|(history|conversations?)(_?(cache|store|entries|items|rows|list|data))?$/i;
/** Words that fit a conversation and other things: they count where the call gives the whole list of messages. */
const MESSAGES = /(messages|thread|replies|context|turns|memory|memories)$/i;
/** What is named so is no conversation. */
const OTHERS =
  /prompt|template|system|token|count|few_?shot|example|schema|commit|browser|price|order|email|git/i;
/** Methods of chat services and of databases, with what they are members of: Slack, Discord, Prisma, Mongoose, Sequelize, TypeORM. */
const MEMBERS =
  /(^|\.)(conversations[._](replies|history)|messages\.fetch|channel\.history|\w*(messages?|chats?|conversations?)(_?(model|repo(sitory)?|entity|collection))?\.find(Many|All|By)?)$/i;
/** Steps of a request to a database that name the table: Drizzle, Supabase, Knex, Mongo, SQLAlchemy. */
const TABLES = /^(from|collection|table|into|select|query)$/;
const ROWS = /(^|_)(messages?|histor(y|ies)|conversations?|chats?|chat_?\w*|turns|dialog(ue)?s?)$/i;
const SELECT =
  /\bselect\b[\s\S]*\bfrom\s+["'`\w.]*?(messages?|histor(y|ies)|conversations?|chats?|turns|dialog(ue)?s?)\b/i;
/** Names under which a request for rows or messages says how many of them it wants. */
const LIMITS = /^(limit|take|top|last|max_?results|page_?size)$/i;

/** Whether the call asks a database for the rows of a conversation: `db.select().from(messages)`, `pool.query("SELECT … FROM messages")`. */
export function readsRows({ callee, args }: Call): boolean {
  if (args.some(({ value }) => SELECT.test(writtenIn(value)))) return true;
  return stepsOf(callee).some(
    (step) =>
      TABLES.test(lastNameOf(step.callee)) &&
      step.args.some(({ value }) => ROWS.test(lastNameOf(value) || writtenIn(value))),
  );
}

/** Whether the call asks anything that outlives the program: a database, a file, the storage of a page. */
export function asksStore(call: Call): boolean {
  const { callee, args } = call;
  if (readsRows(call) || args.some(({ value }) => /\bselect\b[\s\S]*\bfrom\b/i.test(writtenIn(value))))
    return true;
  const isQuery = !args.some(({ value }) => value.kind === "function");
  return (
    isQuery &&
    /^(find(One|Many|All|First|Unique)?|toArray|readFile(Sync)?|getItem|lrange)$/i.test(lastNameOf(callee))
  );
}

/** Whether the call asks for so many messages and no more: `{limit: 20}`, `{take: n}`, `.limit(20)`, `LIMIT 20`. */
export function limitsRows({ callee, args }: Call): boolean {
  if (LIMITS.test(lastNameOf(callee))) return true;
  if (stepsOf(callee).some((step) => LIMITS.test(lastNameOf(step.callee)))) return true;
  if (isCounted(lastNameOf(callee), args) || isRange(lastNameOf(callee), args)) return true;
  return args.some(
    ({ name, value }) =>
      (name !== null && LIMITS.test(name)) ||
      /\blimit\s+(\d|\$|\?|:|%)/i.test(writtenIn(value)) ||
      (value.kind === "dict" && value.entries.some(({ key }) => key !== null && LIMITS.test(keyText(key)))),
  );
}

/** `store.getHistory(id, 20)`: how many, behind whose; what only numbers tell may be an id where it stands first. */
function isCounted(name: string, args: Call["args"]): boolean {
  if (!FETCHES.test(name) || !(CONVERSATIONS.test(name) || MESSAGES.test(name))) return false;
  return args
    .slice(1)
    .some(
      ({ name: keyword, value }) =>
        keyword === null &&
        (value.kind === "number"
          ? value.value > 1
          : /^(max|last)_?\w|_?limit$|_?window$/i.test(lastNameOf(value))),
    );
}

/** Redis: `lrange(key, -20, -1)`, `lrange(key, 0, 19)`; `0, -1` is all of it. */
function isRange(name: string, [, from, to]: Call["args"]): boolean {
  if (!/^[lz]range$/i.test(name) || !from || !to) return false;
  return from.value.kind !== "number" || to.value.kind !== "unary";
}

function keyText(key: Expr): string {
  return key.kind === "string" ? key.value : lastNameOf(key);
}

/** Calls that the callee is a member of, nearest first. */
function stepsOf(callee: Expr): readonly Call[] {
  const steps: Call[] = [];
  for (let at = callee; at.kind === "member"; ) {
    const { object } = at;
    if (object.kind !== "call") break;
    steps.push(object);
    at = object.callee;
  }
  return steps;
}

/** The text of a literal, without what is put into it. */
function writtenIn(expr: Expr): string {
  if (expr.kind === "string") return expr.value;
  return expr.kind === "template"
    ? expr.parts.map((part) => (typeof part === "string" ? part : "?")).join("")
    : "";
}

const WRITES = /^_?(add|save|append|push|store|insert|create|put|record|log|remember|write|update)/i;

/** Names of a whole list of messages: `messages`, `latestMessages`, `chatHistory`, `convo`. */
const WHOLE =
  /(messages|message_?(list|history|log)|histor(y|ies)|conversations?|convo|(^|_)conv|chats|dialog(ue)?s?|transcript|chat_?(log|context))(_?(ref|state|signal))?$/i;

/** Whether what is named so is a conversation, and not examples, templates or notes. */
export function namesConversation(name: string): boolean {
  return WHOLE.test(name) && !OTHERS.test(name);
}

/** Whether the call reads a conversation that was held before; `isList`: it stands for the list of messages, not for a part of a text. */
export function readsConversation(call: Call, isList: boolean): boolean {
  const { callee } = call;
  const name = lastNameOf(callee);
  // `messages.find((m) => …)` looks for one in a list.
  const isSearch = name === "find" && call.args.some(({ value }) => value.kind === "function");
  if ((!isSearch && MEMBERS.test(textOf(callee))) || (isList && readsRows(call))) return true;
  if (!READS.test(name) || OTHERS.test(name)) return false;
  return CONVERSATIONS.test(name) || (isList && FETCHES.test(name) && MESSAGES.test(name));
}

const GETTERS = /^(get|load|read|fetch|find)(item|value|entry|data)?$/i;
const SETTERS = /^(set|put|save|store|write|update|insert|push)(item|value|entry|data|ex)?$/i;

/** What nobody but a store of values is called. */
const STORES = /(cache|redis|kv|store|storage|memory|sessions?)$/i;

/** Whether a store that the code does not show gives the conversation, and gets it back where its name tells nothing: `history := cache.Get(id)`, `cache.Set(id, history)`. */
export function isWrittenBack(file: FileFacts, { fn, expr }: Located, name: string): boolean {
  if (!namesConversation(name)) return false;
  const read = callIn(expr);
  if (read?.callee.kind !== "member" || !GETTERS.test(read.callee.name)) return false;
  const store = textOf(read.callee.object);
  if (STORES.test(store)) return true;
  return callsIn(file, fn).some(
    ({ call: { callee, args } }) =>
      callee.kind === "member" &&
      SETTERS.test(callee.name) &&
      textOf(callee.object) === store &&
      args.some(({ value }) => eachExpression(value).some((part) => lastNameOf(part) === name)),
  );
}

/** `await call`, `call || []`, `JSON.parse(call)`. */
function callIn(expr: Expr): Call | undefined {
  if (expr.kind === "await") return callIn(expr.value);
  if (expr.kind === "binary") return callIn(expr.left);
  if (expr.kind !== "call") return undefined;
  const isParse = /^(parse|loads|parseJSON)$/.test(lastNameOf(expr.callee));
  const [first] = expr.args;
  return isParse && first ? callIn(first.value) : expr;
}

/** Whether the call keeps a message for later. */
export function writesConversation({ callee }: Call): boolean {
  const name = lastNameOf(callee);
  return WRITES.test(name) && /(message|history|conversation|turn|reply|response|memory)/i.test(name);
}
