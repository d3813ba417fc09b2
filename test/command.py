#!/usr/bin/env python3
"""The command `dragoman` as a whole: the same bytes on any number of threads, what cannot be read or written,
the record file under kills. Run: command.py DRAGOMAN"""
import json, os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time, unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
INPUT = os.path.join(HERE, "golden", "input")
BINARY = os.path.abspath(sys.argv.pop(1))
ENV = dict(os.environ, DRAGOMAN_CODEBOOK=os.path.join(ROOT, "codebook"),
           DRAGOMAN_MODEL=os.path.join(ROOT, "model", "dragoman.model"))


def dragoman(*args, **more):
    return subprocess.run([BINARY, *args], stdout=more.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, env=ENV,
                          timeout=200, **more)


def content(path):
    with open(path, "rb") as f:
        return f.read()


def many(count):
    """Articles of uneven length, made of the sentences of the inputs."""
    articles = [json.loads(line) for line in content(os.path.join(INPUT, "news.jsonl")).splitlines()]
    paragraphs = [p for a in articles for p in a["text"].split("\n\n")]
    chance = random.Random(3)
    for n in range(count):
        text = "\n\n".join(chance.choice(paragraphs) for _ in range(chance.choice([1, 2, 3, 40])))
        yield {"id": "n-%04d" % n, "published": "2024-%02d-10" % (n % 12 + 1), "text": text, "source": "Wire %d" % (n % 3)}


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, articles):
        with open(self.path(name), "w", encoding="utf8") as f:
            for a in articles:
                f.write(json.dumps(a, ensure_ascii=False) + "\n" if isinstance(a, dict) else a + "\n")
        return self.path(name)

    def test_any_number_of_threads_writes_the_same(self):
        news = self.write("news.jsonl", list(many(60)) + ["no JSON", '{"text": 3}'] + list(many(5)))
        for options in (["--format", "jsonl"], ["--format", "csv"], ["--format", "report"], ["--layer", "entities"]):
            one = dragoman("code", *options, "--jobs", "1", news)
            self.assertEqual(one.returncode, 1)
            self.assertEqual(one.stderr.count(b"\n"), 2)
            for jobs in ("2", "7"):
                other = dragoman("code", *options, "--jobs", jobs, news)
                self.assertEqual(one.stdout, other.stdout)
                self.assertEqual(one.stderr, other.stderr)

    def test_spans_are_code_points_of_the_text(self):
        run = dragoman("code", "--format", "jsonl", os.path.join(INPUT, "news.jsonl"), os.path.join(INPUT, "article.txt"))
        self.assertEqual(run.returncode, 0, run.stderr)
        records = [json.loads(line) for line in run.stdout.decode("utf8").splitlines()]
        self.assertEqual([r["id"] for r in records[:3]], ["kivu-1", "kivu-2", "black-sea-1"])
        for r in records:
            text = r["text"]
            covered = [text[a:b] for a, b in r["sentences"]]
            self.assertTrue(covered and all(s == s.strip() and s for s in covered))
            for e in r["entities"]:
                for m in e["mentions"]:
                    self.assertTrue(0 <= m["span"][0] < m["span"][1] <= len(text))
            for layer in ("events", "statements", "tallies", "times", "steps"):
                for row in r[layer]:
                    self.assertTrue(0 <= row["sentence"] < len(covered))
                    if "span" in row:
                        self.assertTrue(text[row["span"][0]:row["span"][1]].strip())
                    self.assertTrue(row["rule"], row)
            ids = [row["id"] for layer in ("events", "statements", "tallies", "times", "steps") for row in r[layer]]
            self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(records[2]["meta"], {"desk": "Istanbul", "words": 41})

    def test_without_text_nothing_else_changes(self):
        news = os.path.join(INPUT, "news.jsonl")
        whole = [json.loads(l) for l in dragoman("code", "--format", "jsonl", news).stdout.splitlines()]
        bare = [json.loads(l) for l in dragoman("code", "--format", "jsonl", "--no-text", news).stdout.splitlines()]
        for r in whole:
            del r["text"]
        self.assertEqual(whole, bare)

    def test_what_cannot_be_written_is_said(self):
        with open("/dev/full", "wb") as full:
            for command in (["code", "--format", "jsonl", os.path.join(INPUT, "news.jsonl")], ["--help"], ["code", "--help"]):
                run = dragoman(*command, stdout=full)
                self.assertEqual(run.returncode, 1, command)
                self.assertIn(b"No space left on device", run.stderr)
        news, out = self.write("news.jsonl", many(40)), self.path("out")
        for command in ("code --format jsonl %s > %s" % (news, out), "read -o %s %s" % (out + ".db", news)):
            run = subprocess.run(["sh", "-c", "ulimit -f 60; exec \"$0\" " + command, BINARY], env=ENV, stderr=subprocess.PIPE)
            self.assertEqual(run.returncode, 1, run.stderr)
            self.assertRegex(run.stderr.splitlines()[0], b"(File too large|disk is full|cannot be read or written)")
        self.assertEqual(dragoman("read", "-o", out + ".db", news).returncode, 0)  # it is no worse for that
        reader, writer = os.pipe()
        os.close(reader)
        run = dragoman("code", "--format", "jsonl", os.path.join(INPUT, "news.jsonl"), stdout=writer)
        os.close(writer)
        self.assertEqual(run.returncode, 1)
        self.assertIn(b"Broken pipe", run.stderr)

    def test_odd_files_do_not_stop_the_others(self):
        os.mkdir(self.path("folder"))
        os.symlink("loop", self.path("loop"))
        with open(self.path("sparse.txt"), "wb") as f:
            f.truncate(1 << 30)
        with open(self.path("binary.txt"), "wb") as f:
            f.write(random.Random(1).randbytes(50000))
        with open(self.path("long.txt"), "w") as f:
            f.write("The rebels attacked the town of Goma on Monday, killing 12 people. " * 6000)
        with open(self.path("deep.html"), "w") as f:
            f.write("<html><body>" + "<div>" * 10000 + "<p>Rebels attacked the town of Goma on Monday, killing 12 "
                    "people, officials said in the capital.</p>")
        odd = [self.path(n) for n in ("folder", "loop", "sparse.txt", "binary.txt", "long.txt", "deep.html")]
        run = dragoman("code", "--format", "jsonl", "--no-text", *odd, os.path.join(INPUT, "news.jsonl"))
        self.assertEqual(run.returncode, 1)
        told = run.stderr.decode().splitlines()
        for name, why in zip(odd, ("is a directory", "Too many levels", "larger than", "binary data")):
            self.assertTrue(any(name + ": " in line and why in line for line in told), (name, told))
        self.assertEqual(len(told), 4)
        self.assertEqual([json.loads(line)["id"] for line in run.stdout.splitlines()][2:], ["kivu-1", "kivu-2", "black-sea-1"])

    def test_the_record_file_gives_back_what_was_coded(self):
        news, db = self.write("news.jsonl", many(30)), self.path("a.db")
        coded = dragoman("code", "--format", "jsonl", news).stdout
        self.assertEqual(dragoman("read", "-o", db, news).returncode, 0)
        ids = [json.loads(line)["id"] for line in coded.splitlines()]
        shown = dragoman("show", "--db", db, "--format", "jsonl", *ids)
        self.assertEqual(shown.returncode, 0)
        self.assertEqual(coded, shown.stdout)
        for command in ("events", "statements", "tallies", "times", "steps", "actors"):
            direct = dragoman(command, "--format", "csv", news).stdout.decode().splitlines()
            kept = dragoman(command, "--format", "csv", "--db", db).stdout.decode().splitlines()
            self.assertEqual(sorted(direct), sorted(kept), command)

    def test_reading_again_changes_nothing(self):
        articles, db = list(many(12)), self.path("a.db")
        news = self.write("news.jsonl", articles)
        self.assertIn(b"12 new, 0 replaced, 0 unchanged", dragoman("read", "-o", db, news).stderr)
        before = content(db)
        self.assertIn(b"0 new, 0 replaced, 12 unchanged", dragoman("read", "-o", db, news).stderr)
        self.assertIn(b"0 new, 0 replaced, 12 unchanged", dragoman("read", "-o", db, "--recode", news).stderr)
        self.assertEqual(before, content(db))
        articles[3]["text"] = "Egypt condemned the attack."
        articles[4]["published"] = "2021-01-01"
        news = self.write("news.jsonl", articles + [articles[0]])
        self.assertIn(b"0 new, 2 replaced, 11 unchanged", dragoman("read", "-o", db, news).stderr)
        base = sqlite3.connect(db)
        self.assertEqual(base.execute("select count(*) from articles").fetchone(), (12,))
        base.close()

    def test_a_kill_loses_nothing_that_was_reported(self):
        news = self.write("news.jsonl", many(400))
        for round in range(4):
            db = self.path("k%d.db" % round)
            run = subprocess.Popen([BINARY, "read", "-v", "-o", db, news], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENV)
            first = run.stdout.readline()
            time.sleep(0.13 * round)
            run.send_signal(signal.SIGKILL)
            told = [l for l in [first] + run.stdout.readlines() if l.endswith(b"\n")]
            run.wait()
            run.stdout.close()
            done = dragoman("read", "-o", db, news)  # rolls back, and does the rest
            self.assertEqual(done.returncode, 0, done.stderr)
            again = int(done.stderr.split(b" new")[0].split()[-1])
            self.assertLessEqual(again, 400 - len(told))
            base = sqlite3.connect(db)
            self.assertEqual(base.execute("pragma integrity_check").fetchone(), ("ok",))
            self.assertEqual(base.execute("select count(*) from articles").fetchone(), (400,))
            base.close()

    def test_a_locked_or_read_only_file_is_said(self):
        news, db = self.write("news.jsonl", many(2)), self.path("a.db")
        self.assertEqual(dragoman("read", "-o", db, news).returncode, 0)
        other = sqlite3.connect(db, isolation_level=None)
        other.execute("begin exclusive")
        started = time.time()
        run = dragoman("events", "--db", db)
        other.execute("rollback")
        other.close()
        self.assertEqual(run.returncode, 1)
        self.assertIn(b"in use by another program", run.stderr)
        self.assertLess(time.time() - started, 60)
        if os.getuid() != 0:
            os.chmod(db, 0o444)
            run = dragoman("read", "-o", db, self.write("more.jsonl", many(4)))
            self.assertEqual(run.returncode, 1)
            self.assertIn(b"may not be written", run.stderr)

    def test_rows_can_be_explained(self):
        db = self.path("a.db")
        dragoman("read", "-o", db, os.path.join(INPUT, "news.jsonl"))
        events = dragoman("events", "--db", db, "--format", "jsonl").stdout.splitlines()
        self.assertTrue(events)
        for line in events:
            row = json.loads(line)
            run = dragoman("explain", "--db", db, row["id"])
            self.assertEqual(run.returncode, 0, run.stderr)
            out = run.stdout.decode()
            self.assertIn(row["rule"], out)
            self.assertIn("=>", out)  # the codebook's line itself
            self.assertIn(row["trigger"], out)
            direct = dragoman("explain", row["id"][:12], os.path.join(INPUT, "news.jsonl"))
            self.assertEqual(direct.stdout, run.stdout)


unittest.main()
