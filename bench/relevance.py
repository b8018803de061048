#!/usr/bin/python3
"""How well posts are ranked: MAP on test collections, beside plain BM25.

usage: relevance.py [--nisba DIR] [--work DIR] FOLDER [OPTION]...

FOLDER holds a folder for each collection (docs.tsv.xz: id, title, text;
queries.tsv; qrels.txt) and bm25-reference.tsv. Each collection becomes posts
whose id is the document's number; they are indexed under --work (a temporary
folder if not given; what is there is used again), and `nisba-query eval` runs
with the OPTIONs, say --expand. NISBA_TEST_DATA/ir is such a folder.

Printed: MAP, the reference's, their ratio, and nDCG@10, P@10, R@1000, MRR.
"""
import argparse
import json
import lzma
import pathlib
import subprocess
import tempfile


def write_posts(collection, folder):
    folder.mkdir(parents=True)
    items = []
    with lzma.open(collection / "docs.tsv.xz", "rt", encoding="utf-8",
                   errors="replace") as lines:
        for line in lines:
            number, title, text = line.rstrip("\n").split("\t", 2)
            items.append({"id": number, "title": title, "content_text": text})
    feed = {"version": "https://jsonfeed.org/version/1.1",
            "title": collection.name, "items": items}
    (folder / "feed.json").write_text(json.dumps(feed))


def references(path):
    """MAP of BM25 with Porter's stems, k1 1.2, b 0.75, by collection."""
    lines = path.read_text().splitlines()
    heads = lines[0].split("\t")
    rows = [dict(zip(heads, line.split("\t"))) for line in lines[1:]]
    return {row["coll"]: float(row["MAP"]) for row in rows
            if (row["stem"], row["k1"], row["b"]) == ("porter", "1.2", "0.75")}


def measure(collection, programs, work, options):
    db, posts = work / f"{collection.name}.db", work / collection.name
    if not posts.exists():
        write_posts(collection, posts)
    if not db.exists():
        subprocess.run([programs / "indexer/nisba-index", "rebuild", "-q",
                        "--db", db, posts], check=True)
    out = subprocess.run(
        [programs / "query/nisba-query", "eval", "--db", db, *options,
         collection / "queries.tsv", collection / "qrels.txt"],
        check=True, capture_output=True, text=True).stdout
    return [float(v) for v in out.splitlines()[1].split("\t")[1:]]


def run(data, programs, work, options):
    reference, ratios = references(data / "bm25-reference.tsv"), []
    print("collection\tMAP\tBM25\tratio\tnDCG@10\tP@10\tR@1000\tMRR")
    for collection in sorted(p.parent for p in data.glob("*/qrels.txt")):
        values = measure(collection, programs, work, options)
        plain = reference[collection.name]
        ratios.append(values[0] / plain)
        print(f"{collection.name}\t{values[0]:.4f}\t{plain:.4f}\t"
              f"{ratios[-1]:.3f}\t"
              + "\t".join(f"{v:.4f}" for v in values[1:]), flush=True)
    print(f"mean ratio\t\t\t{sum(ratios) / len(ratios):.3f}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nisba", type=pathlib.Path, metavar="DIR",
                        default=pathlib.Path("build/release"),
                        help="the build; default build/release")
    parser.add_argument("--work", type=pathlib.Path, metavar="DIR")
    parser.add_argument("data", type=pathlib.Path, metavar="FOLDER")
    args, options = parser.parse_known_args()
    if args.work:
        run(args.data, args.nisba, args.work, options)
        return
    with tempfile.TemporaryDirectory() as work:
        run(args.data, args.nisba, pathlib.Path(work), options)


main()
