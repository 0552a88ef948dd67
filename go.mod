module sajja

go 1.26.0

require (
	github.com/alecthomas/kong v1.17.0 // the grammar of the command line, as structs
	github.com/alicebob/miniredis/v2 v2.40.0 // the demo where no Redis is installed; expiry in tests
	github.com/chromedp/cdproto v0.159.0 // the words chromedp speaks to Chromium in, for the browser tests
	github.com/chromedp/chromedp v0.23.0 // drives a real browser in the tests of the page and the demo
	github.com/fergusstrange/embedded-postgres v1.34.0 // downloads PostgreSQL where the machine has none
	github.com/google/go-cmp v0.7.0 // differences that a failed test can show
	github.com/google/uuid v1.6.0 // identifiers that sort by time (version 7)
	github.com/jackc/pgx/v5 v5.12.0 // PostgreSQL: pipelines, arrays, errors by constraint
	github.com/line/line-bot-sdk-go/v8 v8.22.0 // LINE's own message types, and the signature check's reference in tests
	github.com/prometheus/client_golang v1.25.0 // metrics in the form monitoring reads
	github.com/redis/go-redis/v9 v9.23.0 // Redis: one server, Sentinel or Cluster behind one client
	github.com/riverqueue/river v0.51.1 // jobs in PostgreSQL: due by the clock, once however many processes, tried again
	github.com/riverqueue/river/riverdriver/riverpgxv5 v0.51.1 // River over pgx
	github.com/rivo/uniseg v0.4.7 // LINE counts labels in grapheme clusters; a column on a terminal does too
	github.com/shopspring/decimal v1.6.0 // exact money
	github.com/tink-crypto/tink-go/v2 v2.9.0 // seals what identifies a person; keys that rotate, a file other programs read
	github.com/xuri/excelize/v2 v2.11.0 // workbooks that open right in Thai Excel; v2.11.1 needs a module that is not to be had
	golang.org/x/crypto v0.57.0 // argon2id: what the books keep of a link code
	golang.org/x/text v0.43.0 // Windows-874 and UTF-16, in which old and new Excel save Thai text
	pgregory.net/rapid v1.3.0 // property tests of money, days and the books
)

require (
	github.com/BurntSushi/toml v1.4.1-0.20240526193622-a339e1f7089c // indirect
	github.com/beorn7/perks v1.0.1 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
	github.com/lib/pq v1.10.9 // indirect
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
	github.com/prometheus/client_model v0.6.3 // indirect
	github.com/prometheus/common v0.72.0 // indirect
	github.com/prometheus/procfs v0.22.0 // indirect
	github.com/richardlehane/mscfb v1.0.7 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/riverqueue/river/riverdriver v0.51.1 // indirect
	github.com/riverqueue/river/rivershared v0.51.1 // indirect
	github.com/riverqueue/river/rivertype v0.51.1 // indirect
	github.com/tidwall/gjson v1.20.0 // indirect
	github.com/tidwall/match v1.2.0 // indirect
	github.com/tidwall/pretty v1.2.1 // indirect
	github.com/tidwall/sjson v1.2.5 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/xi2/xz v0.0.0-20171230120015-48954b6210f8 // indirect
	github.com/xuri/efp v0.0.1 // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	github.com/yuin/gopher-lua v1.1.1 // indirect
	go.uber.org/atomic v1.12.0 // indirect
	golang.org/x/exp/typeparams v0.0.0-20231108232855-2478ac86f678 // indirect
	golang.org/x/mod v0.42.0 // indirect
	golang.org/x/net v0.59.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
	honnef.co/go/tools v0.8.2 // indirect
)

tool honnef.co/go/tools/cmd/staticcheck // lint, run by deploy/test.sh
