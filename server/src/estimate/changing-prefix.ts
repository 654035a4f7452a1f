/** What in the system prompt differs on every turn of a run, so that no turn can read it from a cache. */
import { type Located, type Place, placeOf } from "../facts/located";
import type { RunShape } from "../loops/run-shape";
import type { Prompt } from "../prompts/prompt";

/**
 * Places in the system prompt that are evaluated anew on every turn. What a library repeats, it repeats with the text it was given;
 * what is evaluated outside the loop of the run, in a constructor or on the level of the module, is evaluated once.
 */
export function changingPrefix(call: {
  readonly shape: RunShape;
  readonly prompt: Prompt;
}): readonly Place[] {
  const { shape, prompt } = call;
  if (!shape.loopPlace) return [];
  return prompt.system.changes
    .filter(({ within }) => !within.some((at) => isOncePerRun(shape, at)))
    .map(({ place }) => place);
}

function isOncePerRun({ loopPlace, around }: RunShape, at: Located): boolean {
  const { path, range } = placeOf(at);
  const repeated =
    loopPlace?.path === path && loopPlace.range.start <= range.start && range.end <= loopPlace.range.end;
  if (repeated) return false;
  const { name } = at.file.functions[at.fn]?.facts ?? { name: "" };
  return (
    at.fn === 0 ||
    /^(__init__|constructor)$/.test(name) ||
    around.some((level) => level.path === path && level.fn === at.fn)
  );
}
