#include "query/written.h"

#include "common/index/vocab.h"

static int has_capital(struct str form)
{
	return form.len && form.p[0] >= 'A' && form.p[0] <= 'Z';
}

enum status written_form(struct written *out, struct arena *arena,
			 const xap_db *vocab, struct str term,
			 struct error *err)
{
	struct vocab_forms forms;
	struct vocab_word word;
	enum status st = vocab_word(&word, arena, vocab, term, err);

	*out = (struct written){term, 0};
	if (st == ST_NOTFOUND)
		return arena_str(&out->text, arena, term, err);
	if (st != ST_OK)
		return st;
	out->text = word.form;
	out->is_name = vocab_is_name(term, &word.cases);
	if (out->is_name || !has_capital(word.form))
		return ST_OK;
	st = vocab_forms(&forms, arena, vocab, term, err);
	for (size_t i = 0; st == ST_OK && i < forms.n; i++)
		if (!has_capital(forms.v[i].text)) {
			out->text = forms.v[i].text;
			break;
		}
	return st;
}
