import {html} from './element.ts';
import {leverBars} from './lever_bars.ts';
import {overview} from './overview.ts';
import {parityTable} from './parity_table.ts';
import {readReport} from './report.ts';
import {runStyles} from './run_style.ts';
import {themeSwitch} from './theme_switch.ts';
import {timelinePart} from './timeline_part.ts';
import {verdict} from './verdict.ts';
import {weightTreemap} from './weight_treemap.ts';

const LINKS = [
  ['verdict', 'Verdict'],
  ['levers', 'Levers'],
  ['timeline', 'Timeline'],
  ['parity', 'Parity'],
  ['weights', 'Weights'],
];

const report = readReport();
document.title = `${report.scenario.name}: ${report.model?.name ?? 'commands'} \u2013 Tidemark`;
document.querySelector('.bar-theme')?.append(themeSwitch());
document
  .querySelector('.bar-nav')
  ?.append(...LINKS.map(([id, title]) => html('a', {href: `#${id}`}, title)));
document
  .querySelector('main')
  ?.append(
    overview(report),
    verdict(report),
    leverBars(report),
    timelinePart(report, runStyles(report.runs)),
    parityTable(report),
    weightTreemap(report),
  );
