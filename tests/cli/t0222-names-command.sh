# names: asked one by one, in a batch of any bytes, and all of them.
. "$(dirname "$0")/lib.sh"

mkdir posts
cat >posts/one.txt <<'END'
A meeting

They met Zarqawi and then al-Zarqawi. They saw Zarqawi and al-Zarqawi go, and
az-Zarqawi too. He knew Zarkawi, old Zarkawi, poor Zarkawi, and so Zarqaoui left
Zarqaoui, Zarqaoui and Zarqaoui. In the end Maliki came, whom some called Malki.
Then old Sadr met young Sadr, this Sadr that Sadr, and one Sadr no Sadr at all.
END
nisba-index rebuild --db db posts || exit 99
names() { nisba-query names --db db "$@"; }

check 'a name has spellings' exits 0 names Zarqawi
check 'with what makes them kin' has actual 'q written k' 'as asked'
check 'a name nobody has is 1' exits 1 names Hakim
check 'and says so' has actual 'no such name'
check 'an empty name is 2' exits 2 names ''
check 'and says so, too' has err 'an empty name'

printf 'Zarqawi\r\n\n \t\nMal\377ki\nMal\000ki\n%01500d\nMaliki' 7 >lines
check 'a batch with bad lines is 2' exits 2 names --batch lines --format jsonl
check 'every line has an answer' test "$(wc -l <actual)" = 7
check 'in its place' test "$(cut -c 1-24 <actual | sed -n '1p;4p;7p')" = \
	'{"query":"Zarqawi","spel
{"query":"Mal�ki","spe
{"query":"Maliki","spell'
check 'each bad line has a message' has err \
	'lines:4: a name that is not UTF-8' 'lines:5: a name with a NUL in it' \
	'lines:6: a line of 1500 bytes, at most 1024' '3 of 7 lines are no names'
check 'and no more of them' test "$(wc -l <err)" = 4
check 'for people, too' exits 2 names --batch lines
check 'an answer a name' test "$(grep -cE '^(Zarqawi|Maliki)' actual)" = 2
check 'a good batch is 0' exits 0 sh -c \
	'echo Zarqawi | nisba-query names --db db --batch -'
check 'a line of megabytes is a message' exits 2 sh -c \
	'head -c 3000000 /dev/zero | nisba-query names --db db --batch -'
check 'with its length' has err 'standard input:1:' '3000000 bytes'
check 'an empty batch is 1' exits 1 names --batch /dev/null
check 'no batch' exits 2 names --batch nowhere
check 'is named' has err "cannot open 'nowhere'"
check 'nor is a folder one' exits 2 names --batch posts
check 'which is named, too' has err 'cannot read posts'

check 'exact: the name as it was typed' exits 0 names --exact Zarqawi
check 'with an article or without' has actual ' Zarqawi ' ' al-Zarqawi '
check 'and nothing else' has_not actual Zarkawi Zarqaoui
check 'nor is an exact name joined' exits 1 names --exact Zar Qawi

check 'all names' exits 0 names --all --format jsonl
check 'come with the most frequent first' test \
	"$(sed 's/.*"count":\([0-9]*\),"spellings.*/\1/' actual | head -2)" = '12
6'
check 'are called by their most frequent spelling' has actual \
	'{"text":"Zarqaoui","count":12,'
check 'all exact names' exits 0 names --all --exact --format jsonl
check 'are by themselves' has actual '{"text":"Zarkawi","count":3,'
check 'all names and one' exits 2 names --all Zarqawi
check 'is too much' has err '--all' "'Zarqawi'"
check 'all names and some' exits 2 names --all --batch lines
check 'is too much, too' has err '--all' "'lines'"

check 'no table' exits 2 names --names nowhere Zarqawi
check 'is named' has err 'nowhere: No such file'
check 'nor is a folder one' exits 2 names --names posts Zarqawi
check 'which is named, too' has err 'posts: not a regular file'

finish
