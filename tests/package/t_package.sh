# The Debian package: lintian finds nothing in it; installed in a clean root,
# cron's job and the timer's each run once for real; purged, it leaves the
# archives. Wants root, the network for debootstrap, some minutes.
# Called by check.
# shellcheck disable=SC2317
. "$NISBA_SOURCE/tests/cli/lib.sh"
PATH=$PATH:/usr/sbin:/sbin
need cmake cpack lintian debootstrap chroot
test "$(id -u)" = 0 || skip "debootstrap and chroot need root"

root=$PWD/root
mirror=$(sed -n 's/^URIs: *//p; s/^deb  *\(\[[^]]*\] *\)\{0,1\}\(http[^ ]*\).*/\2/p' \
	/etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
	grep -v '^#' | head -n 1)
in_root() { # in_root COMMAND...
	chroot "$root" env PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/ \
		DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}
unmount() { ! mountpoint -q "$root/proc" || umount "$root/proc"; }
trap 'unmount; rm -rf "$work"' EXIT

it_is_built() {
	cmake -S "$NISBA_SOURCE" -B build -DCMAKE_BUILD_TYPE=Release \
		-DCMAKE_INSTALL_PREFIX=/usr -DBUILD_TESTING=OFF &&
		cmake --build build -j2 && (cd build && cpack -G DEB) &&
		mv build/*.deb nisba.deb
}
lintian_finds_nothing() {
	lintian --allow-root --fail-on error,warning \
		nisba.deb >found 2>&1 && is_empty found
}
a_clean_root() {
	debootstrap --variant=minbase bookworm "$root" "${mirror:-http://deb.debian.org/debian}" &&
		mount -t proc proc "$root/proc" && cp nisba.deb "$root/srv/"
}
it_is_installed() {
	in_root apt-get -qq install -y --no-install-recommends cron systemd \
		libexttextcat-data /srv/nisba.deb &&
		in_root id _nisba &&
		test "$(in_root stat -c %U /var/lib/nisba)" = _nisba &&
		test -L "$root/etc/systemd/system/timers.target.wants/nisba-index.timer" &&
		in_root man --version 2>/dev/null
	test -s "$root/usr/share/man/man7/nisba.7.gz" &&
		test -x "$root/usr/libexec/nisba/nisba.cgi"
}
nothing_happens_without_sources() {
	run_cron && test ! -e "$root/var/lib/nisba/default"
}
run_cron() { # every minute instead of every night, for one of them
	sed -i 's/^23 3 \* \* \*/* * * * */' "$root/etc/cron.d/nisba" &&
		grep -q '^\* \* \* \* \* _nisba' "$root/etc/cron.d/nisba" || return
	timeout 75 chroot "$root" cron -f
	test $? = 124
}
cron_runs() {
	mkdir -p "$root/srv/blog" &&
		cp -r "$NISBA_SOURCE/corpus/posts/markdown" "$root/srv/blog/" &&
		sed -i 's|^# source = /srv/blog/content|source = /srv/blog|' \
			"$root/etc/nisba/nisba.conf" && run_cron && is_indexed
}
is_indexed() {
	test "$(in_root stat -c %U /var/lib/nisba/default/current)" = _nisba &&
		in_root nisba-index check &&
		in_root nisba-query search Khazraji >actual &&
		has actual Khazraji
}
# A unit that waits for the timer's run, tells, and turns the machine off.
put_watcher() {
	mkdir -p "$root/etc/systemd/system/nisba-index.timer.d" &&
		printf '[Timer]\nOnCalendar=\nOnActiveSec=1s\nRandomizedDelaySec=0\nAccuracySec=1s\n' \
			>"$root/etc/systemd/system/nisba-index.timer.d/now.conf" || return
	cat >"$root/etc/systemd/system/watcher.service" <<'END'
[Service]
Type=simple
StandardOutput=file:/srv/told
ExecStart=/bin/sh -c 'for i in $(seq 100); do sleep .3; systemctl show -p ExecMainExitTimestampMonotonic --value nisba-index.service | grep -q "^[1-9]" && break; done; systemctl show -p Result -p ExecMainStatus nisba-index.service; journalctl -o cat -u nisba-index.service -p 3; systemctl poweroff --force'
[Install]
WantedBy=multi-user.target
END
	ln -sf ../watcher.service \
		"$root/etc/systemd/system/multi-user.target.wants/watcher.service"
}
boot() { # until the watcher turns it off
	rm -f "$root/srv/told" && unmount
	timeout 120 systemd-nspawn -q -D "$root" --register=no --keep-unit -b \
		</dev/null >boot.log 2>&1
	cat "$root/srv/told"
}
the_timer_runs() {
	rm -rf "$root/var/lib/nisba/default" && put_watcher && boot >told &&
		has told Result=success ExecMainStatus=0 && is_indexed
}
the_journal_has_what_went_wrong() {
	rm -rf "$root/srv/blog/markdown" && boot >told &&
		has told Result=exit-code ExecMainStatus=4 'nisba-index: ' &&
		is_indexed
}
it_is_purged() {
	mount -t proc proc "$root/proc" && touch "$root/srv/blog/kept" &&
		in_root apt-get -qq purge -y nisba && test ! -e "$root/var/lib/nisba" &&
		test ! -e "$root/etc/nisba" && test ! -e "$root/etc/cron.d/nisba" &&
		test -e "$root/srv/blog/kept"
}

check "built" it_is_built
check "lintian" lintian_finds_nothing
check "a clean root" a_clean_root
test -x "$root/bin/sh" || skip "debootstrap found no mirror"
check "installed" it_is_installed
check "quiet without sources" nothing_happens_without_sources
check "cron's job runs" cron_runs
if command -v systemd-nspawn >/dev/null; then
	check "the timer runs" the_timer_runs
	check "the journal tells" the_journal_has_what_went_wrong
else
	echo "# SKIPPED: the timer, for want of systemd-nspawn (systemd-container)"
fi
check "purged" it_is_purged
finish
