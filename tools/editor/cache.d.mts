export interface CachePaths {
  readonly folder: string;
  readonly node: string;
  readonly server: string;
}

export const root: string;
export const isSupported: boolean;
export function ensureCache(): CachePaths;
