# Front matter of the sample archive says to us what it says to PyYAML and
# tomllib. t0110-archives.sh asks the same of real archives.
. "$(dirname "$0")/lib.sh"
need_yaml

check 'front matter as others read it' \
	agrees "$NISBA_SOURCE/corpus/posts/markdown"
check 'a post for each file but the draft' has found '41 files, 40 posts' \
	'1 drafts'
finish
