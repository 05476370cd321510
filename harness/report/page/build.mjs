// Makes the page: bundles src/, and puts script, styles and the licences of what was bundled into
// index.html. The policy in the page allows exactly this script and these styles.
//
//   node build.mjs <page to write>

import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';

const target = ['chrome123', 'firefox120', 'safari17.5'];

async function bundle() {
  const result = await build({
    entryPoints: ['src/main.ts'],
    bundle: true,
    minify: true,
    format: 'iife',
    charset: 'ascii',
    legalComments: 'none',
    target,
    metafile: true,
    write: false,
  });
  const packages = new Set();
  for (const input of Object.keys(result.metafile.inputs)) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) packages.add(found[1]);
  }
  return {script: result.outputFiles[0].text.trim(), packages: [...packages].sort()};
}

async function bundleStyles() {
  const result = await build({
    entryPoints: ['styles.css'],
    bundle: true,
    minify: true,
    target,
    write: false,
  });
  return result.outputFiles[0].text.trim();
}

function licenceOf(name) {
  const folder = join('node_modules', name);
  const {version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

// Replaces the one place where `place` stands.
function put(page, place, text) {
  const parts = page.split(place);
  if (parts.length !== 2) throw new Error(`index.html has ${place} ${parts.length - 1} times`);
  return parts.join(text);
}

const {script, packages} = await bundle();
const styles = await bundleStyles();
if (/<\/script|<!--/i.test(script)) throw new Error('the script would end its own element');

let page = readFileSync('index.html', 'utf8');
page = put(page, 'SCRIPT HASH', hash(script));
page = put(page, 'STYLE HASH', hash(styles));
page = put(page, 'LICENCES', escaped(packages.map(licenceOf).join(`\n\n${'-'.repeat(72)}\n\n`)));
page = put(page, '/* STYLES */', styles);
page = put(page, '/* SCRIPT */', script);
writeFileSync(process.argv[2], page);
