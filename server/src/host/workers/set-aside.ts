/** Files that were given up, by path, until their text changes. */
import { hashText } from "../../base/hash";

export class SetAsideFiles {
  private readonly files = new Map<string, { readonly textHash: number; readonly reason: string }>();

  /** Why this very text is set aside. A changed text gets a new chance. */
  reasonFor(path: string, text: string): string | undefined {
    const entry = this.files.get(path);
    if (!entry) return undefined;
    if (entry.textHash === hashText(text)) return entry.reason;
    this.files.delete(path);
    return undefined;
  }

  add(path: string, text: string, reason: string): void {
    this.files.set(path, { textHash: hashText(text), reason });
  }

  /** Sorted by path. */
  list(): readonly { readonly path: string; readonly reason: string }[] {
    const entries = [...this.files].map(([path, { reason }]) => ({ path, reason }));
    return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}
