#!/usr/bin/env bash
# From a fresh Debian with Node to enriched sample videos: installs what is missing, builds, runs. Again: only runs.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/setup/packages.sh
source scripts/setup/project.sh

require_node
require_packages "The demo" ffmpeg tesseract-ocr-rus
require_npm_packages
build_project
mkdir -p out
exec bin/thalweg enrich --from samples/uploads.jsonl --out out/samples --report out/samples.html "$@"
