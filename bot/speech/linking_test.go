package speech_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/store"
)

// linkTopicForm is how the topics of link cards are written in the conversation.
var linkTopicForm = regexp.MustCompile(`^(frozen|(link|unlink|freeze|unfreeze|member|fund)\.[a-z-]+)$`)

// linkTopics reads from the source what link cards are about.
func linkTopics() []conversation.LinkTopic {
	files, err := filepath.Glob("../conversation/*.go")
	if err != nil {
		panic(err)
	}
	var topics []conversation.LinkTopic
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			panic(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				text, _ := strconv.Unquote(literal.Value)
				if linkTopicForm.MatchString(text) && !slices.Contains(topics, conversation.LinkTopic(text)) {
					topics = append(topics, conversation.LinkTopic(text))
				}
			}
			return true
		})
	}
	return topics
}

// linkVerbs are the buttons that stand on link cards.
var linkVerbs = []conversation.Verb{
	conversation.VerbLinkFund, conversation.VerbLinkCode, conversation.VerbLinkAgree, conversation.VerbLinkNo, conversation.VerbLinkObject,
	conversation.VerbLinkApprove, conversation.VerbLinkSecond, conversation.VerbLinkRefuse, conversation.VerbFreeze, conversation.VerbUnfreeze,
	conversation.VerbUnlink, conversation.VerbUnlinkOf, conversation.VerbFund, conversation.VerbConsent, conversation.VerbConsentNo, conversation.VerbNo,
}

func linkSpecimens(v village) []specimen {
	fund := store.Fund{Name: v.fund}
	card := conversation.LinkCard{Member: v.member(), By: v.name, Said: v.name, At: now, Count: store.ConsentVersion, Amount: v.amount, Fund: fund}
	var all []specimen
	for _, topic := range linkTopics() {
		card.Topic = topic
		all = append(all, specimen{"link " + string(topic), card})
	}
	id := conversation.IDArg(uuid.Must(uuid.NewV7()))
	args := map[conversation.Verb]int{
		conversation.VerbNo: 0, conversation.VerbUnlink: 0, conversation.VerbLinkFund: 1, conversation.VerbLinkSecond: 1, conversation.VerbLinkRefuse: 1,
		conversation.VerbFreeze: 1, conversation.VerbUnfreeze: 1, conversation.VerbUnlinkOf: 1, conversation.VerbFund: 1,
		conversation.VerbConsent: 1, conversation.VerbConsentNo: 1,
	}
	for _, verb := range linkVerbs {
		count, known := args[verb]
		if !known {
			count = 2
		}
		card.Buttons = []conversation.LinkButton{{
			Button: conversation.Button{Verb: verb, Args: slices.Repeat([]string{id}, count)}, Member: v.member(), Fund: fund,
		}}
		all = append(all, specimen{"link button " + string(verb), card})
	}
	return all
}

// TestLinkTextsSpeak: every topic and every button has its words, and each version
// of the consent that was ever asked for stays readable.
func TestLinkTextsSpeak(t *testing.T) {
	t.Parallel()
	texts, err := catalogue.New()
	if err != nil {
		t.Fatal(err)
	}
	topics := linkTopics()
	if len(topics) < 40 {
		t.Fatalf("only %d topics were found", len(topics))
	}
	for _, topic := range topics {
		for _, part := range []string{".title", ".text"} {
			if key := catalogue.Key(string(topic) + part); !texts.Has(key) {
				t.Errorf("%s has no words", key)
			}
		}
	}
	for _, verb := range linkVerbs {
		if key := catalogue.Key("button." + string(verb)); !texts.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
	for version := range store.ConsentVersion {
		if key := catalogue.Key("consent." + strconv.Itoa(version+1)); !texts.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
}
