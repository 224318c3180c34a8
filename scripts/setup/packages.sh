# Sourced: Debian packages that a command needs.

# True when a package is there, whoever installed it: programs by their name, data by its file.
package_present() {
  case "$1" in
    ffmpeg) command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null ;;
    chromium) command -v chromium >/dev/null ;;
    festival) command -v text2wave >/dev/null ;;
    tesseract-ocr-rus) compgen -G '/usr/share/tesseract-ocr/*/tessdata/rus.traineddata' >/dev/null || compgen -G '/usr/share/tessdata/rus.traineddata' >/dev/null ;;
    *) dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed' ;;
  esac
}

# require_packages WHAT PACKAGE… : installs what is missing when it may; otherwise says the exact command and exits 2.
require_packages() {
  local what=$1 package
  local missing=()
  shift
  for package in "$@"; do package_present "$package" || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  local install="apt-get update && apt-get install --yes --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "$what needs: ${missing[*]} (Debian's package names). Install them with this system's package manager and run it again." >&2
    exit 2
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "$what needs packages that only root may install. Run this once, then run it again:" >&2
    echo "  sudo sh -c '$install'" >&2
    exit 2
  fi
  echo "installing ${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null </dev/null || echo "apt-get update failed; trying with the lists that are here" >&2
  apt-get install --quiet --yes --no-install-recommends "${missing[@]}" >/dev/null </dev/null
}
