#!/bin/sh
# completion.sh bash|zsh PROGRAM: what the shell should offer behind the name
# of this program, from its own table of options and its help.
set -eu
shell=$1 program=$2
name=${program##*/}

{
	"$program" --help | sed -n 's/^  \([a-z][a-z-]*\)  *\(.*\)/C\t\1\t\2/p'
	"$program" options | sed 's/^/O	/'
} | LC_ALL=C awk -F '\t' -v name="$name" -v shell="$shell" '
function quoted(s) { # for a word between single quotes
	gsub(/\047/, "\047\\\047\047", s)
	return s
}
function plain(s) { # the same within brackets of _arguments
	gsub(/\[/, "\\[", s)
	gsub(/\]/, "\\]", s)
	gsub(/:/, "\\:", s)
	return quoted(s)
}
function kind(arg) { # what completes an argument
	if (arg ~ / /) return "choice"
	return arg == "DIR" || arg == "FILE" ? arg : arg == "" ? "" : "text"
}

function bash_values(  i, k) {
	print "	case $command:$prev in"
	for (i = 1; i <= options; i++) {
		k = kind(arg[i])
		if (k == "") continue
		printf "	%s:%s%s) ", of[i], option[i], \
			letter[i] == "" ? "" : "|" of[i] ":" letter[i]
		if (k == "choice")
			printf "COMPREPLY=($(compgen -W \"%s\" -- \"$cur\"))", arg[i]
		else if (k == "DIR")
			printf "COMPREPLY=($(compgen -d -- \"$cur\"))"
		else if (k == "FILE")
			printf "COMPREPLY=($(compgen -f -- \"$cur\"))"
		else
			printf ":"
		print "; return ;;"
	}
	print "	esac"
}
function bash_options(  i, c) {
	print "	case $command in"
	for (c = 1; c <= commands; c++) {
		printf "	%s) options=\"", command[c]
		for (i = 1; i <= options; i++)
			if (of[i] == command[c])
				printf "%s ", option[i]
		print "\" ;;"
	}
	print "	esac"
}
function bash(  f, c, list) {
	f = name
	gsub(/-/, "_", f)
	for (c = 1; c <= commands; c++)
		list = list command[c] " "
	print "# bash completion for " name "; made from its table of options."
	print "# shellcheck shell=bash disable=SC2207"
	print "_" f "() {"
	print "	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}"
	print "	local command=${COMP_WORDS[1]} options="
	print "	COMPREPLY=()"
	print "	# --format=js is three words: the break at = is not ours to change."
	print "	if [ \"$cur\" = = ]; then cur="
	print "	elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD - 2]}"
	print "	fi"
	print "	if [ \"$COMP_CWORD\" = 1 ]; then"
	printf "		COMPREPLY=($(compgen -W \"%shelp --help --version\" -- \"$cur\"))\n", list
	print "		return"
	print "	fi"
	bash_values()
	bash_options()
	print "	[ \"$command\" != help ] || options=\"" list "\""
	print "	[[ $cur != -* && $command != help ]] ||"
	print "		COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))"
	print "}"
	print "complete -o bashdefault -o default -F _" f " " name
}

function zsh_option(i,  k, action) {
	k = kind(arg[i])
	if (k == "choice")
		action = ":value:(" arg[i] ")"
	else if (k == "DIR")
		action = ":folder:_files -/"
	else if (k == "FILE")
		action = ":file:_files"
	else if (k == "text")
		action = ":" plain(arg[i]) ": "
	if (letter[i] != "")
		printf "			\047%s[%s]%s\047 \\\n", letter[i], \
			plain(help[i]), action
	printf "			\047%s%s[%s]%s\047 \\\n", option[i], \
		k == "" ? "" : "=", plain(help[i]), action
}
function zsh(  c, i) {
	print "#compdef " name
	print "# Made from the table of options."
	print "local context state line"
	print "local -a commands"
	print "commands=("
	for (c = 1; c <= commands; c++)
		printf "	\047%s:%s\047\n", command[c], plain(summary[c])
	print ")"
	print "_arguments -C \047(- *)\047{-h,--help}\047[show help]\047 \\"
	print "	\047(- *)--version[show the version]\047 \\"
	print "	\0471:command:->command\047 \047*::argument:->argument\047"
	print "case $state in"
	print "command) _describe command commands ;;"
	print "argument)"
	print "	case $words[1] in"
	for (c = 1; c <= commands; c++) {
		print "	" command[c] ")"
		print "		_arguments \\"
		for (i = 1; i <= options; i++)
			if (of[i] == command[c])
				zsh_option(i)
		print "			\047*:file:_files\047"
		print "		;;"
	}
	print "	esac"
	print "	;;"
	print "esac"
}

$1 == "C" { command[++commands] = $2; summary[commands] = $3 }
$1 == "O" && $2 != "" {
	of[++options] = $2
	option[options] = $3
	letter[options] = $4
	arg[options] = $5
	help[options] = $6
}
END { if (shell == "bash") bash(); else zsh() }
'
