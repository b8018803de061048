# shellcheck shell=sh
# The Debian packages this project needs, in the one place that names them.
# Sourced by demo.sh and test.sh; the libraries stand beside Options.cmake.

# shellcheck disable=SC2034 # read by those who source this
build_packages='cmake make gcc g++ libc6-dev pkg-config
	libxapian-dev libcmark-dev libunistring-dev libstemmer-dev
	libexpat1-dev libxml2-dev libyaml-dev libjansson-dev libuchardet-dev
	libxxhash-dev libzstd-dev uthash-dev wamerican zlib1g-dev
	libseccomp-dev libinih-dev libfcgi-dev libexttextcat-dev libexttextcat-data'
# shellcheck disable=SC2034
test_packages='libcmocka-dev clang-format-14 shellcheck mandoc python3 strace e2fsprogs python3-yaml
	python3-jsonschema xapian-tools'

# shellcheck disable=SC2034
server_packages='nginx lighttpd fcgiwrap apache2-bin libxml2-utils
	python3-html5lib'
# For ctest -L slow; npm, which brings checkers of pages, may be nodejs's own.
# shellcheck disable=SC2034
browser_packages='chromium chromium-driver python3-selenium fonts-noto-core'

# Prints those of its arguments that are not installed.
missing_packages() {
	for package; do
		dpkg-query -W -f='${db:Status-Status}\n' "$package" \
			2>/dev/null | grep -qx installed || echo "$package"
	done
}

# Runs a command as root, without a question where nobody could answer it.
as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"
	elif ! command -v sudo >/dev/null; then
		echo "not root and no sudo: cannot run $*" >&2
		return 1
	elif [ -t 0 ]; then sudo "$@"
	else sudo -n "$@"; fi
}

# need_packages PACKAGE...: install what is missing, quietly.
need_packages() {
	if ! command -v dpkg-query >/dev/null; then
		echo "not a Debian system: this needs" "$@" >&2
		return 0
	fi
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	# One word each is what apt-get wants.
	# shellcheck disable=SC2086
	set -- $missing
	echo "installing" "$@" >&2
	as_root apt-get -qq update >&2 &&
		as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install \
			-y --no-install-recommends "$@" </dev/null >&2
}

# need_servers PACKAGE...: the same for web servers, which tests start by
# themselves. Where a package would start its own they are not installed, and
# their tests are skipped.
need_servers() {
	[ -d /run/systemd/system ] || {
		need_packages "$@"
		return
	}
	missing=$(missing_packages "$@")
	# shellcheck disable=SC2086 # a list of words
	[ -z "$missing" ] ||
		echo "NOT INSTALLED, tests of web servers will be skipped:" $missing >&2
}
