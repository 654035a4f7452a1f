/** What a text is made of: what the ratio between two tokenizers depends on. Sums over lines, so chunks add up to the text. */
import type { TextFeatures, TextKind } from "./types";

/** The order of the columns in `tallyText`. */
const COLUMNS = [
  "prose",
  "code",
  "han",
  "kana",
  "hangul",
  "cyrillic",
  "script",
  "latin",
  "symbols",
  "proseCapitals",
  "proseDigits",
  "prosePunctuation",
  "codeCapitals",
  "codeDigits",
  "codeBlanks",
  "codePunctuation",
  "codeCapitalRuns",
] as const satisfies readonly (keyof TextFeatures)[];

export const FEATURE_COUNT = COLUMNS.length;

/** Share of code characters on a line, among those that are neither blank nor CJK, at which it begins to look like code… */
const PROSE_DENSITY = 0.04;
/** … and at which it surely is. English prose has 0 to 3 %, TypeScript 12 to 25 %. */
const CODE_DENSITY = 0.12;
/** An indented line needs less: the indent stands for this much density. Below two blanks it is no indent. */
const INDENT_DENSITY = 0.04;
const INDENT_BLANKS = 2;
/** Accented letters are some 4 to 8 % of the letters of languages that have them: that many others speak the same language. */
const LETTERS_PER_ACCENT = 12;

/** ASCII punctuation that is rare in prose. Left out: . , ' " - ! ? and the colon. */
const CODE_CHARACTERS = new Set([..."{}()[]<>;=+*/\\|&^%$#@~`_"].map((character) => character.charCodeAt(0)));

interface LineTally {
  small: number;
  capitals: number;
  capitalRuns: number;
  digits: number;
  blanks: number;
  punctuation: number;
  latin: number;
  han: number;
  kana: number;
  hangul: number;
  cyrillic: number;
  script: number;
  symbols: number;
  codeCharacters: number;
  indent: number;
}

/** The features of a text as numbers, additive over texts that are cut at line ends. One pass. */
export function tallyText(text: string): readonly number[] {
  const sums = new Array<number>(FEATURE_COUNT).fill(0);
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    addLine(sums, tallyLine(text, start, end));
    start = end + 1;
  }
  return sums;
}

/** Names the columns of `tallyText`. */
export function featuresOf(sums: readonly number[]): TextFeatures {
  const features: { -readonly [K in keyof TextFeatures]: number } = { ...NO_FEATURES };
  COLUMNS.forEach((name, column) => {
    features[name] = sums[column] ?? 0;
  });
  return features;
}

/** The features of an empty text. */
export const NO_FEATURES: TextFeatures = {
  prose: 0,
  code: 0,
  han: 0,
  kana: 0,
  hangul: 0,
  cyrillic: 0,
  script: 0,
  latin: 0,
  symbols: 0,
  proseCapitals: 0,
  proseDigits: 0,
  prosePunctuation: 0,
  codeCapitals: 0,
  codeDigits: 0,
  codeBlanks: 0,
  codePunctuation: 0,
  codeCapitalRuns: 0,
};

/** Shares of the characters that are not blank by kind, sum 1; a text without any is English. */
export function kindOf(features: TextFeatures): TextKind {
  const { prose, code, latin, han } = features;
  const foreign = Math.min(prose, latin * LETTERS_PER_ACCENT);
  const other =
    latin +
    foreign +
    features.kana +
    features.hangul +
    features.cyrillic +
    features.script +
    features.symbols;
  const total = prose - foreign + code + han + other;
  if (total === 0) return { english: 1, code: 0, chinese: 0, other: 0 };
  return {
    english: (prose - foreign) / total,
    code: code / total,
    chinese: han / total,
    other: other / total,
  };
}

function addLine(sums: number[], line: LineTally): void {
  const share = codeShare(line);
  const coded = (n: number): number => Math.round(n * share);
  const ascii = line.small + line.capitals + line.digits + line.punctuation;
  const values: TextFeatures = {
    prose: ascii - coded(ascii),
    code: coded(ascii),
    han: line.han,
    kana: line.kana,
    hangul: line.hangul,
    cyrillic: line.cyrillic,
    script: line.script,
    latin: line.latin,
    symbols: line.symbols,
    proseCapitals: line.capitals - coded(line.capitals),
    proseDigits: line.digits - coded(line.digits),
    prosePunctuation: line.punctuation - coded(line.punctuation),
    codeCapitals: coded(line.capitals),
    codeDigits: coded(line.digits),
    codeBlanks: coded(line.blanks),
    codePunctuation: coded(line.punctuation),
    codeCapitalRuns: coded(line.capitalRuns),
  };
  COLUMNS.forEach((name, column) => {
    sums[column] = (sums[column] ?? 0) + values[name];
  });
}

function codeShare(line: LineTally): number {
  const ascii = line.small + line.capitals + line.digits + line.punctuation;
  const letters = ascii + line.latin + line.cyrillic + line.script;
  if (ascii === 0) return 0;
  const indent = line.indent >= INDENT_BLANKS ? INDENT_DENSITY : 0;
  const density = line.codeCharacters / letters + indent;
  return Math.min(1, Math.max(0, (density - PROSE_DENSITY) / (CODE_DENSITY - PROSE_DENSITY)));
}

function tallyLine(text: string, start: number, end: number): LineTally {
  const line: LineTally = {
    small: 0,
    capitals: 0,
    capitalRuns: 0,
    digits: 0,
    blanks: 0,
    punctuation: 0,
    latin: 0,
    han: 0,
    kana: 0,
    hangul: 0,
    cyrillic: 0,
    script: 0,
    symbols: 0,
    codeCharacters: 0,
    indent: 0,
  };
  let indented = true;
  let inCapitals = false;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    const isCapital = unit >= 0x41 && unit <= 0x5a;
    if (isBlank(unit)) {
      line.blanks++;
      if (indented) line.indent += unit === 9 ? INDENT_BLANKS : 1;
    } else {
      indented = false;
      if (isCapital && !inCapitals) line.capitalRuns++;
      if (unit < 0x80) addAscii(line, unit);
      else addOther(line, unit);
    }
    inCapitals = isCapital;
  }
  return line;
}

function isBlank(unit: number): boolean {
  return unit <= 0x20 || (unit >= 0x7f && unit <= 0xa0) || unit === 0x3000 || unit === 0xfeff;
}

function addAscii(line: LineTally, unit: number): void {
  if (unit >= 0x61 && unit <= 0x7a) line.small++;
  else if (unit >= 0x41 && unit <= 0x5a) line.capitals++;
  else if (unit >= 0x30 && unit <= 0x39) line.digits++;
  else {
    line.punctuation++;
    if (CODE_CHARACTERS.has(unit)) line.codeCharacters++;
  }
}

/** Curly quotes, dashes and ellipses speak for no language and are left out. Of a surrogate pair, the first half counts. */
function addOther(line: LineTally, unit: number): void {
  if ((unit >= 0x2010 && unit <= 0x2027) || (unit & 0xfc00) === 0xdc00) return;
  if (unit < 0x250 || (unit >= 0x1e00 && unit < 0x1f00)) line.latin++;
  else if (isHan(unit)) line.han++;
  else if (unit >= 0x3040 && unit < 0x3100) line.kana++;
  else if (unit >= 0xac00 && unit < 0xd7b0) line.hangul++;
  else if (unit >= 0x370 && unit < 0x530) line.cyrillic++;
  else if ((unit >= 0x2000 && unit < 0x2e80) || (unit >= 0xd800 && unit < 0xdc00)) line.symbols++;
  else line.script++;
}

/** Han, CJK punctuation and full-width forms, and the lead surrogates of the supplementary Han planes. */
function isHan(unit: number): boolean {
  if (unit >= 0x3000 && unit < 0x3040) return true;
  if (unit >= 0x2e80 && unit <= 0x9fff && (unit < 0x3040 || unit >= 0x3100)) return true;
  return (
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xff00 && unit <= 0xffef) ||
    (unit >= 0xd840 && unit <= 0xd88d)
  );
}
