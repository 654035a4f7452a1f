/**
 * FileFacts: what the analysis knows of one source file, in a form no language owns.
 *
 * A function of (path, text) alone; plain data that survives structuredClone. Languages lower their syntax tree to it,
 * everything above reads only this. Function bodies are kept apart (`FunctionFacts`) with ranges RELATIVE to the
 * function's start, so an edit elsewhere in the file leaves them identical and they need not be lowered or sent again.
 */
import type { Range } from "../base/range";

export type LanguageId = "python" | "typescript" | "tsx" | "javascript" | "markup" | "go";

/** JavaScript in any of its forms, also inside a page. */
export function isScript(language: LanguageId): boolean {
  return language !== "python" && language !== "go";
}

/** Whether code of one can call code of the other. */
export function areOneLanguage(a: LanguageId, b: LanguageId): boolean {
  return a === b || (isScript(a) && isScript(b));
}

export interface FileFacts {
  /** Workspace-relative path with forward slashes. */
  readonly path: string;
  readonly language: LanguageId;
  /** Every function of the file in source order; index 0 is the module itself (`<module>`, start 0). */
  readonly functions: readonly FunctionNode[];
  readonly directives: readonly Directive[];
  /** The parser met broken code or its budget ended early: what is here is right, more may be missing. */
  readonly incomplete: boolean;
}

/** Where a function stands in its file. */
export interface FunctionNode {
  readonly facts: FunctionFacts;
  /** Absolute UTF-16 offset; add it to any range inside `facts`. */
  readonly start: number;
  /** Index of the enclosing function in `functions`; -1 for the module. */
  readonly parent: number;
  /** Indexes of directly nested functions; `{kind: "function", child: i}` in the body means `children[i]`. */
  readonly children: readonly number[];
  /** Name of the innermost enclosing class inside the parent function, if any. */
  readonly className: string | null;
}

/** One function (or the module) with its own statements; nested functions are only referred to. */
export interface FunctionFacts {
  /** "<module>", "<lambda>", or the declared name (for `const f = () => …` and `f: function` the bound name). */
  readonly name: string;
  readonly nameRange: Range;
  readonly range: Range;
  readonly params: readonly Param[];
  readonly decorators: readonly Expr[];
  /** Docstring or JSDoc text without comment marks; null where there is none. */
  readonly doc: string | null;
  readonly isAsync: boolean;
  readonly returns: Expr | null;
  readonly body: readonly Stmt[];
  /** Names that the function says belong to a scope outside (Python's `global` and `nonlocal`), or that it gives a value without declaring them (JavaScript); absent where it says so of none. */
  readonly outerNames?: readonly string[];
}

export interface Param {
  readonly name: string;
  readonly kind: "positional" | "rest" | "keyword-rest" | "pattern";
  readonly annotation: Expr | null;
  readonly defaultValue: Expr | null;
  /** Names bound by a destructuring pattern, with the property each reads. Only for kind "pattern". */
  readonly pattern: readonly {
    readonly property: string;
    readonly name: string;
    readonly defaultValue: Expr | null;
  }[];
  readonly range: Range;
}

export type Stmt =
  /** `target = value`, `target: T = value`, `const x = …`; operator is "=" or "+=" etc. A destructuring target is a list or dict Expr. */
  | {
      readonly kind: "assign";
      readonly target: Expr;
      readonly operator: string;
      readonly value: Expr | null;
      readonly annotation: Expr | null;
      /** The name under which files hold the field of a struct (Go's tags), where it is another one. */
      readonly storedAs?: string;
      readonly range: Range;
    }
  | { readonly kind: "expression"; readonly value: Expr; readonly range: Range }
  | { readonly kind: "return"; readonly value: Expr | null; readonly range: Range }
  | {
      readonly kind: "if";
      readonly test: Expr;
      readonly then: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
      readonly range: Range;
    }
  /**
   * for-each has target and iterable; while and do have test (`while True`: a bool literal); c-for has init, test, update.
   */
  | {
      readonly kind: "loop";
      readonly form: "for-each" | "while" | "do" | "c-for";
      readonly target: Expr | null;
      readonly iterable: Expr | null;
      readonly init: readonly Stmt[];
      readonly test: Expr | null;
      readonly update: Expr | null;
      readonly body: readonly Stmt[];
      readonly range: Range;
    }
  | {
      readonly kind: "try";
      readonly body: readonly Stmt[];
      readonly handlers: readonly (readonly Stmt[])[];
      readonly finally: readonly Stmt[];
      readonly range: Range;
    }
  /** Python `with a as b`, JS `using`: items bind like assignments. */
  | {
      readonly kind: "with";
      readonly items: readonly { readonly value: Expr; readonly target: Expr | null }[];
      readonly body: readonly Stmt[];
      readonly range: Range;
    }
  | { readonly kind: "function"; readonly name: string; readonly child: number; readonly range: Range }
  | {
      readonly kind: "class";
      readonly name: string;
      readonly bases: readonly Expr[];
      /** Types the class promises to fit (`implements`); absent where it names none. */
      readonly promised?: readonly Expr[];
      readonly decorators: readonly Expr[];
      readonly doc: string | null;
      readonly body: readonly Stmt[];
      readonly range: Range;
    }
  | {
      readonly kind: "import";
      readonly module: string;
      readonly names: readonly ImportName[];
      readonly range: Range;
    }
  /** `export { a as b } from "m"` and `export * from "m"` (imported "*", local "*"). */
  | {
      readonly kind: "export-from";
      readonly module: string;
      readonly names: readonly ImportName[];
      readonly range: Range;
    }
  | { readonly kind: "break" | "continue" | "raise"; readonly value: Expr | null; readonly range: Range };

/**
 * `imported` is the exported name, "*" for the whole module (`import a.b as c`, `import * as c`), "default" for a JS default
 * import. `local` is the name bound here ("*" for `from m import *`). Python `import a.b` binds local "a" to module "a"; module
 * "a.b" is still named in `module`. Relative Python modules keep their dots (`..pkg.mod`). `require("m")` lowers to this too.
 */
export interface ImportName {
  readonly imported: string;
  readonly local: string;
}

export interface Argument {
  /** Keyword name (Python); null for positional arguments. JS options objects stay a dict argument. */
  readonly name: string | null;
  /** `*args`, `**kwargs`, `...rest`. */
  readonly spread: boolean;
  readonly value: Expr;
}

export type Expr =
  /** Static text, escapes resolved, adjacent literals joined. */
  | { readonly kind: "string"; readonly value: string; readonly range: Range }
  /** f-string or template literal: text parts and holes in order. */
  | { readonly kind: "template"; readonly parts: readonly (string | Expr)[]; readonly range: Range }
  | { readonly kind: "number"; readonly value: number; readonly range: Range }
  | { readonly kind: "boolean"; readonly value: boolean; readonly range: Range }
  /** None, null, undefined. */
  | { readonly kind: "null"; readonly range: Range }
  | { readonly kind: "name"; readonly name: string; readonly range: Range }
  /** `self.x`, `this.x`, `a?.b`; `this` and `self` are plain names. `nameRange` covers the member's name only. */
  | {
      readonly kind: "member";
      readonly object: Expr;
      readonly name: string;
      readonly nameRange: Range;
      readonly range: Range;
    }
  | { readonly kind: "index"; readonly object: Expr; readonly index: Expr; readonly range: Range }
  /** Python `a[x:y]`; JS `.slice` stays a call. */
  | {
      readonly kind: "slice";
      readonly object: Expr;
      readonly from: Expr | null;
      readonly to: Expr | null;
      readonly range: Range;
    }
  | {
      readonly kind: "call";
      readonly callee: Expr;
      readonly args: readonly Argument[];
      readonly isNew: boolean;
      readonly range: Range;
    }
  /** List, tuple, set, array. */
  | { readonly kind: "list"; readonly items: readonly Expr[]; readonly range: Range }
  /** Dict or object literal. key null = spread of value. Methods are entries whose value is a function. */
  | {
      readonly kind: "dict";
      readonly entries: readonly { readonly key: Expr | null; readonly value: Expr }[];
      readonly range: Range;
    }
  /** Operators as written in the source: + - * / % ** | & == != < > <= >= in, and/&& , or/|| , ??. */
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expr;
      readonly right: Expr;
      readonly range: Range;
    }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expr; readonly range: Range }
  | {
      readonly kind: "conditional";
      readonly test: Expr;
      readonly then: Expr;
      readonly otherwise: Expr;
      readonly range: Range;
    }
  | { readonly kind: "function"; readonly child: number; readonly range: Range }
  | {
      readonly kind: "comprehension";
      readonly element: Expr;
      readonly clauses: readonly { readonly target: Expr; readonly iterable: Expr }[];
      /** Filters (`if` clauses); absent where there are none. */
      readonly conditions?: readonly Expr[];
      readonly range: Range;
    }
  | { readonly kind: "await"; readonly value: Expr; readonly range: Range }
  | { readonly kind: "spread"; readonly value: Expr; readonly range: Range }
  /** `(x := v)` and JS assignment used as an expression. */
  | { readonly kind: "assignment"; readonly target: Expr; readonly value: Expr; readonly range: Range }
  /** Anything the analysis has no use for; operands that hold calls are kept. */
  | { readonly kind: "other"; readonly operands: readonly Expr[]; readonly range: Range };

/** A `farebox:` comment. It applies to the next call site at or below `offset` (absolute). */
export interface Directive {
  readonly offset: number;
  /** Text after `farebox:`, trimmed: `turns=8 output=400`, `ignore`, `model=… host=… region=…`. */
  readonly text: string;
}
