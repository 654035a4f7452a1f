/** One expression is asked for by many readers; a program never changes, so its answers stay as long as it lives. */
import type { Expr, FileFacts } from "./ir";
import { frameKey, type Located } from "./located";
import type { Program } from "./program";

interface Kept<T> {
  readonly file: FileFacts;
  readonly fn: number;
  readonly answer: T;
}

export class ExpressionMemo<T> {
  private readonly programs = new WeakMap<Program, WeakMap<Expr, Map<string, Kept<T>>>>();

  /** The answer for the expression where it stands, and behind the calls through which it was come to. */
  get(program: Program, at: Located, make: () => T): T {
    let answers = this.programs.get(program);
    if (!answers) {
      answers = new WeakMap();
      this.programs.set(program, answers);
    }
    let here = answers.get(at.expr);
    if (!here) {
      here = new Map();
      answers.set(at.expr, here);
    }
    const key = frameKey(at.frame);
    const kept = here.get(key);
    if (kept && kept.file === at.file && kept.fn === at.fn) return kept.answer;
    const answer = make();
    here.set(key, { file: at.file, fn: at.fn, answer });
    return answer;
  }
}
