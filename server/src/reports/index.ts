/** The report formats, the default first. */
import type { ReportFormat } from "./format";
import { json } from "./json";
import { text } from "./text";

export const FORMATS: readonly ReportFormat[] = [text, json];
