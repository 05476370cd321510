import {choice} from './choice.ts';
import {dataTable, tableBehind} from './data_table.ts';
import {differenceOf, differenceText, intervalText} from './difference.ts';
import {html, type Content} from './element.ts';
import type {Figure, Report, Run} from './report.ts';
import {absent, section} from './section.ts';
import {bytesText} from './units.ts';

// What stands as a thin bar under each bar: peaks beside steady figures and the other way round.
const COMPANIONS: Record<string, string> = {
  peak_rss_bytes: 'steady_rss_bytes',
  steady_rss_bytes: 'peak_rss_bytes',
  steady_anon_bytes: 'steady_rss_bytes',
  conversion_peak_rss_bytes: 'peak_rss_bytes',
  peak_footprint_bytes: 'steady_footprint_bytes',
  steady_footprint_bytes: 'peak_footprint_bytes',
};

function median(run: Run | undefined, figure: Figure | undefined): number | null {
  return (run && figure && run.figures[figure.key]?.median) ?? null;
}

function place(element: HTMLElement, from: number, to: number, most: number): HTMLElement {
  element.style.left = `${(100 * from) / most}%`;
  element.style.width = `${(100 * Math.max(0, to - from)) / most}%`;
  return element;
}

function baselineOf(report: Report, run: Run): Run | undefined {
  return report.runs.find((other) => other.is_baseline && other.backend === run.backend);
}

function track(report: Report, run: Run, figure: Figure, companion: Figure | undefined, most: number) {
  const value = median(run, figure);
  const bars = html('div', {class: 'bar-track', 'aria-hidden': 'true'});
  if (value === null) return bars;
  const from = median(baselineOf(report, run), figure);
  const difference = differenceOf(run, figure.key);
  if (from !== null && from > value && !run.is_baseline) {
    bars.append(place(html('span', {class: 'bar-saved'}), value, from, most));
  }
  bars.append(place(html('span', {class: 'bar-value'}), 0, value, most));
  if (from !== null && difference?.ci95) {
    const [low, high] = difference.ci95;
    bars.append(
      place(html('span', {class: 'bar-interval'}), Math.max(0, from + low), from + high, most),
    );
  }
  const beside = median(run, companion);
  if (beside !== null) {
    bars.append(place(html('span', {class: 'bar-companion'}), 0, beside, most));
  }
  if (figure.floor_bytes !== null) {
    bars.append(place(html('span', {class: 'bar-floor'}), figure.floor_bytes, 0, most));
  }
  return bars;
}

function differenceCell(run: Run, figure: Figure): HTMLElement {
  const difference = differenceOf(run, figure.key);
  if (run.is_baseline) return html('div', {class: 'bar-difference is-quiet'}, 'baseline');
  if (!difference) {
    return html('div', {class: 'bar-difference is-quiet'}, 'not compared with a baseline');
  }
  return html(
    'div',
    {class: `bar-difference${difference.significant === true ? '' : ' is-unclear'}`},
    html('span', {class: 'bar-delta'}, differenceText(difference)),
    html('span', {class: 'bar-ci'}, intervalText(difference)),
  );
}

function row(report: Report, run: Run, figure: Figure, companion: Figure | undefined, most: number) {
  const value = median(run, figure);
  const levers = run.levers.length > 0 ? run.levers.join(', ') : 'no lever';
  return html(
    'li',
    {class: `bar-row${run.is_baseline ? ' is-baseline' : ''}`},
    html(
      'div',
      {class: 'bar-name', title: levers},
      html('span', {class: 'bar-set'}, run.lever_set),
      html('span', {class: 'bar-backend'}, run.backend + (run.emulated ? ', emulated' : '')),
    ),
    track(report, run, figure, companion, most),
    html('div', {class: 'bar-number'}, value === null ? 'not measured' : bytesText(value)),
    differenceCell(run, figure),
  );
}

function key(figure: Figure, companion: Figure | undefined): HTMLElement {
  const entry = (mark: string, text: string): HTMLElement =>
    html('li', {}, html('span', {class: `key-mark ${mark}`, 'aria-hidden': 'true'}), text);
  return html(
    'ul',
    {class: 'key'},
    entry('is-value', `${figure.title}: ${figure.note}`),
    entry('is-saved', 'saved against the baseline'),
    companion ? entry('is-companion', companion.title) : null,
    figure.floor_bytes === null
      ? null
      : entry('is-floor', `floor, ${bytesText(figure.floor_bytes)}: a process that does nothing`),
  );
}

function table(report: Report): HTMLElement {
  const columns = [{title: 'Run'}, {title: 'Levers'}];
  for (const figure of report.figures) {
    columns.push({title: figure.title}, {title: `${figure.title}, against the baseline`});
  }
  const rows = report.runs.map((run) => {
    const cells: Content[] = [run.id, run.levers.join(', ') || 'none'];
    for (const figure of report.figures) {
      const summary = run.figures[figure.key];
      cells.push(
        summary
          ? `${bytesText(summary.median)} (${bytesText(summary.min)} to ${bytesText(summary.max)}, ` +
              `n = ${summary.n})`
          : 'not measured',
      );
      const difference = differenceOf(run, figure.key);
      cells.push(difference ? `${differenceText(difference)}; ${intervalText(difference)}` : '');
    }
    return cells;
  });
  return dataTable('Medians, smallest and largest of the repeats', columns, rows);
}

// What each lever set costs and saves, one bar for each run.
export function leverBars(report: Report): HTMLElement {
  const title = 'What the levers save';
  const first = report.figures[0];
  if (!first) return section('levers', title, null, absent('No run has a figure to show.'));
  const list = html('ul', {class: 'bars', 'aria-label': 'Runs'});
  const legend = html('div', {class: 'key-frame'});
  const show = (chosen: string): void => {
    const figure = report.figures.find((each) => each.key === chosen) ?? first;
    const companion = report.figures.find((each) => each.key === COMPANIONS[figure.key]);
    const most = Math.max(
      1,
      ...report.runs.flatMap((run) => [median(run, figure) ?? 0, median(run, companion) ?? 0]),
    );
    list.replaceChildren(...report.runs.map((run) => row(report, run, figure, companion, most)));
    legend.replaceChildren(key(figure, companion));
  };
  show(first.key);
  const options = report.figures.map((figure) => ({value: figure.key, title: figure.title}));
  const baseline = report.scenario.baseline;
  return section(
    'levers',
    title,
    `Medians over the repeats, each in a process of its own. ` +
      (baseline
        ? `Differences are from \u201c${baseline}\u201d, with their 95\u00a0% intervals.`
        : 'The scenario has no set without levers, so there is nothing to compare with.'),
    html('div', {class: 'controls'}, choice('Figure', options, first.key, show)),
    list,
    legend,
    tableBehind('All figures as a table', table(report)),
  );
}
