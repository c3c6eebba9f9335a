package countersign

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// get does what the script does: claims, obtains, lands.
func (s *tokenStore) get(ctx context.Context, key string, r renewal, obtain func() (token, error)) (lease, error) {
	given, own, err := s.claim(ctx, key, r.drain)
	if own == nil || err != nil {
		return given, err
	}
	made, err := obtain()
	if ctx.Err() != nil {
		return lease{}, ctx.Err()
	}
	if err != nil {
		s.fail(own, err)
		return lease{}, err
	}
	return s.land(own, made, r), nil
}

var calm = renewal{refreshBefore: 30, drain: 0}

func fresh(seconds float64) (token, error) {
	return token{value: "t", expiresAt: now() + seconds}, nil
}

func TestOneRequestForAllWhoWait(t *testing.T) {
	var store tokenStore
	var asked, under, most atomic.Int32
	obtain := func() (token, error) {
		asked.Add(1)
		if n := under.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer under.Add(-1)
		time.Sleep(5 * time.Millisecond)
		return fresh(300)
	}
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if got, err := store.get(context.Background(), "k", calm, obtain); err != nil || got.token != "t" {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	all.Wait()
	if asked.Load() != 1 || most.Load() != 1 {
		t.Errorf("asked %d times, %d at once", asked.Load(), most.Load())
	}
}

func TestAFailureGoesToAllWhoWaitAndTheNextOneTriesAfresh(t *testing.T) {
	var store tokenStore
	started := make(chan struct{})
	failing := func() (token, error) {
		close(started)
		time.Sleep(20 * time.Millisecond)
		return token{}, refusal("no")
	}
	failed := make(chan error, 2)
	go func() {
		_, err := store.get(context.Background(), "k", calm, failing)
		failed <- err
	}()
	<-started
	go func() {
		_, err := store.get(context.Background(), "k", calm, func() (token, error) { t.Error("asked twice"); return fresh(1) })
		failed <- err
	}()
	for range 2 {
		var refused refusal
		if err := <-failed; !errors.As(err, &refused) {
			t.Errorf("got %v", err)
		}
	}
	if got, err := store.get(context.Background(), "k", calm, func() (token, error) { return fresh(300) }); err != nil || got.token != "t" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestWhoIsStoppedWhileItAsksHandsOver(t *testing.T) {
	var store tokenStore
	stopped, stop := context.WithCancel(context.Background())
	started, result := make(chan struct{}), make(chan lease)
	go func() {
		_, _ = store.get(stopped, "k", calm, func() (token, error) {
			close(started)
			<-stopped.Done()
			return token{}, errors.New("context canceled")
		})
	}()
	<-started
	go func() {
		got, _ := store.get(context.Background(), "k", calm, func() (token, error) { return fresh(300) })
		result <- got
	}()
	stop()
	if got := <-result; got.token != "t" {
		t.Errorf("got %v", got)
	}
}

func TestATokenIsNotUsedPastItsTimeNorRenewedInItsFirstHalf(t *testing.T) {
	var store tokenStore
	kept := store2(&store, token{"a", 110}, 100, renewal{refreshBefore: 30, drain: 1})
	// Half of its life of ten seconds, less the drain.
	if kept.useUntil != 104 {
		t.Errorf("useUntil is %v", kept.useUntil)
	}
	kept = store2(&store, token{"a", 400}, 100, renewal{refreshBefore: 30, drain: 1})
	if kept.useUntil != 369 {
		t.Errorf("useUntil is %v", kept.useUntil)
	}
}

func store2(store *tokenStore, made token, asked float64, r renewal) lease {
	store.entries = map[string]entry{}
	return store.keep("k", made, asked, r)
}

func TestDropForgetsTheRefusedTokenAlone(t *testing.T) {
	var store tokenStore
	if _, err := store.get(context.Background(), "k", calm, func() (token, error) { return fresh(300) }); err != nil {
		t.Fatal(err)
	}
	store.drop("k", "another")
	if _, ok := store.held("k"); !ok {
		t.Error("a newer token was dropped")
	}
	store.drop("k", "t")
	if _, ok := store.held("k"); ok {
		t.Error("the refused token stayed")
	}
}
