// Copies a report, and gives it texts that try to leave their place in a page.
//
//   node hostile_report.mjs <report> <report to write>

import {readFileSync, writeFileSync} from 'node:fs';

const [from, to] = process.argv.slice(2);
const report = JSON.parse(readFileSync(from, 'utf8'));
const hostile =
  '</script><script>window.escaped = true</script>' +
  '<img src=x onerror="window.escaped = true"><!-- &amp;\u2028';

report.scenario.description = hostile;
report.model.name = hostile;
report.environment.kernel = hostile;
for (const layer of report.model.layers) layer.name += hostile;
for (const run of report.runs) if (run.error === null) run.error_reason = hostile;
for (const check of report.checks) check.reason = hostile;
for (const warning of report.warnings) warning.message = hostile;
writeFileSync(to, JSON.stringify(report));
