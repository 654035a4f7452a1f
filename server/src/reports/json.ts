/** The report as JSON, for scripts: the same bytes for the same files, catalogue, settings and date. */
import type { ReportFormat } from "./format";

export const json: ReportFormat = {
  id: "json",
  render: (report) => `${JSON.stringify(report, null, 2)}\n`,
};
