// Elements and their contents. Texts become text nodes and nothing else, so that no text of a
// report is ever read as markup.

const SVG = 'http://www.w3.org/2000/svg';

export type Content = Node | string | number | null | undefined | false;
export type Attributes = Record<string, string | number | boolean | null | undefined>;

function fill(element: Element, attributes: Attributes, contents: Content[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const content of contents) {
    if (content === null || content === undefined || content === false) continue;
    element.append(content instanceof Node ? content : String(content));
  }
}

export function html<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...contents: Content[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  fill(element, attributes, contents);
  return element;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...contents: Content[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(SVG, tag) as SVGElementTagNameMap[Tag];
  fill(element, attributes, contents);
  return element;
}

let ids = 0;

// An id that nothing else in the page has.
export function newId(prefix: string): string {
  ids += 1;
  return `${prefix}-${ids}`;
}
