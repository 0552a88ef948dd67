package sim

import "net/http"

type loadRun struct{}

type loadUsers struct{}

func (l *loadRun) replied(int32)              {}
func (l *loadRun) pushed(_, _ int)            {}
func (p *Platform) loadRoutes(*http.ServeMux) {}
