// What the page shows, as harness/report/page_data.h writes it. Bytes, seconds and fractions, as in
// a report; null is what was not measured.

export interface Summary {
  min: number;
  median: number;
  max: number;
  n: number;
}

export interface Difference {
  delta: number;
  percent: number | null;
  ci95: [number, number] | null;
  ci95_reason?: string;
  significant: boolean | null;
}

export interface Figure {
  key: string;
  title: string;
  note: string;
  floor_bytes: number | null;
}

// Null beside a reason: "infinite" where the outputs were not numbers.
export interface ErrorStatistics {
  mean: number | null;
  p90: number | null;
  p99: number | null;
  max: number | null;
  n: number;
}

export interface ClosestMetric {
  metric: string;
  ratio: number | null;
}

export interface KatagoVerdict {
  limits: 'fp32' | 'current';
  closest_p99: ClosestMetric;
  closest_max: ClosestMetric;
  pass: boolean;
}

export interface OutputErrors {
  reference: string;
  positions: number;
  raw_max_abs: number | null;
  katago?: KatagoVerdict;
  [metric: string]: unknown;
}

export interface Phase {
  name: string;
  start_s: number;
  end_s: number;
  peak_rss_bytes: number | null;
}

export interface Timeline {
  repeat: number;
  recorded_points: number;
  end_s: number;
  times_s: number[];
  rss_bytes: number[] | null;
  anon_bytes: number[] | null;
  footprint_bytes: number[] | null;
  phases: Phase[];
}

// One of the devices that evaluated in a run.
export interface Backend {
  backend: string;
  device?: string;
  precision: string;
  emulated: boolean;
  errors: OutputErrors[];
}

export interface Run {
  id: string;
  lever_set: string;
  levers: string[];
  backend: string;
  emulated: boolean;
  is_baseline: boolean;
  samples: number;
  samples_ended_well: number;
  artifact: {weight_bin_sha256: string; bytes: number} | null;
  artifact_reason?: string;
  error: OutputErrors | null;
  error_reason?: string;
  // Empty in reports of versions that knew one device only.
  backends: Backend[];
  figures: Record<string, Summary | null>;
  differences: Record<string, Difference | null>;
  timeline: Timeline | null;
}

export interface Limits {
  p99: number;
  max: number;
}

export interface ErrorMetric {
  key: string;
  // What a value is multiplied by for print, and the unit it then has.
  scale: number;
  unit: string;
  limits: {fp32: Limits; current: Limits};
}

export interface Check {
  name: string;
  status: 'pass' | 'fail' | 'skipped';
  actual: string;
  limit: string;
  reason?: string;
}

export interface Warning {
  id: string;
  run?: string;
  message: string;
}

export interface Layer {
  name: string;
  kind: string;
  parameters: number;
  stored_bytes: number;
}

export interface Report {
  scenario: {
    name: string;
    description: string;
    board: string;
    precision: string;
    batch: number;
    repeats: number;
    baseline: string | null;
  };
  quick: boolean;
  environment: {
    os: string;
    kernel: string;
    arch: string;
    cpu: string | null;
    cores: number;
    memory_bytes: number | null;
    allocator: string;
    primary_metric: string;
    tidemark_version: string;
    git_commit: string | null;
    git_commit_reason?: string;
    build_type: string;
    compiler: string;
  };
  model: {
    name: string;
    format_version: number;
    content_sha256: string;
    file_bytes: number;
    inflated_bytes: number;
    parameters: number;
    blocks: number;
    trunk_channels: number;
    synthetic: boolean;
    layers?: Layer[];
  } | null;
  // Why there is no model.
  model_reason?: string;
  figures: Figure[];
  runs: Run[];
  error_metrics: ErrorMetric[];
  checks: Check[];
  warnings: Warning[];
}

export function readReport(): Report {
  const element = document.getElementById('report');
  return JSON.parse(element?.textContent ?? '') as Report;
}
