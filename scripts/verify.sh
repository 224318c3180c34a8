#!/usr/bin/env bash
# From a fresh Debian with Node to all checks and tests: installs what they need, real Kafka, S3 and registry included.
# Ends in "N passed, N failed". Arguments name single steps, e.g. scripts/verify.sh types lint.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/setup/packages.sh
source scripts/setup/project.sh

require_node
# The scripts that PP-OCR cannot read are drawn in fonts that their head was fitted on and in others.
require_packages "The test suite" ffmpeg tesseract-ocr-rus chromium fontconfig fonts-noto-core fonts-noto-cjk \
  fonts-nanum fonts-nanum-extra fonts-unfonts-core fonts-liberation fonts-roboto-unhinted fonts-paratype fonts-open-sans \
  fonts-thai-tlwg fonts-hosny-amiri fonts-kacst-one fonts-lohit-deva
require_npm_packages
if [ $# -eq 0 ] && [ -f scripts/services/main.ts ]; then npx --no-install tsx scripts/services/main.ts install </dev/null >&2; fi
exec npx --no-install tsx scripts/verify/verify.ts "$@" </dev/null
