import type { Browser } from "playwright-core";

export function launchBrowser(cacheFolder: string): Promise<Browser>;
