/**
 * All files of a workspace as one program: the port through which cross-file analysis reads facts.
 * Answers may be incomplete while a scan runs; the caller re-asks on the next snapshot.
 */
import type { FileFacts } from "./ir";
import type { Located } from "./located";

export interface Program {
  file(path: string): FileFacts | undefined;
  /** Every file known so far, sorted by path. */
  readonly files: readonly FileFacts[];
  /** Workspace path of an imported module, or undefined for packages outside the workspace. */
  resolveModule(fromPath: string, specifier: string): string | undefined;
  /** `from pkg import name` where name is a module of its own. */
  resolveSubmodule(fromPath: string, specifier: string, name: string): string | undefined;
  /**
   * Text of another file of the workspace, named by a literal path in the code (a prompt template). Undefined where it does not
   * exist, lies outside the workspace, or is not loaded yet: the workspace notes the wish and analyses again once it is.
   */
  resource(fromPath: string, path: string): string | undefined;
  /** The tree of a YAML, JSON or TOML file that `resource` would read; undefined where there is none. Absent where nobody parses them. */
  configuration?(fromPath: string, path: string): unknown;
  /** The text that a package outside the workspace exports under a name, as far as a table knows it. */
  constantText?(name: ExternalName): string | undefined;
  /** The other files of a Go package: its names are one scope. Absent where nobody listed the folders. */
  packageOf?(path: string): readonly FileFacts[];
  /** Paths of the workspace's text files (Markdown, templates, YAML), sorted; absent where nobody listed them. `resource("", path)` reads one. */
  readonly textFiles?: readonly string[];
  /**
   * Functions whose calls count when callers are asked for; absent, all do. A program narrowed to one way answers for a request that
   * several ways lead to.
   */
  readonly callsFrom?: (file: FileFacts, fn: number) => boolean;
}

/**
 * What programs over the same files and the same loaded texts share, and others do not: what was worked out over all files is kept by it. A
 * program narrowed to one way shares it with the whole.
 */
export function basisOf(program: Program): object {
  return program.resource;
}

/** A name imported from a package outside the workspace: `from a.b import c` is module "a.b", path ["c"]. */
export interface ExternalName {
  readonly module: string;
  readonly path: readonly string[];
}

/** A member step on an object of an external package: `.chat` or, with `call`, `.bind_tools(...)`. */
export interface Step {
  readonly name: string;
  readonly call: Located | null;
}

/** What an expression stands for, as far as the code tells. */
export type Value =
  /** A literal, container, operation, or a call nobody can follow: the expression that ends the trail. */
  | { readonly kind: "expression"; readonly at: Located }
  | { readonly kind: "function"; readonly file: FileFacts; readonly fn: number }
  | { readonly kind: "class"; readonly cls: ClassInfo }
  /** An object of a class of the workspace. `call` is the constructor call where it is known. */
  | { readonly kind: "instance"; readonly cls: ClassInfo; readonly call: Located | null }
  | { readonly kind: "module"; readonly file: FileFacts }
  /** A class, function or module of a package outside the workspace. */
  | { readonly kind: "external"; readonly name: ExternalName }
  /**
   * What calling an external name yields (`OpenAI(...)`, `create_agent(...)`), or something annotated with it (`client: OpenAI`,
   * call null), followed by member steps: `OpenAI().chat.completions` has steps chat, completions.
   */
  | {
      readonly kind: "external-object";
      readonly origin: ExternalName;
      readonly call: Located | null;
      readonly steps: readonly Step[];
    }
  /** A parameter nothing in its own function explains; `callersOf` may. */
  | { readonly kind: "parameter"; readonly file: FileFacts; readonly fn: number; readonly name: string }
  | { readonly kind: "unknown"; readonly reason: string };

/** A class of the workspace with what its body and its methods bind on `self` / `this`. */
export interface ClassInfo {
  readonly file: FileFacts;
  /** Function in whose scope the class statement stands. */
  readonly fn: number;
  readonly name: string;
  /** Method name -> function index. */
  readonly methods: ReadonlyMap<string, number>;
  /** Attribute name -> what is assigned to it, in source order, with annotations as fall-back. */
  readonly attributes: ReadonlyMap<string, readonly Binding[]>;
  readonly bases: readonly Located[];
  /** Types the class promises to fit, without getting anything from them. */
  readonly promised: readonly Located[];
}

/** One way a name gets its value. */
export type Binding =
  /** `path` is the way into a destructured value: keys or indexes. `operator` is "=" or e.g. "+=". */
  | {
      readonly kind: "assign";
      readonly value: Located;
      readonly path: readonly (string | number)[];
      readonly operator: string;
      readonly annotation: Located | null;
      readonly start: number;
    }
  | {
      readonly kind: "parameter";
      readonly name: string;
      readonly annotation: Located | null;
      readonly defaultValue: Located | null;
      /** The default is one of a command line: a person may give another. */
      readonly isOption?: boolean;
      readonly start: number;
    }
  /** `path` is the way into an item that the loop takes apart. */
  | {
      readonly kind: "loop";
      readonly iterable: Located;
      readonly path: readonly (string | number)[];
      readonly start: number;
    }
  | { readonly kind: "function"; readonly fn: number; readonly start: number }
  | { readonly kind: "class"; readonly cls: ClassInfo; readonly start: number }
  | { readonly kind: "import"; readonly module: string; readonly imported: string; readonly start: number };
