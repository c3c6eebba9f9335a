package countersign

import (
	"errors"
	"fmt"
	"slices"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
)

// native holds what the functions for one virtual user need.
type native struct {
	vu         modules.VU
	rt         *sobek.Runtime
	keys       *keyCache
	tokens     *tokenStore
	uint8Array sobek.Value
	metrics    *signingMetrics
	// lent is the object that the script is called with.
	lent *sobek.Object
}

func newNative(e *Extension, vu modules.VU) *native {
	rt := vu.Runtime()
	return &native{
		vu: vu, rt: rt, keys: &e.keys, tokens: &e.tokens,
		uint8Array: rt.Get("Uint8Array"),
		metrics:    registerMetrics(vu),
	}
}

type function = func(call sobek.FunctionCall) sobek.Value

// object lends every function, each guarded: a Go panic in a native function would end k6 without a summary.
func (n *native) object() *sobek.Object {
	object := n.rt.NewObject()
	for name, call := range map[string]function{
		"hash": n.hash, "hashBytes": n.hashBytes, "hmac": n.hmac, "hmacBytes": n.hmacBytes,
		"random": n.random, "nonce": n.nonce,
		"publicKey": n.publicKey, "privateKey": n.privateKey,
		"encryptKey": n.encryptKey, "decryptKey": n.decryptKey, "encrypt": n.encrypt, "decrypt": n.decrypt,
		"encryptCbc": n.encryptCBC, "decryptCbc": n.decryptCBC,
		"signer": n.signer,
		"utf8":   n.utf8, "byteLength": n.byteLength, "hex": n.hex, "fromHex": n.fromHex, "text": n.text, "base64url": n.base64url, "fromBase64": n.fromBase64, "wellFormed": n.wellFormed, "isJson": n.isJSON,
		"textData": n.textData, "paramsWith": n.paramsWith,
		"tokenClaim": n.tokenClaim, "tokenLand": n.tokenLand, "tokenFail": n.tokenFail, "tokenKeep": n.tokenKeep,
		"tokenHeld": n.tokenHeld, "tokenDrop": n.tokenDrop,
		"sleep": n.sleep, "userId": n.userId, "clock": n.clock, "noteSigning": n.noteSigning, "noteRefusal": n.noteRefusal,
	} {
		set(n.rt, object, name, n.guarded(name, call))
	}
	n.lent = object
	return object
}

// guarded turns a Go panic into a JavaScript error. What sobek itself panics with (a thrown value, an interrupt) is
// its own way to unwind and goes on.
func (n *native) guarded(name string, call function) function {
	return func(arguments sobek.FunctionCall) sobek.Value {
		defer func() {
			switch thrown := recover().(type) {
			case nil:
			case error:
				var interrupted *sobek.InterruptedError
				var exception *sobek.Exception
				if errors.As(thrown, &interrupted) || errors.As(thrown, &exception) {
					panic(thrown)
				}
				panic(n.failure(name))
			case sobek.Value:
				panic(thrown)
			case *sobek.Object:
				panic(thrown)
			default:
				panic(n.failure(name))
			}
		}()
		return call(arguments)
	}
}

// failure says which function failed, and nothing of what it was given: that may be a secret.
func (n *native) failure(name string) sobek.Value {
	return n.rt.NewGoError(fmt.Errorf("countersign: %s failed", name))
}

// unknown refuses a name by the script's `unknown`, so that the error is the same as on every other host.
func (n *native) unknown(kind string, name sobek.Value, known []string) {
	slices.Sort(known)
	refuse, ok := sobek.AssertFunction(n.lent.Get("unknown"))
	if !ok {
		n.throw("k6 has no %s %q", kind, name.String())
	}
	if _, err := refuse(sobek.Undefined(), n.rt.ToValue(kind), name, n.rt.ToValue(known)); err != nil {
		common.Throw(n.rt, err)
	}
}

// throw ends a native function with a JavaScript error.
func (n *native) throw(format string, values ...any) {
	panic(n.rt.NewGoError(fmt.Errorf("countersign: "+format, values...)))
}
