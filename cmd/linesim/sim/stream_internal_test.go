package sim

import (
	"bytes"
	"testing"
)

func TestAPageThatFallsBehind(t *testing.T) {
	t.Parallel()
	p, err := New(Config{ChannelSecret: "a", ChannelToken: "b"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	s := p.subscribe()
	for range streamBuffer + 10 {
		p.SetFaults(Faults{})
	}
	if !s.behind {
		t.Fatal("the page lost events and is not marked")
	}
	for range streamBuffer {
		<-s.events
	}
	p.catchUp(s)
	if next := <-s.events; !bytes.Contains(next, []byte(`"type":"snapshot"`)) || s.behind {
		t.Errorf("after falling behind came %s", next)
	}
}
