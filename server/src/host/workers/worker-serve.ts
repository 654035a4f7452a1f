/** The worker's side of the conversation: one request at a time, one reply each. */
import type { MessagePort } from "node:worker_threads";
import { parseUserCatalogue } from "../../catalogue/load/user-catalogue";
import type { Analyser } from "../analyser";
import { FactsEncoder } from "./facts-transfer";
import type { FactsRequest, FromWorker, ToWorker, WorkReply, WorkRequest } from "./worker-protocol";

/** Answers requests on the port until the worker ends. Says "ready" at once, so that loading is not billed to a file. */
export function serve(port: MessagePort, analyser: Analyser): void {
  // A library that prints must not end up in the protocol or the report. Pending stdout of a worker would also keep the
  // process alive behind an idle pool.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const encoders = new Map<string, FactsEncoder>();
  const post = (message: FromWorker): void => port.postMessage(message);

  const factsReply = async (request: FactsRequest): Promise<WorkReply> => {
    const outcome = await analyser.facts(request);
    if (outcome.kind === "over-budget") return outcome;
    const encoder = (request.documentId !== null && encoders.get(request.documentId)) || new FactsEncoder();
    if (request.documentId !== null) encoders.set(request.documentId, encoder);
    return { kind: "facts", packed: encoder.encode(outcome.facts) };
  };
  const work = async (request: WorkRequest): Promise<WorkReply> => {
    if (request.kind === "facts") return factsReply(request);
    if (request.kind === "catalogue")
      return { kind: "catalogue", parsed: parseUserCatalogue(request.text, request.path) };
    return { kind: "counts", counts: await analyser.count(request.texts, request.encodings) };
  };
  const answer = async (job: number, request: WorkRequest): Promise<void> => {
    try {
      // Posting is inside: facts that cannot be cloned are a failure of this file, too.
      post({ kind: "reply", job, reply: await work(request) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      post({ kind: "reply", job, reply: { kind: "failed", message } });
    }
  };

  const obey = async (message: ToWorker): Promise<void> => {
    if (message.kind === "work") return answer(message.job, message.request);
    encoders.delete(message.documentId);
    analyser.release(message.documentId);
  };

  // Strictly one after the other: a release that overtook the job before it would leave a half-kept document behind.
  let tail: Promise<void> = Promise.resolve();
  port.on("message", (message: ToWorker) => {
    tail = tail.then(() => obey(message));
  });
  post({ kind: "ready" });
}
