/** Objects of SDKs as their constructors make them. */
import type { Located } from "../facts/located";
import type { Attachment, Constructor, ObjectKind, Sdk, StepLimitRule } from "../sdks/sdk";
import type { RoleSource } from "./ways";

export interface SdkObject {
  readonly sdk: Sdk;
  readonly kind: ObjectKind;
  /** Name of what made it: "OpenAI", "create_agent". */
  readonly maker: string;
  /** Members followed since: `client.chat.completions` has chat, completions. */
  readonly path: readonly string[];
  /** Calls whose arguments fix roles, the latest first. */
  readonly sources: readonly RoleSource[];
  readonly host: string | null;
  /** The prompt template joined to the model. */
  readonly template: Located | null;
  readonly stepLimit: StepLimitRule | null;
  readonly deployments: {
    readonly call: Located;
    readonly rule: NonNullable<Constructor["deployments"]>;
  } | null;
  /** What members may add to it later. */
  readonly attached: readonly Attachment[];
  /** What began the conversation that the object keeps; null where it keeps none. */
  readonly session: Located | null;
  /** Null where the constructor call was seen; else the reason why the object is only likely. */
  readonly doubt: string | null;
}

/** The object a rule makes, before anything is joined to it; `call` is null where it is not seen. */
export function objectOf(
  sdk: Sdk,
  rule: Constructor,
  maker: string,
  call: Located | null,
  at: Located,
  doubt: string | null,
): SdkObject {
  return {
    sdk,
    kind: rule.produces,
    maker,
    path: [],
    sources: call ? [{ call, roles: rule.roles ?? {} }] : [],
    host: rule.host ?? null,
    // A sequence is what stands in it.
    template: rule.produces === "template" && !rule.wraps ? (call ?? at) : null,
    stepLimit: rule.stepLimit ?? null,
    deployments: call && rule.deployments ? { call, rule: rule.deployments } : null,
    attached: rule.attached ?? [],
    session: rule.produces === "session" ? call : null,
    doubt,
  };
}
