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

// tokenGet(key, refreshBefore, drain, obtain) gives { token, useUntil }, or { refused: TEXT }. `obtain` is called if
// this virtual user is the one to ask, and returns { value, expiresAt } or { refused: TEXT } at once.
func (n *native) tokenGet(call sobek.FunctionCall) sobek.Value {
	obtain, ok := sobek.AssertFunction(call.Argument(3))
	if !ok {
		n.throw("a function that obtains a token is expected")
	}
	how := renewal{refreshBefore: call.Argument(1).ToFloat(), drain: call.Argument(2).ToFloat()}
	got, err := n.tokens.get(n.context(), call.Argument(0).String(), how, func() (token, error) {
		made, err := obtain(sobek.Undefined())
		if err != nil {
			return token{}, err
		}
		return n.tokenIn(made)
	})
	var refused refusal
	switch {
	case err == nil:
		return n.leaseObject(got)
	case errors.As(err, &refused):
		object := n.rt.NewObject()
		set(n.rt, object, "refused", string(refused))
		return object
	}
	panic(n.unwinding(err))
}

func (n *native) tokenIn(made sobek.Value) (token, error) {
	object := made.ToObject(n.rt)
	if refused := object.Get("refused"); refused != nil && !sobek.IsUndefined(refused) {
		return token{}, refusal(refused.String())
	}
	return token{value: object.Get("value").String(), expiresAt: object.Get("expiresAt").ToFloat()}, nil
}

// unwinding is what to panic with: an interrupt of this virtual user goes on, anything else is an error.
func (n *native) unwinding(err error) any {
	var interrupted *sobek.InterruptedError
	if errors.As(err, &interrupted) {
		return interrupted
	}
	return n.rt.NewGoError(errors.New("countersign: the wait for a token was stopped"))
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
