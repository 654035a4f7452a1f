/** The scores as Markdown, and what was wrong, place by place. */
import type { LabelledCall } from "./labels";
import type { Matched } from "./match";
import { FIELDS, scoreOf, type Tally, verdictsOf } from "./score";

export interface JudgedRepository extends Matched {
  readonly repository: string;
}

/** All repositories, then by SDK, then by repository. A false positive counts for the SDK the report names. */
export function tables(judged: readonly JudgedRepository[]): string {
  const whole = merged(judged);
  const sdks = [
    ...new Set([...whole.pairs.map(({ label }) => label), ...whole.missed].map(({ sdk }) => sdk)),
  ];
  return [
    section("All", [["all", whole]]),
    section(
      "By SDK",
      sdks.sort().map((sdk) => [sdk, ofSdk(whole, sdk)]),
    ),
    section(
      "By repository",
      judged.map((one) => [one.repository, one]),
    ),
  ].join("\n\n");
}

function merged(judged: readonly Matched[]): Matched {
  return {
    pairs: judged.flatMap(({ pairs }) => pairs),
    missed: judged.flatMap(({ missed }) => missed),
    extra: judged.flatMap(({ extra }) => extra),
  };
}

function ofSdk({ pairs, missed, extra }: Matched, sdk: string): Matched {
  return {
    pairs: pairs.filter(({ label }) => label.sdk === sdk),
    missed: missed.filter((label) => label.sdk === sdk),
    extra: extra.filter((call) => call.sdk === sdk),
  };
}

function section(title: string, rows: readonly (readonly [string, Matched])[]): string {
  const head = [title, "labels", "precision", "recall", ...FIELDS];
  const lines = rows.map(([name, matched]) => {
    const score = scoreOf(matched);
    return [
      name,
      String(score.labels),
      share(score.precision),
      share(score.recall),
      ...FIELDS.map((field) => share(score.fields[field])),
    ];
  });
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** `0.97 (34/35)`; nothing to judge is a dash, not a zero. */
function share({ right, of }: Tally): string {
  return of === 0 ? "–" : `${(right / of).toFixed(2)} (${right}/${of})`;
}

/** False positives, misses and wrong fields, each with its place. */
export function findings(judged: readonly JudgedRepository[]): string {
  const place = (file: string, cell: number | null, line: number): string =>
    cell === null ? `${file}:${line}` : `${file}[${cell}]:${line}`;
  const placeOf = ({ path, cell, line }: LabelledCall): string => place(path, cell, line);
  const extra = judged.flatMap((one) =>
    one.extra.map(
      (call) =>
        `${one.repository} ${place(call.file, call.cell, call.line)} ${call.sdk} ${call.api} (${call.confidence})`,
    ),
  );
  const missed = judged.flatMap((one) =>
    one.missed.map((label) => `${one.repository} ${placeOf(label)} ${label.sdk} ${label.api}`),
  );
  const wrong = judged.flatMap((one) =>
    one.pairs.flatMap((pair) =>
      verdictsOf(pair)
        .filter(({ isRight }) => !isRight)
        .map(
          ({ field, expected, actual }) =>
            `${one.repository} ${placeOf(pair.label)} ${field}: ${actual}, labelled ${expected}`,
        ),
    ),
  );
  return [
    list("False positives", extra),
    list("Misses", missed),
    list("Wrong fields", wrong.sort(byField)),
  ].join("\n\n");
}

function list(title: string, lines: readonly string[]): string {
  return [`## ${title} (${lines.length})`, "", ...lines.map((line) => `- ${line}`)].join("\n");
}

function byField(a: string, b: string): number {
  const rank = (line: string): number => FIELDS.findIndex((field) => line.includes(` ${field}: `));
  return rank(a) - rank(b);
}
