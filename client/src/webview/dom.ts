/** Builds elements with text, never with HTML: what the panel shows comes from workspaces and catalogues. */
type Child = Node | string;

interface Attributes {
  readonly class?: string;
  readonly title?: string;
  readonly type?: string;
  readonly [attribute: `aria-${string}`]: string;
  readonly [attribute: `data-${string}`]: string;
  readonly id?: string;
  readonly scope?: string;
  readonly placeholder?: string;
  readonly role?: string;
}

/** An element with attributes and children; strings become text nodes. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const result = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) result.setAttribute(name, String(value));
  result.append(...children);
  return result;
}

export function button(label: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const result = element("button", { type: "button", ...attributes }, label);
  result.addEventListener("click", onClick);
  return result;
}
