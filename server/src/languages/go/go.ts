/** Go. */
import type { Language } from "../language";
import { lowerModule } from "./module";

const TOKENS =
  "( ) { } [ ] , . ; : package import func type struct interface const var if else for return switch case default select go defer range map chan";

export const GO: Language = {
  id: "go",
  grammar: "go",
  extensions: [".go"],
  reading: {
    boundaries: new Set(["function_declaration", "method_declaration", "func_literal"]),
    ignoredNodes: new Set([
      "interpreted_string_literal_content",
      "raw_string_literal_content",
      "escape_sequence",
      "type_parameter_list",
    ]),
    ignoredTokens: new Set([...TOKENS.split(" "), '"', "`"]),
  },
  couldContainCall: (text) => text.includes("("),
  lower: lowerModule,
};
