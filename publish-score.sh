#!/usr/bin/env bash
# Compiles plumbline-score ahead of time for this machine's kind: one file, no runtime needed where it runs.
#   ./publish-score.sh [OUTDIR]      (default artifacts/score)
# It runs on x86-64 with AVX2 and FMA (all since about 2013) or arm64. INSTRUCTION_SET=native makes one for this very
# processor, INSTRUCTION_SET=x86-64-v2 one for processors without AVX2 (small Atoms; slower, and the last bits of scores differ).
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
out="$(realpath -m "${1:-$root/artifacts/score}")"

# The linker needs a C compiler driver and zlib's headers and library.
missing=()
command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(gcc)
[ -f /usr/include/zlib.h ] || missing+=(zlib1g-dev)
if [ "${#missing[@]}" -gt 0 ]; then
  command -v apt-get >/dev/null || { echo "publish-score: ${missing[*]} needed (clang or gcc, and zlib's development files)." >&2; exit 2; }
  apt-get update -q >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" libc6-dev >&2
fi

rid="$(dotnet --info | sed -n 's/^ *RID: *//p')"
# A folder and lock files of its own: those of the ordinary build stay as they are.
dotnet publish "$root/src/Plumbline.Score" -c Release -r "$rid" --nologo -v quiet -o "$out" \
  -p:Native=true -p:ArtifactsPath="$root/artifacts/native" \
  -p:RestorePackagesWithLockFile=false -p:NuGetLockFilePath=none.lock.json ${INSTRUCTION_SET:+-p:IlcInstructionSet=$INSTRUCTION_SET} >&2
echo "$out/plumbline-score"
