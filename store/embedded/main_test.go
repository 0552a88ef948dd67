package embedded

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// programEnv turns the test binary into the small program of runProgram, working
// in the folder it names ("temporary" for a temporary one).
const programEnv = "SAJJA_EMBEDDED_PROGRAM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(programEnv); dir != "" {
		os.Exit(runProgram(dir))
	}
	os.Exit(m.Run())
}

// runProgram is what `sajja demo` does with its servers: start, say so, and on a
// signal do the last work on the database before stopping in order. A second
// signal ends it on the spot.
func runProgram(dir string) int {
	if dir == "temporary" {
		dir = ""
	}
	ctx, restore := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer restore()
	postgres, err := StartPostgres(ctx, PostgresConfig{Dir: dir, Durable: dir != ""})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	redis, err := StartRedis(ctx, RedisConfig{Dir: dir})
	if err != nil {
		fmt.Println("error", err)
		return 1
	}
	fmt.Println("up", postgres.place.path, redis.place.path)
	<-ctx.Done()
	restore()
	if err := lastWork(postgres.URL()); err != nil {
		fmt.Println("error", err)
		return 1
	}
	fmt.Println("stopping")
	if os.Getenv(programEnv+"_HANGS") != "" {
		select {} // as if the stop took for ever; only a second signal ends it
	}
	if err := postgres.Stop(context.Background()); err != nil {
		fmt.Println("error", err)
		return 1
	}
	if err := redis.Stop(context.Background()); err != nil {
		fmt.Println("error", err)
		return 1
	}
	fmt.Println("stopped")
	return 0
}

func lastWork(url string) error {
	conn, err := pgx.Connect(context.Background(), url)
	if err != nil {
		return err
	}
	defer conn.Close(context.Background())
	_, err = conn.Exec(context.Background(), `CREATE TABLE IF NOT EXISTS last_work (at timestamptz)`)
	return err
}
