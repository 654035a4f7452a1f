/**
 * Calls that run a function they are given, `pool.submit(f, x)`, and queues that run one by a member of its own, `f.delay(x)`: standard
 * libraries, Temporal, Celery, Dramatiq, Ray, Modal, LangSmith, LangChain's `@chain`.
 */
import type { Expr } from "./ir";

type Call = Extract<Expr, { kind: "call" }>;

/** Where the call has the arguments of the function: behind it, in a list (`args=(x,)`), or the runner finds them itself. */
export type Handing = "behind" | "listed" | "found";

const HANDINGS: Readonly<Record<Handing, RegExp>> = {
  behind:
    /^(submit|run_in_executor|run_in_threadpool|to_thread|partial|run_sync|start_soon|add_task|enqueue|execute(_task)?|call_soon(_threadsafe)?|(execute|start)_(local_)?activity(_method)?|executeActivity)$/,
  listed: /^(Thread|Process|Timer|apply_async|retry_call)$/,
  found:
    /^(map|forEach|gather|then|apply|progress_apply|progress_map|parallel_apply|map_\w+|\w+_map|imap(_unordered)?|starmap(_async)?|a?evaluate|a?run_on_dataset|run_experiment)$/,
};

const QUEUED: Readonly<Partial<Record<Handing, RegExp>>> = {
  behind: /^(delay|remote(_gen)?|spawn|a?invoke)$/,
  listed: /^apply_async$/,
  found: /^(a?batch(_as_completed)?|starmap|for_each|spawn_map)$/,
};

/** How a call of the name hands arguments to a function that stands among its own; undefined for names that run none. */
export function handingOf(name: string): Handing | undefined {
  return handingIn(HANDINGS, name);
}

/** The function that a call runs by a member of it: `ask.delay(text)`; and how it hands on its arguments. */
export function queuedBy({ callee }: Call): { readonly fn: Expr; readonly handing: Handing } | undefined {
  // `ask.remote.aio(text)`.
  const by =
    callee.kind === "member" && callee.name === "aio" && callee.object.kind === "member"
      ? callee.object
      : callee;
  const handing = by.kind === "member" ? handingIn(QUEUED, by.name) : undefined;
  return by.kind === "member" && handing ? { fn: by.object, handing } : undefined;
}

function handingIn(table: Readonly<Partial<Record<Handing, RegExp>>>, name: string): Handing | undefined {
  return (["behind", "listed", "found"] as const).find((handing) => table[handing]?.test(name));
}
