package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sajja/bot/thai"
	"sajja/ledger"
)

// screenshotsEnv names the folder that keeps the pictures these tests take; left
// out, they go with the test.
const screenshotsEnv = "SAJJA_SCREENSHOTS"

// TestDemoInBrowser does what the README promises a newcomer, as a person would:
// through the page, with the keyboard and the mouse.
func TestDemoInBrowser(t *testing.T) {
	t.Parallel()
	d := startDemo(t, newCache(t))
	p := openDemoPage(t, d.page)
	member, treasurer := demoUser(1), demoUser(3)
	before := d.statement(t, "001")
	books := d.trialBalance(t)

	p.write(member, "ฝาก 30")
	p.waitForBot(member, "30 บาท", "รอรับเงิน")
	if pending := d.statement(t, "001").Balances; !pending.Pending.Equal(ledger.MustMoney("30")) || !pending.Contribution.Equal(before.Balances.Contribution) {
		t.Errorf("after the promise: %+v, want 30.00 pending and the rest as before", pending)
	}
	p.picture("1-promise")

	p.write(treasurer, "รอ")
	p.waitForBot(treasurer, "รายการรอรับเงิน", "สมศรี ใจงาม")
	p.pressBeside(treasurer, "รับเงินแล้ว", "สมศรี ใจงาม")
	p.waitForBot(member, "ใบรับเงิน", "30 บาท")

	p.waitForBooks(books.Debit.Add(ledger.MustMoney("30")), "สมศรี ใจงาม")
	p.picture("2-receipt")

	posted := before.Balances.Contribution.Add(ledger.MustMoney("30"))
	p.write(member, "ยอด")
	p.waitForBot(member, thai.FormatBaht(posted))
	p.picture("3-passbook")

	if after := d.statement(t, "001").Balances; !after.Contribution.Equal(posted) || !after.Pending.IsZero() {
		t.Errorf("after the receipt: %+v, want %s posted and nothing pending", after, posted)
	}
	trial := d.trialBalance(t)
	if !trial.Debit.Equal(trial.Credit) {
		t.Errorf("the trial balance has debit %s and credit %s", trial.Debit, trial.Credit)
	}
	if want := books.Debit.Add(ledger.MustMoney("30")); !trial.Debit.Equal(want) {
		t.Errorf("the trial balance totals %s, want %s", trial.Debit, want)
	}
	d.interrupt(t)
	d.expectEnd(t)
}

// demoPage is a tab of Chromium with the demo's page.
type demoPage struct {
	t   *testing.T
	ctx context.Context
}

func openDemoPage(t *testing.T, address string) *demoPage {
	t.Helper()
	private := t.TempDir()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		// A container's root may not use Chromium's sandbox, and the page is ours.
		chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.UserDataDir(filepath.Join(private, "profile")), chromedp.Env("TMPDIR="+private),
		chromedp.WSURLReadTimeout(demoPatience))
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stopAllocator)
	ctx, stopBrowser := chromedp.NewContext(allocator)
	t.Cleanup(stopBrowser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium (deploy/test.sh installs it): %v", err)
	}
	p := &demoPage{t: t, ctx: ctx}
	p.do(chromedp.EmulateViewport(1600, 1000), chromedp.Navigate(address))
	p.waitFor(`document.querySelector('[data-role="phones"][data-ready="true"] [data-phone]')`)
	return p
}

func (p *demoPage) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, demoPatience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// write types a message into a phone and presses its send button.
func (p *demoPage) write(phone, text string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(onPhone(phone, `[data-role="input"]`), text),
		chromedp.Click(onPhone(phone, `[data-role="send"]`)))
}

// waitForBot waits until the newest message on a phone is the bot's and has all
// the words.
func (p *demoPage) waitForBot(phone string, words ...string) {
	p.t.Helper()
	all, err := json.Marshal(words)
	if err != nil {
		p.t.Fatal(err)
	}
	p.waitFor(fmt.Sprintf(`(() => {
		const newest = [...document.querySelectorAll('%s')].at(-1);
		return newest?.dataset.from === "bot" && %s.every((words) => newest.textContent.includes(words));
	})()`, onPhone(phone, `[data-message]`), all))
}

// pressBeside presses the button with the label that stands in the same row as
// the name: of all such buttons of the newest message, the one with the least
// around it that still holds the name.
func (p *demoPage) pressBeside(phone, label, name string) {
	p.t.Helper()
	p.waitFor(fmt.Sprintf(`(() => {
		const newest = [...document.querySelectorAll('%s')].at(-1);
		const around = (node) => { while (node && !node.textContent.includes(%q)) node = node.parentElement; return node; };
		const buttons = [...newest.querySelectorAll("button[data-action]")].filter((button) => button.textContent.trim() === %q);
		buttons.sort((a, b) => around(a).textContent.length - around(b).textContent.length);
		buttons[0]?.setAttribute("data-chosen", "true");
		return buttons.length > 0;
	})()`, onPhone(phone, `[data-message][data-from="bot"]`), name, label))
	p.do(chromedp.ScrollIntoView(onPhone(phone, `[data-chosen]`)), chromedp.Click(onPhone(phone, `[data-chosen]`)))
}

// waitForBooks waits until the pane of the live books balances at the total and
// nobody of that name waits any more.
func (p *demoPage) waitForBooks(total ledger.Money, name string) {
	p.t.Helper()
	p.waitFor(fmt.Sprintf(`(() => {
		const books = document.querySelector('[data-role="books"]');
		const trial = books?.querySelector('[data-role="trial-balance"]');
		return trial?.dataset.balanced === "true" && trial.textContent.includes(%q)
			&& !books.querySelector('[data-role="waiting"]').textContent.includes(%q);
	})()`, thai.FormatAmount(total), name))
}

// waitFor waits until a JavaScript expression is true. The page's policy forbids
// to compile text in it, which is how chromedp's own waiting works.
func (p *demoPage) waitFor(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, demoPatience)
	defer cancel()
	came, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(`new Promise((done) => {
		const end = Date.now() + %d;
		const look = () => (%s) ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 50);
		look();
	})`, (demoPatience-5*time.Second).Milliseconds(), expression), chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	if !came {
		p.t.Fatalf("waited in vain for %s; the page says %s", expression, p.text())
	}
}

func (p *demoPage) text() string {
	ctx, cancel := context.WithTimeout(p.ctx, demoPatience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`, chromedp.EvalAsValue))
	if err != nil {
		return err.Error()
	}
	return text
}

// picture leaves a picture of the window for a person to look at.
func (p *demoPage) picture(name string) {
	p.t.Helper()
	folder := os.Getenv(screenshotsEnv)
	if folder == "" {
		folder = p.t.TempDir()
	}
	ctx, cancel := context.WithTimeout(p.ctx, demoPatience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Fatal(err)
	}
	if !bytes.HasPrefix(picture, []byte("\x89PNG")) {
		p.t.Errorf("the picture %s is no PNG", name)
	}
	if err := os.WriteFile(filepath.Join(folder, "demo-"+name+".png"), picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// onPhone selects within one phone of the page.
func onPhone(phone, selector string) chromedp.CSS {
	return chromedp.CSS(fmt.Sprintf(`[data-phone="%s"] %s`, phone, selector))
}
