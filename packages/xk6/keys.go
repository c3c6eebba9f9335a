package countersign

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"errors"
	"hash"
	"sync"

	"github.com/grafana/sobek"
)

// keyCache holds the parsed keys of a process by the SHA-256 of their DER: every virtual user brings the same ones.
type keyCache struct{ known sync.Map }

// parsed gives the key of `der`, parsed once.
func (c *keyCache) parsed(der []byte, parse func([]byte) (any, error)) (any, error) {
	name := sha256.Sum256(der)
	if known, ok := c.known.Load(name); ok {
		return known, nil
	}
	key, err := parse(der)
	if err != nil {
		return nil, err
	}
	c.known.Store(name, key)
	return key, nil
}

var errNotRSA = errors.New("not an RSA key")

func parsePublicKey(der []byte) (any, error) {
	key, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, err
	}
	if rsaKey, ok := key.(*rsa.PublicKey); ok {
		return rsaKey, nil
	}
	return nil, errNotRSA
}

// parsePrivateKey reads PKCS#8.
func parsePrivateKey(der []byte) (any, error) {
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	if signer, ok := key.(crypto.Signer); ok {
		return signer, nil
	}
	return nil, errors.New("not a key that signs")
}

// publicKey(spki, hash)
func (n *native) publicKey(call sobek.FunctionCall) sobek.Value {
	key, err := n.keys.parsed(n.data(call.Argument(0)), parsePublicKey)
	if err != nil {
		n.throw("the public key cannot be read")
	}
	return n.keyObject("public", key, call.Argument(1))
}

// privateKey(pkcs8, hash)
func (n *native) privateKey(call sobek.FunctionCall) sobek.Value {
	key, err := n.keys.parsed(n.data(call.Argument(0)), parsePrivateKey)
	if err != nil {
		n.throw("the private key cannot be read")
	}
	return n.keyObject("private", key, call.Argument(1))
}

// goKey is how a key travels through JavaScript, which cannot look into it. oaep makes the hash of RSAES-OAEP and MGF1.
type goKey struct {
	key  any
	oaep func() hash.Hash
}

// oaepHashes are the hashes of RSAES-OAEP by their names in JavaScript.
var oaepHashes = map[string]func() hash.Hash{"SHA-256": sha256.New, "SHA-512": sha512.New}

func (n *native) oaepHash(name sobek.Value) func() hash.Hash {
	if name == nil || sobek.IsUndefined(name) {
		return sha256.New
	}
	known, ok := oaepHashes[name.String()]
	if !ok {
		n.throw("RSA-OAEP has SHA-256 and SHA-512 here")
	}
	return known
}

func (n *native) keyObject(kind string, key any, oaepHash sobek.Value) sobek.Value {
	object := n.rt.NewObject()
	set(n.rt, object, "kind", kind)
	if err := object.DefineDataProperty(
		"key", n.rt.ToValue(&goKey{key, n.oaepHash(oaepHash)}), sobek.FLAG_FALSE, sobek.FLAG_FALSE, sobek.FLAG_FALSE,
	); err != nil {
		panic(err)
	}
	return object
}

// keyIn takes a key out of its object. `K` is the kind that is needed.
func keyIn[K any](n *native, value sobek.Value) (K, func() hash.Hash) {
	if object, ok := value.(*sobek.Object); ok {
		if held, ok := object.Get("key").(*sobek.Object); ok {
			if wrapped, ok := held.Export().(*goKey); ok {
				if key, ok := wrapped.key.(K); ok {
					return key, wrapped.oaep
				}
			}
		}
	}
	n.throw("a key of another kind is needed")
	panic("unreachable")
}
