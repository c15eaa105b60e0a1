#!/usr/bin/env bash
# Builds and runs every test, and prints 'N passed, N failed' (and ', N skipped' where something was skipped) as its last line.
# Tests that read the shared data skip, with that reason, where neither PLUMBLINE_DATA nor ../shared/data is there;
# PLUMBLINE_NO_SKIP=1 turns such a skip into a failure.
set -uo pipefail
cd "$(dirname "$0")"
# Boosted trees are grown by a native library that needs OpenMP's.
if ! ldconfig -p 2>/dev/null | grep -q libgomp.so.1 && command -v apt-get >/dev/null; then
  as_root="$([ "$(id -u)" -eq 0 ] || echo sudo)"
  $as_root apt-get install -y -q libgomp1 >/dev/null || echo "test.sh: libgomp1 could not be installed; tests that grow trees will fail." >&2
fi
dotnet build Plumbline.slnx -c Release --nologo -v quiet || { echo "0 passed, 1 failed"; exit 1; }
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
dotnet test --project tests/Plumbline.Tests -c Release --no-build --no-progress "$@" 2>&1 | tee "$log"
status="${PIPESTATUS[0]}"
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
passed="$(count succeeded)"; failed="$(count failed)"; skipped="$(count skipped)"
[ "$status" -eq 0 ] || [ "${failed:-0}" -gt 0 ] || failed=1
line="${passed:-0} passed, ${failed:-0} failed"
[ "${skipped:-0}" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "${failed:-0}" -eq 0 ] && [ "${passed:-0}" -gt 0 ] && [ "$status" -eq 0 ]
