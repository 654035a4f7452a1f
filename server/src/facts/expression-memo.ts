/** One expression is asked for by many readers; a program never changes, so its answers stay as long as it lives. */
import type { Expr, FileFacts } from "./ir";
import type { Located } from "./located";
import type { Program } from "./program";

interface Kept<T> {
  readonly file: FileFacts;
  readonly fn: number;
  readonly answer: T;
}

export class ExpressionMemo<T> {
  private readonly programs = new WeakMap<Program, WeakMap<Expr, Kept<T>>>();

  /** The answer for the expression where it stands; behind a frame it may be another, and is made anew. */
  get(program: Program, at: Located, make: () => T): T {
    if (at.frame) return make();
    let answers = this.programs.get(program);
    if (!answers) {
      answers = new WeakMap();
      this.programs.set(program, answers);
    }
    const kept = answers.get(at.expr);
    if (kept && kept.file === at.file && kept.fn === at.fn) return kept.answer;
    const answer = make();
    answers.set(at.expr, { file: at.file, fn: at.fn, answer });
    return answer;
  }
}
