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

// flight is one token request that is under way.
type flight struct {
	done  chan struct{}
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

// get gives a token, obtained by whoever comes first. It blocks until then, or until the context ends.
func (s *tokenStore) get(ctx context.Context, key string, r renewal, obtain func() (token, error)) (lease, error) {
	for {
		known, own, other := s.join(key)
		if known != nil {
			return *known, nil
		}
		if own != nil {
			return s.fly(ctx, key, own, r, obtain)
		}
		select {
		case <-other.done:
			if !other.gone {
				return other.lease, other.err
			}
		case <-ctx.Done():
			return lease{}, ctx.Err()
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
		s.flights, s.entries = map[string]*flight{}, map[string]entry{}
	}
	started := &flight{done: make(chan struct{}), gone: true}
	s.flights[key] = started
	return nil, started, nil
}

// fly obtains the token and lands the flight, whatever happens: a panic of the caller's leaves `gone` set.
func (s *tokenStore) fly(
	ctx context.Context, key string, f *flight, r renewal, obtain func() (token, error),
) (lease, error) {
	defer s.land(key, f)
	if err := s.drained(ctx, key, r.drain); err != nil {
		return lease{}, err
	}
	asked := now()
	made, err := obtain()
	if err != nil && ctx.Err() != nil {
		return lease{}, err
	}
	f.gone, f.err = false, err
	if err == nil {
		f.lease = s.keep(key, made, asked, r)
	}
	return f.lease, err
}

func (s *tokenStore) land(key string, f *flight) {
	s.mu.Lock()
	delete(s.flights, key)
	s.mu.Unlock()
	close(f.done)
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
