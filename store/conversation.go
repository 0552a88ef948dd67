package store

// ConversationState is what a conversation left behind, as bytes the bot
// understands, with the version it was written under. The zero value is a
// conversation at rest.
type ConversationState struct {
	Version int64
	Value   []byte
}

// ConversationUpdate writes a state over the version it was made from. An empty
// Value ends the conversation.
type ConversationUpdate struct {
	ChatID string
	From   int64
	Value  []byte
}
