#include "common/out/command.h"
#include "query/main_eval.h"
#include "query/main_names.h"
#include "query/main_search.h"
#include "query/main_suggest.h"

static const struct command commands[] = {
	{.name = "search",
	 .run = run_search,
	 .synopsis = "QUERY...",
	 .summary = "Find posts, the best first.",
	 .options = search_options,
	 .defaults = &search_defaults,
	 .values_size = sizeof(search_defaults),
	 .min_args = 0,
	 .max_args = -1,
	 .configured = 1},
	{.name = "names",
	 .run = run_names,
	 .synopsis = "NAME...",
	 .summary = "List the spellings of a name in the archive.",
	 .options = names_options,
	 .defaults = &names_defaults,
	 .values_size = sizeof(names_defaults),
	 .min_args = 0,
	 .max_args = -1,
	 .configured = 1},
	{.name = "explain",
	 .run = run_explain,
	 .synopsis = "QUERY...",
	 .summary = "Show how a query is understood, word by word.",
	 .options = explain_options,
	 .defaults = &search_defaults,
	 .values_size = sizeof(search_defaults),
	 .min_args = 1,
	 .max_args = -1,
	 .configured = 1},
	{.name = "suggest",
	 .run = run_suggest,
	 .synopsis = "TEXT...",
	 .summary = "Complete the beginning of a word, name, tag or title.",
	 .options = suggest_options,
	 .defaults = &suggest_defaults,
	 .values_size = sizeof(suggest_defaults),
	 .min_args = 1,
	 .max_args = -1,
	 .configured = 1},
	{.name = "related",
	 .run = run_related,
	 .synopsis = "ID",
	 .summary = "Find posts like the one with this id.",
	 .options = related_options,
	 .defaults = &suggest_defaults,
	 .values_size = sizeof(suggest_defaults),
	 .min_args = 1,
	 .max_args = 1,
	 .configured = 1},
	{.name = "eval",
	 .run = run_eval,
	 .synopsis = "QUERIES QRELS",
	 .summary = "Measure the ranking by queries with judged posts.",
	 .options = eval_options,
	 .defaults = &eval_defaults,
	 .values_size = sizeof(eval_defaults),
	 .min_args = 2,
	 .max_args = 2,
	 .configured = 1},
};

static const struct program program = {
	.name = "nisba-query",
	.summary = "Search blog archives under any spelling.",
	.commands = commands,
	.n = sizeof(commands) / sizeof(commands[0]),
	.exit_code = command_search_code,
};

int main(int argc, char **argv)
{
	return command_main(&program, argc, argv);
}
