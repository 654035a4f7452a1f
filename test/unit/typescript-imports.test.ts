import assert from "node:assert/strict";
import { typescript } from "../../server/src/languages/typescript/languages";
import type { ParserRuntime } from "../../server/src/syntax/parser";
import { factsOf, runtimeWith } from "../support/parser-runtime";
import { printFile } from "../support/print-ir";

describe("TypeScript imports and exports", () => {
  let ready: ParserRuntime;
  before(async () => {
    ready = await runtimeWith("typescript");
  });

  const table: readonly (readonly [string, readonly string[]])[] = [
    ["import x, { a as b, type C } from 'm';", ["import m: default as x, a as b, C as C"]],
    ['import * as n from "m";', ["import m: * as n"]],
    ["import d, * as n from 'm';", ["import m: default as d, * as n"]],
    ["import type { T } from './t';", ["import ./t: T as T"]],
    ["import { default as OpenAI } from 'openai';", ["import openai: default as OpenAI"]],
    ["import 'side';", ["import side: "]],
    ["import data from './x.json' with { type: 'json' };", ["import ./x.json: default as data"]],
    ["import q = require('q');", ["import q: * as q"]],
    ["import a = N.M.x;", ["a = N.M.x"]],
    ["const m = require('m');", ["import m: * as m"]],
    ["const { a, b: c = 1, ...r } = require('m'), d = 2;", ["import m: a as a, b as c, * as r", "d = 2"]],
    ["const O = require('openai').OpenAI;", ["import openai: OpenAI as O"]],
    ["const { x } = await import('m');", ["import m: x as x"]],
    ["const y = (await import('m')).default;", ["import m: default as y"]],
    ["const { a: { b } } = require('m');", ['{"a": {"b": b}} = require("m")']],
    ["const m = require(name);", ["m = require(name)"]],
    ["const p = import('m');", ['p = import("m")']],
    ["export { a as b, c as default } from 'm';", ["export-from m: a as b, c as default"]],
    ["export * from 'm';", ["export-from m: * as *"]],
    ["export * as ns from 'm';", ["export-from m: * as ns"]],
    ["export type { T } from 'm';", ["export-from m: T as T"]],
    ["export { a, b as c, d as default };", ["c = b", "default = d"]],
    ["export const a = 1, b = 2;", ["a = 1", "b = 2"]],
    ["export default function f() {}", ["fn f()", "default = f"]],
    ["export default async function () { g(); }", ["default = async fn default() { g() }"]],
    ["export default () => g();", ["default = fn default() { return g() }"]],
    ["export default class A { m() {} }", ["class A()", "  fn m() in A", "default = A"]],
    ["export default class { m() {} }", ["class default()", "  fn m() in default"]],
    ["export default { a: 1 };", ['default = {"a": 1}']],
    ["export = x;", ["module.exports = x"]],
    ["module.exports = { a, b: () => 1 };", ['module.exports = {"a": a, "b": fn b() { return 1 }}']],
    ["exports.x = y;", ["exports.x = y"]],
  ];

  for (const [source, expected] of table) {
    it(source, () => {
      assert.deepEqual(printFile(factsOf(ready, typescript, source)).split("\n"), expected);
    });
  }
});
