#!/bin/sh
# Brings .venv in step with uv.lock. Usage, from the repository's folder: sh tools/setup.sh runtime|dev
# (or `uv`, which prints where the uv is that it uses).
#
# Needs only Python 3.11+ (with pip and venv) and the package index. `uv` on PATH is used; without one, a pinned uv
# is put into the private environment .uv/. Nothing outside this folder is written except the tools' own caches, so an
# externally managed Python is safe. When nothing has changed since the last time it ends at once, without the network.
set -eu

UV_VERSION=0.13.9
UV_OLDEST_MINOR=8 # of 0.x: the first to read this lock file without complaint

fail() {
    echo "setup: $1" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# Prints the interpreter itself, not a shim of pyenv or the like.
find_python() {
    for name in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && is_new_enough "$name"; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    command -v "${PYTHON:-python3}" >/dev/null 2>&1 || fail "no python3 found: install Python 3.11 or newer"
    fail "$("${PYTHON:-python3}" --version 2>&1) is too old: install Python 3.11 or newer, or say PYTHON=/path/to/one"
}

is_usable_uv() {
    version=$("$1" --version 2>/dev/null | cut -d ' ' -f 2)
    minor=${version#0.}
    case "$version" in
        0.[0-9]*.*) [ "${minor%%.*}" -ge "$UV_OLDEST_MINOR" ] ;;
        [1-9]*) return 0 ;;
        *) return 1 ;;
    esac
}

install_private_uv() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python has no venv module: install it (on Debian and Ubuntu: sudo apt install python3-venv)"
    echo "setup: fetching uv $UV_VERSION into .uv/" >&2
    rm -rf .uv
    "$python" -m venv .uv
    PIP_USER=0 .uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
}

find_uv() {
    if command -v uv >/dev/null 2>&1 && is_usable_uv uv; then
        command -v uv
        return
    fi
    [ "$(.uv/bin/uv --version 2>/dev/null | cut -d ' ' -f 2)" = "$UV_VERSION" ] || install_private_uv
    echo "$PWD/.uv/bin/uv"
}

# What an environment depends on. The folder is part of it: an environment that was moved is broken.
fingerprint() {
    pwd -P
    cksum uv.lock pyproject.toml tools/setup.sh
}

case "${1:-}" in
    runtime) options="--no-dev --inexact" ;; # inexact: leaves a contributor's tools where they are
    dev) options="" ;;
    uv)
        python=$(find_python)
        find_uv
        exit
        ;;
    *) fail "say runtime, dev or uv" ;;
esac

wanted=$(fingerprint)
stamp=.venv/.patogh-$1
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

python=$(find_python)
uv=$(find_uv)
unset VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never
echo "setup: bringing .venv in step with uv.lock (the first time takes a minute or two)" >&2
# Compiled here, so that the first start is as quick as the second. $options is meant to be split.
# shellcheck disable=SC2086
"$uv" sync --locked --quiet --compile-bytecode --python "$python" $options
echo "$wanted" >"$stamp"
[ "$1" = runtime ] || echo "$wanted" >.venv/.patogh-runtime
