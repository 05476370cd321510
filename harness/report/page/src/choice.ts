import {html, newId} from './element.ts';

export interface Option {
  value: string;
  title: string;
}

// One of a few, as radio buttons in a row: arrow keys move between them.
export function choice(
  label: string,
  options: Option[],
  chosen: string,
  onChoose: (value: string) => void,
): HTMLElement {
  const name = newId('choice');
  const buttons = options.map((option) => {
    const input = html('input', {
      type: 'radio',
      name,
      value: option.value,
      checked: option.value === chosen,
    });
    input.addEventListener('change', () => onChoose(option.value));
    return html('label', {class: 'choice-option'}, input, html('span', {}, option.title));
  });
  return html(
    'fieldset',
    {class: 'choice'},
    html('legend', {}, label),
    html('div', {class: 'choice-row'}, ...buttons),
  );
}
