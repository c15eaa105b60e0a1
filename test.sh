#!/usr/bin/env bash
# Builds and runs every test, and prints 'N passed, N failed' (and ', N skipped' where something was skipped) as its last line.
# Arguments, such as --filter-class "*DetectorTests", go to both test projects.
# Tests that read the shared data skip, with that reason, where neither PLUMBLINE_DATA nor ../shared/data is there, those that start PostgreSQL where it is not installed;
# PLUMBLINE_NO_SKIP=1 turns such a skip into a failure.
set -uo pipefail
cd "$(dirname "$0")"

# install PACKAGE WITHOUT: a package of Debian's, and what it means not to have it.
install() {
  local as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo"
  command -v apt-get >/dev/null && {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" >/dev/null 2>&1 ||
      { $as_root apt-get update -q >/dev/null && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1" >/dev/null; }
  } || echo "test.sh: $1 could not be installed; $2." >&2
}
# Boosted trees are grown by a native library that needs OpenMP's.
! ldconfig -p 2>/dev/null | grep -q libgomp.so.1 && command -v apt-get >/dev/null && install libgomp1 "tests that grow trees will fail"
# Studies are tested on a server that the tests start themselves; the one that Debian makes of its own is not touched.
command -v initdb >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || install postgresql "tests of stores in PostgreSQL will skip"

dotnet build Plumbline.slnx -c Release --nologo -v quiet || { echo "0 passed, 1 failed"; exit 1; }
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
passed=0; failed=0; skipped=0
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
for project in tests/Plumbline.Tests tests/Plumbline.SystemTests; do
  # With arguments a project may have no test that is meant (8).
  dotnet test --project "$project" -c Release --no-build --no-progress ${1+--ignore-exit-code 8} "$@" 2>&1 | tee "$log"
  status="${PIPESTATUS[0]}"
  of_project="$(count failed)"
  [ "$status" -eq 0 ] || [ "${of_project:-0}" -gt 0 ] || of_project=1
  [ "$#" -gt 0 ] || [ "$(( $(count succeeded) + 0 ))" -gt 0 ] || [ "${of_project:-0}" -gt 0 ] || of_project=1
  passed=$((passed + $(count succeeded) + 0)); failed=$((failed + of_project)); skipped=$((skipped + $(count skipped) + 0))
done
line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
