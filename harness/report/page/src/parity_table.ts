import {dataTable} from './data_table.ts';
import {html, type Content} from './element.ts';
import type {ErrorMetric, ErrorStatistics, KatagoVerdict, OutputErrors, Report, Run} from './report.ts';
import {absent, section} from './section.ts';
import {countOf, numberText, shareText} from './units.ts';

const TITLES: Record<string, string> = {
  winrate: 'Winrate',
  lead: 'Lead',
  score_mean: 'Score mean',
  score_stdev: 'Score spread',
  top_policy: 'Top policy',
  policy_kl: 'Policy divergence',
  shortterm_value_error: 'Short-term value error',
  shortterm_score_error: 'Short-term score error',
  ownership: 'Ownership',
};

const UNITS: Record<string, string> = {'%': '\u00a0%', c: '\u00a0c', '': ''};

function titleOf(metric: string): string {
  return TITLES[metric] ?? metric;
}

function statisticsOf(error: OutputErrors, metric: ErrorMetric): ErrorStatistics | null {
  return (error[metric.key] as ErrorStatistics | null | undefined) ?? null;
}

function valueText(value: number | null, metric: ErrorMetric): string {
  if (value === null) return 'infinite';
  return numberText(value * metric.scale) + (UNITS[metric.unit] ?? '');
}

function margin(share: number | null): HTMLElement {
  const meter = html('span', {class: 'margin', 'aria-hidden': 'true'});
  const fill = html('span', {class: share !== null && share <= 1 ? 'is-within' : 'is-past'});
  fill.style.width = `${100 * Math.min(1, share ?? 1)}%`;
  meter.append(fill);
  return html('span', {class: 'margin-cell'}, meter, shareText(share));
}

// How much of its limits a metric uses, at most; null past all bounds.
function shareOf(statistics: ErrorStatistics, limits: {p99: number; max: number}): number | null {
  if (statistics.p99 === null || statistics.max === null) return null;
  return Math.max(statistics.p99 / limits.p99, statistics.max / limits.max);
}

function closestText(verdict: KatagoVerdict): string {
  const {closest_p99: p99, closest_max: max} = verdict;
  const [closest, statistic] =
    p99.ratio !== null && (max.ratio === null || max.ratio > p99.ratio)
      ? [max, 'maximum']
      : [p99, '99th percentile'];
  const share = closest.ratio === null ? 'infinite' : `${shareText(closest.ratio)} of the limit`;
  return `${titleOf(closest.metric)}, ${statistic}: ${share}`;
}

function errorsTable(report: Report, error: OutputErrors): HTMLElement {
  const limits = error.katago?.limits ?? 'current';
  const rows = report.error_metrics.map((metric): Content[] => {
    const statistics = statisticsOf(error, metric);
    if (!statistics) return [titleOf(metric.key), '\u2013', '\u2013', '\u2013', '\u2013', '\u2013'];
    const allowed = metric.limits[limits];
    return [
      titleOf(metric.key),
      valueText(statistics.mean, metric),
      valueText(statistics.p99, metric),
      valueText(allowed.p99, metric),
      valueText(statistics.max, metric),
      valueText(allowed.max, metric),
      margin(shareOf(statistics, allowed)),
    ];
  });
  const numeric = true;
  return dataTable(
    `Errors over ${countOf(error.positions, 'position')}, with KataGo\u2019s limits for ` +
      (limits === 'fp32' ? 'single precision' : 'half precision'),
    [
      {title: 'Error'},
      {title: 'mean', numeric},
      {title: '99th percentile', numeric},
      {title: 'limit', numeric},
      {title: 'maximum', numeric},
      {title: 'limit', numeric},
      {title: 'of the limit, at most', numeric},
    ],
    rows,
  );
}

// Outputs that were compared with others, and in which runs the errors are these.
interface Comparison {
  // What evaluated, in words; empty where the runs alone tell.
  what: string;
  error: OutputErrors;
  runs: Run[];
}

function comparisonsOf(run: Run): Comparison[] {
  if (run.backends.length === 0) {
    return run.error ? [{what: '', error: run.error, runs: [run]}] : [];
  }
  return run.backends.flatMap((backend) =>
    backend.errors.map((error) => {
      const emulated = backend.emulated ? ', emulated' : '';
      const device = backend.device ? `, ${backend.device}` : '';
      const what = `${backend.backend} ${backend.precision}${emulated}${device}`;
      return {what: `${what}, against ${error.reference}`, error, runs: [run]};
    }),
  );
}

// Runs with the very same errors share a table: the levers do not touch the outputs, so most do.
function alike(runs: Run[]): Comparison[] {
  const groups = new Map<string, Comparison>();
  for (const comparison of runs.flatMap(comparisonsOf)) {
    const key = JSON.stringify([comparison.what, comparison.error]);
    const group = groups.get(key);
    if (group) group.runs.push(...comparison.runs);
    else groups.set(key, comparison);
  }
  return [...groups.values()];
}

function group(report: Report, {what, error, runs}: Comparison): HTMLElement {
  const names = runs.map((run) => html('li', {}, run.id));
  const verdict = error.katago;
  return html(
    'div',
    {class: 'parity-group'},
    html(
      'div',
      {class: 'parity-head'},
      html('ul', {class: 'chips', 'aria-label': 'Runs with these errors'}, ...names),
      html(
        'p',
        {},
        what ? `${what}. ` : '',
        runs.length > 1 ? `${runs.length} runs with exactly the same errors. ` : '',
        verdict
          ? `${verdict.pass ? 'Within' : 'Past'} KataGo\u2019s limits. Closest margin: ` +
              `${closestText(verdict)}. `
          : '',
        `Largest difference of a raw output: ${numberText(error.raw_max_abs)}.`,
      ),
    ),
    errorsTable(report, error),
  );
}

// How far each run's outputs are from the right ones.
export function parityTable(report: Report): HTMLElement {
  const compared = report.runs.filter((run) => run.error);
  const others = report.runs.filter((run) => !run.error);
  const reasons = others.map((run) =>
    html('li', {}, html('strong', {}, run.id), ` ${run.error_reason ?? 'not compared'}`),
  );
  const reference = compared.some((run) => run.error?.reference === 'cases')
    ? 'the recorded cases'
    : 'the Eigen reference';
  return section(
    'parity',
    'Are the outputs still right?',
    `Every position is compared with ${reference}, in what a Go player sees. ` +
      'Limits are those of KataGo\u2019s own backend test (testgpuerror).',
    ...alike(compared).map((comparison) => group(report, comparison)),
    compared.length === 0 ? absent('No run was compared.') : null,
    reasons.length > 0
      ? html('ul', {class: 'reasons', 'aria-label': 'Runs that were not compared'}, ...reasons)
      : null,
  );
}
