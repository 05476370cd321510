import type {Difference, Run} from './report.ts';
import {bytesDeltaText, percentDeltaText} from './units.ts';

// "-548.9 MiB (-89.5 %)".
export function differenceText(difference: Difference): string {
  const delta = bytesDeltaText(difference.delta);
  return difference.percent === null
    ? delta
    : `${delta} (${percentDeltaText(difference.percent)})`;
}

// The 95 % interval, or why there is none.
export function intervalText(difference: Difference): string {
  if (difference.ci95 === null) {
    return `no 95\u00a0% interval: ${difference.ci95_reason ?? 'not measured'}`;
  }
  const [low, high] = difference.ci95;
  const chance = difference.significant === true ? '' : ', may be chance';
  return `95\u00a0%: ${bytesDeltaText(low)} to ${bytesDeltaText(high)}${chance}`;
}

export function differenceOf(run: Run, figure: string): Difference | null {
  return run.differences[figure] ?? null;
}
