import {html, type Content} from './element.ts';

// One part of the report, with a heading and a sentence on how to read it.
export function section(
  id: string,
  title: string,
  lead: Content,
  ...contents: Content[]
): HTMLElement {
  return html(
    'section',
    {id, class: 'part', 'aria-labelledby': `${id}-title`},
    html(
      'div',
      {class: 'part-head'},
      html('h2', {id: `${id}-title`}, title),
      lead ? html('p', {class: 'lead'}, lead) : null,
    ),
    ...contents,
  );
}

// What stands in a part that has nothing to show.
export function absent(reason: string): HTMLElement {
  return html('p', {class: 'absent'}, reason);
}
