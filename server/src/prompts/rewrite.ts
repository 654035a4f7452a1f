/** Text operations on prompt text with holes: trim, dedent, replace, fill placeholders. */
import type { PromptPart } from "./prompt";

type Parts = readonly PromptPart[];

/** Applies `change` to each piece of text; holes stay. */
export function mapText(parts: Parts, change: (text: string) => string): Parts {
  return parts.map((part) => (part.kind === "text" ? { ...part, text: change(part.text) } : part));
}

/** White space off the start and the end of the whole. */
export function trimParts(parts: Parts, ends: "both" | "start" | "end"): Parts {
  const last = parts.length - 1;
  return parts.map((part, i) => {
    if (part.kind !== "text") return part;
    const start = i === 0 && ends !== "end" ? part.text.trimStart() : part.text;
    return { ...part, text: i === last && ends !== "start" ? start.trimEnd() : start };
  });
}

/** What Python's `textwrap.dedent` takes off: the white space all lines begin with; lines of white space alone are emptied. */
export function dedentParts(parts: Parts): Parts {
  // A hole stands for text on its line: a mark no source text has keeps the lines together.
  const joined = parts.map((part) => (part.kind === "text" ? part.text : "\u0000")).join("");
  const indents = joined
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  let atLineStart = true;
  return parts.map((part) => {
    if (part.kind !== "text") {
      atLineStart = false;
      return part;
    }
    const lines = part.text.split("\n").map((line, i) => {
      if (i === 0 && !atLineStart) return line;
      return line.slice(Math.min(common, /^[ \t]*/.exec(line)?.[0].length ?? 0));
    });
    atLineStart = part.text.endsWith("\n");
    return { ...part, text: lines.join("\n") };
  });
}

/** Every `wanted` in the text becomes `replacement`. */
export function replaceParts(parts: Parts, wanted: string, replacement: Parts): Parts {
  if (wanted === "") return parts;
  return parts.flatMap((part): Parts => {
    if (part.kind !== "text" || !part.text.includes(wanted)) return [part];
    return part.text.split(wanted).flatMap((text, i): Parts => {
      const piece: PromptPart = { ...part, text };
      return i === 0 ? [piece] : [...replacement, piece];
    });
  });
}

/** One placeholder of a `%` template: its name for `%(name)s`, else null. */
export type Fill = (name: string | null, position: number) => Parts;

/** `"%s in %d words" % (text, 20)`; `%%` is a percent sign. */
export function fillPercent(parts: Parts, fill: Fill): Parts {
  let position = 0;
  return parts.flatMap((part): Parts => {
    if (part.kind !== "text") return [part];
    return part.text
      .split(/(%%|%(?:\([^)]*\))?[-+ #0]*\d*(?:\.\d+)?[sdifrxeg])/)
      .flatMap((piece, i): Parts => {
        if (i % 2 === 0) return [{ ...part, text: piece }];
        if (piece === "%%") return [{ ...part, text: "%" }];
        const name = /^%\(([^)]*)\)/.exec(piece)?.[1] ?? null;
        return fill(name, name === null ? position++ : -1);
      });
  });
}

/** `{name}`, `{0}`, `{}`, `{name!r:>10}`; `{{` and `}}` are braces. `null` leaves the placeholder to `otherwise`. */
export function fillBraces(parts: Parts, fill: Fill): Parts {
  let position = 0;
  return parts.flatMap((part): Parts => {
    if (part.kind !== "text") return [part];
    const pieces = part.text.split(/(\{\{|\}\}|\{[A-Za-z_0-9.[\]]*(?:![rsa])?(?::[^{}]*)?\})/);
    return pieces.flatMap((piece): Parts => {
      const name = /^\{([^{}!:]*)[^{}]*\}$/.exec(piece)?.[1];
      if (name === undefined) return [{ ...part, text: piece.replace("{{", "{").replace("}}", "}") }];
      if (name === "") return fill(null, position++);
      return /^\d+$/.test(name) ? fill(null, Number(name)) : fill(name, -1);
    });
  });
}
