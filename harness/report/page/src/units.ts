// Figures as people read them, in the words of harness/report/units.h.

const KIB = 1024;
const MINUS = '\u2212';
// Between a number and its unit a line must not break.
const GAP = '\u00a0';

function signed(text: string, value: number): string {
  if (value > 0) return `+${text}`;
  return value < 0 ? `${MINUS}${text}` : text;
}

export function bytesText(bytes: number): string {
  if (Math.abs(bytes) < KIB) return `${Math.round(bytes)}${GAP}B`;
  let value = bytes / KIB;
  for (const unit of ['KiB', 'MiB']) {
    if (Math.abs(value) < KIB - 0.05) return `${value.toFixed(1)}${GAP}${unit}`;
    value /= KIB;
  }
  return `${value.toFixed(1)}${GAP}GiB`;
}

export function bytesDeltaText(bytes: number): string {
  return signed(bytesText(Math.abs(bytes)), Math.round(bytes));
}

export function percentDeltaText(percent: number): string {
  return signed(`${Math.abs(percent).toFixed(1)}${GAP}%`, percent);
}

export function secondsText(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)}${GAP}ms`;
  return `${seconds.toFixed(2)}${GAP}s`;
}

export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

// A plain number with three significant digits; null stands for an infinite one.
export function numberText(value: number | null): string {
  if (value === null) return 'infinite';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e6) return String(Number(value.toPrecision(3)));
  const [digits, power] = value.toExponential(1).split('e');
  return `${digits}\u00d710${superscript(Number(power))}`;
}

function superscript(power: number): string {
  const digits = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';
  const text = String(Math.abs(power)).replace(/\d/g, (digit) => digits[Number(digit)] ?? '');
  return (power < 0 ? '\u207b' : '') + text;
}

// A share of a limit: 0.048 is "4.8 %".
export function shareText(share: number | null): string {
  if (share === null) return 'infinite';
  return `${(share * 100).toFixed(share < 0.001 ? 2 : 1)}${GAP}%`;
}

// "1 check", "2 checks".
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)}${GAP}${count === 1 ? one : many}`;
}
