/** A way to write the report down. A new one is a file beside this and a line in index.ts. */
import type { Report } from "./contract";

export interface RenderOptions {
  /** Terminal colours; only where a person looks at a terminal. */
  readonly colour: boolean;
}

export interface ReportFormat {
  /** What `--format` calls it. */
  readonly id: string;
  /** The whole report, ending in a line break. */
  render(report: Report, options: RenderOptions): string;
}
