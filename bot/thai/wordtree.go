package thai

import "sort"

// WordTree (ต้นไม้คำ) finds the words that begin at a place in folded letters,
// however many there are, in one walk. It is built once and then only read.
type WordTree struct {
	roots  [256]int32 // first step by letter; 0 is none
	labels []byte     // labels[n] is the letter that leads to node n
	first  []int32    // first[n] is n's first child; first[n+1] ends its children
	values []int32    // what the word ending at n stands for, or -1
}

// NewWordTree builds a tree; words are folded first, so that any spelling of
// the same normal form is one word. A later word replaces an equal earlier one.
func NewWordTree(words map[string]int32) *WordTree {
	entries := make([]treeEntry, 0, len(words))
	for word, value := range words {
		entries = append(entries, treeEntry{string(Fold(word).Letters), value})
	}
	sort.Slice(entries, func(i, j int) bool {
		if entries[i].letters != entries[j].letters {
			return entries[i].letters < entries[j].letters
		}
		return entries[i].value < entries[j].value
	})
	return growTree(entries)
}

type treeEntry struct {
	letters string
	value   int32
}

type treeRange struct{ from, to, depth int }

// growTree lays the nodes out level by level, so that the children of a node
// stand side by side. Node 0 is the root.
func growTree(entries []treeEntry) *WordTree {
	t := &WordTree{labels: []byte{0}, values: []int32{-1}}
	queue := []treeRange{{0, len(entries), 0}}
	for node := 0; node < len(queue); node++ {
		r := queue[node]
		t.first = append(t.first, int32(len(queue)))
		for i := r.from; i < r.to; {
			if len(entries[i].letters) == r.depth {
				t.values[node] = entries[i].value
				i++
				continue
			}
			letter, end := entries[i].letters[r.depth], i
			for end < r.to && entries[end].letters[r.depth] == letter {
				end++
			}
			t.labels, t.values = append(t.labels, letter), append(t.values, -1)
			queue = append(queue, treeRange{i, end, r.depth + 1})
			i = end
		}
	}
	t.first = append(t.first, int32(len(queue)))
	for child := t.first[0]; child < t.first[1]; child++ {
		t.roots[t.labels[child]] = child
	}
	return t
}

// Step goes from a node (0 is the root) along a letter; 0 means no word goes on.
func (t *WordTree) Step(node int32, letter byte) int32 {
	if node == 0 {
		return t.roots[letter]
	}
	for child := t.first[node]; child < t.first[node+1]; child++ {
		if t.labels[child] == letter {
			return child
		}
	}
	return 0
}

// Value gives what the word ending at the node stands for, or -1.
func (t *WordTree) Value(node int32) int32 { return t.values[node] }

// Longest gives the longest word at a place that ends where words can break:
// what it stands for and where it ends, or -1.
func (t *WordTree) Longest(letters []byte, at int) (value int32, end int) {
	value, end = -1, at
	node := int32(0)
	for i := at; i < len(letters); i++ {
		if node = t.Step(node, letters[i]); node == 0 {
			return value, end
		}
		if v := t.values[node]; v >= 0 && CanBreak(letters, i+1) {
			value, end = v, i+1
		}
	}
	return value, end
}
