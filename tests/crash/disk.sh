# shellcheck shell=sh
# Sourced behind lib.sh: a small disk of our own, ext4 in a file, at $disk.
PATH=$PATH:/usr/sbin:/sbin
need mkfs.ext4 mount umount mountpoint
test "$(id -u)" = 0 || skip 'NOT TESTED: a disk of our own wants root'

# shellcheck disable=SC2154 # lib.sh sets it
disk=$work/disk
mkdir "$disk"
plug_out() { ! mountpoint -q "$disk" || umount "$disk"; }
# Names are not held back until their files' bytes are on the disk, as ext4
# would do of itself to help the careless.
plug_in() { mount -o loop,noauto_da_alloc "$work/image" "$disk"; }
format_disk() { # format_disk SIZE
	rm -f "$work/image"
	truncate -s "$1" "$work/image"
	mkfs.ext4 -q -m 0 -F "$work/image"
}
trap 'plug_out; rm -rf "$work"' EXIT

{ format_disk 64M && plug_in; } >err 2>&1 ||
	skip "NOT TESTED: no loop devices for a disk of our own: $(cat err)"
ln -s disk/db db
