/** What an image costs as input, by the maker's formula. Each rule names its source; `assumed` ones were not read this year. */
import type { PixelSize } from "./image-size";

export type Detail = "low" | "high" | "auto";

export interface ImageRule {
  readonly id: string;
  /** Tokens of one image; `detail` is OpenAI's word, others ignore it. */
  readonly tokens: (size: PixelSize, detail: Detail) => number;
  readonly source: string;
  /** The maker's own page or measurements were seen; false: from secondary sources or carried over from a sibling. */
  readonly confirmed: boolean;
}

/** OpenAI's tiles of 512 px: `base` once, `tile` for each. */
function tiles(base: number, tile: number, confirmed: boolean): ImageRule {
  return {
    id: "openai-tile",
    source: "https://developers.openai.com/api/docs/guides/images-vision",
    confirmed,
    tokens: (size, detail) => {
      if (detail === "low") return base;
      const fitted = shrunkTo(size, (s) => 2048 / Math.max(s.width, s.height));
      const { width, height } = shrunkTo(fitted, (s) => 768 / Math.min(s.width, s.height));
      return base + Math.ceil(width / 512) * Math.ceil(height / 512) * tile;
    },
  };
}

/** Patches of 32 px times a factor; above `cap` patches the image is scaled down to fit. */
function patches32(factor: number, cap: { readonly high: number; readonly auto: number }): ImageRule {
  return {
    id: "openai-patch",
    source: "https://huggingface.co/datasets/JOHNISKING/image-token-cost (ten measured sizes)",
    confirmed: true,
    tokens: (size, detail) => {
      const most = detail === "auto" ? cap.auto : cap.high;
      return Math.ceil(Math.min(patchesOf(size, 32), patchesWithin(size, 32, most)) * factor);
    },
  };
}

/** Claude: patches of 28 px after scaling to the longest edge and the most patches. */
function claude(longEdge: number, cap: number): ImageRule {
  return {
    id: "anthropic-patch",
    source: "https://platform.claude.com/docs/en/build-with-claude/vision",
    confirmed: true,
    tokens: (size) => {
      const fitted = shrunkTo(size, (s) => longEdge / Math.max(s.width, s.height));
      return Math.min(patchesOf(fitted, 28), patchesWithin(fitted, 28, cap));
    },
  };
}

function patchGrid(
  id: string,
  px: number,
  least: number,
  most: number,
  extra: number,
  source: string,
): ImageRule {
  return {
    id,
    source,
    confirmed: false,
    tokens: (size) =>
      Math.min(most, Math.max(least, Math.round(size.width / px) * Math.round(size.height / px))) + extra,
  };
}

const GEMINI_2: ImageRule = {
  id: "gemini-2",
  source: "https://ai.google.dev/gemini-api/docs/tokens",
  confirmed: true,
  tokens: ({ width, height }) => {
    if (width <= 384 && height <= 384) return 258;
    const unit = Math.min(768, Math.max(256, Math.floor(Math.min(width, height) / 1.5)));
    return 258 * Math.ceil(width / unit) * Math.ceil(height / unit);
  },
};

const GEMINI_3: ImageRule = {
  id: "gemini-3",
  source: "https://ai.google.dev/gemini-api/docs/media-resolution",
  confirmed: true,
  // The default resolution (high); low takes 280, medium 560.
  tokens: () => 1120,
};

const TRANSFORMERS = "image processors in PyPI transformers 5.17.0; the hosted API may cap lower";

/** First match wins; patterns are tried on the catalogue's model id. */
const RULES: readonly { readonly pattern: RegExp; readonly rule: ImageRule }[] = [
  { pattern: /^gpt-4o-mini/, rule: tiles(2833, 5667, true) },
  { pattern: /^gpt-4\.1-mini|^gpt-5-mini/, rule: patches32(1.62, { high: 1536, auto: 1536 }) },
  { pattern: /^gpt-4\.1-nano|^gpt-5-nano/, rule: patches32(2.46, { high: 1536, auto: 1536 }) },
  { pattern: /^o4-mini/, rule: patches32(1.72, { high: 1536, auto: 1536 }) },
  { pattern: /^gpt-4/, rule: tiles(85, 170, true) },
  { pattern: /^o[13]/, rule: tiles(75, 150, false) },
  { pattern: /^gpt-5(\.[123])?(-|$)/, rule: tiles(70, 140, false) },
  { pattern: /^gpt-5/, rule: patches32(1.2, { high: 10_000, auto: 10_000 }) },
  { pattern: /^gpt-6/, rule: patches32(1.2, { high: 2_500, auto: Number.POSITIVE_INFINITY }) },
  { pattern: /^claude-(opus-4-[78]|(opus|sonnet|haiku|fable|mythos)-5)/, rule: claude(2576, 4784) },
  { pattern: /^claude-/, rule: claude(1568, 1568) },
  { pattern: /^gemini-2/, rule: GEMINI_2 },
  { pattern: /^gemini-/, rule: GEMINI_3 },
  { pattern: /^qwen2|^qwen-vl/, rule: patchGrid("qwen-vl-2.5", 28, 4, 1280, 2, TRANSFORMERS) },
  { pattern: /^qwen/, rule: patchGrid("qwen3-vl", 32, 4, 2560, 2, TRANSFORMERS) },
  { pattern: /^kimi-/, rule: patchGrid("kimi", 28, 1, 16_384, 0, TRANSFORMERS) },
  { pattern: /^glm-/, rule: patchGrid("glm", 28, 16, 15_000, 0, TRANSFORMERS) },
  {
    pattern: /^doubao-/,
    rule: patchGrid(
      "doubao",
      28,
      1,
      1312,
      0,
      "https://www.volcengine.com/docs/82379/1362931 (not read this year)",
    ),
  },
  {
    pattern: /^nova-|^amazon\.nova/,
    rule: {
      id: "nova",
      source:
        "https://docs.aws.amazon.com/nova/latest/userguide/modalities-image.html (two published examples)",
      confirmed: false,
      tokens: ({ width, height }) => Math.ceil((width * height) / 650),
    },
  },
  {
    pattern: /^grok-/,
    rule: {
      id: "xai-tile",
      source: "https://docs.x.ai/docs/guides/image-understanding (not read this year)",
      confirmed: false,
      tokens: ({ width, height }) =>
        Math.min(1792, 256 * (1 + Math.ceil(width / 448) * Math.ceil(height / 448))),
    },
  },
  {
    pattern: /^(mistral|ministral|pixtral|magistral)/,
    rule: {
      id: "mistral",
      source: "image processors in PyPI transformers 5.17.0 and mistral-common",
      confirmed: false,
      tokens: (size) => {
        const { width, height } = shrunkTo(size, (s) => 1540 / Math.max(s.width, s.height));
        const rows = Math.ceil(height / 28);
        return rows * Math.ceil(width / 28) + rows;
      },
    },
  },
];

/** The rule of a model; undefined where no formula is known. */
export function imageRuleOf(modelId: string): ImageRule | undefined {
  return RULES.find(({ pattern }) => pattern.test(modelId))?.rule;
}

function shrunkTo(size: PixelSize, scaleOf: (size: PixelSize) => number): PixelSize {
  const scale = scaleOf(size);
  if (scale >= 1) return size;
  return { width: Math.max(1, size.width * scale), height: Math.max(1, size.height * scale) };
}

function patchesOf({ width, height }: PixelSize, px: number): number {
  return Math.ceil(width / px) * Math.ceil(height / px);
}

/** Most patches of the image's shape that fit into the cap. */
function patchesWithin(size: PixelSize, px: number, cap: number): number {
  const patches = patchesOf(size, px);
  if (patches <= cap) return patches;
  const scale = Math.sqrt((cap * px * px) / (size.width * size.height));
  return (
    Math.max(1, Math.floor((size.width * scale) / px)) * Math.max(1, Math.floor((size.height * scale) / px))
  );
}
