/** Prints file facts as short text, so that expectations in tests read like code. */
import type { Argument, Expr, FileFacts, FunctionNode, Param, Stmt } from "../../server/src/facts/ir";

/** The whole module; nested functions stand where they are defined. */
export function printFile(file: FileFacts): string {
  const module = file.functions[0];
  return module ? printBody(file, module, module.facts.body, "").join("\n") : "";
}

/** One function, by name. */
export function printFunction(file: FileFacts, name: string): string {
  const fn = file.functions.find((node) => node.facts.name === name);
  if (!fn) throw new Error(`No function ${name}`);
  return printFunctionLines(file, fn, "").join("\n");
}

/** The first statement's expression, as text: for tables of single expressions. */
export function printFirst(file: FileFacts): string {
  const module = file.functions[0];
  const stmt = module?.facts.body[0];
  if (!module || !stmt) return "";
  return stmt.kind === "expression"
    ? printer(file, module)(stmt.value)
    : printStatement(file, module, stmt, "").join("\n");
}

type Print = (expr: Expr) => string;

function printBody(file: FileFacts, fn: FunctionNode, body: readonly Stmt[], indent: string): string[] {
  return body.flatMap((stmt) => printStatement(file, fn, stmt, indent));
}

function printFunctionLines(file: FileFacts, fn: FunctionNode, indent: string): string[] {
  const { facts } = fn;
  const print = printer(file, fn);
  const decorators = facts.decorators.map((decorator) => `${indent}@${print(decorator)}`);
  const head = `${facts.isAsync ? "async " : ""}fn ${facts.name}(${printParams(facts.params, print)})`;
  const returns = facts.returns ? ` -> ${print(facts.returns)}` : "";
  const owner = fn.className === null ? "" : ` in ${fn.className}`;
  const doc = facts.doc === null ? [] : [`${indent}  doc ${JSON.stringify(facts.doc)}`];
  return [
    ...decorators,
    `${indent}${head}${returns}${owner}`,
    ...doc,
    ...printBody(file, fn, facts.body, `${indent}  `),
  ];
}

function printParams(params: readonly Param[], print: Print): string {
  return params
    .map((param) => {
      const marks = { positional: "", rest: "*", "keyword-rest": "**", pattern: "" }[param.kind];
      const pattern = param.pattern.map((part) => {
        const value = part.defaultValue ? ` = ${print(part.defaultValue)}` : "";
        return `${part.property}: ${part.name}${value}`;
      });
      const name = param.kind === "pattern" ? `{${pattern.join(", ")}}` : param.name;
      const annotation = param.annotation ? `: ${print(param.annotation)}` : "";
      const value = param.defaultValue ? ` = ${print(param.defaultValue)}` : "";
      return `${marks}${name}${annotation}${value}`;
    })
    .join(", ");
}

function printStatement(file: FileFacts, fn: FunctionNode, stmt: Stmt, indent: string): string[] {
  const print = printer(file, fn);
  const block = (body: readonly Stmt[]): string[] => printBody(file, fn, body, `${indent}  `);
  const line = (text: string): string => `${indent}${text}`;
  switch (stmt.kind) {
    case "assign": {
      const annotation = stmt.annotation ? `: ${print(stmt.annotation)}` : "";
      const value = stmt.value ? ` ${stmt.operator} ${print(stmt.value)}` : "";
      return [line(`${print(stmt.target)}${annotation}${value}`)];
    }
    case "expression":
      return [line(print(stmt.value))];
    case "if":
      return [
        line(`if ${print(stmt.test)}`),
        ...block(stmt.then),
        ...(stmt.otherwise.length > 0 ? [line("else"), ...block(stmt.otherwise)] : []),
      ];
    case "loop":
      return [line(printLoopHead(file, fn, stmt)), ...block(stmt.body)];
    case "try":
      return [
        line("try"),
        ...block(stmt.body),
        ...stmt.handlers.flatMap((handler) => [line("except"), ...block(handler)]),
        ...(stmt.finally.length > 0 ? [line("finally"), ...block(stmt.finally)] : []),
      ];
    case "with": {
      const items = stmt.items.map(
        ({ value, target }) => print(value) + (target ? ` as ${print(target)}` : ""),
      );
      return [line(`with ${items.join(", ")}`), ...block(stmt.body)];
    }
    case "function": {
      const child = file.functions[fn.children[stmt.child] ?? -1];
      return child ? printFunctionLines(file, child, indent) : [line("fn ?")];
    }
    case "class":
      return [
        ...stmt.decorators.map((decorator) => line(`@${print(decorator)}`)),
        line(`class ${stmt.name}(${stmt.bases.map(print).join(", ")})${printPromises(stmt, print)}`),
        ...(stmt.doc === null ? [] : [line(`  doc ${JSON.stringify(stmt.doc)}`)]),
        ...block(stmt.body),
      ];
    case "import":
    case "export-from": {
      const names = stmt.names.map(({ imported, local }) => `${imported} as ${local}`);
      return [line(`${stmt.kind} ${stmt.module}: ${names.join(", ")}`)];
    }
    default:
      return [line(stmt.kind + (stmt.value ? ` ${print(stmt.value)}` : ""))];
  }
}

function printPromises({ promised }: Extract<Stmt, { kind: "class" }>, print: Print): string {
  return promised ? ` as ${promised.map(print).join(", ")}` : "";
}

/** `return` and its like are covered by the default above; loops need their four forms told apart. */
function printLoopHead(file: FileFacts, fn: FunctionNode, loop: Extract<Stmt, { kind: "loop" }>): string {
  const print = printer(file, fn);
  const optional = (expr: Expr | null): string => (expr ? print(expr) : "-");
  if (loop.form === "for-each") return `for ${optional(loop.target)} in ${optional(loop.iterable)}`;
  if (loop.form !== "c-for") return `${loop.form} ${optional(loop.test)}`;
  const init = printBody(file, fn, loop.init, "").join(", ");
  return `c-for ${init}; ${optional(loop.test)}; ${optional(loop.update)}`;
}

function printer(file: FileFacts, fn: FunctionNode): Print {
  const print: Print = (expr) => printExpression(expr, print, (child) => inline(file, fn, child));
  return print;
}

function inline(file: FileFacts, fn: FunctionNode, child: number): string {
  const node = file.functions[fn.children[child] ?? -1];
  if (!node) return "fn ?";
  const [head = "", ...body] = printFunctionLines(file, node, "");
  return `${head} { ${body.map((text) => text.trim()).join("; ")} }`;
}

function printExpression(expr: Expr, print: Print, printFn: (child: number) => string): string {
  switch (expr.kind) {
    case "string":
      return JSON.stringify(expr.value);
    case "template": {
      const parts = expr.parts.map((part) => (typeof part === "string" ? part : `\${${print(part)}}`));
      return `\`${parts.join("")}\``;
    }
    case "number":
    case "boolean":
      return String(expr.value);
    case "null":
      return "null";
    case "name":
      return expr.name;
    case "member":
      return `${print(expr.object)}.${expr.name}`;
    case "index":
      return `${print(expr.object)}[${print(expr.index)}]`;
    case "slice":
      return `${print(expr.object)}[${expr.from ? print(expr.from) : ""}:${expr.to ? print(expr.to) : ""}]`;
    case "call":
      return `${expr.isNew ? "new " : ""}${print(expr.callee)}(${expr.args.map((a) => printArgument(a, print)).join(", ")})`;
    case "list":
      return `[${expr.items.map(print).join(", ")}]`;
    case "dict": {
      const entries = expr.entries.map(({ key, value }) => (key ? `${print(key)}: ` : "...") + print(value));
      return `{${entries.join(", ")}}`;
    }
    case "binary":
      return `(${print(expr.left)} ${expr.operator} ${print(expr.right)})`;
    case "unary":
      return `(${expr.operator} ${print(expr.operand)})`;
    case "conditional":
      return `(${print(expr.test)} ? ${print(expr.then)} : ${print(expr.otherwise)})`;
    case "function":
      return printFn(expr.child);
    case "comprehension": {
      const clauses = expr.clauses.map((c) => ` for ${print(c.target)} in ${print(c.iterable)}`);
      const conditions = (expr.conditions ?? []).map((condition) => ` if ${print(condition)}`);
      return `[${print(expr.element)}${clauses.join("")}${conditions.join("")}]`;
    }
    case "await":
      return `await ${print(expr.value)}`;
    case "spread":
      return `...${print(expr.value)}`;
    case "assignment":
      return `(${print(expr.target)} := ${print(expr.value)})`;
    case "other":
      return `other<${expr.operands.map(print).join(", ")}>`;
  }
}

function printArgument(argument: Argument, print: Print): string {
  const name = argument.name === null ? "" : `${argument.name}=`;
  return `${name}${argument.spread ? "..." : ""}${print(argument.value)}`;
}
