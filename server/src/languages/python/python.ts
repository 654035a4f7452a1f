/** Python. */
import type { Language } from "../language";
import { lowerModule } from "./functions";

/** Tokens nothing in this folder looks at. */
const IGNORED = ["(", ")", "[", "]", "{", "}", ",", ".", ";", "->", "@"];

/** Keywords whose place the fields of the grammar already tell. */
const KEYWORDS = ["def", "class", "if", "elif", "else", "for", "while", "return", "import", "from", "with"];

export const PYTHON: Language = {
  id: "python",
  grammar: "python",
  extensions: [".py", ".pyi", ".pyw", ".ipynb"],
  reading: {
    boundaries: new Set(["function_definition", "decorated_definition", "lambda"]),
    ignoredNodes: new Set(["comment", "line_continuation"]),
    ignoredTokens: new Set([...IGNORED, ...KEYWORDS]),
  },
  couldContainCall: (text) => text.includes("("),
  lower: lowerModule,
};
