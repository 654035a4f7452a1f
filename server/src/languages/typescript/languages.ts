/** TypeScript, TSX and JavaScript as languages: three grammars, one lowering. */
import type { ReadOptions } from "../../syntax/read-tree";
import type { Language } from "../language";
import { lowerScript } from "./lower";

const READING: ReadOptions = {
  boundaries: new Set([
    "function_declaration",
    "generator_function_declaration",
    "function_expression",
    "generator_function",
    "arrow_function",
    "method_definition",
    // Most types are plain data, and then nothing in them is read.
    "interface_declaration",
    "type_alias_declaration",
  ]),
  ignoredNodes: new Set([
    "type_parameters",
    "function_type",
    "string_fragment",
    "escape_sequence",
    "optional_chain",
    "import_attribute",
    "regex_pattern",
    "regex_flags",
    "jsx_text",
    "jsx_closing_element",
  ]),
  ignoredTokens: new Set(
    "( ) { } [ ] ; : . ? ?. => ' \" ` ${ @ const let var function class extends new return if else for while do try catch finally switch case throw export from as of await static".split(
      " ",
    ),
  ),
};

/** A file without a single bracket calls nothing; a tagged template is a call, too. */
function couldContainCall(text: string): boolean {
  return text.includes("(") || text.includes("`");
}

const SHARED = { reading: READING, couldContainCall, lower: lowerScript };

export const typescript: Language = {
  ...SHARED,
  id: "typescript",
  grammar: "typescript",
  extensions: [".ts", ".mts", ".cts"],
};

export const tsx: Language = { ...SHARED, id: "tsx", grammar: "tsx", extensions: [".tsx"] };

/** The JavaScript grammar reads JSX, too. */
export const javascript: Language = {
  ...SHARED,
  id: "javascript",
  grammar: "javascript",
  extensions: [".js", ".jsx", ".mjs", ".cjs"],
};
