package embedded

import (
	"context"
	"fmt"
	"path/filepath"
)

// Attach gives the owner's URL of the cluster that another program of ours keeps
// running in dir; while that one is still starting it waits, until ctx ends.
// Errors: ErrNotRunning when the data are there and no server is, ErrNoCluster
// when there are none. For the first of these the caller may StartPostgres with
// the same dir for as long as it needs.
func Attach(ctx context.Context, dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	c := cluster{data: filepath.Join(dir, "data")}
	err = poll(ctx, func() (bool, error) {
		isHeld, state := holder(filepath.Join(dir, postgresLock))
		if !isHeld {
			return false, c.idle()
		}
		return state == stateUp, nil
	})
	if err != nil {
		return "", fmt.Errorf("%s: %w", dir, err)
	}
	running, err := readPostmaster(c.pidFile())
	if err != nil {
		return "", err
	}
	password, err := readSecret(c.passwordFile())
	if err != nil {
		return "", err
	}
	return clusterURL(running.socket, running.port, owner, password, databaseName), nil
}

// idle says what stands in a folder that nobody uses.
func (c cluster) idle() error {
	version, err := dataVersion(c.data)
	switch {
	case err != nil:
		return err
	case version == 0:
		return ErrNoCluster
	default:
		return ErrNotRunning
	}
}
