import type {Layer} from './report.ts';

export interface LayerGroup {
  name: string;
  bytes: number;
  layers: Layer[];
}

// The part of a network that a layer belongs to, from its name, which exporters build as a path:
// everything up to the first number in it, else its first two words.
export function groupOf(name: string): string {
  const words = name.split(/[./]/).filter((word) => word !== '' && word !== 'model');
  const number = words.findIndex((word) => /^[a-z_]*\d+$/i.test(word));
  if (number >= 0 && words.length > 1) return words.slice(0, number + 1).join(' ');
  return words[0] ?? name;
}

// A short name for where there is little room: the last word with a number in it, which is what
// tells a layer from its neighbours, else the last word of all.
export function shortName(layer: Layer): string {
  const words = layer.name.split(/[./]/).filter((word) => word !== '');
  const telling = words.filter((word) => /[a-z]\w*\d|conv[a-z]/i.test(word)).pop();
  return (telling ?? words.pop() ?? layer.name).replace(/^normact/, '');
}

// In file order.
export function groupLayers(layers: Layer[]): LayerGroup[] {
  const groups = new Map<string, LayerGroup>();
  for (const layer of layers) {
    const name = groupOf(layer.name);
    const group = groups.get(name) ?? {name, bytes: 0, layers: []};
    group.bytes += layer.stored_bytes;
    group.layers.push(layer);
    groups.set(name, group);
  }
  return [...groups.values()];
}
