package countersign

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"github.com/grafana/sobek"
)

var errCipher = errors.New("not encrypted or decrypted")

// encryptKey(key, cek): RSAES-OAEP with the hash of the key and MGF1 with the same (RFC 8017 section 7.1).
func (n *native) encryptKey(call sobek.FunctionCall) sobek.Value {
	key, oaep := keyIn[*rsa.PublicKey](n, call.Argument(0))
	encrypted, err := rsa.EncryptOAEP(oaep(), rand.Reader, key, n.data(call.Argument(1)), nil)
	return n.result(encrypted, err)
}

// decryptKey(key, encryptedKey)
func (n *native) decryptKey(call sobek.FunctionCall) sobek.Value {
	key, oaep := keyIn[*rsa.PrivateKey](n, call.Argument(0))
	cek, err := rsa.DecryptOAEP(oaep(), nil, key, n.data(call.Argument(1)), nil)
	return n.result(cek, err)
}

// encrypt({ key, iv, plaintext, aad }) gives { ciphertext, tag } of AES-GCM.
func (n *native) encrypt(call sobek.FunctionCall) sobek.Value {
	message := n.message(call.Argument(0))
	iv, plaintext := message("iv"), message("plaintext")
	gcm, err := gcmFor(message("key"), len(iv))
	if err != nil {
		n.throw("the key or IV has the wrong length")
	}
	sealed := gcm.Seal(make([]byte, 0, len(plaintext)+gcmTag), iv, plaintext, message("aad"))
	made := n.rt.NewObject()
	set(n.rt, made, "ciphertext", n.bytes(sealed[:len(plaintext):len(plaintext)]))
	set(n.rt, made, "tag", n.bytes(sealed[len(plaintext):]))
	return made
}

// decrypt({ encryption, key, iv, ciphertext, tag, aad }) gives the plaintext.
func (n *native) decrypt(call sobek.FunctionCall) sobek.Value {
	message := n.message(call.Argument(0))
	encryption := call.Argument(0).ToObject(n.rt).Get("encryption").String()
	open := openGCM
	if encryption == "A128CBC-HS256" {
		open = openCBC
	}
	plaintext, err := open(sealedMessage{
		key: message("key"), iv: message("iv"), ciphertext: message("ciphertext"), tag: message("tag"), aad: message("aad"),
	})
	return n.result(plaintext, err)
}

// encryptCBC({ key, iv, data }) gives the ciphertext of AES-CBC with PKCS#7 padding (RFC 5652 section 6.3).
func (n *native) encryptCBC(call sobek.FunctionCall) sobek.Value {
	message := n.message(call.Argument(0))
	iv, data := message("iv"), message("data")
	block, err := aes.NewCipher(message("key"))
	if err != nil || len(iv) != aes.BlockSize {
		n.throw("the key or IV has the wrong length")
	}
	pad := aes.BlockSize - len(data)%aes.BlockSize
	padded := append(append(make([]byte, 0, len(data)+pad), data...), bytes.Repeat([]byte{byte(pad)}, pad)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(padded, padded)
	return n.bytes(padded)
}

// decryptCBC({ key, iv, data }) gives the plaintext.
func (n *native) decryptCBC(call sobek.FunctionCall) sobek.Value {
	message := n.message(call.Argument(0))
	plaintext, err := cbcOpened(message("key"), message("iv"), message("data"))
	return n.result(plaintext, err)
}

// message reads the parts of a message by name.
func (n *native) message(value sobek.Value) func(name string) []byte {
	object, ok := value.(*sobek.Object)
	if !ok {
		n.throw("a message is expected")
	}
	return func(name string) []byte { return n.data(object.Get(name)) }
}

// result gives the bytes; what failed is not told apart, so that nobody learns from it.
func (n *native) result(bytes []byte, err error) sobek.Value {
	if err != nil {
		panic(n.rt.NewGoError(errCipher))
	}
	return n.bytes(bytes)
}

type sealedMessage struct{ key, iv, ciphertext, tag, aad []byte }

const gcmTag = 16

// gcmFor makes AES-GCM for IVs of any length but none (NIST SP 800-38D section 8.2).
func gcmFor(key []byte, ivLength int) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	if ivLength == 0 {
		return nil, errCipher
	}
	return cipher.NewGCMWithNonceSize(block, ivLength)
}

func openGCM(m sealedMessage) ([]byte, error) {
	gcm, err := gcmFor(m.key, len(m.iv))
	if err != nil || len(m.tag) != gcmTag {
		return nil, errCipher
	}
	sealed := make([]byte, 0, len(m.ciphertext)+gcmTag)
	sealed = append(append(sealed, m.ciphertext...), m.tag...)
	return gcm.Open(sealed[:0], m.iv, sealed, m.aad)
}

// openCBC opens AES-128-CBC with HMAC-SHA-256 (RFC 7518 section 5.2.2.2).
func openCBC(m sealedMessage) ([]byte, error) {
	if len(m.key) != 32 || !hmac.Equal(cbcTag(m), m.tag) {
		return nil, errCipher
	}
	return cbcOpened(m.key[16:], m.iv, m.ciphertext)
}

// cbcOpened is the plaintext of AES-CBC, its padding taken off.
func cbcOpened(key, iv, ciphertext []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil || len(iv) != aes.BlockSize || len(ciphertext) == 0 || len(ciphertext)%aes.BlockSize != 0 {
		return nil, errCipher
	}
	plaintext := make([]byte, len(ciphertext))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plaintext, ciphertext)
	return unpadded(plaintext)
}

// cbcTag is the first half of the HMAC over the additional data, IV, ciphertext and the data's length in bits.
func cbcTag(m sealedMessage) []byte {
	mac := hmac.New(sha256.New, m.key[:16])
	var bits [8]byte
	binary.BigEndian.PutUint64(bits[:], uint64(len(m.aad))*8)
	for _, part := range [][]byte{m.aad, m.iv, m.ciphertext, bits[:]} {
		mac.Write(part)
	}
	return mac.Sum(nil)[:16]
}

// unpadded takes PKCS#7 padding off (RFC 5652 section 6.3).
func unpadded(plaintext []byte) ([]byte, error) {
	pad := int(plaintext[len(plaintext)-1])
	if pad == 0 || pad > aes.BlockSize {
		return nil, errCipher
	}
	start := len(plaintext) - pad
	for _, value := range plaintext[start:] {
		if int(value) != pad {
			return nil, errCipher
		}
	}
	return plaintext[:start], nil
}
