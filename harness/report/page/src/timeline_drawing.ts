import {line} from 'd3-shape';
import {svg} from './element.ts';
import type {Phase} from './report.ts';
import type {RunStyle} from './run_style.ts';
import {toMib, type Layout} from './timeline_layout.ts';
import {shown, type Scene, type Track} from './timeline_scene.ts';
import {secondsText} from './units.ts';

const CLIP = 'timeline-clip';
const PHASES = new Set(['load', 'release', 'convert', 'open', 'warmup', 'evaluate', 'idle']);

function axes(layout: Layout): SVGGElement {
  const {x, y, left, right, bottom, narrow} = layout;
  const group = svg('g', {class: 'axes'});
  for (const tick of y.ticks(6)) {
    group.append(
      svg('line', {class: 'grid', x1: left, x2: right, y1: y(tick), y2: y(tick)}),
      svg('text', {x: left - 8, y: y(tick) + 4, 'text-anchor': 'end'}, tick.toLocaleString('en-US')),
    );
  }
  group.append(svg('text', {class: 'unit', x: left - 8, y: 14, 'text-anchor': 'end'}, 'MiB'));
  for (const tick of x.ticks(narrow ? 4 : 9)) {
    group.append(
      svg('line', {class: 'tick', x1: x(tick), x2: x(tick), y1: bottom, y2: bottom + 5}),
      svg('text', {x: x(tick), y: bottom + 19, 'text-anchor': 'middle'}, `${tick}\u00a0s`),
    );
  }
  group.append(svg('line', {class: 'axis', x1: left, x2: right, y1: bottom, y2: bottom}));
  return group;
}

function curve(scene: Scene, layout: Layout, track: Track, style: RunStyle): SVGPathElement | null {
  const values = track.timeline[scene.curve];
  if (!values) return null;
  const draw = line<number>()
    .x((_, index) => layout.x(track.timeline.times_s[index] ?? 0))
    .y((bytes) => layout.y(toMib(bytes)));
  const path = svg('path', {class: 'curve', d: draw(values), 'data-run': track.run.id});
  path.style.stroke = style.color;
  path.style.strokeDasharray = style.dash;
  return path;
}

function phaseBox(layout: Layout, phase: Phase, top: number, height: number): SVGGElement | null {
  const from = Math.max(layout.left, layout.x(phase.start_s));
  const to = Math.min(layout.right, layout.x(phase.end_s));
  if (to <= from) return null;
  const known = PHASES.has(phase.name) ? `phase-${phase.name}` : 'phase-other';
  const box = svg('g', {class: `phase ${known}`});
  const text = `${phase.name}, ${secondsText(phase.end_s - phase.start_s)}`;
  box.append(
    svg('title', {}, text),
    svg('rect', {x: from, y: top, width: Math.max(1, to - from - 1), height, rx: 2}),
  );
  // About as wide as the word is in small type.
  if (to - from > phase.name.length * 6.6 + 8) {
    box.append(svg('text', {x: from + 6, y: top + height / 2 + 4}, phase.name));
  }
  return box;
}

function lane(layout: Layout, track: Track, style: RunStyle, index: number): SVGGElement {
  const group = svg('g', {class: 'lane', 'data-run': track.run.id});
  const top = layout.lanes + index * layout.lane + (layout.narrow ? 13 : 0);
  const height = 17;
  const swatch = svg('line', {
    class: 'lane-key',
    x1: layout.narrow ? layout.left : 2,
    x2: layout.narrow ? layout.left + 16 : 18,
    y1: layout.narrow ? top - 6 : top + height / 2,
    y2: layout.narrow ? top - 6 : top + height / 2,
  });
  swatch.style.stroke = style.color;
  swatch.style.strokeDasharray = style.dash;
  const name = track.run.lever_set;
  group.append(
    swatch,
    svg(
      'text',
      {
        class: 'lane-name',
        x: layout.narrow ? layout.left + 22 : 24,
        y: layout.narrow ? top - 3 : top + height / 2 + 4,
      },
      !layout.narrow && name.length > 16 ? `${name.slice(0, 15)}\u2026` : name,
    ),
  );
  for (const phase of track.timeline.phases) {
    const box = phaseBox(layout, phase, top, height);
    if (box) group.append(box);
  }
  return group;
}

// The curves of the visible runs over time, and below them a lane for each with its phases.
export function drawTimeline(
  scene: Scene,
  layout: Layout,
  styles: Map<string, RunStyle>,
): SVGSVGElement {
  const {left, right, top, bottom} = layout;
  const picture = svg('svg', {
    class: 'timeline',
    width: layout.width,
    height: layout.height,
    viewBox: `0 0 ${layout.width} ${layout.height}`,
    'aria-hidden': 'true',
  });
  const clip = svg('rect', {x: left, y: top - 4, width: right - left, height: bottom - top + 5});
  const curves = svg('g', {'clip-path': `url(#${CLIP})`});
  const lanes = svg('g', {class: 'lanes'});
  shown(scene).forEach((track, index) => {
    const style = styles.get(track.run.id);
    if (!style) return;
    const path = curve(scene, layout, track, style);
    if (path) curves.append(path);
    lanes.append(lane(layout, track, style, index));
  });
  picture.append(svg('defs', {}, svg('clipPath', {id: CLIP}, clip)), axes(layout), curves, lanes);
  return picture;
}
