import {choice} from './choice.ts';
import {dataTable, tableBehind} from './data_table.ts';
import {html, type Content} from './element.ts';
import type {Report} from './report.ts';
import {runKey, type RunStyle} from './run_style.ts';
import {absent, section} from './section.ts';
import {TimelineCursor} from './timeline_cursor.ts';
import {drawTimeline} from './timeline_drawing.ts';
import {layOut} from './timeline_layout.ts';
import {
  CURVE_TITLES,
  curvesOf,
  lifeEnd,
  openedAt,
  tracksOf,
  type Curve,
  type Scene,
  type Track,
} from './timeline_scene.ts';
import {Tooltip} from './tooltip.ts';
import {bytesText, secondsText} from './units.ts';

// More lines than this at once are hard to tell apart.
const MOST_AT_FIRST = 7;

function toggles(
  scene: Scene,
  styles: Map<string, RunStyle>,
  redraw: () => void,
  highlight: (run: string | null) => void,
): HTMLElement {
  const inputs: HTMLInputElement[] = [];
  const labels = scene.tracks.map(({run}) => {
    const style = styles.get(run.id);
    const input = html('input', {type: 'checkbox', value: run.id});
    input.checked = scene.visible.has(run.id);
    input.addEventListener('change', () => {
      if (input.checked) scene.visible.add(run.id);
      else scene.visible.delete(run.id);
      redraw();
    });
    inputs.push(input);
    const label = html('label', {class: 'toggle'}, input, style ? runKey(style) : null, run.id);
    for (const event of ['pointerenter', 'focusin']) {
      label.addEventListener(event, () => highlight(run.id));
    }
    for (const event of ['pointerleave', 'focusout']) {
      label.addEventListener(event, () => highlight(null));
    }
    return label;
  });
  const all = (title: string, on: boolean): HTMLButtonElement => {
    const button = html('button', {type: 'button', class: 'small'}, title);
    button.addEventListener('click', () => {
      scene.visible = new Set(on ? scene.tracks.map((track) => track.run.id) : []);
      for (const input of inputs) input.checked = on;
      redraw();
    });
    return button;
  };
  return html(
    'fieldset',
    {class: 'toggles'},
    html('legend', {}, 'Runs'),
    html('div', {class: 'toggle-row'}, ...labels, all('All', true), all('None', false)),
  );
}

function phaseTable(tracks: Track[]): HTMLElement {
  const rows = tracks.flatMap(({run, timeline}) =>
    timeline.phases.map((phase): Content[] => [
      run.id,
      phase.name,
      secondsText(phase.start_s),
      secondsText(phase.end_s - phase.start_s),
      phase.peak_rss_bytes === null ? 'not known' : bytesText(phase.peak_rss_bytes),
    ]),
  );
  const numeric = true;
  return dataTable(
    'Phases of the samples that are shown',
    [
      {title: 'Run'},
      {title: 'Phase'},
      {title: 'Begins at', numeric},
      {title: 'Lasts', numeric},
      {title: 'Peak RSS', numeric},
    ],
    rows,
  );
}

function note(tracks: Track[]): string {
  const most = Math.max(...tracks.map((track) => track.timeline.recorded_points));
  return (
    'Each run is shown by one of its samples, the one whose peak is the median: ' +
    tracks.map(({run, timeline}) => `${run.lever_set} repeat ${timeline.repeat + 1}`).join(', ') +
    `. Of up to ${most.toLocaleString('en-US')} readings at most 300 are drawn, ` +
    'every smallest and largest among them.'
  );
}

// Memory over time, one line for each run, with the phases of its life below.
export function timelinePart(report: Report, styles: Map<string, RunStyle>): HTMLElement {
  const title = 'Memory over time';
  const tracks = tracksOf(report.runs);
  const curves = curvesOf(tracks);
  const first = curves[0];
  if (!first) return section('timeline', title, null, absent('No sample that ended well has a timeline.'));
  const scene: Scene = {
    tracks,
    visible: new Set(tracks.slice(0, MOST_AT_FIRST).map((track) => track.run.id)),
    curve: first,
    until_s: lifeEnd(tracks),
  };
  const canvas = html('div', {class: 'timeline-canvas'});
  const plot = html(
    'div',
    {
      class: 'plot',
      tabindex: 0,
      role: 'slider',
      'aria-label': 'Moment in the chart of memory over time',
      'aria-valuemin': 0,
      'aria-valuemax': scene.until_s.toFixed(3),
      'aria-valuenow': 0,
      'aria-valuetext': 'Arrow keys move through time',
    },
    canvas,
  );
  const cursor = new TimelineCursor(plot, new Tooltip(plot), styles);
  const redraw = (): void => {
    if (plot.clientWidth === 0) return;
    const layout = layOut(scene, plot.clientWidth);
    const picture = drawTimeline(scene, layout, styles);
    canvas.replaceChildren(picture);
    plot.setAttribute('aria-valuemax', scene.until_s.toFixed(3));
    cursor.attach(picture, scene, layout);
  };
  const highlight = (run: string | null): void => {
    for (const mark of canvas.querySelectorAll<SVGElement>('[data-run]')) {
      mark.classList.toggle('is-dim', run !== null && mark.dataset.run !== run);
    }
  };
  new ResizeObserver(redraw).observe(plot);

  const opened = openedAt(tracks);
  const spans = [{value: 'life', title: 'Whole life'}];
  if (opened !== null) spans.push({value: 'opened', title: 'Until opened'});
  return section(
    'timeline',
    title,
    note(tracks),
    html(
      'div',
      {class: 'controls'},
      choice(
        'Memory',
        curves.map((curve) => ({value: curve, title: CURVE_TITLES[curve]})),
        first,
        (value) => {
          scene.curve = value as Curve;
          redraw();
        },
      ),
      spans.length > 1
        ? choice('Time', spans, 'life', (value) => {
            scene.until_s = value === 'opened' && opened !== null ? opened : lifeEnd(tracks);
            redraw();
          })
        : null,
    ),
    toggles(scene, styles, redraw, highlight),
    plot,
    tableBehind('Phases as a table', phaseTable(tracks)),
  );
}
