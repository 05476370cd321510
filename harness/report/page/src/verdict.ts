import {dataTable, tableBehind} from './data_table.ts';
import {html, svg, type Content} from './element.ts';
import type {Check, Report, Warning} from './report.ts';
import {countOf} from './units.ts';

const WORDS = {fail: 'failed', skipped: 'skipped', pass: 'passed'};
const ORDER: Check['status'][] = ['fail', 'skipped', 'pass'];

const MARKS = {
  pass: 'M4 10.5l4 4 8-9',
  fail: 'M5 5l10 10M15 5L5 15',
  skipped: 'M5 10h10',
  warning: 'M10 4.5v7M10 15v.5',
};

function mark(kind: keyof typeof MARKS): SVGSVGElement {
  return svg(
    'svg',
    {class: `mark is-${kind}`, viewBox: '0 0 20 20', 'aria-hidden': 'true'},
    svg('circle', {cx: 10, cy: 10, r: 9.5}),
    svg('path', {d: MARKS[kind]}),
  );
}

function status(check: Check): Content {
  return html('span', {class: `status is-${check.status}`}, mark(check.status), WORDS[check.status]);
}

function failure(check: Check): HTMLElement {
  const measured = [
    check.actual ? `measured ${check.actual}` : '',
    check.limit ? `allowed ${check.limit}` : '',
    check.reason ?? '',
  ].filter((text) => text);
  return html(
    'li',
    {},
    mark('fail'),
    html('div', {}, html('strong', {}, check.name), html('p', {}, measured.join('; '))),
  );
}

function warningItem(warning: Warning): HTMLElement {
  return html(
    'li',
    {},
    mark('warning'),
    html('div', {}, warning.run ? html('strong', {}, `${warning.run} `) : null, warning.message),
  );
}

function verdictText(failed: number, skipped: number, total: number): string {
  if (total === 0) return 'Nothing was checked';
  if (failed === 0 && skipped === 0) return `All ${countOf(total, 'check')} passed`;
  if (failed === 0) return 'No check failed';
  return `${failed} of ${countOf(total, 'check')} failed`;
}

// Did it hold? Checks that failed come first, each with its reason; then what to know when reading.
export function verdict(report: Report): HTMLElement {
  const sorted = ORDER.flatMap((kind) => report.checks.filter((check) => check.status === kind));
  const count = (kind: Check['status']): number =>
    report.checks.filter((check) => check.status === kind).length;
  const failed = count('fail');
  const kind = failed > 0 ? 'fail' : report.checks.length > 0 ? 'pass' : 'skipped';
  const counts = [`${count('pass')} passed`, `${failed} failed`];
  if (count('skipped') > 0) counts.push(`${count('skipped')} skipped`);
  const rows = sorted.map((check) => [
    check.name,
    status(check),
    check.actual,
    check.limit,
    check.reason ?? '',
  ]);
  const columns = ['Check', 'Status', 'Measured', 'Allowed', 'Reason'].map((title) => ({title}));
  return html(
    'section',
    {id: 'verdict', class: `verdict is-${kind}`, 'aria-labelledby': 'verdict-title'},
    html(
      'div',
      {class: 'verdict-head'},
      mark(kind),
      html(
        'div',
        {},
        html('h2', {id: 'verdict-title'}, verdictText(failed, count('skipped'), report.checks.length)),
        html('p', {class: 'counts'}, counts.join(', ')),
      ),
    ),
    failed > 0
      ? html(
          'ul',
          {class: 'notes', 'aria-label': 'Checks that failed'},
          ...sorted.filter((check) => check.status === 'fail').map(failure),
        )
      : null,
    report.warnings.length > 0
      ? html(
          'ul',
          {class: 'notes is-warnings', 'aria-label': 'Warnings'},
          ...report.warnings.map(warningItem),
        )
      : null,
    sorted.length > 0
      ? tableBehind('All checks', dataTable('Checks, failed ones first', columns, rows))
      : null,
  );
}
