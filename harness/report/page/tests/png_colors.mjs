// Does a PNG of the browser (8 bits a channel, not interlaced) have so many colours?

import {inflateSync} from 'node:zlib';

const CHANNELS = {2: 3, 6: 4};

function paeth(a, b, c) {
  const [left, up, corner] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (left <= up && left <= corner) return a;
  return up <= corner ? b : c;
}

// PNG, second edition, section 9: filter types 0 to 4.
function unfilter(type, row, above, step) {
  for (let i = 0; i < row.length; ++i) {
    const a = i >= step ? row[i - step] : 0;
    const b = above[i];
    const c = i >= step ? above[i - step] : 0;
    row[i] += [0, a, b, (a + b) >> 1, paeth(a, b, c)][type];
  }
}

export function hasColors(png, least) {
  const width = png.readUInt32BE(16);
  const step = CHANNELS[png[25]];
  const parts = [];
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const data = inflateSync(Buffer.concat(parts));
  const colors = new Set();
  const length = width * step;
  let above = Buffer.alloc(length);
  for (let at = 0; at < data.length; at += length + 1) {
    const row = data.subarray(at + 1, at + 1 + length);
    unfilter(data[at], row, above, step);
    for (let i = 0; i < length; i += step) colors.add(row.readUIntBE(i, 3));
    if (colors.size >= least) return true;
    above = row;
  }
  return false;
}
