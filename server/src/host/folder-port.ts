/** One workspace folder on disk as the scanner sees it: listing by the shared skip rules, reading below the root only. */
import type { Settings } from "../../../shared/settings";
import type { FolderPort } from "../workspace/scanner";
import { createSkipRules } from "../workspace/skip";
import { createNodeFileSystem } from "./node-file-system";
import { walk } from "./walk";

/** `root` is an absolute path. Settings are asked for at each use, so that changed ones count from the next scan or read on. */
export function createFolderPort(root: string, settings: () => Settings): FolderPort {
  return {
    list: (options) => {
      const { exclude, maxFileSize } = settings();
      return walk(root, { ...options, skip: createSkipRules({ exclude, maxFileSize }) });
    },
    readText: (path) => createNodeFileSystem({ root, maxFileSize: settings().maxFileSize }).readText(path),
  };
}
