import {scaleLinear, type ScaleLinear} from 'd3-scale';
import {highest, shown, type Scene} from './timeline_scene.ts';

const MIB = 1 << 20;

// Where everything in the chart goes, in pixels.
export interface Layout {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  // The top of the first lane of phases, and how far apart lanes are.
  lanes: number;
  lane: number;
  // On narrow screens the names of lanes stand above them.
  narrow: boolean;
  x: ScaleLinear<number, number>;
  // Of MiB.
  y: ScaleLinear<number, number>;
}

export function layOut(scene: Scene, width: number): Layout {
  const narrow = width < 620;
  const left = narrow ? 44 : 132;
  const right = width - (narrow ? 10 : 16);
  const top = 26;
  const bottom = top + (narrow ? 220 : 300);
  const lane = narrow ? 32 : 22;
  const lanes = bottom + 40;
  return {
    width,
    height: lanes + lane * shown(scene).length + 6,
    left,
    right,
    top,
    bottom,
    lanes,
    lane,
    narrow,
    x: scaleLinear([0, scene.until_s], [left, right]),
    y: scaleLinear([0, highest(scene) / MIB], [bottom, top]).nice(6),
  };
}

export function toMib(bytes: number): number {
  return bytes / MIB;
}
