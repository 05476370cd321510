import {svg} from './element.ts';
import type {Run} from './report.ts';

// What tells runs apart: a colour of a palette that is safe for colour-blind readers, and a dash
// pattern, so that colour is never all there is.
export interface RunStyle {
  color: string;
  dash: string;
}

const COLORS = 7;
const DASHES = ['none', '7 3', '2 3', '9 3 2 3'];

export function runStyles(runs: Run[]): Map<string, RunStyle> {
  const styles = new Map<string, RunStyle>();
  let next = 0;
  for (const run of runs) {
    if (run.is_baseline && !styles.size) {
      styles.set(run.id, {color: 'var(--run-baseline)', dash: 'none'});
      continue;
    }
    styles.set(run.id, {
      color: `var(--run-${(next % COLORS) + 1})`,
      dash: DASHES[Math.floor(next / COLORS) % DASHES.length] ?? 'none',
    });
    next += 1;
  }
  return styles;
}

// A short piece of the run's line.
export function runKey(style: RunStyle): SVGSVGElement {
  const line = svg('line', {x1: 1, y1: 5, x2: 23, y2: 5, class: 'run-key-line'});
  line.style.stroke = style.color;
  line.style.strokeDasharray = style.dash;
  return svg('svg', {class: 'run-key', viewBox: '0 0 24 10', 'aria-hidden': 'true'}, line);
}
