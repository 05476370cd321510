import {html, svg} from './element.ts';
import {runKey, type RunStyle} from './run_style.ts';
import {toMib, type Layout} from './timeline_layout.ts';
import {CURVE_TITLES, phaseAt, pointAt, shown, type Scene, type Track} from './timeline_scene.ts';
import type {Tooltip} from './tooltip.ts';
import {bytesText, secondsText} from './units.ts';

const MOST_ROWS = 8;

interface Reading {
  track: Track;
  // Of the curve that is drawn: the point that was read last, and when.
  time: number;
  bytes: number;
  main: string;
  anon: string;
  phase: string;
}

function read(scene: Scene, track: Track, time: number): Reading | null {
  const point = pointAt(track.timeline, time);
  const values = track.timeline[scene.curve];
  if (point === null || !values) return null;
  const {rss_bytes: rss, footprint_bytes: footprint, anon_bytes: anon} = track.timeline;
  const text = (curve: number[] | null): string =>
    curve ? bytesText(curve[point] ?? 0) : 'not measured';
  return {
    track,
    time: track.timeline.times_s[point] ?? 0,
    bytes: values[point] ?? 0,
    main: text(footprint ?? rss),
    anon: text(anon),
    phase: phaseAt(track.timeline, time)?.name ?? 'between phases',
  };
}

// A line across the chart at one moment, moved by the pointer or by keys, with what every visible
// run held then.
export class TimelineCursor {
  private time: number | null = null;
  private scene: Scene | null = null;
  private layout: Layout | null = null;
  private readonly marks = svg('g', {class: 'cursor', 'aria-hidden': 'true'});

  constructor(
    private readonly frame: HTMLElement,
    private readonly tooltip: Tooltip,
    private readonly styles: Map<string, RunStyle>,
  ) {
    frame.addEventListener('pointermove', (event) => this.point(event));
    frame.addEventListener('pointerdown', (event) => this.point(event));
    frame.addEventListener('pointerleave', () => this.moveTo(null));
    frame.addEventListener('blur', () => this.moveTo(null));
    frame.addEventListener('focus', () => {
      if (this.time === null && frame.matches(':focus-visible')) this.moveTo(0);
    });
    frame.addEventListener('keydown', (event) => this.press(event));
  }

  // The chart was drawn anew.
  attach(picture: SVGSVGElement, scene: Scene, layout: Layout): void {
    this.scene = scene;
    this.layout = layout;
    picture.append(this.marks);
    this.moveTo(this.time);
  }

  private point(event: PointerEvent): void {
    if (!this.layout) return;
    const {left, right, x} = this.layout;
    const at = event.clientX - this.frame.getBoundingClientRect().left;
    this.moveTo(at < left - 4 || at > right + 4 ? null : x.invert(at));
  }

  private press(event: KeyboardEvent): void {
    if (!this.scene) return;
    const end = this.scene.until_s;
    const step = (event.shiftKey ? 0.1 : 0.01) * end;
    const now = this.time ?? 0;
    const target: Record<string, number | null> = {
      ArrowRight: now + step,
      ArrowUp: now + step,
      ArrowLeft: now - step,
      ArrowDown: now - step,
      PageUp: now + 0.1 * end,
      PageDown: now - 0.1 * end,
      Home: 0,
      End: end,
      Escape: null,
    };
    if (!(event.key in target)) return;
    event.preventDefault();
    this.moveTo(target[event.key] ?? null);
  }

  private moveTo(time: number | null): void {
    const {scene, layout} = this;
    if (!scene || !layout) return;
    this.time = time === null ? null : Math.min(scene.until_s, Math.max(0, time));
    this.marks.replaceChildren();
    if (this.time === null) {
      this.tooltip.hide();
      return;
    }
    const now = this.time;
    const readings = shown(scene)
      .map((track) => read(scene, track, now))
      .filter((reading) => reading !== null);
    this.mark(layout, now, readings);
    this.tell(layout, scene, now, readings);
  }

  private mark(layout: Layout, time: number, readings: Reading[]): void {
    const x = layout.x(time);
    const y2 = layout.height - 6;
    this.marks.append(svg('line', {x1: x, x2: x, y1: layout.top, y2}));
    for (const {track, time: read, bytes} of readings) {
      const dot = svg('circle', {cx: layout.x(read), cy: layout.y(toMib(bytes)), r: 4});
      dot.style.fill = this.styles.get(track.run.id)?.color ?? '';
      this.marks.append(dot);
    }
  }

  private tell(layout: Layout, scene: Scene, time: number, readings: Reading[]): void {
    const rows = [...readings].sort((a, b) => b.bytes - a.bytes);
    const title = scene.tracks.some((track) => track.timeline.footprint_bytes)
      ? CURVE_TITLES.footprint_bytes
      : CURVE_TITLES.rss_bytes;
    const head = ['', title, 'Anonymous', 'Phase'].map((text) => html('th', {}, text));
    const body = rows.slice(0, MOST_ROWS).map((reading) => {
      const style = this.styles.get(reading.track.run.id);
      return html(
        'tr',
        {},
        html('th', {}, style ? runKey(style) : null, reading.track.run.lever_set),
        html('td', {class: 'number'}, reading.main),
        html('td', {class: 'number'}, reading.anon),
        html('td', {}, reading.phase),
      );
    });
    const more = rows.length - MOST_ROWS;
    this.tooltip.show(
      layout.x(time),
      // Where the card is as wide as the chart it covers the lanes and leaves the curves to see.
      layout.narrow ? layout.height : (layout.top + layout.bottom) / 2,
      html('p', {class: 'tooltip-title'}, `at ${secondsText(time)}`),
      html('table', {}, html('tr', {}, ...head), ...body),
      ...(more > 0 ? [html('p', {}, `and ${more} more`)] : []),
    );
    this.frame.setAttribute('aria-valuenow', time.toFixed(3));
    this.frame.setAttribute(
      'aria-valuetext',
      [
        secondsText(time),
        ...rows.map(
          (row) => `${row.track.run.id} ${row.main}, anonymous ${row.anon}, ${row.phase}`,
        ),
      ].join('; '),
    );
  }
}
