package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"time"

	"github.com/google/uuid"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/vault"
)

// dataTimeout bounds gathering everything held about one member.
const dataTimeout = 30 * time.Second

// askTemplate is the page a link opens: it gives nothing away until the button is
// pressed, so that a programme that looks links up for a preview does not use it up.
var askTemplate = template.Must(template.New("ask").Parse(`<!doctype html>
<html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.title}}</title>
<style>body{font:20px/1.6 sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.7rem 1.2rem}</style></head>
<body><h1>{{.title}}</h1><p>{{.text}}</p>{{if .button}}<form method="post"><button>{{.button}}</button></form>{{end}}</body></html>
`))

// serveData shows the page of a link, and on POST hands the data over: once.
func (s *serving) serveData(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Robots-Tag", "noindex")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
	header.Set("Content-Type", "text/html; charset=utf-8")
	ctx, cancel := context.WithTimeout(r.Context(), dataTimeout)
	defer cancel()
	fund, hash, err := readDataLink(r.PathValue("fund"), r.PathValue("secret"))
	if err == nil && r.Method == http.MethodPost {
		err = s.handOver(ctx, w, fund, hash)
	} else if err == nil {
		if _, err = s.db.DataLink(ctx, fund, hash, time.Now()); err == nil {
			writeAsk(w, http.StatusOK, dataWords["once"], dataWords["download"])
		}
	}
	switch {
	case err == nil:
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrConflict):
		writeAsk(w, http.StatusNotFound, dataWords["gone"], "")
	default:
		s.log.Error("data could not be handed over", "fund_id", fund, "err", err)
		http.Error(w, "", http.StatusInternalServerError)
	}
}

func writeAsk(w http.ResponseWriter, status int, text, button string) {
	var page bytes.Buffer
	if err := askTemplate.Execute(&page, map[string]string{"title": dataWords["title"], "text": text, "button": button}); err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // whoever asked has gone
}

// readDataLink reads the two parts of a link's path; store.ErrNotFound for what is
// none.
func readDataLink(fundText, secret string) (ledger.FundID, [sha256.Size]byte, error) {
	id, err := conversation.ParseIDArg(fundText)
	raw, rawErr := base64.RawURLEncoding.DecodeString(secret)
	if err != nil || rawErr != nil || len(raw) < 16 || id == uuid.Nil {
		return ledger.FundID{}, [sha256.Size]byte{}, store.ErrNotFound
	}
	return ledger.FundID{UUID: id}, sha256.Sum256([]byte(secret)), nil
}

// handOver gathers first and uses the link up last: a link is not lost because the
// database was away.
func (s *serving) handOver(ctx context.Context, w http.ResponseWriter, fundID ledger.FundID, hash [sha256.Size]byte) error {
	member, err := s.db.DataLink(ctx, fundID, hash, time.Now())
	if err != nil {
		return err
	}
	fund, m, err := s.whose(ctx, fundID, member)
	if err != nil {
		return err
	}
	keys, err := s.openVault()
	if err != nil {
		return err
	}
	data, err := collectData(ctx, s.db, keys, fund, m, time.Now())
	if err != nil {
		return err
	}
	page, err := dataPage(data)
	if err != nil {
		return err
	}
	if _, err := s.db.UseDataLink(ctx, fundID, hash, time.Now()); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="my-data.html"`)
	_, _ = w.Write(page) // whoever asked has gone; the link is used all the same
	return nil
}

// whose finds the fund and the member of a link.
func (s *serving) whose(ctx context.Context, fundID ledger.FundID, id ledger.MemberID) (store.Fund, store.Member, error) {
	funds, err := s.db.Funds(ctx)
	if err != nil {
		return store.Fund{}, store.Member{}, err
	}
	for _, fund := range funds {
		if fund.ID != fundID {
			continue
		}
		member, err := s.db.MemberByID(ctx, fundID, id)
		return fund, member, err
	}
	return store.Fund{}, store.Member{}, store.ErrNotFound
}

// openVault opens the identity keys, if the service was given any.
func (s *serving) openVault() (*vault.Vault, error) {
	if s.config.IdentityKeys == "" {
		return nil, nil
	}
	return vault.Open(s.config.IdentityKeys)
}
