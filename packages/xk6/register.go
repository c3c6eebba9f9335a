// Package countersign registers the k6 module k6/x/countersign: it signs, seals and opens requests in k6 with Go's
// own cryptography, and shares one token among all virtual users of a process.
//
// How each provider signs is in the embedded script, which is built from the same sources as the module for stock k6.
// The Go code only lends what the script needs: hashes, signatures, encryption, key formats, tokens.
package countersign

import "go.k6.io/k6/v2/js/modules"

func init() {
	modules.Register("k6/x/countersign", new(Extension))
}
