/** Reads a prompt file: its parts, when each is sent, and the model it names. Any text gives an answer. */
import { type Positioned, readYaml } from "../catalogue/load/yaml-reader";
import { type Segment, segmentsOf } from "./holes";
import { kindOf, type PromptFileKind, type Sent } from "./kinds";

export interface PromptFilePart {
  /** "name and description", "body", or the file itself. */
  readonly label: string;
  readonly sent: Sent;
  readonly segments: readonly Segment[];
}

export interface PromptFile {
  readonly path: string;
  readonly kind: PromptFileKind;
  readonly parts: readonly PromptFilePart[];
  /** As the front matter or the file writes it; null where it names none. */
  readonly model: string | null;
}

/** Text behind it is not read: the tools cut long before. */
const MAX_CHARACTERS = 400_000;
const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Undefined where the path is none of a prompt file, and for configuration that holds no prompt. */
export function readPromptFile(path: string, text: string): PromptFile | undefined {
  const kind = kindOf(path);
  if (kind === undefined) return undefined;
  const whole = text.slice(0, MAX_CHARACTERS);
  if (kind.keys !== undefined) return fromYaml(path, kind, kind.keys, whole);
  const front = FRONT_MATTER.exec(whole);
  const fields = front ? fieldsOf(front[1] ?? "") : new Map<string, string>();
  const body = (front ? whole.slice(front[0].length) : whole).trim();
  return { path, kind, parts: partsOf(kind, path, fields, body), model: modelIn(fields) };
}

function partsOf(
  kind: PromptFileKind,
  path: string,
  fields: ReadonlyMap<string, string>,
  body: string,
): readonly PromptFilePart[] {
  const part = (label: string, sent: Sent, text: string): PromptFilePart => ({
    label,
    sent,
    segments: segmentsOf(text, kind.holes),
  });
  const description = fields.get("description") ?? "";
  const announcement = [fields.get("name") ?? "", description].filter((each) => each !== "").join("\n");
  if (kind.announced === true)
    return [part("name and description", "every request", announcement), part("body", kind.sent, body)];
  const isBelow = kind.byFolder === true && !/^(\.[^/]+\/)?[^/]+$/.test(path);
  const sent = isBelow ? "when a file of its folder is read" : narrowed(kind, fields);
  if (sent === "when it is opened")
    return [part("description", "every request", description), part("body", sent, body)];
  return [part("file", sent, body)];
}

/** What the front matter makes of "every request". */
function narrowed({ scoped, sent }: PromptFileKind, fields: ReadonlyMap<string, string>): Sent {
  if (scoped === undefined) return sent;
  const pattern = fields.get(scoped) ?? "";
  if (scoped === "globs" && fields.get("alwaysApply") === "true") return "every request";
  if (/^\**(\/\*+)*$/.test(pattern) && pattern !== "") return "every request";
  if (pattern !== "") return "when a matching file is in context";
  if (scoped === "globs")
    return (fields.get("description") ?? "") === "" ? "when it is run" : "when it is opened";
  return scoped === "paths" ? "every request" : "when it is run";
}

/** Texts under the keys that are prompts, in order of the file. */
function fromYaml(
  path: string,
  kind: PromptFileKind,
  keys: readonly string[],
  text: string,
): PromptFile | undefined {
  const { root } = readYaml(text);
  const texts = root ? textsUnder(root, new Set(keys)) : [];
  if (texts.length === 0) return undefined;
  const segments = segmentsOf(texts.join("\n"), kind.holes);
  return {
    path,
    kind,
    parts: [{ label: "file", sent: kind.sent, segments }],
    model: root ? modelOf(root) : null,
  };
}

function textsUnder(node: Positioned, keys: ReadonlySet<string>): readonly string[] {
  if (node.kind === "list") return node.items.flatMap((item) => textsUnder(item, keys));
  if (node.kind === "scalar") return [];
  return node.entries.flatMap(({ key, value }) =>
    keys.has(key) && value.kind === "scalar" && typeof value.value === "string"
      ? [value.value]
      : // Rows of test data are no prompts.
        /^(testData|evaluators)$/.test(key)
        ? []
        : textsUnder(value, keys),
  );
}

/** Scalars of the front matter, and lists of them joined; `model.configuration.azure_deployment` by its path. */
function fieldsOf(yaml: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const { root } = readYaml(yaml);
  const take = (node: Positioned, path: string): void => {
    if (node.kind === "scalar") fields.set(path, node.value === null ? "" : String(node.value).trim());
    else if (node.kind === "list")
      fields.set(
        path,
        node.items.flatMap((item) => (item.kind === "scalar" ? [String(item.value)] : [])).join(", "),
      );
    else for (const { key, value } of node.entries) take(value, path === "" ? key : `${path}.${key}`);
  };
  if (root) take(root, "");
  return fields;
}

/** Where front matter and files name a model. */
const MODEL_FIELDS = [
  "model",
  "model.id",
  "model.configuration.model",
  "model.configuration.azure_deployment",
  "model.configuration.name",
  "llm",
];

function modelIn(fields: ReadonlyMap<string, string>): string | null {
  const named = MODEL_FIELDS.map((field) => fields.get(field)).find(
    (value) => value !== undefined && value !== "",
  );
  // Claude Code's "inherit" and Dotprompt's provider prefixes name no model of their own.
  return named === undefined || named === "inherit" ? null : named.replace(/^(googleai|vertexai)\//, "");
}

function modelOf(root: Positioned): string | null {
  if (root.kind !== "map") return null;
  const direct = root.entries.find(({ key, value }) => key === "model" && value.kind === "scalar")?.value;
  if (direct?.kind === "scalar" && typeof direct.value === "string") return direct.value;
  const llms = new Set(
    root.entries.flatMap(({ value }) =>
      value.kind === "map"
        ? value.entries.flatMap((entry) =>
            entry.key === "llm" && entry.value.kind === "scalar" ? [String(entry.value.value)] : [],
          )
        : [],
    ),
  );
  const [only, ...others] = llms;
  return only !== undefined && others.length === 0 ? only : null;
}
