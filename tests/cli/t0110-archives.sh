# Front matter of real archives, those in $NISBA_TEST_DATA/archives, says to us
# what it says to PyYAML and tomllib.
. "$(dirname "$0")/lib.sh"
need_data
need_yaml
archives=$NISBA_TEST_DATA/archives

real() { # real NAME: all of it is compared
	tar xJf "$archives/$1.tar.xz" && agrees "$1" || return 1
	has found ' 0 refused' ' 0 odd dates'
}
some=
for name in 18f arpith digitalgov nodejs rust; do
	test -f "$archives/$name.tar.xz" || continue
	check "$name" real "$name"
	rm -rf "$name"
	some=1
done
test -n "$some" || skip "no $archives"
finish
