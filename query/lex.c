#include "query/lex.h"

#include "query/tree.h"

enum { NEAR_DEFAULT = 10, NEAR_MAX = 100 };

static int starts(struct str s, size_t at, const char *with)
{
	size_t n = strlen(with);

	return at <= s.len && n <= s.len - at && !memcmp(s.p + at, with, n);
}

/* Typographic quotation marks open where ASCII ones do, and close alike. */
static const char *const quotes[] = {"\"", "“", "”", "„", "«", "»", "‟"};

static size_t quote_at(struct str s, size_t at)
{
	for (size_t i = 0; i < sizeof(quotes) / sizeof(quotes[0]); i++)
		if (starts(s, at, quotes[i]))
			return strlen(quotes[i]);
	return 0;
}

/* Bytes of the quotation marks that stand at `at`, one behind the other. */
static size_t quotes_at(struct str s, size_t at)
{
	size_t n = 0, one;

	while ((one = quote_at(s, at + n)))
		n += one;
	return n;
}

static int ends_word(struct str s, size_t at)
{
	return at >= s.len || s.p[at] == ' ' || s.p[at] == '(' ||
	       s.p[at] == ')';
}

static struct token make(enum token_kind kind, size_t begin, size_t len)
{
	return (struct token){.kind = kind, .begin = begin, .len = len};
}

static struct token lex_phrase(struct lexer *l, size_t begin, size_t open)
{
	struct token t = make(TOKEN_PHRASE, begin, 0);
	size_t close = 0;

	l->at = begin + open;
	while (l->at < l->query.len && !(close = quote_at(l->query, l->at)))
		l->at++;
	t.text = (struct str){l->query.p + begin + open, l->at - begin - open};
	t.unclosed = close == 0;
	l->at += close;
	t.len = l->at - begin;
	l->tight = 0;
	return t;
}

static const struct {
	const char *word;
	enum token_kind kind;
} operators[] = {
	{"AND", TOKEN_AND},
	{"OR", TOKEN_OR},
	{"NOT", TOKEN_NOT},
	{"NEAR", TOKEN_NEAR},
};

static unsigned near_window(struct str digits)
{
	unsigned n = 0;

	for (size_t i = 0; i < digits.len; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			return 0;
		n = n * 10 + (unsigned)(digits.p[i] - '0');
		if (n > NEAR_MAX)
			n = NEAR_MAX;
	}
	return n;
}

static int is_operator(struct token *t)
{
	for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
		size_t n = strlen(operators[i].word);

		if (!starts(t->text, 0, operators[i].word))
			continue;
		if (t->text.len == n) {
			t->kind = operators[i].kind;
			t->number = NEAR_DEFAULT;
			return 1;
		}
		if (operators[i].kind == TOKEN_NEAR && t->text.p[n] == '/') {
			t->number = near_window((struct str){
				t->text.p + n + 1, t->text.len - n - 1});
			t->kind = t->number ? TOKEN_NEAR : TOKEN_WORD;
			return t->number != 0;
		}
	}
	return 0;
}

static size_t ascii_letters(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && ((s.p[at + n] >= 'a' && s.p[at + n] <= 'z') ||
				  (s.p[at + n] >= 'A' && s.p[at + n] <= 'Z')))
		n++;
	return n;
}

/* "title:", when something follows that can be looked for. */
static int lex_field(struct lexer *l, struct token *t, size_t begin)
{
	struct str s = l->query;
	size_t at = begin + ascii_letters(s, begin);
	int field;

	if (at == begin || at >= s.len || s.p[at] != ':')
		return 0;
	field = query_field_find((struct str){s.p + begin, at - begin});
	if (field < 0 || at + 1 >= s.len || s.p[at + 1] == ' ' ||
	    s.p[at + 1] == ')')
		return 0;
	*t = make(TOKEN_FIELD, begin, at + 1 - begin);
	t->number = (unsigned)field;
	l->at = at + 1;
	l->tight = 1;
	return 1;
}

static struct token lex_word(struct lexer *l, size_t begin)
{
	struct token t = make(TOKEN_WORD, begin, 0);

	while (!ends_word(l->query, l->at)) {
		size_t marks = quotes_at(l->query, l->at);

		/* Quotation marks inside a word are part of it; at its end
		 * they open or close something. */
		if (marks && l->at > begin &&
		    (ends_word(l->query, l->at + marks) ||
		     l->query.p[l->at - 1] == ':'))
			break;
		l->at += marks ? marks : 1;
	}
	if (l->at == begin)
		l->at++;
	t.len = l->at - begin;
	t.text = (struct str){l->query.p + begin, t.len};
	if (is_operator(&t)) {
		l->tight = 0;
		return t;
	}
	if (t.text.len > 1 && t.text.p[t.text.len - 1] == '*') {
		t.star = 1;
		while (t.text.len && t.text.p[t.text.len - 1] == '*')
			t.text.len--;
	}
	l->tight = 0;
	return t;
}

struct token lex_next(struct lexer *l)
{
	struct str s = l->query;
	struct token t;
	size_t begin, quote;
	char c;

	while (l->at < s.len && s.p[l->at] == ' ') {
		l->at++;
		l->tight = 0;
	}
	begin = l->at;
	if (begin >= s.len)
		return make(TOKEN_END, begin, 0);
	c = s.p[begin];
	if (c == '(' || c == ')') {
		l->at++;
		l->tight = 0;
		return make(c == '(' ? TOKEN_OPEN : TOKEN_CLOSE, begin, 1);
	}
	if ((c == '-' || c == '=') && !ends_word(s, begin + 1)) {
		l->at++;
		l->tight = 1;
		return make(c == '-' ? TOKEN_MINUS : TOKEN_EQUALS, begin, 1);
	}
	if ((c == '-' || c == '=') && begin + 1 < s.len &&
	    s.p[begin + 1] == '(') {
		l->at++;
		l->tight = 1;
		return make(c == '-' ? TOKEN_MINUS : TOKEN_EQUALS, begin, 1);
	}
	quote = quote_at(s, begin);
	if (quote)
		return lex_phrase(l, begin, quote);
	if (lex_field(l, &t, begin))
		return t;
	return lex_word(l, begin);
}
