#!/usr/bin/env bash
# Locked restore, build with warnings as errors, format check.
set -euo pipefail
cd "$(dirname "$0")"
dotnet restore Plumbline.slnx --locked-mode
dotnet build Plumbline.slnx -c Release --no-restore --nologo
dotnet format Plumbline.slnx --no-restore --verify-no-changes
