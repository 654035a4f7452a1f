/** Text of others in Markdown: shown as it is, never as markup. */

/** Text of the workspace or the catalogue in Markdown: shown as text, never as a link, image or HTML. */
export function escapeMarkdown(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control and direction marks are what is taken out
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, " ")
      .replace(/[\\`*_{}[\]()#+\-.!|<>~$&:]/g, (mark) => `\\${mark}`)
      .replace(/\n/g, " ")
  );
}

/** Inline code of workspace text: back-ticks and line breaks cannot end it. */
export function inlineCode(text: string): string {
  const clean = text // biome-ignore lint/suspicious/noControlCharactersInRegex: control and direction marks are what is taken out
    .replace(/[\u0000-\u001f\u007f`\u202a-\u202e\u2066-\u2069]/g, " ")
    .slice(0, 200);
  return `\`${clean === "" ? " " : clean}\``;
}
