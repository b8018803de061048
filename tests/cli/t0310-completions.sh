# What bash and zsh offer behind the programs' names, made from their tables.
. "$(dirname "$0")/lib.sh"
need bash

completion=$NISBA_SOURCE/common/cmake/completion.sh
for program in nisba-index nisba-query; do
	sh "$completion" bash "$(command -v $program)" >$program.bash &&
		sh "$completion" zsh "$(command -v $program)" >_$program ||
		exit 99
done

offers() { # offers WORD...: what bash offers for the last of these words
	bash -c '
		source "./$1.bash"
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		"_${1//-/_}"
		printf "%s\n" "${COMPREPLY[@]}"' bash "$@" >actual
}
is_offered() { # is_offered "EXPECTED..." WORD...
	printf '%s\n' "$1" | tr ' ' '\n' >expected
	shift
	offers "$@" && same
}
every_option_is_offered() {
	for program in nisba-index nisba-query; do
		"$program" options | cut -f 1 | grep . | sort -u |
			while read -r command; do
				"$program" options | grep "^$command	" |
					cut -f 2 | sort >expected
				offers "$program" "$command" -- &&
					sort -o actual actual && same || exit
			done || return
	done
}
zsh_reads_it() {
	command -v zsh >/dev/null || return 0
	zsh -n _nisba-index && zsh -n _nisba-query || return
	# Every line of choices and files is there.
	has _nisba-query "'--format=[how to print the posts]:value:(text text0" \
		"'--db=[" ":folder:_files -/'" "'search:Find posts, the best first.'"
}

check "commands" is_offered "rebuild rollback" nisba-index r
check "values" is_offered "json jsonl" nisba-query search --format js
check "values behind =" is_offered "newest" nisba-query search --sort = n
check "values behind = alone" is_offered "0644 0640" nisba-index update --mode =
check "options" is_offered "--timeline" nisba-query search --tim
check "help on a command" is_offered "update" nisba-index help u
check "nothing for numbers" is_offered "" nisba-index update --keep ""
check "every option" every_option_is_offered
check "zsh" zsh_reads_it
finish
