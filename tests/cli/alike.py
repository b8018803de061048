"""Compares two files of answers, each after a line "== query".

usage: alike.py EXPECTED ACTUAL SHARE|by-date

Text has to be the same. Of JSON everything but scores has to be; these differ
by what each shard takes for the frequency of a word and its kin together, by
less than this SHARE, and posts as close as that may change places. Where dates
decide, scores say nothing.
"""
import json
import sys


def answers(path):
    with open(path, encoding="utf-8") as file:
        for part in file.read().split("== ")[1:]:
            query, text = part.split("\n", 1)
            yield query, text


def close(one, other, share):
    return abs(one - other) <= share * max(one, other)


def apart(text):
    """The answer without its results, and those by id, without scores."""
    at = text.index("{")
    answer, end = json.JSONDecoder().raw_decode(text, at)
    answer["messages"] = text[:at] + text[end:].strip()
    results = answer.pop("results")
    scores = [result.pop("score") for result in results]
    ids = [result["id"] for result in results]
    return answer, scores, ids, {r["id"]: r for r in results}


def differ(expected, actual, share):
    """What is not the same, or None."""
    rest, scores, ids, found = apart(expected)
    other_rest, other_scores, other_ids, other_found = apart(actual)
    if rest != other_rest or len(ids) != len(other_ids):
        return "counts or notes"
    if share is None:
        return None if (ids, found) == (other_ids, other_found) else "posts"
    for at, (one, other) in enumerate(zip(scores, other_scores)):
        if not close(one, other, share):
            return f"score {at}: {one}, {other}"
        if ids[at] == other_ids[at]:
            continue
        # The post is elsewhere among those that are as good, or cut off.
        there = other_ids.index(ids[at]) if ids[at] in other_ids else -1
        if not close(one, other_scores[there], share):
            return f"post {at}: {ids[at]}, {other_ids[at]}"
    for one in set(ids) & set(other_ids):
        if found[one] != other_found[one]:
            return f"post {one}"
    return None


def main():
    share = None if sys.argv[3] == "by-date" else float(sys.argv[3])
    count = 0
    for (query, one), (same, other) in zip(answers(sys.argv[1]),
                                           answers(sys.argv[2]), strict=True):
        count += 1
        if "it failed" in one + other:
            sys.exit(f"{query}: failed:\n{one}\n{other}")
        if query == same and one == other:
            continue
        try:
            what = differ(one, other, share)
        except (ValueError, KeyError):
            what = f"text:\n{one}\n{other}"
        if what:
            sys.exit(f"{query}: {what}")
    if count < 15:
        sys.exit(f"only {count} answers")


if __name__ == "__main__":
    main()
