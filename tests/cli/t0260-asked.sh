# shellcheck shell=sh
# Whatever is asked is answered, soon, and nothing raw reaches the terminal.
. "${0%/*}/lib.sh"
need python3

# Milliseconds; sanitizers take more.
limit=50
! grep -q __asan_init "$(command -v nisba-query)" || limit=1000
nisba-index rebuild -q --db db "$NISBA_SOURCE/corpus" 2>err
ask() { python3 "$NISBA_SOURCE/tests/cli/asked.py" db "$limit" "$@"; }
check 'two thousand odd queries' ask 2000
finish
