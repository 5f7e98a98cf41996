#!/usr/bin/env bash
# Fetches the validators that `./dev bench` holds conform beside, into build/bench-peers: Ajv and @sourcemeta/jsonschema
# from npm, jsonschema-rs from PyPI. A step of its own, since all else takes Debian packages only.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
folder=build/bench-peers
mkdir -p "$folder"
npm install --prefix "$folder" --no-audit --no-fund --silent ajv @sourcemeta/jsonschema
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check jsonschema-rs
echo "the validators lie in $folder"
