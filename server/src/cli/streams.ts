/** Where the command's data and words go. Words never mix with data, and progress is for people at a terminal only. */

export interface Streams {
  /** Data: resolves when it is handed over. */
  readonly data: (text: string) => Promise<void>;
  /** A line for people; not shown with `--quiet`. */
  readonly say: (line: string) => void;
  /** A line that always shows: errors and failed checks. */
  readonly complain: (line: string) => void;
  /** Replaces the last progress line; "" clears it. */
  readonly progress: (line: string) => void;
  readonly isTerminal: boolean;
}

/** Over the process's own streams. A reader that closes early (`| head`) ends the output quietly. */
export function processStreams(options: { readonly quiet: boolean }): Streams {
  const { stdout, stderr } = process;
  let shown = "";
  const progress = (line: string): void => {
    if (!stderr.isTTY || options.quiet || line === shown) return;
    stderr.write(`\r\u001b[2K${line}`);
    shown = line;
  };
  const complain = (line: string): void => {
    progress("");
    stderr.write(`${line}\n`);
  };
  return {
    data: (text) => new Promise((resolve) => stdout.write(text, () => resolve())),
    say: (line) => {
      if (!options.quiet) complain(line);
    },
    complain,
    progress,
    isTerminal: stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
  };
}

/** A closed pipe is no failure of ours; anything else that breaks a stream is. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
