import {hierarchy, treemap, treemapSquarify, type HierarchyRectangularNode} from 'd3-hierarchy';
import {dataTable, tableBehind} from './data_table.ts';
import {html, svg} from './element.ts';
import {groupLayers, shortName, type LayerGroup} from './layer_tree.ts';
import type {Layer, Report} from './report.ts';
import {absent, section} from './section.ts';
import {Tooltip} from './tooltip.ts';
import {bytesText, countText} from './units.ts';

const KINDS = ['convolution', 'batch norm', 'norm', 'matmul', 'linear', 'bias'];

type Node = {group?: LayerGroup; layer?: Layer; children?: Node[]};
type Cell = HierarchyRectangularNode<Node>;

function kindClass(kind: string): string {
  return KINDS.includes(kind) ? `kind-${kind.replace(' ', '-')}` : 'kind-other';
}

function layOut(groups: LayerGroup[], width: number, height: number): Cell {
  const root: Node = {
    children: groups.map((group) => ({group, children: group.layers.map((layer) => ({layer}))})),
  };
  const sized = hierarchy(root)
    .sum((node) => node.layer?.stored_bytes ?? 0)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  return treemap<Node>()
    .tile(treemapSquarify.ratio(1.3))
    .size([width, height])
    .paddingInner(1)
    .paddingOuter(2)
    .paddingTop((node) => (node.depth === 1 && node.x1 - node.x0 > 40 ? 17 : 2))
    .round(true)(sized);
}

// As much of a text as fits, in small type; nothing where that would be a stump.
function fitted(text: string, width: number): string {
  const most = Math.floor((width - 8) / 6.2);
  if (text.length <= most) return text;
  return most >= 4 ? `${text.slice(0, most - 1)}\u2026` : '';
}

function share(bytes: number, total: number): string {
  return `${((100 * bytes) / total).toFixed(2)}\u00a0%`;
}

function label(layer: Layer, total: number): string {
  return `${layer.name}, ${layer.kind}, ${bytesText(layer.stored_bytes)}, ${share(layer.stored_bytes, total)}`;
}

class Treemap {
  readonly frame = html('div', {class: 'treemap-frame'});
  private readonly tooltip: Tooltip;
  private readonly canvas = html('div');
  private cells: SVGGElement[] = [];
  private focused = 0;

  constructor(
    private readonly groups: LayerGroup[],
    private readonly total: number,
  ) {
    this.frame.append(this.canvas);
    this.tooltip = new Tooltip(this.frame);
    this.frame.addEventListener('pointerleave', () => this.tooltip.hide());
    this.frame.addEventListener('keydown', (event) => this.press(event));
    new ResizeObserver(() => this.draw()).observe(this.frame);
  }

  private draw(): void {
    const width = this.frame.clientWidth;
    if (width === 0) return;
    const height = width < 620 ? Math.round(width * 1.35) : Math.round(width * 0.5);
    const root = layOut(this.groups, width, height);
    const picture = svg('svg', {
      class: 'treemap',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'group',
      'aria-label': 'Layers by size; arrow keys move through them',
    });
    for (const node of root.children ?? []) picture.append(this.group(node));
    this.cells = [];
    for (const leaf of root.leaves()) picture.append(this.cell(leaf));
    this.canvas.replaceChildren(picture);
  }

  private group(node: Cell): SVGGElement {
    const width = node.x1 - node.x0;
    const height = node.y1 - node.y0;
    const name = node.data.group?.name ?? '';
    return svg(
      'g',
      {class: 'treemap-group', 'aria-hidden': 'true'},
      svg('rect', {x: node.x0, y: node.y0, width, height, rx: 3}),
      width > 40 && height > 18
        ? svg('text', {x: node.x0 + 5, y: node.y0 + 12.5}, fitted(name, width))
        : null,
    );
  }

  private cell(node: Cell): SVGGElement {
    const layer = node.data.layer as Layer;
    const width = node.x1 - node.x0;
    const height = node.y1 - node.y0;
    const index = this.cells.length;
    const group = svg(
      'g',
      {
        class: `treemap-cell ${kindClass(layer.kind)}`,
        tabindex: index === this.focused ? 0 : -1,
        role: 'img',
        'aria-label': label(layer, this.total),
      },
      svg('rect', {x: node.x0, y: node.y0, width, height, rx: 1}),
    );
    const name = fitted(shortName(layer), width);
    if (height > 16 && name) {
      group.append(svg('text', {x: node.x0 + 5, y: node.y0 + 13}, name));
      if (height > 32 && width > 62) {
        const size = bytesText(layer.stored_bytes);
        group.append(svg('text', {class: 'size', x: node.x0 + 5, y: node.y0 + 27}, size));
      }
    }
    const tell = (): void => this.tell(node, layer);
    group.addEventListener('pointerenter', tell);
    group.addEventListener('focus', tell);
    group.addEventListener('blur', () => this.tooltip.hide());
    this.cells.push(group);
    return group;
  }

  private tell(node: Cell, layer: Layer): void {
    this.tooltip.show(
      (node.x0 + node.x1) / 2,
      (node.y0 + node.y1) / 2,
      html('p', {class: 'tooltip-title'}, layer.name),
      html('p', {}, `${layer.kind}, ${countText(layer.parameters)} parameters`),
      html('p', {}, `${bytesText(layer.stored_bytes)}, ${share(layer.stored_bytes, this.total)}`),
    );
  }

  private press(event: KeyboardEvent): void {
    const last = this.cells.length - 1;
    const target: Record<string, number> = {
      ArrowRight: this.focused + 1,
      ArrowDown: this.focused + 1,
      ArrowLeft: this.focused - 1,
      ArrowUp: this.focused - 1,
      Home: 0,
      End: last,
    };
    if (event.key === 'Escape') this.tooltip.hide();
    const next = target[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.cells[this.focused]?.setAttribute('tabindex', '-1');
    this.focused = Math.min(last, Math.max(0, next));
    this.cells[this.focused]?.setAttribute('tabindex', '0');
    this.cells[this.focused]?.focus();
  }
}

function key(layers: Layer[], total: number): HTMLElement {
  const entries = KINDS.flatMap((kind) => {
    const bytes = layers
      .filter((layer) => layer.kind === kind)
      .reduce((sum, layer) => sum + layer.stored_bytes, 0);
    if (bytes === 0) return [];
    const mark = html('span', {class: `key-mark ${kindClass(kind)}`, 'aria-hidden': 'true'});
    return [html('li', {}, mark, `${kind}, ${bytesText(bytes)} (${share(bytes, total)})`)];
  });
  return html('ul', {class: 'key'}, ...entries);
}

function table(layers: Layer[], total: number): HTMLElement {
  const numeric = true;
  const rows = [...layers]
    .sort((a, b) => b.stored_bytes - a.stored_bytes)
    .map((layer) => [
      layer.name,
      layer.kind,
      countText(layer.parameters),
      bytesText(layer.stored_bytes),
      share(layer.stored_bytes, total),
    ]);
  return dataTable(
    'Layers, largest first',
    [
      {title: 'Layer'},
      {title: 'Kind'},
      {title: 'Parameters', numeric},
      {title: 'Size', numeric},
      {title: 'Share', numeric},
    ],
    rows,
  );
}

// Where the weights are: one rectangle for each layer, as large as its weights.
export function weightTreemap({model, model_reason}: Report): HTMLElement {
  const layers = model?.layers;
  const title = 'Where the weights are';
  if (!layers) {
    const reason = model_reason
      ? `There is no network here: ${model_reason}.`
      : 'This report was made before reports recorded the layers of their network, so there is ' +
        'nothing to draw. Measure again to see them.';
    return section('weights', title, null, absent(reason));
  }
  const total = layers.reduce((sum, layer) => sum + layer.stored_bytes, 0);
  if (total === 0) return section('weights', title, null, absent('The network has no weights.'));
  return section(
    'weights',
    title,
    `${layers.length.toLocaleString('en-US')} layers, ${bytesText(total)} as the network file ` +
      'stores them, in float32. Areas are in proportion to bytes.',
    new Treemap(groupLayers(layers), total).frame,
    key(layers, total),
    tableBehind('Layers as a table', table(layers, total)),
  );
}
