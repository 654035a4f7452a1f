/** How a model's maker bills what surrounds the text: framing, tool definitions, images, thinking. */
import { exactly, type Quantity } from "../../base/quantity";
import type { Model } from "../../catalogue/types";
import type { CallSite } from "../../sdks/call-site";
import { type ImageRule, imageRuleOf } from "../../tokens/media/image-tokens";
import { type MessageOverhead, messageOverheadOf, type ToolOverhead, toolOverheadOf } from "./overhead";
import { type Thinking, thinkingOf } from "./reasoning";

export interface Billing {
  readonly tools: ToolOverhead;
  readonly messages: MessageOverhead;
  /** undefined: no formula is known. */
  readonly image: ImageRule | undefined;
  readonly thinking: Thinking;
}

/** `model` undefined: not known; the habits of OpenAI, which most others copy, stand in. */
export function billingOf(model: Model | undefined, site: CallSite): Billing {
  const { effort, budgetTokens } = site.reasoning;
  const effortIsBudget = site.sdk === "litellm";
  return {
    tools: toolOverheadOf(model),
    messages: messageOverheadOf(model),
    image: imageRuleOf(model?.id ?? "gpt-5.5"),
    thinking: thinkingOf({ effort, budgetTokens, effortIsBudget }, model),
  };
}

/** Equal for two models where a call's quantities are the same on both (in the same tokenizer family). */
export function billingKey({ tools, messages, image, thinking }: Billing, site: CallSite): string {
  return JSON.stringify([site.hasTools ? tools : null, messages, image?.id, thinking.share, thinking.cap]);
}

/** An image nobody knows the size of: a thumbnail, a megapixel, a full screen. */
const SIZES = {
  low: { width: 512, height: 512 },
  typical: { width: 1024, height: 1024 },
  high: { width: 1920, height: 1080 },
} as const;

/** Tokens of an image whose size the code does not tell; undefined where the maker's formula is not known. */
export function imageOfUnknownSize({ image }: Billing): Quantity | undefined {
  if (image === undefined) return undefined;
  const [low = 0, typical = 0, high = 0] = [SIZES.low, SIZES.typical, SIZES.high].map((size) =>
    image.tokens(size, "auto"),
  );
  return { low, typical, high, mean: typical, basis: "assumed", source: `prior:image.${image.id}` };
}

/** Tokens of an image of known size. */
export function imageOfSize(
  { image }: Billing,
  size: { readonly width: number; readonly height: number },
  source: string,
): Quantity | undefined {
  return image && exactly(image.tokens(size, "auto"), "counted", source);
}
