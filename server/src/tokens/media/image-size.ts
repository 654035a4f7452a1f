/** Width and height from the first bytes of an image file. */

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Bytes of a file's start in which the size is found; a JPEG with a large preview inside may need more. */
export const HEADER_BYTES = 65_536;

/** PNG, JPEG, GIF, WebP and BMP; undefined for anything else and for headers that are cut short. */
export function imageSizeOf(bytes: Uint8Array): PixelSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = pngSize(view) ?? gifSize(view) ?? webpSize(view) ?? bmpSize(view) ?? jpegSize(view);
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // The only way a read can fail: past the end of what was given.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function startsWith(view: DataView, text: string, at = 0): boolean {
  if (view.byteLength < at + text.length) return false;
  for (let i = 0; i < text.length; i++) if (view.getUint8(at + i) !== text.charCodeAt(i)) return false;
  return true;
}

function pngSize(view: DataView): PixelSize | undefined {
  if (!startsWith(view, "\u0089PNG\r\n\u001a\n") || !startsWith(view, "IHDR", 12)) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function gifSize(view: DataView): PixelSize | undefined {
  if (!startsWith(view, "GIF8")) return undefined;
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function bmpSize(view: DataView): PixelSize | undefined {
  if (!startsWith(view, "BM") || view.getUint32(14, true) < 40) return undefined;
  // A negative height means rows from the top.
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

function webpSize(view: DataView): PixelSize | undefined {
  if (!startsWith(view, "RIFF") || !startsWith(view, "WEBP", 8)) return undefined;
  if (startsWith(view, "VP8X", 12)) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (startsWith(view, "VP8L", 12)) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (!startsWith(view, "VP8 ", 12)) return undefined;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

/** Walks the segments to the first frame header; Exif may turn the picture, which no formula minds much. */
function jpegSize(view: DataView): PixelSize | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    at += isBare ? 2 : 2 + view.getUint16(at + 2);
  }
}
