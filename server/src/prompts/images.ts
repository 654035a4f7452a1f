/** The image a content block sends, where the code names a file of the workspace: `encode("chart.png")`, `open(PATH, "rb")`. */
import type { Expr } from "../facts/ir";
import type { Located } from "../facts/located";
import type { Program } from "../facts/program";
import { lookUp } from "../facts/scope";
import { eachExpression } from "../facts/walk";

export interface PromptImage {
  /** As the code names it. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** OpenAI's argument; "auto" where the code gives none. */
  readonly detail: "low" | "high" | "auto";
}

/** Files whose header tells a size. The workspace answers for them with `<width>x<height>` instead of their bytes. */
export const IMAGE_FILE = /\.(png|jpe?g|gif|webp|bmp)$/i;

/** Names followed from the block to what they were made from. */
const MAX_DEPTH = 5;

/** undefined where no file is named, or it is not in the workspace. */
export function imageIn(program: Program, block: Located): PromptImage | undefined {
  for (const path of imagePaths(block, 0)) {
    const size = /^(\d+)x(\d+)$/.exec(program.resource(block.file.path, path) ?? "");
    if (!size) continue;
    return { path, width: Number(size[1]), height: Number(size[2]), detail: detailIn(block.expr) };
  }
  return undefined;
}

/** Literal paths of images in the expression, and in what its names were last assigned. */
function* imagePaths(at: Located, depth: number): Iterable<string> {
  for (const expr of eachExpression(at.expr)) {
    if (expr.kind === "string" && IMAGE_FILE.test(expr.value) && !expr.value.includes("://"))
      yield expr.value;
    if (expr.kind !== "name" || depth >= MAX_DEPTH) continue;
    const last = lookUp(at.file, at.fn, expr.name)?.bindings.at(-1);
    if (last && "value" in last && last.value) yield* imagePaths(last.value, depth + 1);
  }
}

function detailIn(block: Expr): PromptImage["detail"] {
  for (const expr of eachExpression(block)) {
    if (expr.kind !== "dict") continue;
    for (const { key, value } of expr.entries) {
      const isDetail = key?.kind === "string" && key.value === "detail" && value.kind === "string";
      if (isDetail && (value.value === "low" || value.value === "high")) return value.value;
    }
  }
  return "auto";
}
