package embedded

import "context"

func downloadPostgres(ctx context.Context, config PostgresConfig, as account) (binaries, error) {
	return binaries{}, ErrNoServer
}
