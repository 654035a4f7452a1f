/** What a text mostly is. Token ratios between families differ by kind of text, so a rough share is enough. */
import type { TextKind } from "./types";

/** Share of code characters on a line, among those that are neither blank nor CJK, at which it begins to look like code… */
const PROSE_DENSITY = 0.04;
/** … and at which it surely is. English prose has 0 to 3 %, TypeScript 12 to 25 %. */
const CODE_DENSITY = 0.12;
/** An indented line needs less: the indent stands for this much density. Below two blanks it is no indent. */
const INDENT_DENSITY = 0.04;
const INDENT_BLANKS = 2;

/** ASCII punctuation that is rare in prose. Left out: . , ' " - ! ? and the colon. */
const CODE_CHARACTERS = new Set("{}()[]<>;=+*/\\|&^%$#@~`_");

interface LineTally {
  cjk: number;
  symbols: number;
  /** Neither blank nor CJK, symbols included. */
  other: number;
  indent: number;
}

/** Shares of the characters that tell (not blank, not shared punctuation), sum 1; a text without any is English. One pass. */
export function classifyText(text: string): TextKind {
  let cjk = 0;
  let code = 0;
  let total = 0;
  let line: LineTally = emptyLine();
  const closeLine = () => {
    cjk += line.cjk;
    code += line.other * codeShare(line);
    total += line.cjk + line.other;
    line = emptyLine();
  };
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10) closeLine();
    else addUnit(line, unit);
  }
  closeLine();
  if (total === 0) return { english: 1, code: 0, chinese: 0 };
  return { english: (total - cjk - code) / total, code: code / total, chinese: cjk / total };
}

function emptyLine(): LineTally {
  return { cjk: 0, symbols: 0, other: 0, indent: 0 };
}

function addUnit(line: LineTally, unit: number): void {
  if (unit <= 0x20) {
    const isIndent = line.other === 0 && line.cjk === 0;
    if (isIndent && unit !== 13) line.indent += unit === 9 ? INDENT_BLANKS : 1;
    return;
  }
  if (isCjkUnit(unit)) {
    line.cjk++;
    return;
  }
  if (isSharedPunctuation(unit)) return;
  line.other++;
  if (unit < 0x80 && CODE_CHARACTERS.has(String.fromCharCode(unit))) line.symbols++;
}

function codeShare(line: LineTally): number {
  if (line.other === 0) return 0;
  const indent = line.indent >= INDENT_BLANKS ? INDENT_DENSITY : 0;
  const density = line.symbols / line.other + indent;
  return Math.min(1, Math.max(0, (density - PROSE_DENSITY) / (CODE_DENSITY - PROSE_DENSITY)));
}

/** Curly quotes, dashes, ellipses: Chinese and English use the same ones, so they speak for neither. */
function isSharedPunctuation(unit: number): boolean {
  return unit >= 0x2000 && unit <= 0x206f;
}

/** Han, kana, Hangul, CJK punctuation and full-width forms, and the surrogates of the supplementary Han planes. */
function isCjkUnit(unit: number): boolean {
  if (unit < 0x1100) return false;
  if (unit >= 0x2e80 && unit <= 0x9fff) return true;
  if (unit >= 0xac00 && unit <= 0xd7af) return true;
  if (unit >= 0xf900 && unit <= 0xfaff) return true;
  if (unit >= 0xff00 && unit <= 0xffef) return true;
  return unit <= 0x11ff || (unit >= 0xd840 && unit <= 0xd88d);
}
