/** Entry point of the analysis worker (dist/worker.cjs, or this file itself when the sources run unbuilt). */
import { parentPort } from "node:worker_threads";
import { createAnalyser } from "../analyser";
import { readAsset } from "../assets";
import { serve } from "./worker-serve";

const port = parentPort;
if (!port) throw new Error("worker-main runs inside a worker thread only");
const analyser = createAnalyser({ readBundled: readAsset, now: () => performance.now() });
// "Ready" comes when the parser is up: a start is slow for reasons no file is to blame for.
void analyser.warmUp().then(() => serve(port, analyser));
