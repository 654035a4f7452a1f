/**
 * The analysis engine on worker threads. A file that overruns its budget or crashes the worker is tried once more and
 * then set aside; everything else goes on. Open documents come first and always meet the worker that holds their tree.
 */
import { availableParallelism } from "node:os";
import type { CancellationSignal, Logger } from "../../base/ports";
import type { ParsedCatalogue } from "../../catalogue/load/user-catalogue";
import type { LanguageId } from "../../facts/ir";
import type { Encoding, TextCount } from "../../tokens/types";
import type { AnalysisEngine, FactsOptions, FactsResult } from "../../workspace/engine";
import { FactsDecoder } from "./facts-transfer";
import { SetAsideFiles } from "./set-aside";
import { type LaneOutcome, WORKER_ENTRY, WorkerLane } from "./worker-lane";
import type { WorkReply, WorkRequest } from "./worker-protocol";

export interface WorkerPoolOptions {
  /** Threads at most; by default two, or one on a single core. They start when first needed. */
  readonly size?: number;
  /** Milliseconds one file may parse; a worker is killed after twice that. */
  readonly budgetMs?: number;
  readonly countBudgetMs?: number;
  readonly startBudgetMs?: number;
  readonly logger?: Logger;
  /** Another worker entry, for tests. */
  readonly entry?: string;
}

/** Parsing stops by itself at the budget; what runs on to this multiple is stuck. */
export const KILL_FACTOR = 2;
export const DEFAULT_BUDGET_MS = 2_000;

/** The vocabularies are loaded within the first count's budget. */
const DEFAULT_COUNT_BUDGET_MS = 10_000;
const DEFAULT_START_BUDGET_MS = 15_000;
const MAX_TRIES = 2;

/** A document from its first analysis to its release. Answers of an earlier session are of no use to a later one. */
interface Session {
  /** The worker that holds the document's tree, once there is one. */
  home: WorkerLane | null;
  readonly decoder: FactsDecoder;
}

interface Job {
  readonly request: WorkRequest;
  readonly killAfterMs: number;
  readonly signal: CancellationSignal | undefined;
  /** null for counts and for files nobody has open. */
  readonly session: Session | null;
  tries: number;
  /** Exactly one of the two is called, once. */
  readonly done: (reply: WorkReply) => void;
  readonly givenUp: (end: GivenUp) => void;
}

interface GivenUp {
  readonly kind: "cancelled" | "start" | "overrun" | "crash";
  readonly reason: string;
}

const CANCELLED: GivenUp = { kind: "cancelled", reason: "The analysis was cancelled." };

export class WorkerPool implements AnalysisEngine {
  private readonly lanes: readonly WorkerLane[];
  private readonly busy = new Set<WorkerLane>();
  private readonly sessions = new Map<string, Session>();
  private readonly aside = new SetAsideFiles();
  /** By urgency: open documents, counts, other files. */
  private readonly queues: readonly [Job[], Job[], Job[]] = [[], [], []];
  private isDisposed = false;

  constructor(private readonly options: WorkerPoolOptions = {}) {
    const size = Math.max(1, options.size ?? Math.min(2, availableParallelism()));
    const lane = {
      entry: options.entry ?? WORKER_ENTRY,
      startBudgetMs: options.startBudgetMs ?? DEFAULT_START_BUDGET_MS,
    };
    this.lanes = Array.from({ length: size }, () => new WorkerLane(lane));
  }

  facts(path: string, text: string, language: LanguageId, options: FactsOptions = {}): Promise<FactsResult> {
    const reason = this.aside.reasonFor(path, text);
    if (reason !== undefined) return Promise.resolve({ kind: "set-aside", reason });
    const budgetMs = options.budget ?? this.options.budgetMs ?? DEFAULT_BUDGET_MS;
    const documentId = options.documentId ?? null;
    const session = documentId === null ? null : this.sessionOf(documentId);
    return new Promise((resolve) => {
      this.add({
        request: { kind: "facts", path, text, language, documentId, budgetMs },
        killAfterMs: budgetMs * KILL_FACTOR,
        signal: options.signal,
        session,
        tries: 0,
        done: (reply) => resolve(this.factsResult(reply, documentId, session)),
        givenUp: (end) => resolve(this.giveUpFile(path, text, end)),
      });
    });
  }

  count(texts: readonly string[], encodings: readonly Encoding[]): Promise<readonly TextCount[]> {
    if (texts.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.add({
        request: { kind: "count", texts, encodings },
        killAfterMs: this.options.countBudgetMs ?? DEFAULT_COUNT_BUDGET_MS,
        signal: undefined,
        session: null,
        tries: 0,
        done: (reply) => resolve(reply.kind === "counts" ? reply.counts : []),
        givenUp: ({ reason }) => reject(new Error(`Tokens could not be counted: ${reason}`)),
      });
    });
  }

  readCatalogue(text: string, path: string): Promise<ParsedCatalogue> {
    const refused = (reason: string): ParsedCatalogue => ({
      layer: undefined,
      problems: [{ message: `The file could not be read: ${reason}`, range: { start: 0, end: 0 } }],
    });
    return new Promise((resolve) => {
      this.add({
        request: { kind: "catalogue", path, text },
        killAfterMs: this.options.countBudgetMs ?? DEFAULT_COUNT_BUDGET_MS,
        signal: undefined,
        session: null,
        tries: 0,
        done: (reply) => resolve(reply.kind === "catalogue" ? reply.parsed : refused("no answer")),
        givenUp: ({ reason }) => resolve(refused(reason)),
      });
    });
  }

  release(documentId: string): void {
    const session = this.sessions.get(documentId);
    if (!session) return;
    this.sessions.delete(documentId);
    const [documents] = this.queues;
    for (const job of documents.filter((queued) => queued.session === session)) {
      documents.splice(documents.indexOf(job), 1);
      job.givenUp(CANCELLED);
    }
    session.home?.release(documentId);
  }

  setAside(): readonly { readonly path: string; readonly reason: string }[] {
    return this.aside.list();
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    for (const queue of this.queues) for (const job of queue.splice(0)) job.givenUp(CANCELLED);
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }

  private add(job: Job): void {
    if (this.isDisposed) {
      job.givenUp(CANCELLED);
      return;
    }
    this.queueOf(job).push(job);
    this.dispatch();
  }

  private queueOf({ request, session }: Job): Job[] {
    const [documents, counts, files] = this.queues;
    if (request.kind !== "facts") return counts;
    return session === null ? files : documents;
  }

  private sessionOf(documentId: string): Session {
    const session = this.sessions.get(documentId) ?? { home: null, decoder: new FactsDecoder() };
    this.sessions.set(documentId, session);
    return session;
  }

  private dispatch(): void {
    for (const lane of this.lanes) {
      if (this.busy.has(lane)) continue;
      const job = this.nextFor(lane);
      if (job) void this.runOn(lane, job);
    }
  }

  /** The most urgent job this lane may take. Cancelled ones are settled on the way. */
  private nextFor(lane: WorkerLane): Job | undefined {
    for (const queue of this.queues) {
      for (;;) {
        const at = queue.findIndex(({ session }) => (session?.home ?? lane) === lane);
        const [job] = at === -1 ? [] : queue.splice(at, 1);
        if (!job) break;
        if (job.signal?.cancelled) {
          job.givenUp(CANCELLED);
          continue;
        }
        if (job.session) job.session.home = lane;
        return job;
      }
    }
    return undefined;
  }

  private async runOn(lane: WorkerLane, job: Job): Promise<void> {
    this.busy.add(lane);
    job.tries++;
    const outcome = await lane.run(job.request, job.killAfterMs);
    this.busy.delete(lane);
    this.settle(job, outcome);
    this.dispatch();
  }

  private settle(job: Job, outcome: LaneOutcome): void {
    const end = this.endOf(job, outcome);
    if (end === null) return;
    this.options.logger?.log("warning", `${nameOf(job)}: ${end.reason} (try ${job.tries} of ${MAX_TRIES})`);
    if (end.kind === "cancelled" || job.tries >= MAX_TRIES) job.givenUp(end);
    else this.queueOf(job).unshift(job);
  }

  /** null where the job is done. */
  private endOf(job: Job, outcome: LaneOutcome): GivenUp | null {
    if (outcome.kind === "reply" && outcome.reply.kind !== "over-budget") {
      job.done(outcome.reply);
      return null;
    }
    if (this.isDisposed) return CANCELLED;
    if (outcome.kind === "reply") return { kind: "overrun", reason: overBudgetReason(job) };
    if (outcome.cause === "stopped") return CANCELLED;
    return { kind: outcome.cause, reason: outcome.reason };
  }

  private factsResult(reply: WorkReply, documentId: string | null, session: Session | null): FactsResult {
    if (reply.kind !== "facts") return { kind: "cancelled" };
    if (documentId === null || session === null) {
      return { kind: "facts", facts: new FactsDecoder().decode(reply.packed) };
    }
    // Released while its worker was at it: the answer builds on what was just thrown away.
    if (this.sessions.get(documentId) !== session) return { kind: "cancelled" };
    return { kind: "facts", facts: session.decoder.decode(reply.packed) };
  }

  private giveUpFile(path: string, text: string, end: GivenUp): FactsResult {
    if (end.kind === "cancelled") return { kind: "cancelled" };
    if (end.kind === "start") return { kind: "set-aside", reason: end.reason };
    const what = end.kind === "overrun" ? "takes too long to analyse" : "crashed the analysis";
    const reason = `This file ${what} (${end.reason}, twice); Farebox leaves it alone until it changes.`;
    this.aside.add(path, text, reason);
    return { kind: "set-aside", reason };
  }
}

function overBudgetReason({ request }: Job): string {
  return request.kind === "facts" ? `not parsed within ${request.budgetMs} ms` : "over budget";
}

function nameOf({ request }: Job): string {
  return request.kind === "count" ? `count of ${request.texts.length} texts` : request.path;
}
