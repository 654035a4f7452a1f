/** The command line's entry: reads the command, runs it, and turns what went wrong into words and an exit code. */
import { errorDetails } from "../base/error-text";
import { systemClock } from "../host/clock";
import { readVersion } from "../host/version";
import { readCommand } from "./arguments";
import { runCalibrate } from "./calibrate-command";
import { runCatalogue } from "./catalogue/run";
import { runExplain } from "./explain-command";
import { runReport } from "./report-command";
import { runServer } from "./server-command";
import { processStreams, tolerateClosedPipes } from "./streams";
import { runTokens } from "./tokens-command";
import { EXIT, HELP, UsageError } from "./usage";

async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  const streams = processStreams({ quiet: "quiet" in command && command.quiet });
  switch (command.kind) {
    case "help":
      await streams.data(HELP);
      return EXIT.done;
    case "version":
      await streams.data(`${await readVersion()}\n`);
      return EXIT.done;
    case "server":
      await runServer();
      return EXIT.done;
    case "calibrate":
      return runCalibrate(command, { cwd: process.cwd(), clock: systemClock, streams });
    case "catalogue":
      return runCatalogue(command, { cwd: process.cwd(), clock: systemClock, streams });
    case "tokens":
      return runTokens(command, { cwd: process.cwd(), clock: systemClock, streams });
    case "explain":
      return runExplain(command, { cwd: process.cwd(), clock: systemClock, streams });
    case "report":
      return runReport(command, { cwd: process.cwd(), clock: systemClock, streams });
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`farebox: ${error.message}\n`);
    return EXIT.usage;
  }
  process.stderr.write(`farebox: internal error, please report it: ${errorDetails(error)}\n`);
  return EXIT.internal;
}

tolerateClosedPipes();
run(process.argv.slice(2))
  .catch(exitCodeOf)
  .then((code) => {
    // Not process.exit: what is written to a pipe must arrive first.
    process.exitCode = code;
  });
