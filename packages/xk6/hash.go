package countersign

import (
	"crypto/hmac"
	"crypto/md5"  // #nosec G501 -- asked for by name, by schemes that have nothing better
	"crypto/sha1" // #nosec G505 -- likewise
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"maps"
	"slices"

	"github.com/grafana/sobek"
)

var hashes = map[string]func() hash.Hash{
	"MD5":     md5.New,  // #nosec G401
	"SHA-1":   sha1.New, // #nosec G401
	"SHA-256": sha256.New,
	"SHA-384": sha512.New384,
	"SHA-512": sha512.New,
}

// hashOf looks a hash up by its name.
func (n *native) hashOf(name sobek.Value) func() hash.Hash {
	found, ok := hashes[name.String()]
	if !ok {
		n.unknown("hash", name, slices.Collect(maps.Keys(hashes)))
	}
	return found
}

// hash(name, parts, 'hex' | 'base64')
func (n *native) hash(call sobek.FunctionCall) sobek.Value {
	return n.encoded(n.digest(call), call.Argument(2))
}

// hashBytes(name, parts)
func (n *native) hashBytes(call sobek.FunctionCall) sobek.Value { return n.bytes(n.digest(call)) }

func (n *native) digest(call sobek.FunctionCall) []byte {
	return n.sum(n.hashOf(call.Argument(0))(), call.Argument(1))
}

// hmac(name, key, parts, 'hex' | 'base64')
func (n *native) hmac(call sobek.FunctionCall) sobek.Value {
	return n.encoded(n.mac(call), call.Argument(3))
}

// hmacBytes(name, key, parts)
func (n *native) hmacBytes(call sobek.FunctionCall) sobek.Value { return n.bytes(n.mac(call)) }

func (n *native) mac(call sobek.FunctionCall) []byte {
	return n.sum(hmac.New(n.hashOf(call.Argument(0)), n.data(call.Argument(1))), call.Argument(2))
}

func (n *native) sum(into hash.Hash, parts sobek.Value) []byte {
	n.parts(parts, func(part []byte) { _, _ = into.Write(part) })
	return into.Sum(nil)
}

func (n *native) encoded(bytes []byte, encoding sobek.Value) sobek.Value {
	switch encoding.String() {
	case "hex":
		return n.rt.ToValue(hex.EncodeToString(bytes))
	case "base64":
		return n.rt.ToValue(base64.StdEncoding.EncodeToString(bytes))
	}
	n.unknown("encoding", encoding, []string{"hex", "base64"})
	return nil
}
