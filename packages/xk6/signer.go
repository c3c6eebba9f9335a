package countersign

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"maps"
	"slices"

	"github.com/grafana/sobek"
)

// scheme is a signature by its name. `sign` gets the private key and the digest, or the data if there is no hash.
type scheme struct {
	hash crypto.Hash
	sign func(key crypto.Signer, hash crypto.Hash, digest []byte) ([]byte, error)
	fits func(key crypto.Signer) bool
}

var schemes = map[string]scheme{
	"RSA-SHA1":          {crypto.SHA1, signPKCS1, isRSA},
	"RSA-SHA256":        {crypto.SHA256, signPKCS1, isRSA},
	"RSA-SHA384":        {crypto.SHA384, signPKCS1, isRSA},
	"RSA-SHA512":        {crypto.SHA512, signPKCS1, isRSA},
	"RSA-PSS-SHA256":    {crypto.SHA256, signPSS, isRSA},
	"RSA-PSS-SHA384":    {crypto.SHA384, signPSS, isRSA},
	"RSA-PSS-SHA512":    {crypto.SHA512, signPSS, isRSA},
	"ECDSA-P256-SHA256": {crypto.SHA256, signECDSA, isOn(elliptic.P256())},
	"ECDSA-P384-SHA384": {crypto.SHA384, signECDSA, isOn(elliptic.P384())},
	"ECDSA-P521-SHA512": {crypto.SHA512, signECDSA, isOn(elliptic.P521())},
	"Ed25519":           {0, signEd25519, isEd25519},
}

// signer(name, pkcs8) gives a function from data to its signature.
func (n *native) signer(call sobek.FunctionCall) sobek.Value {
	name := call.Argument(0).String()
	chosen, ok := schemes[name]
	if !ok {
		n.unknown("signature", call.Argument(0), slices.Collect(maps.Keys(schemes)))
	}
	parsed, err := n.keys.parsed(n.data(call.Argument(1)), parsePrivateKey)
	if err != nil {
		n.throw("the signing key cannot be read")
	}
	key, ok := parsed.(crypto.Signer)
	if !ok || !chosen.fits(key) {
		n.throw("%s needs a key of another kind", name)
	}
	return n.rt.ToValue(n.guarded("sign", func(call sobek.FunctionCall) sobek.Value {
		return n.result(chosen.sign(key, chosen.hash, digestOf(chosen.hash, n.data(call.Argument(0)))))
	}))
}

func digestOf(hash crypto.Hash, data []byte) []byte {
	if hash == 0 {
		return data
	}
	digest := hash.New()
	digest.Write(data)
	return digest.Sum(nil)
}

// signPKCS1 is RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
func signPKCS1(key crypto.Signer, hash crypto.Hash, digest []byte) ([]byte, error) {
	return key.Sign(rand.Reader, digest, hash)
}

// signPSS has a salt as long as the hash (RFC 7518 section 3.5).
func signPSS(key crypto.Signer, hash crypto.Hash, digest []byte) ([]byte, error) {
	return key.Sign(rand.Reader, digest, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: hash})
}

// signECDSA puts r and s side by side (IEEE P1363), as JOSE and WebCrypto have them (RFC 7518 section 3.4).
func signECDSA(key crypto.Signer, _ crypto.Hash, digest []byte) ([]byte, error) {
	private := key.(*ecdsa.PrivateKey) //nolint:forcetypeassert // `fits` asked
	r, s, err := ecdsa.Sign(rand.Reader, private, digest)
	if err != nil {
		return nil, err
	}
	size := (private.Curve.Params().BitSize + 7) / 8
	signature := make([]byte, 2*size)
	r.FillBytes(signature[:size])
	s.FillBytes(signature[size:])
	return signature, nil
}

func signEd25519(key crypto.Signer, _ crypto.Hash, data []byte) ([]byte, error) {
	return key.Sign(rand.Reader, data, crypto.Hash(0))
}

func isRSA(key crypto.Signer) bool {
	_, ok := key.(*rsa.PrivateKey)
	return ok
}

func isEd25519(key crypto.Signer) bool {
	_, ok := key.(ed25519.PrivateKey)
	return ok
}

func isOn(curve elliptic.Curve) func(crypto.Signer) bool {
	return func(key crypto.Signer) bool {
		private, ok := key.(*ecdsa.PrivateKey)
		return ok && private.Curve == curve
	}
}
