import type {Phase, Run, Timeline} from './report.ts';

export type Curve = 'footprint_bytes' | 'rss_bytes' | 'anon_bytes';

export const CURVE_TITLES: Record<Curve, string> = {
  footprint_bytes: 'Footprint',
  rss_bytes: 'RSS',
  anon_bytes: 'Anonymous',
};

// A run with the timeline of its representative sample.
export interface Track {
  run: Run;
  timeline: Timeline;
}

// What the chart shows at the moment; the controls change it.
export interface Scene {
  tracks: Track[];
  visible: Set<string>;
  curve: Curve;
  // Up to where time is drawn.
  until_s: number;
}

export function tracksOf(runs: Run[]): Track[] {
  return runs.flatMap((run) => (run.timeline ? [{run, timeline: run.timeline}] : []));
}

// Curves that at least one timeline has, the system's own metric first.
export function curvesOf(tracks: Track[]): Curve[] {
  const curves: Curve[] = ['footprint_bytes', 'rss_bytes', 'anon_bytes'];
  return curves.filter((curve) => tracks.some((track) => track.timeline[curve]));
}

export function shown(scene: Scene): Track[] {
  return scene.tracks.filter((track) => scene.visible.has(track.run.id));
}

// When every run has evaluated or ended.
export function lifeEnd(tracks: Track[]): number {
  return Math.max(0.001, ...tracks.map((track) => track.timeline.end_s));
}

// When every run has its model open: loading and converting are over by then.
export function openedAt(tracks: Track[]): number | null {
  const ends = tracks.flatMap((track) =>
    track.timeline.phases.filter((phase) => phase.name === 'open').map((phase) => phase.end_s),
  );
  return ends.length > 0 ? Math.max(...ends) : null;
}

export function highest(scene: Scene): number {
  let most = 1;
  for (const {timeline} of shown(scene)) {
    for (const bytes of timeline[scene.curve] ?? []) most = Math.max(most, bytes);
  }
  return most;
}

// The point that stands for a moment: the last one that is not after it. Null past the end.
export function pointAt(timeline: Timeline, time: number): number | null {
  if (time > timeline.end_s) return null;
  let low = 0;
  let high = timeline.times_s.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((timeline.times_s[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return timeline.times_s.length > 0 ? low : null;
}

export function phaseAt(timeline: Timeline, time: number): Phase | null {
  return timeline.phases.find((phase) => time >= phase.start_s && time < phase.end_s) ?? null;
}
