/** One worker thread: started when first needed, killed when a job overruns, started again for the next one. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { runsFromSource } from "../assets";
import type { FromWorker, ToWorker, WorkReply, WorkRequest } from "./worker-protocol";

export interface LaneOptions {
  /** Absolute path of the worker's entry: JavaScript, or TypeScript where the sources run unbuilt. */
  readonly entry: string;
  readonly startBudgetMs: number;
}

/** Either the worker's reply, or why the worker is gone. Failures to start are no fault of the job. */
export type LaneOutcome =
  | { readonly kind: "reply"; readonly reply: WorkReply }
  | {
      readonly kind: "gone";
      readonly cause: "start" | "overrun" | "crash" | "stopped";
      readonly reason: string;
    };

type Gone = Extract<LaneOutcome, { kind: "gone" }>;

/** Beside the bundle, or the source next to this file. */
export const WORKER_ENTRY = join(__dirname, runsFromSource ? "worker-main.ts" : "worker.cjs");

/** Node 20 does not pass `--import tsx` on to workers, so the worker registers it before it loads TypeScript. */
const SOURCE_BOOT = `
  const { workerData } = require("node:worker_threads");
  const load = require("node:module").createRequire(workerData.entry);
  load("tsx/cjs");
  load(workerData.entry);
`;

export class WorkerLane {
  private worker: Worker | null = null;
  private isReady = false;
  private nextJob = 0;
  private waiting: { readonly job: number; readonly settle: (outcome: LaneOutcome) => void } | null = null;
  private onReady: ((gone: Gone | null) => void) | null = null;
  /** Threads told to end whose end has not come yet. */
  private readonly ending = new Set<Promise<unknown>>();

  constructor(private readonly options: LaneOptions) {}

  /** Runs one request; the caller asks for the next only after this settled. Always settles. */
  async run(request: WorkRequest, budgetMs: number): Promise<LaneOutcome> {
    const worker = this.worker ?? this.start();
    worker.ref();
    const failure = this.isReady ? null : await this.untilReady();
    if (failure) return failure;
    const outcome = await this.send(worker, request, budgetMs);
    // An idle worker must not keep the process alive.
    worker.unref();
    return outcome;
  }

  /** Frees what the worker keeps for a document; nothing to do where no worker runs. */
  release(documentId: string): void {
    this.post({ kind: "release", documentId });
  }

  /** Ends the thread; a running job settles as stopped. */
  async stop(): Promise<void> {
    this.end({ kind: "gone", cause: "stopped", reason: "The analysis was ended." });
    await Promise.all(this.ending);
  }

  private start(): Worker {
    const { entry } = this.options;
    const isSource = entry.endsWith(".ts");
    // Not passed on: stdout belongs to the protocol or the report. The worker sends its own to stderr.
    const shared = { workerData: { entry }, execArgv: [], stdout: true };
    const worker = new Worker(isSource ? SOURCE_BOOT : entry, { ...shared, eval: isSource });
    this.worker = worker;
    this.isReady = false;
    worker.on("message", (message: FromWorker) => {
      if (this.worker === worker) this.receive(message);
    });
    worker.on("error", (error) => this.lose(worker, describe(error)));
    worker.on("exit", (code) => this.lose(worker, `the worker ended with code ${code}`));
    return worker;
  }

  private untilReady(): Promise<Gone | null> {
    const { startBudgetMs } = this.options;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const reason = `The analysis worker did not start within ${startBudgetMs} ms.`;
        this.end({ kind: "gone", cause: "start", reason });
      }, startBudgetMs);
      this.onReady = (gone) => {
        clearTimeout(timer);
        this.onReady = null;
        resolve(gone);
      };
    });
  }

  private send(worker: Worker, request: WorkRequest, budgetMs: number): Promise<LaneOutcome> {
    const job = this.nextJob++;
    return new Promise((resolve) => {
      const overrun = (): void => {
        if (this.waiting?.job !== job) return;
        this.end({ kind: "gone", cause: "overrun", reason: `stopped after ${budgetMs} ms` });
      };
      // When this thread was busy itself, the reply may lie unread: one turn of the event loop delivers it first.
      const timer = setTimeout(() => setImmediate(overrun), budgetMs);
      const settle = (outcome: LaneOutcome): void => {
        clearTimeout(timer);
        this.waiting = null;
        resolve(outcome);
      };
      this.waiting = { job, settle };
      worker.postMessage({ kind: "work", job, request } satisfies ToWorker);
    });
  }

  private receive(message: FromWorker): void {
    if (message.kind === "ready") {
      this.isReady = true;
      this.onReady?.(null);
      return;
    }
    if (this.waiting?.job !== message.job) return;
    const { reply } = message;
    if (reply.kind === "failed") this.end({ kind: "gone", cause: "crash", reason: reply.message });
    else this.waiting.settle({ kind: "reply", reply });
  }

  private lose(worker: Worker, reason: string): void {
    if (this.worker !== worker) return;
    const startReason = `The analysis worker cannot start: ${reason}.`;
    this.end(
      this.isReady
        ? { kind: "gone", cause: "crash", reason }
        : { kind: "gone", cause: "start", reason: startReason },
    );
  }

  private end(gone: Gone): void {
    const worker = this.worker;
    this.worker = null;
    this.isReady = false;
    if (worker) {
      const ended = worker.terminate().finally(() => this.ending.delete(ended));
      this.ending.add(ended);
    }
    this.onReady?.(gone);
    this.waiting?.settle(gone);
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
