package countersign

import (
	"context"
	"sync"
	"time"
)

// token is what a token endpoint gave, and when it ends.
type token struct {
	value     string
	expiresAt float64 // seconds since 1970
}

// lease is a token as it is handed out: nobody sends it past useUntil.
type lease struct {
	token    string
	useUntil float64
}

type entry struct {
	lease   lease
	renewAt float64
}

// flight is one token request that is under way: claimed by one caller, waited for by the others.
type flight struct {
	key  string
	done chan struct{}
	once sync.Once
	// asked is when it was claimed, in seconds since 1970.
	asked float64
	lease lease
	err   error
	// gone says that the asker was stopped: one of those who wait asks in its place.
	gone bool
}

// tokenStore owns the tokens of a process: at most one request is under way for a key, and everyone else waits for it.
// A failure goes to all who wait; the next one tries afresh.
type tokenStore struct {
	mu      sync.Mutex
	entries map[string]entry
	flights map[string]*flight
}

// renewal is what a source says of its tokens: seconds ahead of the end at which to renew, and seconds between the
// last use of a token and its renewal, for requests that are still on their way.
type renewal struct{ refreshBefore, drain float64 }

func now() float64 { return float64(time.Now().UnixNano()) / float64(time.Second) }

// held gives the token at hand, if it may be used now.
func (s *tokenStore) held(key string) (lease, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, ok := s.entries[key]
	return known.lease, ok && now() < known.lease.useUntil
}

// An asker that did not come back by then is taken for stopped: its own request would have timed out long before.
const longestFlight = 2 * time.Minute

// claim gives the token at hand, or a flight that the caller is to land. If another has claimed it, claim blocks until
// that one has landed, or until the context ends.
func (s *tokenStore) claim(ctx context.Context, key string, drain float64) (lease, *flight, error) {
	for {
		known, own, other := s.join(key)
		switch {
		case known != nil:
			return *known, nil, nil
		case own != nil:
			return lease{}, own, s.takeOff(ctx, own, drain)
		}
		select {
		case <-other.done:
			if !other.gone {
				return other.lease, nil, other.err
			}
		case <-time.After(longestFlight):
			s.end(other, func() { other.gone = true })
		case <-ctx.Done():
			return lease{}, nil, ctx.Err()
		}
	}
}

// join gives the token at hand, or a flight of the caller's own to make, or another's to wait for.
func (s *tokenStore) join(key string) (known *lease, own, other *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if held, ok := s.entries[key]; ok && now() < held.lease.useUntil {
		return &held.lease, nil, nil
	}
	if under, ok := s.flights[key]; ok {
		return nil, nil, under
	}
	if s.flights == nil {
		s.flights = map[string]*flight{}
	}
	started := &flight{key: key, done: make(chan struct{})}
	s.flights[key] = started
	return nil, started, nil
}

// takeOff waits for the old token's last use. From then on the end of the context gives the flight up.
func (s *tokenStore) takeOff(ctx context.Context, f *flight, drain float64) error {
	err := s.drained(ctx, f.key, drain)
	f.asked = now()
	context.AfterFunc(ctx, func() { s.end(f, func() { f.gone = true }) })
	return err
}

// land hands the token to all who wait.
func (s *tokenStore) land(f *flight, made token, r renewal) lease {
	kept := s.keep(f.key, made, f.asked, r)
	s.end(f, func() { f.lease = kept })
	return kept
}

// fail hands the failure to all who wait.
func (s *tokenStore) fail(f *flight, err error) { s.end(f, func() { f.err = err }) }

// end finishes a flight, once.
func (s *tokenStore) end(f *flight, how func()) {
	f.once.Do(func() {
		s.mu.Lock()
		if s.flights[f.key] == f {
			delete(s.flights, f.key)
		}
		s.mu.Unlock()
		how()
		close(f.done)
	})
}

// drained waits until no request can carry the old token any more.
func (s *tokenStore) drained(ctx context.Context, key string, drain float64) error {
	s.mu.Lock()
	old, ok := s.entries[key]
	s.mu.Unlock()
	if !ok || drain <= 0 {
		return nil
	}
	return pause(ctx, min(old.renewAt-now(), drain))
}

func (s *tokenStore) keep(key string, made token, asked float64, r renewal) lease {
	// Never renewed in the first half of its life, so that a short-lived token is still used.
	renewAt := made.expiresAt - min(r.refreshBefore, (made.expiresAt-asked)/2)
	kept := lease{token: made.value, useUntil: renewAt - min(r.drain, (renewAt-asked)/2)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.entries == nil {
		s.entries = map[string]entry{}
	}
	s.entries[key] = entry{lease: kept, renewAt: renewAt}
	return kept
}

// drop forgets a token that was refused; a newer one stays.
func (s *tokenStore) drop(key, refused string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.entries[key].lease.token == refused {
		delete(s.entries, key)
	}
}

// pause waits so many seconds, or until the context ends.
func pause(ctx context.Context, seconds float64) error {
	if seconds <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(time.Duration(seconds * float64(time.Second)))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
