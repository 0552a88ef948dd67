package web_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// shots names a folder for screenshots, for looking at the page while it is
// being worked on: go test ./cmd/linesim/web -args -shots=DIR
var shots = flag.String("shots", "", "folder to leave screenshots in")

// startBrowser starts one Chromium for all subtests; each opens its own tab.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		// A container's root may not use Chromium's sandbox; the page under
		// test is our own.
		chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.WindowSize(1600, 1000), chromedp.WSURLReadTimeout(60*time.Second))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stopAllocator)
	ctx, stopBrowser := chromedp.NewContext(allocator)
	t.Cleanup(stopBrowser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium (deploy/test.sh installs it): %v", err)
	}
	return &browser{ctx}
}

type browser struct{ ctx context.Context }

// page is one tab with the page open on a fake simulator.
type page struct {
	t   *testing.T
	ctx context.Context
	sim *fakeSim
	mu  sync.Mutex
	bad []string
}

// open opens the page in a new tab, 1600 pixels wide, and waits for its
// phones. When the test ends, any complaint on the console fails it.
func (b *browser) open(t *testing.T, sim *fakeSim) *page {
	t.Helper()
	tab, closeTab := chromedp.NewContext(b.ctx)
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(tab, 90*time.Second)
	t.Cleanup(cancel)
	p := &page{t: t, ctx: ctx, sim: sim}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, cdplog.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.checkConsole)
	p.do(chromedp.EmulateViewport(1600, 1000), chromedp.Navigate(sim.URL), chromedp.WaitVisible(chromedp.CSS(`[data-role="phones"][data-ready="true"] .phone`)))
	return p
}

func (p *page) listen(event any) {
	var complaint string
	switch event := event.(type) {
	case *runtime.EventExceptionThrown:
		complaint = string(encode(event.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if event.Type == runtime.ConsoleAPICalledTypeError || event.Type == runtime.ConsoleAPICalledTypeWarning {
			complaint = fmt.Sprintf("console.%s: %s", event.Type, encode(event.Args))
		}
	case *cdplog.EventEntryAdded:
		if event.Entry.Level == cdplog.EntryLevelError || event.Entry.Level == cdplog.EntryLevelWarning {
			complaint = event.Entry.Text + " " + event.Entry.URL
		}
	}
	if complaint != "" {
		p.mu.Lock()
		p.bad = append(p.bad, complaint)
		p.mu.Unlock()
	}
}

func (p *page) checkConsole() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, complaint := range p.bad {
		p.t.Errorf("console: %s", complaint)
	}
}

// forgive takes back the complaints of an act that is meant to fail.
func (p *page) forgive(part string) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	var rest []string
	for _, complaint := range p.bad {
		if !strings.Contains(complaint, part) {
			rest = append(rest, complaint)
		}
	}
	p.bad = rest
}

func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// evaluate gives the value of a JavaScript expression, promises awaited.
func evaluate[T any](p *page, expression string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// until waits until a JavaScript expression is true. (chromedp's own polling
// compiles text in the page, which the page's policy forbids.)
func (p *page) until(expression string) {
	p.t.Helper()
	wait := `new Promise((done) => {
		const end = Date.now() + 20000;
		const look = () => (` + expression + `) ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 25);
		look();
	})`
	if !p.evalBool(wait) {
		p.t.Fatalf("waited in vain for %s", expression)
	}
}

// sel is the first node of a CSS selector.
func sel(selector string) chromedp.CSS { return chromedp.CSS(selector) }

// shot leaves a picture of the whole page where -shots says, shotOf one of a
// part of it.
func (p *page) shot(name string) {
	p.t.Helper()
	p.keep(name, chromedp.FullScreenshot(100))
}

func (p *page) shotOf(name string, part chromedp.CSS) {
	p.t.Helper()
	p.keep(name, chromedp.ScreenshotScale(part, 1))
}

func (p *page) keep(name string, take chromedp.Action[[]byte]) {
	p.t.Helper()
	if *shots == "" {
		return
	}
	picture, err := chromedp.Run(p.ctx, take)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, name+".png"), picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// tall makes the phones long enough to show all their messages in a picture.
func (p *page) tall(pixels int) {
	p.t.Helper()
	p.eval(fmt.Sprintf(`document.documentElement.style.setProperty('--phone-height', '%dpx'), 0`, pixels))
}

func (p *page) eval(expression string) {
	p.t.Helper()
	evaluate[any](p, expression)
}

func (p *page) evalBool(expression string) bool {
	p.t.Helper()
	return evaluate[bool](p, expression)
}

// width makes the window that wide and gives the page a frame to settle.
func (p *page) width(pixels int64) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(pixels, 1000))
	p.eval(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))`)
}

// choice sets one of the bar's selects.
func (p *page) choice(role, value string) {
	p.t.Helper()
	p.eval(fmt.Sprintf(`(() => { const node = document.querySelector('[data-role="%s"]'); node.value = %q; node.dispatchEvent(new Event("change")); return 0; })()`, role, value))
}

// choose opens a message's menu and takes one entry.
func (p *page) choose(chat, messageID, role string) {
	p.t.Helper()
	message := fmt.Sprintf(`[data-message="%s"] [data-role="message-menu"]`, messageID)
	p.do(chromedp.WaitReady(in(chat, message)), chromedp.Focus(in(chat, message)), chromedp.KeyEvent(" "),
		chromedp.Click(in(chat, fmt.Sprintf(`[data-role="popup"] [data-role="%s"]`, role))))
}

// fieldOf and textOf are the JavaScript that reads a phone's text field, and
// the words of one of its parts; count compares how many nodes there are.
func fieldOf(chat string) string {
	return fmt.Sprintf(`document.querySelector('%s').value`, in(chat, `[data-role="input"]`))
}

func textOf(chat, role string) string {
	return fmt.Sprintf(`document.querySelector('%s').textContent`, in(chat, fmt.Sprintf(`[data-role="%s"]`, role)))
}

func count(chat, selector string, n int) string {
	return fmt.Sprintf(`document.querySelectorAll('%s').length === %d`, in(chat, selector), n)
}

// in selects within one phone.
func in(chat, selector string) chromedp.CSS {
	return chromedp.CSS(fmt.Sprintf(`[data-phone="%s"] %s`, chat, selector))
}
