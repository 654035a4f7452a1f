/** What a call's code may name: text files are read, of images only the size is. */
import { IMAGE_FILE } from "../prompts/images";
import { HEADER_BYTES, imageSizeOf } from "../tokens/media/image-size";
import type { FolderPort } from "./scanner";

/** The file's text; `<width>x<height>` of an image; undefined where there is neither. */
export async function readResource(folder: FolderPort, path: string): Promise<string | undefined> {
  if (!IMAGE_FILE.test(path)) return folder.readText(path);
  const head = await folder.readHead?.(path, HEADER_BYTES);
  const size = head && imageSizeOf(head);
  return size && `${size.width}x${size.height}`;
}
