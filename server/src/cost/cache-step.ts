/** What a prompt cache reads and writes in one request (design, section 2, step 2). */
import type { CachePlan } from "./run-model";

export interface CacheRequest {
  /** The whole prompt in tokens. */
  readonly prompt: number;
  /** System and tools where they lead the prompt, else 0. */
  readonly fixed: number;
  /** Leading tokens an earlier request left in the cache and that still live. */
  readonly standing: number;
  readonly hitShare: number;
}

export interface CacheStep {
  readonly read: number;
  /** Tokens billed at the write price; 0 where the host does not bill writes apart. */
  readonly write: number;
  /** Leading tokens in the cache after this request, billed or not. */
  readonly left: number;
}

const NOTHING: CacheStep = { read: 0, write: 0, left: 0 };

/** Minimum, granularity, hit share and a broken prefix applied to one request. read + write never exceed the prompt. */
export function cacheStep(plan: CachePlan, request: CacheRequest): CacheStep {
  if (plan.mode === "none") return NOTHING;
  const reach = plan.mode === "explicit-fixed" ? request.fixed : request.prompt;
  const left = floorTo(reach, plan.granularity);
  if (left < plan.minTokens || left <= 0) return NOTHING;
  const standing = plan.prefixBroken ? 0 : Math.min(request.standing, left);
  const read =
    standing < plan.minTokens ? 0 : floorTo(standing * clampShare(request.hitShare), plan.granularity);
  return { read, write: plan.billsWrites ? left - read : 0, left };
}

/** Whether an entry still lives after that many seconds; an unpublished lifetime is covered by `hitShare` instead. */
export function survives(plan: CachePlan, seconds: number): boolean {
  return plan.lifetimeSeconds === null || seconds <= plan.lifetimeSeconds;
}

function floorTo(tokens: number, granularity: number): number {
  const step = Math.max(1, granularity);
  return Math.floor(tokens / step) * step;
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share));
}
