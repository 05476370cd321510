import {html, type Content} from './element.ts';
import type {Figure, Report, Run} from './report.ts';
import {bytesText, countText, percentDeltaText} from './units.ts';

// A name and what it is, one of the facts at the head of the page.
function fact(name: string, value: Content, title?: string): HTMLElement {
  return html('div', {class: 'fact'}, html('dt', {}, name), html('dd', {title}, value));
}

function commitText(report: Report): string {
  const commit = report.environment.git_commit;
  return commit ? commit.slice(0, 12) : (report.environment.git_commit_reason ?? 'not known');
}

// Of the network that was measured; none where external commands were.
function modelFacts({model, scenario}: Report): HTMLElement[] {
  if (!model) return [];
  return [
    fact('Model', `${model.name}, version ${model.format_version}`),
    fact('Size', `${countText(model.parameters)} parameters, ${model.blocks} blocks`),
    fact('File', `${bytesText(model.file_bytes)}, ${bytesText(model.inflated_bytes)} inflated`),
    fact('Content', model.content_sha256.slice(0, 12), `SHA-256 ${model.content_sha256}`),
    fact('Evaluation', `${scenario.board}, ${scenario.precision}, batch ${scenario.batch}`),
  ];
}

function facts(report: Report): HTMLElement {
  const {environment, scenario} = report;
  const memory = environment.memory_bytes;
  return html(
    'dl',
    {class: 'facts'},
    ...modelFacts(report),
    fact('Repeats', `${scenario.repeats}${report.quick ? ' (quick run)' : ''}`),
    fact('Host', `${environment.os} ${environment.kernel}, ${environment.arch}`),
    fact(
      'Processor',
      `${environment.cpu ?? 'not known'}, ${environment.cores} CPUs` +
        (memory === null ? '' : `, ${bytesText(memory)}`),
    ),
    fact('Allocator', environment.allocator),
    fact('Build', `${environment.build_type}, ${environment.compiler}`),
    fact('Commit', commitText(report), environment.git_commit ?? undefined),
    fact('Tidemark', environment.tidemark_version),
  );
}

function median(run: Run, figure: Figure): number | null {
  return run.figures[figure.key]?.median ?? null;
}

// The peak of the baseline beside the smallest peak of all runs on the same backend.
function headline(report: Report): HTMLElement | null {
  const figure = report.figures[0];
  const baseline = report.runs.find((run) => run.is_baseline);
  if (!figure || !baseline) return null;
  const from = median(baseline, figure);
  if (from === null || from === 0) return null;
  let best: Run | null = null;
  let to = from;
  for (const run of report.runs) {
    const value = median(run, figure);
    if (run.backend !== baseline.backend || value === null || value >= to) continue;
    best = run;
    to = value;
  }
  if (!best) return null;
  const big = (label: string, value: string, extra: string): HTMLElement =>
    html(
      'div',
      {class: `headline-figure ${extra}`},
      html('span', {class: 'headline-label'}, label),
      html('span', {class: 'headline-value'}, value),
    );
  return html(
    'div',
    {class: 'headline', role: 'group', 'aria-label': `${figure.title}, baseline and smallest`},
    big(`${figure.title}, ${baseline.lever_set}`, bytesText(from), 'is-from'),
    html('span', {class: 'headline-arrow', 'aria-hidden': 'true'}, '\u2192'),
    big(`with ${best.lever_set}`, bytesText(to), 'is-to'),
    big('difference', percentDeltaText((100 * (to - from)) / from), 'is-saved'),
  );
}

// What was measured, and the one result that matters most.
export function overview(report: Report): HTMLElement {
  const {scenario} = report;
  return html(
    'div',
    {class: 'overview'},
    html(
      'div',
      {class: 'overview-title'},
      html('p', {class: 'eyebrow'}, 'Memory report'),
      html('h1', {}, scenario.name),
      scenario.description ? html('p', {class: 'lead'}, scenario.description) : null,
    ),
    headline(report),
    facts(report),
  );
}
