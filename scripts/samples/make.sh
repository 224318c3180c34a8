#!/usr/bin/env bash
# Makes the sample videos again (npm run samples): gets the voices, fonts and ffmpeg where it may, then draws and encodes.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/setup/packages.sh

require_packages "npm run samples" \
  ffmpeg festival festvox-us-slt-hts festvox-italp16k \
  asterisk-core-sounds-fr-g722 asterisk-core-sounds-ru-g722 \
  fonts-noto-core fonts-noto-cjk
exec npx --no-install tsx scripts/samples/make-samples.ts "$@"
