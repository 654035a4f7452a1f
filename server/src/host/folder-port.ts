/** One workspace folder on disk as the scanner sees it: listing by the shared skip rules, reading below the root only. */
import type { Settings } from "../../../shared/settings";
import type { FolderPort } from "../workspace/scanner";
import { createSkipRules, NOTEBOOK_FACTOR } from "../workspace/skip";
import { createNodeFileSystem, readHead } from "./node-file-system";
import { walk } from "./walk";

/** `root` is an absolute path. Settings are asked for at each use, so that changed ones count from the next scan or read on. */
export function createFolderPort(root: string, settings: () => Settings): FolderPort {
  return {
    list: (options) => {
      const { exclude, maxFileSize } = settings();
      return walk(root, { ...options, skip: createSkipRules({ exclude, maxFileSize }) });
    },
    readText: (path) => {
      const maxFileSize = settings().maxFileSize * (path.endsWith(".ipynb") ? NOTEBOOK_FACTOR : 1);
      return createNodeFileSystem({ root, maxFileSize }).readText(path);
    },
    readHead: (path, bytes) => readHead(root, path, bytes),
  };
}
