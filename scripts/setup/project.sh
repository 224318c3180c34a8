# Sourced: Node, the npm packages and the build.

require_node() {
  if ! command -v node >/dev/null; then
    echo "Node.js is missing; wanted 20.19 or later: https://nodejs.org" >&2
    exit 2
  fi
  if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
    echo "Node.js is $(node --version); wanted 20.19 or later: https://nodejs.org" >&2
    exit 2
  fi
}

# Installs what package-lock.json says when it, Node or node_modules is another than last time. npm ci refuses a lock
# that lacks optional packages of other systems (a registry may not have them all); npm install takes the same versions.
require_npm_packages() {
  local stamp=.cache/npm-packages wanted
  wanted="$(node --version) $(sha256sum package-lock.json)"
  if [ -d node_modules ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then return 0; fi
  echo "installing the npm packages" >&2
  npm ci --no-audit --no-fund --loglevel=silent </dev/null >&2 || npm install --no-audit --no-fund --loglevel=error </dev/null >&2
  mkdir -p .cache
  echo "$wanted" >"$stamp"
}

build_project() {
  npm run --silent build </dev/null >&2
}
