import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { imageSizeOf } from "../../server/src/tokens/media/image-size";
import { imageRuleOf } from "../../server/src/tokens/media/image-tokens";
import {
  audioTokens,
  documentTokens,
  seedanceTokens,
  videoInputTokens,
} from "../../server/src/tokens/media/other-media";

const tokens = (
  model: string,
  width: number,
  height: number,
  detail: "low" | "high" | "auto" = "auto",
): number => imageRuleOf(model)?.tokens({ width, height }, detail) ?? assert.fail(model);

describe("image headers", () => {
  it("of PNG, GIF, JPEG, WebP and BMP hold the size", () => {
    const png = readFileSync(join(__dirname, "../../client/media/icon.png"));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.deepEqual(imageSizeOf(png), { width, height });
    const gif = Buffer.from("GIF89a\u0020\u0003\u0058\u0002", "latin1");
    assert.deepEqual(imageSizeOf(gif), { width: 800, height: 600 });
    const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffc0001108025803200301", "hex");
    assert.deepEqual(imageSizeOf(jpeg), { width: 800, height: 600 });
    const webp = Buffer.from(
      "52494646000000005745425056503858000000000000000000" + "1f0300" + "570200",
      "hex",
    );
    const shifted = Buffer.concat([webp.subarray(0, 24), Buffer.from("1f0300570200", "hex")]);
    assert.deepEqual(imageSizeOf(shifted), { width: 800, height: 600 });
    const bmp = Buffer.alloc(30);
    bmp.write("BM", 0, "latin1");
    bmp.writeUInt32LE(40, 14);
    bmp.writeInt32LE(800, 18);
    bmp.writeInt32LE(-600, 22);
    assert.deepEqual(imageSizeOf(bmp), { width: 800, height: 600 });
  });

  it("of anything else, or cut short, give nothing and never throw", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void imageSizeOf(bytes)));
    const starts = [
      "89504e470d0a1a0a",
      "ffd8ffe0",
      "52494646000000005745425056503858",
      "474946383961",
      "424d",
    ];
    for (const start of starts) assert.equal(imageSizeOf(Buffer.from(start, "hex")), undefined);
  });
});

describe("image tokens", () => {
  it("follow the published measurements for OpenAI's patches", () => {
    const sizes = [
      [256, 256, 77],
      [512, 512, 308],
      [768, 768, 692],
      [1024, 1024, 1229],
      [1280, 720, 1104],
      [1920, 1080, 2448],
      [1080, 1920, 2448],
      [2560, 1440, 4320],
      [3840, 2160, 9792],
      [4032, 3024, 14364],
    ] as const;
    for (const [width, height, expected] of sizes) assert.equal(tokens("gpt-6", width, height), expected);
    assert.equal(tokens("gpt-5.5", 3840, 2160), 9792);
    assert.ok(Math.abs(tokens("gpt-5.5", 4032, 3024) - 11868) / 11868 < 0.02);
    assert.ok(Math.abs(tokens("gpt-6", 3840, 2160, "high") - 2931) / 2931 < 0.04);
  });

  it("follow the published measurements for Claude's patches", () => {
    for (const [width, height, expected] of [
      [256, 256, 100],
      [512, 512, 361],
      [768, 768, 784],
      [1024, 1024, 1369],
      [1280, 720, 1196],
    ] as const) {
      assert.equal(tokens("claude-opus-5-5", width, height), expected);
      assert.equal(tokens("claude-haiku-4-5", width, height), expected);
    }
    assert.equal(tokens("claude-opus-5-5", 1920, 1080), 2691);
    assert.ok(tokens("claude-haiku-4-5", 1920, 1080) <= 1568);
    assert.ok(tokens("claude-opus-5-5", 4032, 3024) <= 4784);
  });

  it("count OpenAI's tiles", () => {
    assert.equal(tokens("gpt-4o", 1024, 1024), 765);
    assert.equal(tokens("gpt-4o", 1920, 1080), 1105);
    assert.equal(tokens("gpt-4o", 4000, 4000, "low"), 85);
  });

  it("hardly depend on the size for Gemini 3", () => {
    assert.equal(tokens("gemini-3-pro-preview", 256, 256), 1120);
    assert.equal(tokens("gemini-2.5-flash", 300, 300), 258);
  });

  it("are positive and bounded for any size, and unknown where no formula is", () => {
    const models = [
      "gpt-4o",
      "gpt-5.5",
      "claude-sonnet-5",
      "gemini-2.5-pro",
      "qwen3-vl-plus",
      "glm-4.6v",
      "grok-4",
    ];
    const side = fc.integer({ min: 1, max: 8000 });
    fc.assert(
      fc.property(fc.constantFrom(...models), side, side, (model, width, height) => {
        const found = tokens(model, width, height);
        assert.ok(found > 0 && found < 60_000, `${model} ${width}x${height}: ${found}`);
      }),
    );
    assert.equal(imageRuleOf("some-text-model"), undefined);
  });
});

describe("other media", () => {
  it("follow Seedance's formula and say what it assumes", () => {
    const clip = seedanceTokens({ width: 1920, height: 1080, seconds: 10 });
    assert.equal(clip.tokens, 486_000);
    assert.match(clip.formula, /1920 x 1080 x 24 fps x 10 s \/ 1024, assuming/);
    const billed = 585_225;
    const twelve = seedanceTokens({ width: 1920, height: 1080, seconds: 12 }).tokens;
    assert.ok(Math.abs(twelve / billed - 1) < 0.005);
    assert.equal(seedanceTokens({ width: 864, height: 480, seconds: 5, inputSeconds: 5 }).tokens, 97_200);
  });

  it("are counted by the second or by the page", () => {
    assert.equal(audioTokens("gemini-2.5-flash", 60)?.tokens, 1920);
    assert.equal(videoInputTokens("gemini-2.5-pro", 10)?.tokens, 2900);
    assert.equal(videoInputTokens("gemini-3-flash-preview", 10)?.tokens, 1020);
    assert.equal(documentTokens("gemini-2.5-pro", 4)?.typical, 1032);
    const claude = documentTokens("claude-sonnet-4-6", 2);
    assert.ok(claude && claude.low < claude.typical && claude.typical < claude.high && claude.low > 3000);
    assert.equal(audioTokens("claude-opus-5", 10), undefined);
    assert.equal(documentTokens("llama-3.3-70b", 3), undefined);
  });
});
