/** A row's call, read from a checkout by the product's own analysis; nothing here knows what the recorded runs say. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { loadCatalogue } from "../../../server/src/cli/catalogue/load";
import type { CallAnalysis } from "../../../server/src/estimate/call-analysis";
import { textsOf } from "../../../server/src/estimate/call-analysis";
import type { EstimateContext } from "../../../server/src/estimate/estimate-call";
import { callersOf } from "../../../server/src/facts/call-graph";
import type { FileFacts } from "../../../server/src/facts/ir";
import { entryName } from "../../../server/src/facts/names";
import type { Program } from "../../../server/src/facts/program";
import { createFolderPort } from "../../../server/src/host/folder-port";
import { InlineEngine } from "../../../server/src/host/inline-engine";
import { languageOfPath } from "../../../server/src/languages";
import { analyseCalls } from "../../../server/src/workspace/analyse-calls";
import { createCounts } from "../../../server/src/workspace/counts";
import { NEVER, Workspace } from "../../../server/src/workspace/workspace";
import { readSettings } from "../../../shared/settings";
import type { Row } from "./rows";

export interface ReadCall {
  readonly call: CallAnalysis;
  readonly context: EstimateContext;
}

/** Reads checkouts, each once. */
export class Checkouts {
  private readonly engine = new InlineEngine({ budgetMs: 20_000 });
  private readonly read = new Map<string, Promise<Checkout>>();

  constructor(
    private readonly folder: string,
    private readonly day: string,
  ) {}

  /** The row's call on the row's model, or why there is none. */
  async callOf(row: Row): Promise<ReadCall | string> {
    let checkout = this.read.get(row.folder);
    if (!checkout) {
      checkout = this.load(row.folder);
      this.read.set(row.folder, checkout);
    }
    return (await checkout).callOf(row);
  }

  private async load(name: string): Promise<Checkout> {
    const root = join(this.folder, name);
    await access(root).catch(() => {
      throw new Error(`${root} is not there: check the repository out (docs/accuracy.md says which commit)`);
    });
    const { settings } = readSettings(undefined);
    const folder = createFolderPort(root, () => settings);
    const catalogue = await loadCatalogue(folder, [], () => undefined);
    const when = { day: this.day };
    const logger = { log: () => undefined };
    const workspace = new Workspace({
      engine: this.engine,
      folder,
      languageOf: (path) => languageOfPath(path)?.id,
      settings,
      catalogue,
      when: () => when,
      logger,
    });
    await workspace.scan(NEVER, () => undefined);
    return new Checkout(workspace, this.engine, {
      settings,
      catalogue,
      when,
      placeText: (place) => workspace.placeText(place),
    });
  }

  dispose(): Promise<void> {
    return this.engine.dispose();
  }
}

class Checkout {
  constructor(
    private readonly workspace: Workspace,
    private readonly engine: InlineEngine,
    private readonly context: Omit<EstimateContext, "count">,
  ) {}

  async callOf(row: Row): Promise<ReadCall | string> {
    const file = this.workspace.table.parsed().get(row.file);
    if (!file) return `${row.file} was not read: ${this.workspace.skipReason(row.file) ?? "no such file"}`;
    const calls = await this.calls(row, file);
    const call = calls.find(({ site }) => row.api === undefined || site.api === row.api);
    if (!call) return `no call site found in ${row.file}`;
    const named = { ...call, overrides: { ...call.overrides, model: row.model } };
    const texts = textsOf(named);
    const counts = await createCounts(this.engine).countAll(texts);
    return { call: named, context: { ...this.context, count: counts.get, leaveOut: row.source } };
  }

  private async calls(row: Row, file: FileFacts): Promise<readonly CallAnalysis[]> {
    const resources = new Map<string, string | null>();
    for (;;) {
      const wishes = new Set<string>();
      const program = this.program(row, resources, wishes);
      const { calls } = analyseCalls(program, file, {
        catalogue: this.context.catalogue,
        lineOf: (offset) => this.workspace.table.lineMap(row.file)?.position(offset).line ?? 0,
        placeText: this.context.placeText,
      });
      if (wishes.size === 0) return calls;
      for (const wish of wishes) resources.set(wish, (await this.workspace.readText(wish)) ?? null);
    }
  }

  /** The whole checkout as one program, narrowed to the row's way. */
  private program(row: Row, resources: ReadonlyMap<string, string | null>, wishes: Set<string>): Program {
    const { workspace } = this;
    const program = workspace.programOver([...workspace.table.parsed().values()], resources, wishes);
    const { through } = row;
    const file = program.file(row.file);
    return through === undefined || !file ? program : narrowed(program, file, through);
  }
}

/** The program without the other functions that call what the row's way calls in the request's file. */
function narrowed(program: Program, file: FileFacts, through: string): Program {
  const others = new Set(
    file.functions.flatMap((_, fn) => {
      const callers = callersOf(program, file, fn).map(({ call }) => entryName(call.file, call.fn));
      const isWay = (name: string): boolean => name.endsWith(`#${through}`);
      return callers.some(isWay) ? callers.filter((name) => !isWay(name)) : [];
    }),
  );
  return { ...program, callsFrom: (from, fn) => !others.has(entryName(from, fn)) };
}
