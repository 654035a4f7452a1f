/** What fields of Go's structs are called where they are sent. */

/** `MaxTokens` is "max_tokens" on the wire, `ToolCallID` "tool_call_id": the tags that SDKs give their fields. */
export function wireName(field: string): string {
  return field
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}
