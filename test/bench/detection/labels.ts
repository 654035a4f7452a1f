/** Hand-written labels of model calls, as test/corpus/README.md describes them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Sets of labels: for development from the start, opened for it after the first measurement, and never looked at. */
export const HALVES = { dev: "labels.json", opened: "opened.json", "held-out": "held-out.json" } as const;
export type Half = keyof typeof HALVES;

/** A reader could not decide: not scored. */
export const UNDECIDED = "?";
export type Undecided = typeof UNDECIDED;

export interface LabelledCall {
  readonly path: string;
  /** 1-based; inside the cell where there is one. */
  readonly line: number;
  /** 0-based over all cells of a notebook. */
  readonly cell: number | null;
  readonly sdk: string;
  readonly api: string;
  readonly model: { readonly id: string | null; readonly source: string };
  readonly loop: { readonly kind: string; readonly bound: number | null | Undecided };
  readonly growth: string;
  readonly maxOutputTokens: number | null | Undecided;
  readonly hasTools: boolean | Undecided;
  readonly note?: string;
}

export interface LabelledRepository {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly commit: string;
  readonly kind: string;
  /** Files read completely: what is found there without a label is a false positive. */
  readonly files: readonly string[];
  readonly calls: readonly LabelledCall[];
}

export function readLabels(half: Half): Promise<readonly LabelledRepository[]> {
  return readLabelFile(join(__dirname, "..", "..", "corpus", HALVES[half]));
}

export async function readLabelFile(path: string): Promise<readonly LabelledRepository[]> {
  const { repositories } = JSON.parse(await readFile(path, "utf8")) as {
    readonly repositories: readonly LabelledRepository[];
  };
  return repositories;
}
