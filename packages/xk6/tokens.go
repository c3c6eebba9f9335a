package countersign

import (
	"context"
	"errors"

	"github.com/grafana/sobek"
)

// refusal is why no token could be obtained, as the script words it. Only text crosses from the virtual user that
// asked to those that waited: a JavaScript value belongs to one of them.
type refusal string

func (r refusal) Error() string { return string(r) }

// tokenClaim(key, drain) gives { token, useUntil }, or { refused: TEXT } of whoever asked just now, or { flight } that
// the caller is to end by tokenLand or tokenFail.
func (n *native) tokenClaim(call sobek.FunctionCall) sobek.Value {
	given, own, err := n.tokens.claim(n.context(), call.Argument(0).String(), call.Argument(1).ToFloat())
	var refused refusal
	switch {
	case errors.As(err, &refused):
		return n.objectOf("refused", string(refused))
	case err != nil:
		n.throw("the wait for a token was stopped")
	case own != nil:
		return n.objectOf("flight", own)
	}
	return n.leaseObject(given)
}

// tokenLand(flight, value, expiresAt, refreshBefore, drain) gives { token, useUntil }.
func (n *native) tokenLand(call sobek.FunctionCall) sobek.Value {
	made := token{value: call.Argument(1).String(), expiresAt: call.Argument(2).ToFloat()}
	return n.leaseObject(n.tokens.land(n.flightIn(call), made, renewalIn(call)))
}

// tokenFail(flight, text)
func (n *native) tokenFail(call sobek.FunctionCall) sobek.Value {
	n.tokens.fail(n.flightIn(call), refusal(call.Argument(1).String()))
	return sobek.Undefined()
}

// tokenKeep(key, value, expiresAt, refreshBefore, drain) keeps a token that was obtained without a flight.
func (n *native) tokenKeep(call sobek.FunctionCall) sobek.Value {
	made := token{value: call.Argument(1).String(), expiresAt: call.Argument(2).ToFloat()}
	return n.leaseObject(n.tokens.keep(call.Argument(0).String(), made, now(), renewalIn(call)))
}

func renewalIn(call sobek.FunctionCall) renewal {
	return renewal{refreshBefore: call.Argument(3).ToFloat(), drain: call.Argument(4).ToFloat()}
}

func (n *native) flightIn(call sobek.FunctionCall) *flight {
	if object, ok := call.Argument(0).(*sobek.Object); ok {
		if held, ok := object.Export().(*flight); ok {
			return held
		}
	}
	n.throw("a flight is expected")
	return nil
}

func (n *native) objectOf(name string, value any) sobek.Value {
	object := n.rt.NewObject()
	set(n.rt, object, name, value)
	return object
}

// tokenHeld(key) gives the token at hand, or undefined.
func (n *native) tokenHeld(call sobek.FunctionCall) sobek.Value {
	known, ok := n.tokens.held(call.Argument(0).String())
	if !ok {
		return sobek.Undefined()
	}
	return n.leaseObject(known)
}

// tokenDrop(key, token)
func (n *native) tokenDrop(call sobek.FunctionCall) sobek.Value {
	n.tokens.drop(call.Argument(0).String(), call.Argument(1).String())
	return sobek.Undefined()
}

func (n *native) leaseObject(given lease) sobek.Value {
	object := n.rt.NewObject()
	set(n.rt, object, "token", given.token)
	set(n.rt, object, "useUntil", given.useUntil)
	return object
}

// sleep(seconds) blocks this virtual user, until its iteration is stopped at the latest.
func (n *native) sleep(call sobek.FunctionCall) sobek.Value {
	_ = pause(n.context(), call.Argument(0).ToFloat())
	return sobek.Undefined()
}

// context ends when this virtual user's iteration is stopped.
func (n *native) context() context.Context {
	if ctx := n.vu.Context(); ctx != nil {
		return ctx
	}
	return context.Background()
}
