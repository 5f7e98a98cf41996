#!/usr/bin/env bash
# browser_check.sh RENDER_SAMPLE: opens a report full of planted scripts in a real browser and looks at what became of
# the page. `./dev check` runs it; it needs chromium.
set -euo pipefail
render=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "browser_check: $*" >&2; exit 1; }

# dom NAME: the page as it stands after its scripts ran, and what the browser complained of.
dom() {
  "$render" "$1" html >"$work/$1.html"
  HOME=$work timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run \
    --user-data-dir="$work/profile-$1" --enable-logging=stderr --v=0 --dump-dom "file://$work/$1.html" \
    >"$work/$1.dom" 2>"$work/$1.log" || { tail -5 "$work/$1.log" >&2; fail "chromium did not open $1.html"; }
}

dom hostile
grep -q '<title>planted</title>' "$work/hostile.dom" && fail "a planted script ran"
[[ $(grep -o '<script' "$work/hostile.dom" | wc -l) == 1 ]] || fail "there is a script that is not ours"
grep -qi '<img' "$work/hostile.dom" && fail "a planted element is in the page"
grep -q 'class="filter"' "$work/hostile.dom" || fail "our own script did not run"
grep -qi 'content security policy' "$work/hostile.log" && fail "the page breaks its own policy"

dom small
grep -q 'class="copy"' "$work/small.dom" || fail "there are no copy buttons"
[[ $(grep -o '<title>[^<]*' "$work/small.dom") == '<title>Failed · Bookshop' ]] || fail "the title is another"
grep -qi 'content security policy' "$work/small.log" && fail "the page breaks its own policy"
echo "browser_check: the reports are inert and whole"
