#!/usr/bin/env bash
# install.sh FOLDER: fetches the programs that read our reports from npm into FOLDER, once for each package-lock.json.
# What goes wrong stands in FOLDER/install.log; consumers_test shows it and fails.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1
mkdir -p "$folder"
cmp -s "$here/package-lock.json" "$folder/installed" && exit 0
rm -f "$folder/installed"
cp "$here/package.json" "$here/package-lock.json" "$folder"
for attempt in 1 2 3; do
  if (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) >"$folder/install.log" 2>&1; then
    cp "$here/package-lock.json" "$folder/installed"
    exit 0
  fi
done
echo "npm could not install the consumers; see $folder/install.log"
