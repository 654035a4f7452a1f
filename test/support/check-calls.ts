/** From files to one line per call site, through the real parsers. */
import { LineMap } from "../../server/src/base/line-map";
import { recogniseCalls } from "../../server/src/calls/recognise";
import type { FileFacts } from "../../server/src/facts/ir";
import type { Program } from "../../server/src/facts/program";
import { languageOfPath } from "../../server/src/languages";
import { analyseFile } from "../../server/src/languages/analyse-file";
import { dirname } from "../../server/src/languages/module-paths";
import { goModulesOf } from "../../server/src/languages/modules";
import { pythonPackageRoots } from "../../server/src/languages/python-packages";
import type { CallSite } from "../../server/src/sdks/call-site";
import { packageMarks, unshadowedPackages } from "../../server/src/sdks/index";
import { programOf } from "../../server/src/workspace/program-of";
import { NO_HURRY, runtimeWith } from "./parser-runtime";

/** Facts of all files as one program. */
export async function programFrom(files: Readonly<Record<string, string>>): Promise<Program> {
  const runtime = await runtimeWith("python", "typescript", "tsx", "javascript", "go");
  const facts = Object.entries(files).flatMap(([path, text]): FileFacts[] => {
    const language = languageOfPath(path);
    return language ? [analyseFile({ path, text }, language, { runtime, deadline: NO_HURRY })] : [];
  });
  return programOf(facts, {
    config: {
      tsPaths: [],
      knownPackages: unshadowedPackages(),
      packageMarks: packageMarks(),
      goModules: goModulesOf(new Map(Object.entries(files))),
      pythonPackages: pythonPackageRoots(Object.keys(files), Object.keys(files)),
      goFiles: (folder) =>
        Object.keys(files).filter((path) => path.endsWith(".go") && dirname(path) === folder),
    },
    has: (path) => path in files,
    resources: new Present(Object.entries(files)),
    textFiles: Object.keys(files)
      .filter((path) => /\.(md|txt|sh|ya?ml)$|(^|\/)\.env/.test(path))
      .sort(),
    wish: () => undefined,
  });
}

/** Hosts of the tests: invented addresses, so that no catalogue change breaks them. */
export function hostFromTestUrl(
  url: string,
): { readonly host: string; readonly region?: string } | undefined {
  const match = /^https:\/\/(?:(\w+)\.)?api\.(\w+)\.test/.exec(url);
  if (!match?.[2]) return undefined;
  return match[1] === undefined ? { host: match[2] } : { host: match[2], region: match[1] };
}

/** All call sites of all files, with the program they stand in. */
export async function sitesIn(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly program: Program; readonly sites: readonly CallSite[] }> {
  const program = await programFrom(files);
  const sites = program.files.flatMap((file) =>
    recogniseCalls(program, file, { hostFromUrl: hostFromTestUrl }),
  );
  return { program, sites };
}

/** All call sites of all files. */
export async function sitesOf(files: Readonly<Record<string, string>>): Promise<readonly CallSite[]> {
  return (await sitesIn(files)).sites;
}

/** `agent.py:4:24 openai chat.completions.create model=… (literal) host=- max=1024 tools=no certain`, then what is not usual. */
export async function checkCalls(files: Readonly<Record<string, string>>): Promise<string> {
  const sites = await sitesOf(files);
  return sites.map((site) => lineOf(site, files[site.path] ?? "")).join("\n");
}

function lineOf(site: CallSite, text: string): string {
  const { line, column } = new LineMap(text).position(site.nameStart);
  const { model } = site;
  return [
    `${site.path}:${line + 1}:${column + 1}`,
    site.sdk,
    site.api,
    model.id === null && model.source === "unknown"
      ? "model=?"
      : `model=${model.id ?? "?"} (${model.source})`,
    `host=${site.host ?? "-"}${site.region === null ? "" : `/${site.region}`}`,
    `max=${site.maxOutputTokens ?? "-"}`,
    `tools=${site.hasTools ? "yes" : "no"}`,
    site.confidence,
    ...unusual(site),
    ...(model.reason === null ? [] : [`| ${model.reason}`]),
  ].join(" ");
}

function unusual(site: CallSite): readonly string[] {
  const { stepLimit, cacheMarker, reasoning } = site;
  return [
    ...(site.unknownBaseUrl === null ? [] : [`url=${site.unknownBaseUrl}`]),
    ...(site.kind === "request" ? [] : [site.kind]),
    ...(stepLimit ? [`limit=${stepLimit.bound ?? "none"} ${stepLimit.unit} ${stepLimit.origin}`] : []),
    ...(stepLimit?.repeatsAlone ? ["alone"] : []),
    ...(site.history === "server" ? ["history=server"] : []),
    ...(site.session === null ? [] : ["session"]),
    ...(site.choices === 1 ? [] : [`n=${site.choices}`]),
    ...(cacheMarker.kind === "none"
      ? []
      : [`cache=${cacheMarker.kind}${cacheMarker.lifetime ? `:${cacheMarker.lifetime}` : ""}`]),
    ...(reasoning.effort === null ? [] : [`effort=${reasoning.effort}`]),
    ...(reasoning.budgetTokens === null ? [] : [`thinking=${reasoning.budgetTokens}`]),
    ...(site.serviceTier === null ? [] : [`tier=${site.serviceTier}`]),
    ...(Object.keys(site.roles).length === 0 ? [] : [`roles=${Object.keys(site.roles).join(",")}`]),
  ];
}

/** Files that are not there are known not to be. */
class Present extends Map<string, string | null> {
  override get(path: string): string | null {
    return super.get(path) ?? null;
  }
}
