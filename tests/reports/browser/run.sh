#!/usr/bin/env bash
# run.sh RENDER_SAMPLE WORK_FOLDER: the tests of the HTML report in a real browser. Needs chromium, node and npm; what
# they use from npm is pinned in package-lock.json and put into the folder, never into the source tree.
set -euo pipefail
render=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$work/"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
for sample in small clustered clean held hostile crowded; do
  "$render" "$sample" html >"$sample.html"
done
CHROMIUM=$(command -v chromium) node --test --test-reporter=spec ./*.test.mjs
