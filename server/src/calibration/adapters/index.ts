/** Every way of writing requests that is read, asked in this order; the first that knows a value takes it. */
import type { Adapter } from "../record";
import { anthropic } from "./anthropic";
import { langfuse } from "./langfuse";
import { langsmith } from "./langsmith";
import { litellm } from "./litellm";
import { openai } from "./openai";
import { otel } from "./otel";
import { transcript } from "./transcript";

export const ADAPTERS: readonly Adapter[] = [
  otel,
  langfuse,
  langsmith,
  transcript,
  litellm,
  openai,
  anthropic,
];
