# Shared by ./run, ./test, .ci/run and bench/run; sourced, with $root set to the repository's root.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-${HOME:-$root/artifacts/home}}"
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

web="$root/clients/web"
logs="$root/artifacts/logs"

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { warn "error: $*"; exit 1; }

# The two tools nobody can install for the user in one quiet line.
require_tools() {
  command -v dotnet >/dev/null 2>&1 ||
    die "the .NET 10 SDK is not there (no 'dotnet' on the PATH). Get it from https://dot.net/download or your distribution."
  local version
  version="$(cd "$root" && dotnet --version 2>/dev/null)" ||
    die "no .NET 10 SDK is installed; found: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' '). See https://dot.net/download"
  [ "${version%%.*}" -ge 10 ] || die "the .NET SDK is $version; 10 or later is needed. See https://dot.net/download"
  command -v node >/dev/null 2>&1 ||
    die "Node.js is not there (no 'node' on the PATH). Version 20 or later is needed: https://nodejs.org/"
  version="$(node --version)"; version="${version#v}"
  [ "${version%%.*}" -ge 20 ] || die "Node.js is $version; 20 or later is needed: https://nodejs.org/"
  command -v npm >/dev/null 2>&1 || die "npm is not there; it comes with Node.js: https://nodejs.org/"
}

# Runs a command with its output kept in a log; shows the end of it where the command fails.
quietly() {
  local log="$logs/$1.log"; shift
  mkdir -p "$logs"
  "$@" >"$log" 2>&1 </dev/null && return 0
  local code=$?
  warn "failed: $*"
  tail -n 40 "$log" >&2
  warn "(all of it: ${log#"$root"/})"
  return "$code"
}

have_libopus() {
  local cache file
  cache="$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true)"
  case "$cache" in *libopus.so.0*) return 0 ;; esac
  for file in /usr/lib/*/libopus.so.0 /usr/lib/libopus.so.0 /usr/lib64/libopus.so.0 /usr/local/lib/libopus.so.0; do
    [ ! -e "$file" ] || return 0
  done
  return 1
}

have_soundfont() {
  local file cache
  cache="$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true)"
  case "$cache" in *libfluidsynth.so.3*) ;; *) return 1 ;; esac
  for file in /usr/share/sounds/sf3/MuseScore_General_Lite.sf3 /usr/share/sounds/sf3/default-GM.sf3 /usr/share/sounds/sf2/FluidR3_GM.sf2; do
    [ ! -e "$file" ] || return 0
  done
  return 1
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    # Ubuntu's packages of that name are a stub that asks for a snap: only what can say its version counts.
    if command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1 </dev/null; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

# have_server PACKAGE: whether what tests start of it is there.
have_server() {
  local file
  case "$1" in
    redis-server) command -v redis-server >/dev/null 2>&1 ;;
    postgresql)
      command -v postgres >/dev/null 2>&1 && return 0
      for file in /usr/lib/postgresql/*/bin/postgres; do [ ! -x "$file" ] || return 0; done
      return 1
      ;;
    *) return 1 ;;
  esac
}

# apt_install PACKAGE...: the package lists are fetched only where the first try fails.
apt_install() {
  command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ] || return 1
  mkdir -p "$logs"
  local log="$logs/apt.log"
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -qq --no-install-recommends "$@" >"$log" 2>&1 </dev/null && return 0
  apt-get update -qq >>"$log" 2>&1 </dev/null
  apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1 </dev/null
}

# One hash over the contents of everything below the given paths that is source, not product.
hash_of() {
  (
    cd "$root"
    { find "$@" \( -name node_modules -o -name dist -o -name bin -o -name obj \) -prune -o -type f -print0 2>/dev/null || true; } |
      LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
  )
}

stamp_is() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

web_packages() {
  local hash; hash="$(hash_of clients/web/package.json clients/web/package-lock.json)"
  stamp_is "$web/node_modules/.stamp" "$hash" && return 0
  say "Fetching the web client's packages ..."
  (cd "$web" && quietly npm-ci npm ci --no-progress --loglevel=error) || die "npm ci failed in clients/web."
  printf '%s\n' "$hash" >"$web/node_modules/.stamp"
}

# Builds clients/web into its dist folder where its sources are not the ones that were built.
build_web() {
  [ -f "$web/package.json" ] || return 0
  local hash; hash="$(hash_of clients/web demo)"
  stamp_is "$web/dist/.stamp" "$hash" && return 0
  web_packages
  say "Building the web client ..."
  (cd "$web" && quietly npm-build npm run build) || die "the web client does not build."
  printf '%s\n' "$hash" >"$web/dist/.stamp"
}
