export interface Editor {
  readonly origin: string;
  readonly pid: number;
  readonly userSettings: string;
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  stop(): Promise<void>;
}

export function startEditor(
  paths: { readonly node: string; readonly server: string },
  options?: {
    readonly settings?: Record<string, unknown>;
    readonly env?: Record<string, string>;
    readonly log?: string;
    readonly port?: number;
  },
): Promise<Editor>;
