// Package notify holds what is done by the clock and not because somebody wrote:
// days are sealed after midnight, promises nobody came with end in the morning.
//
// The jobs are River's (design decision 8). Their kinds, their times and their
// workers stand here; River's client and its tables are in store/postgres, and no
// other package knows of River. Any number of processes may run the same jobs:
// one of them leads and makes each periodic job, whose arguments name its day, so
// that a day's job exists once also when the lead changes. A job that fails, or
// whose process dies, is tried again; each is made so that doing it again is
// harmless, and looks at everything that is due, so that after a stop of weeks
// one job catches up.
//
// What it needs of the stores it says in the interface Books. It imports neither
// pgx nor go-redis and reads no clock but the one it is given.
package notify
