package roster

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lane is a small village in which some are called alike.
func lane() []Member {
	return []Member{
		{Number: "001", Name: "สมศรี ใจดี", Nickname: "ศรี", Village: "หมู่ 3", House: "12"},
		{Number: "002", Name: "นางแดง มีสุข", Nickname: "แดง", Village: "หมู่ 3", House: "14/1"},
		{Number: "003", Name: "แดงน้อย ใจงาม", Nickname: "แดง", Village: "หมู่ 5"},
		{Number: "004", Name: "บุญมี ศรีสุข", Nickname: "ต้อย", Village: "หมู่ 3"},
		{Number: "005", Name: "คำ ปันแก้ว", Nickname: "ลุงคำ", Village: "บ้านใต้"},
		{Number: "006", Name: "นายคำมูล ยะคำ", Nickname: "ตอย", Village: "หมู่ 5"},
		{Number: "007", Name: "สมศรี รักไทย", Village: "หมู่ 5"},
		{Number: "008", Name: "ไข่นุ้ย ชูช่วย", Nickname: "ไข่นุ้ย", Village: "หมู่ 5"},
		{Number: "009", Name: "บุญเลิศ คงแก้ว", Nickname: "เลิศ", Village: "หมู่ 3", Gone: true},
		{Number: "010", Name: "เลิศ คงแก้ว", Nickname: "หนึ่ง", Village: "หมู่ 3"},
		{Number: "011", Name: "ตาล ใจงาม", Nickname: "ตาล", Village: "หมู่ 3"},
		{Number: "012", Name: "ประเสริฐ ทองหนู", Village: "หมู่ 3", Gone: true},
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	x := New(lane())
	for _, c := range []struct {
		name, written, village string
		certainty              Certainty
		numbers                []string
		guess                  bool
	}{
		{"a full name", "สมศรี ใจดี", "", Sure, []string{"001"}, true},
		{"a full name with a title", "นางสมศรี ใจดี", "", Sure, []string{"001"}, true},
		{"a full name written in one", "สมศรีใจดี", "", Sure, []string{"001"}, true},
		{"a full name with a slip", "สมศรี ใจดิ", "", Sure, []string{"001"}, true},
		{"a given name of two", "สมศรี", "", Doubt, []string{"001", "007"}, false},
		{"a given name of two with the family's first letter", "สมศรี ร.", "", Sure, []string{"007"}, true},
		{"a given name of two with the village", "สมศรี ม.5", "", Sure, []string{"007"}, true},
		{"a given name of two with a village where neither lives", "สมศรี ม.9", "", Doubt, []string{"001", "007"}, false},
		{"a given name of two under the village's heading", "สมศรี", "หมู่ที่ 3", Sure, []string{"001"}, true},
		{"a given name of two with the house", "สมศรี บ้านเลขที่ 12", "", Sure, []string{"001"}, true},
		{"a nickname with kinship", "ป้าต้อย", "", Doubt, []string{"004", "006"}, true},
		{"a nickname that kinship makes one of two", "ลุงแดง", "หมู่ 9", Doubt, []string{"003", "002"}, true},
		{"a nickname of nobody else", "ไข่นุ้ย", "", Sure, []string{"008"}, true},
		{"a nickname that begins like kinship", "ตาล", "", Sure, []string{"011"}, true},
		{"a nickname that is stored with kinship", "ลุงคำ", "", Sure, []string{"005"}, true},
		{"a nickname and a given name", "ต้อย บุญมี", "", Sure, []string{"004"}, true},
		{"a number", "001", "", Sure, []string{"001"}, true},
		{"a number said to be one", "เลขที่ ๑๑", "", Sure, []string{"011"}, true},
		{"a short number by itself", "11", "", Doubt, []string{"011"}, true},
		{"a number with her name", "004 บุญมี", "", Sure, []string{"004"}, true},
		{"a number with somebody else's name", "เลขที่ 4 สมศรี", "", Doubt, []string{"004", "001", "007"}, false},
		{"a line's number before a name", "4 ตาล", "", Sure, []string{"011"}, true},
		{"a number that nobody has", "เลขที่ 999", "", Unknown, nil, false},
		{"a living one before one who died", "เลิศ", "", Sure, []string{"010"}, true},
		{"one who died", "ประเสริฐ", "", Sure, []string{"012"}, true},
		{"a nickname known from another village only", "ไข่นุ้ย", "หมู่ 3", Doubt, []string{"008"}, true},
		{"a village by its name", "ลุงคำ", "บ้านใต้", Sure, []string{"005"}, true},
		{"a name written as it is heard", "บุนมี", "", Doubt, []string{"004"}, true},
		{"a given name of two written as it is heard", "สมสี", "", Doubt, []string{"001", "007"}, false},
		{"nobody", "วราภรณ์", "", Unknown, nil, false},
		{"nothing", " ", "", Unknown, nil, false},
	} {
		t.Run(c.name+" is found as it should be", func(t *testing.T) {
			t.Parallel()
			match := x.Match(c.written, Hint{Village: c.village})
			var numbers []string
			for _, candidate := range match.Candidates {
				numbers = append(numbers, x.Member(candidate.Member).Number)
			}
			if match.Certainty != c.certainty || match.HasGuess != c.guess {
				t.Errorf("certainty %d, guess %t", match.Certainty, match.HasGuess)
			}
			if diff := cmp.Diff(c.numbers, numbers); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzMatch(f *testing.F) {
	x := New(lane())
	for _, text := range []string{"ป้าแดง ม.3", "001", "(แดง) ", "เลขที่ 0", "\x00\xff", "ม.๙๙๙ บ้าน 1/2"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		match := x.Match(text, Hint{Village: text})
		switch {
		case len(match.Candidates) > CandidatesMax,
			match.Certainty == Sure && len(match.Candidates) != 1,
			match.Certainty == Doubt && len(match.Candidates) == 0,
			match.Certainty == Unknown && len(match.Candidates) > 0:
			t.Errorf("%q: %+v", text, match)
		}
	})
}
