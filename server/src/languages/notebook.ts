/**
 * Jupyter notebooks as one source text: the code cells one below the other, line by line as they are written, so that a place in the
 * text is a place in a cell by its line alone. Format: https://nbformat.readthedocs.io (versions 3 and 4).
 */
import { type Known, known, unknown } from "../base/known";

/** Where one code cell stands in the joined text. Lines are 0-based. */
export interface Cell {
  /** Place of the cell among all cells of the notebook, text cells included. */
  readonly index: number;
  readonly firstLine: number;
  readonly lineCount: number;
}

export interface NotebookSource {
  readonly text: string;
  /** In order, without gaps: every line of the text belongs to one cell. */
  readonly cells: readonly Cell[];
}

/** A code cell before it is joined to the others. */
export interface CellSource {
  readonly index: number;
  readonly text: string;
}

/** The notebook's Python. Unknown, with a sentence, where the file is no notebook or its kernel speaks another language. */
export function readNotebook(json: string): Known<NotebookSource> {
  const notebook = parseObject(json);
  if (!notebook) return unknown("no notebook: the file is not valid JSON");
  const cells = cellsOf(notebook);
  if (!cells) return unknown("no notebook: the file has no cells");
  const language = languageOf(notebook);
  if (language !== "python") return unknown(`a notebook in ${language}; Farebox reads Python notebooks`);
  const code = cells.flatMap((cell, index): readonly CellSource[] => {
    const { cell_type: type, source, input } = asObject(cell) ?? {};
    return type === "code" ? [{ index, text: textOf(source ?? input) }] : [];
  });
  return known(joinCells(code));
}

/** Cells one below the other. Lines that are no Python (magics, shell commands) keep their place as empty statements. */
export function joinCells(cells: readonly CellSource[]): NotebookSource {
  const placed: Cell[] = [];
  const lines: string[] = [];
  for (const { index, text } of cells) {
    const own = pythonLines(text.split(/\r\n?|\n/));
    placed.push({ index, firstLine: lines.length, lineCount: own.length });
    lines.push(...own);
  }
  return { text: lines.join("\n"), cells: placed };
}

/** The cell a 0-based line of the joined text belongs to. */
export function cellAt(cells: readonly Cell[], line: number): Cell | undefined {
  return cells.findLast((cell) => cell.firstLine <= line);
}

/** Cell magics whose body is Python all the same. Others hand the cell to another program. */
const PYTHON_MAGICS = new Set(["time", "timeit", "capture", "prun", "python", "python3", "memit", "mprun"]);
/** `%magic`, `!shell`, `?help`, also behind an assignment; and `name?`. */
const MAGIC_LINE = /^(\s*)(?:[%!?]|[\w.[\], ]+=\s*[%!](?!=)|[\w.]+\?{1,2}\s*$)/;

function pythonLines(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const magic = /^%%(\S*)/.exec(lines[first] ?? "")?.[1];
  if (magic !== undefined && !PYTHON_MAGICS.has(magic)) return lines.map(() => "");
  let inside: Inside = OUTSIDE;
  return lines.map((line) => {
    const found = inside === OUTSIDE ? MAGIC_LINE.exec(line) : null;
    if (found) return `${found[1] ?? ""}${storeLine(line.trim()) ?? "pass"}`;
    inside = insideAfter(line, inside);
    return line;
  });
}

/** Module that a name comes from which another notebook of the folder keeps: see `storeLine`. */
export const STORE = "__ipython_store__.";
const STORED = "pass  # kept: ";

/**
 * `%store -r NAME` reads what another notebook kept by `%store NAME`: an import of that name. https://ipython.readthedocs.io/en/stable/config/extensions/storemagic.html
 */
function storeLine(line: string): string | undefined {
  const [, option, names] =
    /^%store[ \t]+(-r[ \t]+)?([A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)*)\s*$/.exec(line) ?? [];
  if (names === undefined) return undefined;
  if (option === undefined) return STORED + names;
  return names
    .split(/\s+/)
    .map((name) => `from ${STORE}${name} import ${name}`)
    .join("; ");
}

/** Names that a notebook, as it was joined, keeps for others. */
export function storedNames(text: string): ReadonlySet<string> {
  const lines = text.split("\n").filter((line) => line.trimStart().startsWith(STORED));
  return new Set(lines.flatMap((line) => line.trimStart().slice(STORED.length).split(/\s+/)));
}

/** What is still open at the end of a line. Only where nothing is, a line can be a magic; elsewhere it is text or an operand. */
interface Inside {
  readonly quote: string | null;
  readonly brackets: number;
}

const OUTSIDE: Inside = { quote: null, brackets: 0 };
const TOKEN = /"""|'''|#|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[([{]|[)\]}]/g;

function insideAfter(line: string, before: Inside): Inside {
  let { quote, brackets } = before;
  for (let at = 0; at < line.length; ) {
    if (quote !== null) {
      const end = line.indexOf(quote, at);
      if (end === -1) break;
      at = end + quote.length;
      quote = null;
      continue;
    }
    TOKEN.lastIndex = at;
    const [token] = TOKEN.exec(line) ?? [];
    if (token === undefined || token === "#") break;
    at = TOKEN.lastIndex;
    if (token === '"""' || token === "'''") quote = token;
    else if (/^[([{]$/.test(token)) brackets++;
    else if (/^[)\]}]$/.test(token)) brackets = Math.max(0, brackets - 1);
  }
  return quote === null && brackets === 0 ? OUTSIDE : { quote, brackets };
}

function cellsOf(notebook: Record<string, unknown>): readonly unknown[] | undefined {
  if (Array.isArray(notebook.cells)) return notebook.cells;
  const [sheet] = Array.isArray(notebook.worksheets) ? notebook.worksheets : [];
  const cells = asObject(sheet)?.cells;
  return Array.isArray(cells) ? cells : undefined;
}

/** What the kernel speaks, in lower case; Python where nothing is said. */
function languageOf(notebook: Record<string, unknown>): string {
  const metadata = asObject(notebook.metadata);
  const said = asObject(metadata?.language_info)?.name ?? asObject(metadata?.kernelspec)?.language;
  return typeof said === "string" && said !== ""
    ? said.toLowerCase().replace(/^i?python\d?$/, "python")
    : "python";
}

function textOf(source: unknown): string {
  if (typeof source === "string") return source;
  return Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : "";
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
