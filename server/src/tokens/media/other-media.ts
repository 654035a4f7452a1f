/** Audio, video and documents as input, and video as output, by the makers' formulas. */

import type { PixelSize } from "./image-size";
import { imageRuleOf } from "./image-tokens";

export interface MediaTokens {
  readonly tokens: number;
  /** The formula with its numbers, and what it takes for granted. */
  readonly formula: string;
  readonly source: string;
  /** The maker's own page or measurements were seen. */
  readonly confirmed: boolean;
}

const GEMINI_TOKENS = "https://ai.google.dev/gemini-api/docs/tokens";
const GEMINI_AUDIO_PER_SECOND = 32;
const OPENAI_AUDIO_PER_SECOND = 10;
const QWEN_AUDIO_PER_SECOND = 25;

/** Tokens of spoken input; undefined where no rate is known. */
export function audioTokens(modelId: string, seconds: number): MediaTokens | undefined {
  const rate = audioRate(modelId);
  if (!rate) return undefined;
  const { perSecond, ...rest } = rate;
  return { tokens: Math.ceil(seconds * perSecond), formula: `${seconds} s x ${perSecond}`, ...rest };
}

function audioRate(modelId: string): { perSecond: number; source: string; confirmed: boolean } | undefined {
  if (modelId.startsWith("gemini-"))
    return { perSecond: GEMINI_AUDIO_PER_SECOND, source: GEMINI_TOKENS, confirmed: true };
  if (/^gpt-(4o|realtime)/.test(modelId)) {
    const source = "https://developers.openai.com/api/docs/guides/realtime-costs (not read this year)";
    return { perSecond: OPENAI_AUDIO_PER_SECOND, source, confirmed: false };
  }
  if (/^qwen.*(omni|audio)/.test(modelId)) {
    const source = "https://help.aliyun.com/model-studio/qwen-omni (not read this year)";
    const perSecond = modelId.includes("qwen3-omni") ? QWEN_AUDIO_PER_SECOND / 2 : QWEN_AUDIO_PER_SECOND;
    return { perSecond, source, confirmed: false };
  }
  return undefined;
}

/** Tokens of a video the model watches, with its sound; `fps` = frames looked at per second. Known for Gemini only. */
export function videoInputTokens(modelId: string, seconds: number, fps = 1): MediaTokens | undefined {
  if (!modelId.startsWith("gemini-")) return undefined;
  const perFrame = modelId.startsWith("gemini-2") ? 258 : 70;
  return {
    tokens: Math.ceil(seconds * (fps * perFrame + GEMINI_AUDIO_PER_SECOND)),
    formula: `${seconds} s x (${fps} frames x ${perFrame} + ${GEMINI_AUDIO_PER_SECOND} for sound)`,
    source: GEMINI_TOKENS,
    confirmed: true,
  };
}

/** Text a page of a document holds where nothing is known of it. */
const TEXT_PER_PAGE = { low: 1500, typical: 2200, high: 3000 } as const;
/** A page as an image: A4 at 150 dpi. */
const PAGE: PixelSize = { width: 1240, height: 1754 };

export interface DocumentTokens {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly formula: string;
  readonly source: string;
}

/** Tokens of a PDF: an image per page, and its text where the maker bills it too. Undefined where no rule is known. */
export function documentTokens(modelId: string, pages: number): DocumentTokens | undefined {
  if (modelId.startsWith("gemini-2")) return perPage(pages, 258, false, GEMINI_TOKENS);
  if (modelId.startsWith("gemini-")) return perPage(pages, 560, true, GEMINI_TOKENS);
  const rule = /^(claude|gpt|o\d)/.test(modelId) ? imageRuleOf(modelId) : undefined;
  if (!rule) return undefined;
  const source = modelId.startsWith("claude")
    ? "https://platform.claude.com/docs/en/build-with-claude/pdf-support"
    : "https://developers.openai.com/api/docs/guides/pdf-files";
  return perPage(pages, rule.tokens(PAGE, "auto"), true, source);
}

function perPage(pages: number, image: number, withText: boolean, source: string): DocumentTokens {
  const text = withText ? TEXT_PER_PAGE : { low: 0, typical: 0, high: 0 };
  const words = withText ? ` + ${text.low} to ${text.high} of text` : "";
  return {
    low: pages * (image + text.low),
    typical: pages * (image + text.typical),
    high: pages * (image + text.high),
    formula: `${pages} pages x (${image} for the image${words})`,
    source,
  };
}

export interface Clip extends PixelSize {
  readonly seconds: number;
  readonly fps?: number;
  /** Seconds of video given as input; Seedance 2.0 adds them. */
  readonly inputSeconds?: number;
}

const SEEDANCE_FPS = 24;
const SEEDANCE_DIVISOR = 1024;

/**
 * Tokens Seedance bills for a clip: width x height x fps x seconds / 1024. A billed job of 12 s in 1080p came within 0.4 % of it; the price
 * page's own example for a portrait clip is 10 % above it. A press figure of about 350,000 for 10 s of 1080p does not fit it.
 */
export function seedanceTokens({
  width,
  height,
  seconds,
  fps = SEEDANCE_FPS,
  inputSeconds = 0,
}: Clip): MediaTokens {
  const total = seconds + inputSeconds;
  return {
    tokens: Math.round((width * height * fps * total) / SEEDANCE_DIVISOR),
    formula: `${width} x ${height} x ${fps} fps x ${total} s / ${SEEDANCE_DIVISOR}, assuming the frame is billed as named`,
    source: "https://docs.byteplus.com/en/docs/ModelArk/1544106",
    confirmed: false,
  };
}
