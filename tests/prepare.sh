# Sourced by ./demo and ./check: finds Rust and the system's parts; as root on Debian installs what is missing,
# elsewhere names it.

RUST_NEEDED=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$(dirname "${BASH_SOURCE[0]}")/../Cargo.toml")

say() { printf '%s\n' "$*" >&2; }

# have_library NAME: whether pkg-config knows a C library with its headers.
have_library() { command -v pkg-config >/dev/null && pkg-config --exists "$1"; }

# can_install: whether packages of Debian can be had here.
can_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

# need PACKAGE…: Debian packages that turned out to be missing.
need() {
  [ $# -eq 0 ] && return 0
  if can_install; then
    say "Installing from Debian: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends "$@" >/dev/null && return 0
    say "apt-get could not install: $*"
  else
    say "Missing, please install (names as on Debian): $*"
    say "  sudo apt-get install $*"
  fi
  return 1
}

# need_compiler: what building SQLCipher, ring and zstd takes.
need_compiler() {
  local missing=()
  command -v cc >/dev/null || missing+=(build-essential)
  command -v pkg-config >/dev/null || missing+=(pkg-config)
  have_library libcrypto || missing+=(libssl-dev)
  [ -e /etc/ssl/certs/ca-certificates.crt ] || ! command -v apt-get >/dev/null || missing+=(ca-certificates)
  need ${missing[@]+"${missing[@]}"}
}

# rust_is_new_enough: whether `cargo` is there and not older than RUST_NEEDED.
rust_is_new_enough() {
  command -v cargo >/dev/null || return 1
  local version
  version=$(cargo --version 2>/dev/null | cut -d' ' -f2) || return 1
  [ "$(printf '%s\n' "$RUST_NEEDED" "$version" | sort -V | head -n1)" = "$RUST_NEEDED" ]
}

# need_rust: cargo on the PATH, or in the place where rustup puts it, or from Debian's rustup package.
need_rust() {
  rust_is_new_enough && return 0
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  rust_is_new_enough && return 0
  # A fresh image has no lists of packages yet. Debian has rustup since 13.
  if can_install && { apt-cache show rustup || { apt-get update && apt-cache show rustup; }; } >/dev/null 2>&1 && need rustup; then
    say "Fetching Rust $RUST_NEEDED with rustup"
    rustup default "$RUST_NEEDED" >&2 && rust_is_new_enough && return 0
  fi
  say "Rust $RUST_NEEDED or newer is needed; found: $(cargo --version 2>/dev/null || echo none)."
  say "Get it from https://rustup.rs:  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
  say "then open a new shell and start again."
  return 1
}

# target_directory ROOT: where cargo puts programs, from whatever directory one looks.
target_directory() {
  case "${CARGO_TARGET_DIR:-}" in
    "") printf '%s\n' "$1/target" ;;
    /*) printf '%s\n' "$CARGO_TARGET_DIR" ;;
    *) printf '%s\n' "$1/$CARGO_TARGET_DIR" ;;
  esac
}
