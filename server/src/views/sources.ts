/** Where a quantity comes from, as a link to its line, the name of its setting, or the prior it rests on. */

import { escapeMarkdown } from "../base/markdown";
import type { CallEstimate } from "../estimate/estimate-call";
import type { Place } from "../facts/located";
import { linkTo } from "./markdown";

export interface SourceLinks {
  /** An address that opens the place, or null where there is none. */
  readonly linkOf: (place: Place) => string | null;
  /** `path:line`, as in the quantities' sources. */
  readonly placeText: (place: Place) => string;
}

/** Renders a quantity's source. Quantities carry text, so the estimate's own places are found again by theirs. */
export type SourceText = (source: string) => string;

export function sourceText(estimate: CallEstimate, links: SourceLinks): SourceText {
  const places = new Map(placesOf(estimate).map((place) => [links.placeText(place), place]));
  return (source) => {
    const place = places.get(source);
    if (place) return placeLink(place, links);
    if (source.startsWith("prior:")) return `prior ${escapeMarkdown(source.slice("prior:".length))}`;
    return escapeMarkdown(source);
  };
}

/** `src/a.py:12`, linked where there is an address. */
export function placeLink(place: Place, links: SourceLinks): string {
  const text = escapeMarkdown(links.placeText(place));
  const url = links.linkOf(place);
  return url === null ? text : linkTo(text, url);
}

function placesOf({ call }: CallEstimate): readonly Place[] {
  const { site, shape, prompt } = call;
  const texts = [prompt.system, prompt.firstUser, prompt.history];
  const maybe = [
    site.maxOutputPlace,
    site.stepLimit?.place,
    site.model.literal,
    shape.boundPlace,
    shape.loopPlace,
    shape.growth.place,
  ];
  return [
    { path: site.path, range: site.range },
    ...texts.flatMap((text) => text.parts.map((part) => part.place)),
    ...prompt.tools.map((tool) => tool.place),
    ...maybe.flatMap((place) => (place ? [place] : [])),
    ...shape.results.map((result) => result.place),
    ...shape.outer.map((loop) => loop.place),
  ];
}
