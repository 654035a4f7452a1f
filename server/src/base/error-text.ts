/** What a log says of an error: where it was thrown, for people who mend it. */
export function errorDetails(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
