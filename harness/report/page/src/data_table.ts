import {html, newId, type Content} from './element.ts';

export interface Column {
  title: string;
  numeric?: boolean;
}

// A table that scrolls by itself where it is wider than the page, by keyboard too. The first cell
// of each row is its heading.
export function dataTable(caption: string, columns: Column[], rows: Content[][]): HTMLElement {
  const id = newId('table');
  const align = (index: number): string | null => (columns[index]?.numeric ? 'number' : null);
  const head = columns.map((column, index) =>
    html('th', {scope: 'col', class: align(index)}, column.title),
  );
  const body = rows.map((row) =>
    html(
      'tr',
      {},
      ...row.map((cell, index) =>
        index === 0
          ? html('th', {scope: 'row', class: align(index)}, cell)
          : html('td', {class: align(index)}, cell),
      ),
    ),
  );
  return html(
    'div',
    {class: 'scroll', tabindex: 0, role: 'region', 'aria-labelledby': id},
    html(
      'table',
      {},
      html('caption', {id}, html('span', {}, caption)),
      html('thead', {}, html('tr', {}, ...head)),
      html('tbody', {}, ...body),
    ),
  );
}

// The table behind a chart, folded away.
export function tableBehind(title: string, table: HTMLElement): HTMLElement {
  return html('details', {class: 'behind'}, html('summary', {}, title), table);
}
