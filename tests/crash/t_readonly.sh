# An index on a disk that cannot be written to: every reader works, whoever
# writes says why it cannot.
. "$NISBA_SOURCE/tests/cli/lib.sh"
. "$NISBA_SOURCE/tests/crash/lib.sh"
. "$NISBA_SOURCE/tests/crash/disk.sh"

make_archive
cp -R old disk/db && plug_out && mount -o loop,ro image disk || exit 99
check 'a search' exits 0 nisba-query search --db db common
check 'names' exits 0 nisba-query names --db db common
check 'stats' exits 0 nisba-index stats --db db
check 'check' exits 0 nisba-index check --db db
check 'which says what it left out' has err 'may not be written to here'
check 'an update' exits 74 nisba-index update --db db posts
check 'says why not' has err 'Read-only file system'
check 'a dry run' exits 0 nisba-index update --dry-run --db db after
check 'tells what there is to do' has actual '12 added, 0 changed, 0 deleted'
check 'a rollback' exits 74 nisba-index rollback --db db
plug_out && plug_in || exit 99
check 'check with write access' exits 0 nisba-index check --db db
check 'leaves nothing out' is_empty err
finish
