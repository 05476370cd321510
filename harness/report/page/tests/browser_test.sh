#!/usr/bin/env bash
# Makes pages from reports and looks at them in a browser.
#
#   browser_test.sh <folder with node_modules> <page> <harness> <measured report> <hand-made report>
#
# Skipped (77) where there is no Node.js, no Chromium or no page; but an error under
# TIDEMARK_REQUIRE_FIXTURES=1. The Chromium is $TIDEMARK_CHROMIUM, else what the system calls so.
set -euo pipefail

export TIDEMARK_PAGE_BUILD=$1 TIDEMARK_HARNESS=$3
page=$2
measured=$4
hand_made=$5

skip() {
  if [ "${TIDEMARK_REQUIRE_FIXTURES:-}" = 1 ]; then
    echo "failed: $1, and fixtures are required" >&2
    exit 1
  fi
  echo "skipped: $1"
  exit 77
}

find_chromium() {
  local name
  for name in "${TIDEMARK_CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

node=$(command -v node || command -v nodejs) || skip "no Node.js (scripts/setup page installs it)"
[ -f "$page" ] || skip "no page: the target report_page was not built"
TIDEMARK_CHROMIUM=$(find_chromium) || skip "no Chromium (scripts/setup page installs it)"
export TIDEMARK_CHROMIUM

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TIDEMARK_PAGE_WORK=$work
export TIDEMARK_PAGE_SHOTS=$TIDEMARK_PAGE_BUILD/screenshots
mkdir -p "$TIDEMARK_PAGE_SHOTS"

cp "$measured" "$work/b18.json"
cp "$hand_made" "$work/hand_made.json"
cd "$TIDEMARK_PAGE_BUILD"
"$node" tests/hostile_report.mjs "$work/hand_made.json" "$work/hostile.json"
"$node" -e '
  const {readFileSync, writeFileSync} = require("node:fs");
  const report = JSON.parse(readFileSync(process.argv[1], "utf8"));
  delete report.model.layers;
  writeFileSync(process.argv[2], JSON.stringify(report));
' "$work/hand_made.json" "$work/older.json"
for name in b18 hand_made hostile older; do
  "$TIDEMARK_HARNESS" report "$work/$name.json" --format html --out "$work/$name.html"
done

"$node" node_modules/typescript/bin/tsc --noEmit
# Not exec: the folder is to go away in the end.
"$node" --test tests/
