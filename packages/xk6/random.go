package countersign

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/grafana/sobek"
)

// More than any scheme asks for, so that a mistaken length is an error and not all of the memory.
const mostRandom = 1 << 16

// random(length) gives bytes from the system's secure source.
func (n *native) random(call sobek.FunctionCall) sobek.Value {
	return n.bytes(n.randomBytes(call.Argument(0).ToInteger()))
}

// nonce(digits) gives hexadecimal digits that never come again.
func (n *native) nonce(call sobek.FunctionCall) sobek.Value {
	digits := call.Argument(0).ToInteger()
	return n.rt.ToValue(hex.EncodeToString(n.randomBytes((digits + 1) / 2))[:digits])
}

func (n *native) randomBytes(length int64) []byte {
	if length < 0 || length > mostRandom {
		n.throw("%d random bytes are asked for; at most %d can be", length, mostRandom)
	}
	bytes := make([]byte, length)
	if _, err := rand.Read(bytes); err != nil {
		n.throw("the system has no random source")
	}
	return bytes
}
