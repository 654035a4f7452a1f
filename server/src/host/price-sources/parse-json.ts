/** JSON of the network: a value, or why it is none. */

export function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, "")) as unknown };
  } catch (error) {
    return { problem: `the answer is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
