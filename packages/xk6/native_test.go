package countersign

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"math/big"
	"strings"
	"testing"

	"go.k6.io/k6/v2/js/modulestest"
	"go.k6.io/k6/v2/metrics"
)

// testing.TB with a runtime in which `native` is what the script gets.
func withNative(t testing.TB) *modulestest.Runtime {
	t.Helper()
	runtime := modulestest.NewRuntime(asT(t))
	runtime.VU.InitEnvField.Registry = metrics.NewRegistry()
	extension := new(Extension)
	set(runtime.VU.Runtime(), runtime.VU.Runtime().GlobalObject(), "native", newNative(extension, runtime.VU).object())
	return runtime
}

func asT(t testing.TB) *testing.T {
	if t, ok := t.(*testing.T); ok {
		return t
	}
	return new(testing.T)
}

func eval(t testing.TB, runtime *modulestest.Runtime, code string) string {
	t.Helper()
	value, err := runtime.VU.Runtime().RunString("(() => {" + prelude + code + "})()")
	if err != nil {
		t.Fatalf("%s: %v", code, err)
	}
	return value.String()
}

const prelude = `
const hex = (bytes) => Array.from(bytes, (v) => v.toString(16).padStart(2, '0')).join('');
const bin = (text) => new Uint8Array((text.match(/../g) ?? []).map((d) => parseInt(d, 16)));
const refused = (work) => { try { work() } catch (e) { return e instanceof Error ? e.message : 'not an Error' } return 'no error' };
`

func TestHashesByName(t *testing.T) {
	runtime := withNative(t)
	// The hashes of "abc" (RFC 1321 A.5, FIPS 180-4 examples).
	for name, want := range map[string]string{
		"MD5":     "900150983cd24fb0d6963f7d28e17f72",
		"SHA-1":   "a9993e364706816aba3e25717850c26c9cd0d89d",
		"SHA-256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"SHA-384": "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
		"SHA-512": "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
	} {
		if got := eval(t, runtime, "return native.hash('"+name+"', ['a', bin('6263')], 'hex')"); got != want {
			t.Errorf("%s: %s", name, got)
		}
		if got := eval(t, runtime, "return hex(native.hashBytes('"+name+"', ['abc']))"); got != want {
			t.Errorf("%s as bytes: %s", name, got)
		}
	}
	if got := eval(t, runtime, "return refused(() => native.hash('SHA-224', [''], 'hex'))"); !strings.Contains(got, `"SHA-224"`) {
		t.Error(got)
	}
}

// The script decides what the error is.
func TestUnknownNames(t *testing.T) {
	runtime := withNative(t)
	got := eval(t, runtime, `
class Refusal extends Error {}
native.unknown = (kind, name, known) => { throw new Refusal(kind + ' ' + name + ' of ' + [...known].length) };
const works = [
  () => native.hash('SHA-224', [''], 'hex'), () => native.hashBytes('SHA-224', ['']),
  () => native.hmac('constructor', 'k', [''], 'hex'), () => native.hmacBytes(undefined, 'k', ['']),
  () => native.hash('MD5', [''], 'HEX'), () => native.hmac('MD5', 'k', [''], undefined),
  () => native.signer('RSA-MD5', bin('00')),
];
return works.map((work) => { try { work() } catch (e) { return e instanceof Refusal ? e.message : 'of Go: ' + e } }).join();`)
	if got != "hash SHA-224 of 5,hash SHA-224 of 5,hash constructor of 5,hash undefined of 5,encoding HEX of 2,encoding undefined of 2,signature RSA-MD5 of 11" {
		t.Error(got)
	}
}

func TestHmac(t *testing.T) {
	// RFC 4231 section 4.3.
	got := eval(t, withNative(t), "return native.hmac('SHA-256', 'Jefe', ['what do ya want ', 'for nothing?'], 'hex')")
	if got != "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" {
		t.Error(got)
	}
}

func TestGCMWithIVsOfAnyLength(t *testing.T) {
	runtime := withNative(t)
	// The Galois/Counter Mode of Operation (McGrew and Viega), test cases 16 (96 bits) and 18 (480 bits).
	for iv, want := range map[string]string{
		"cafebabefacedbaddecaf888": "76fc6ece0f4e1768cddf8853bb2d551b",
		"9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728c3c0c95156809539fcf0e2429a6b525416aedbf5a0de6a57a637b39b": "a44a8266ee1c8eb0c8b5d4cf5ae9f19a",
	} {
		code := `
const key = bin('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308')
const plaintext = bin('d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39')
const aad = bin('feedfacedeadbeeffeedfacedeadbeefabaddad2'), iv = bin('` + iv + `')
const { ciphertext, tag } = native.encrypt({ key, iv, plaintext, aad })
const back = native.decrypt({ encryption: 'A256GCM', key, iv, ciphertext, tag, aad })
if (hex(back) !== hex(plaintext)) return 'not the plaintext'
tag[0] ^= 1
if (refused(() => native.decrypt({ encryption: 'A256GCM', key, iv, ciphertext, tag, aad })) === 'no error') return 'a wrong tag opens'
tag[0] ^= 1
return hex(tag)`
		if got := eval(t, runtime, code); got != want {
			t.Errorf("%d bytes: %s", len(iv)/2, got)
		}
	}
}

func TestCBCWithHMAC(t *testing.T) {
	// RFC 7518 appendix B.1.
	got := eval(t, withNative(t), `
const key = bin('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f')
const iv = bin('1af38c2dc2b96ffdd86694092341bc04'), tag = bin('652c3fa36b0a7c5b3219fab3a30bc1c4')
const aad = bin('546865207365636f6e64207072696e6369706c65206f662041756775737465204b6572636b686f666673')
const ciphertext = bin('c80edfa32ddf39d5ef00c0b468834279a2e46a1b8049f792f76bfe54b903a9c9a94ac9b47ad2655c5f10f9aef71427e2fc6f9b3f399a221489f16362c703233609d45ac69864e3321cf82935ac4096c86e133314c54019e8ca7980dfa4b9cf1b384c486f3a54c51078158ee5d79de59fbd34d848b3d69550a67646344427ade54b8851ffb598f7f80074b9473c82e2db')
const message = { encryption: 'A128CBC-HS256', key, iv, ciphertext, tag, aad }
for (const bad of [{ ciphertext: new Uint8Array() }, { ciphertext: ciphertext.slice(1) }, { iv: iv.slice(1) }, { tag: tag.slice(1) }, { key: key.slice(1) }])
  if (refused(() => native.decrypt({ ...message, ...bad })) === 'no error') return 'damaged, and opens'
return native.text(native.decrypt(message))`)
	if !strings.HasPrefix(got, "A cipher system must not be required to be secret") {
		t.Error(got)
	}
}

func TestSignatures(t *testing.T) {
	runtime := withNative(t)
	rsaKey, _ := rsa.GenerateKey(rand.Reader, 2048)
	ecKey, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	sign := func(name string, key any) []byte {
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		signature, _ := hex.DecodeString(eval(t, runtime, "return hex(native.signer('"+name+"', bin('"+hex.EncodeToString(der)+"'))('data'))"))
		return signature
	}
	digest := sha256.Sum256([]byte("data"))
	if err := rsa.VerifyPKCS1v15(&rsaKey.PublicKey, 5, digest[:], sign("RSA-SHA256", rsaKey)); err != nil {
		t.Error(err)
	}
	if err := rsa.VerifyPSS(&rsaKey.PublicKey, 5, digest[:], sign("RSA-PSS-SHA256", rsaKey), &rsa.PSSOptions{SaltLength: 32}); err != nil {
		t.Error(err)
	}
	signature := sign("ECDSA-P256-SHA256", ecKey)
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	if len(signature) != 64 || !ecdsa.Verify(&ecKey.PublicKey, digest[:], r, s) {
		t.Error("ECDSA does not verify")
	}
	// RFC 8032 section 7.1, test 3.
	seed, _ := hex.DecodeString("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
	der, _ := x509.MarshalPKCS8PrivateKey(ed25519.NewKeyFromSeed(seed))
	got := eval(t, runtime, "return hex(native.signer('Ed25519', bin('"+hex.EncodeToString(der)+"'))(bin('af82')))")
	if !strings.HasPrefix(got, "6291d657deec24024827e69c3abe01a3") {
		t.Error(got)
	}
	der, _ = x509.MarshalPKCS8PrivateKey(ecKey)
	if got := eval(t, runtime, "return refused(() => native.signer('RSA-SHA256', bin('"+hex.EncodeToString(der)+"')))"); !strings.Contains(got, "another kind") {
		t.Error(got)
	}
}

func TestBadInputIsAnErrorAndNoPanic(t *testing.T) {
	runtime := withNative(t)
	bad := []string{"undefined", "null", "0", "-1", "NaN", "{}", "[]", "'x'", "bin('')", "bin('3000')", "Symbol.iterator", "() => { throw 1 }",
		"{ get key() { throw new TypeError('thrown') } }", "{ length: 1e9 }", "new Proxy({}, { get() { throw 1 } })"}
	for name := range nativeNames(runtime) {
		for _, one := range bad {
			for _, two := range []string{"undefined", "'x'", "[]", "{}"} {
				if name == "sleep" || name == "tokenClaim" || strings.Contains(one, "1e9") {
					continue
				}
				code := "try { native." + name + "(" + one + ", " + two + ", " + one + ", " + one + ") } catch (e) {} return 'alive'"
				if got := eval(t, runtime, code); got != "alive" {
					t.Errorf("%s: %s", name, got)
				}
			}
		}
	}
}

func nativeNames(runtime *modulestest.Runtime) map[string]bool {
	names := map[string]bool{}
	for _, name := range runtime.VU.Runtime().Get("native").ToObject(runtime.VU.Runtime()).Keys() {
		names[name] = true
	}
	return names
}

func TestBase64IsStrict(t *testing.T) {
	runtime := withNative(t)
	for _, good := range []string{"", "Zg", "Zg==", "Zm8", "Zm9v", "-_-_", "+/+/"} {
		if got := eval(t, runtime, "return refused(() => native.fromBase64('"+good+"'))"); got != "no error" {
			t.Errorf("%q: %s", good, got)
		}
	}
	for _, bad := range []string{"Z", "Zh", "Zg=", "Zg===", "Z g", "Zm9v\\n", "Zm9v*"} {
		if got := eval(t, runtime, "return refused(() => native.fromBase64('"+bad+"'))"); got == "no error" {
			t.Errorf("%q is read", bad)
		}
	}
}

func TestHex(t *testing.T) {
	got := eval(t, withNative(t), `return [
		native.hex(new Uint8Array([0, 171, 255])), native.hex(native.fromHex('00aBFf')),
		refused(() => native.fromHex('0')), refused(() => native.fromHex('zz')), refused(() => native.fromHex('00')),
	].join('|')`)
	if got != "00abff|00abff|countersign: the text is not hexadecimal|countersign: the text is not hexadecimal|no error" {
		t.Error(got)
	}
}

func TestByteLength(t *testing.T) {
	got := eval(t, withNative(t), `return ['', 'a', 'é', '€', '😀', 'aé€😀'].map((text) => native.byteLength(text)).join()`)
	if got != "0,1,2,3,4,10" {
		t.Error(got)
	}
}

func TestWellFormed(t *testing.T) {
	got := eval(t, withNative(t), `return ['a', 'é', '😀', '\ud800', 'a\udc00', 'é\ud83d'].map((text) => native.wellFormed(text)).join()`)
	if got != "true,true,true,false,false,false" {
		t.Error(got)
	}
}

// What a PEM, DER or a part of a JWE may hold is anybody's choice: no input ends k6.
func FuzzKeys(f *testing.F) {
	key, _ := rsa.GenerateKey(rand.Reader, 2048)
	der, _ := x509.MarshalPKCS8PrivateKey(key)
	spki, _ := x509.MarshalPKIXPublicKey(&key.PublicKey)
	f.Add(der)
	f.Add(spki)
	f.Add([]byte{0x30, 0x80})
	f.Fuzz(func(t *testing.T, der []byte) {
		runtime := withNative(t)
		text := base64.StdEncoding.EncodeToString(der)
		eval(t, runtime, `const der = native.fromBase64('`+text+`');
try { native.encryptKey(native.publicKey(der), der) } catch (e) {}
try { native.decryptKey(native.privateKey(der), der) } catch (e) {}
try { native.signer('RSA-SHA256', der)('x') } catch (e) {}
return ''`)
	})
}

func FuzzDecrypt(f *testing.F) {
	f.Add([]byte("k"), []byte("iv"), []byte("c"), []byte("t"), true)
	f.Fuzz(func(t *testing.T, key, iv, ciphertext, tag []byte, cbc bool) {
		open := openGCM
		if cbc {
			open = openCBC
		}
		_, _ = open(sealedMessage{key: key, iv: iv, ciphertext: ciphertext, tag: tag})
	})
}

func TestTextsAndParametersOfACall(t *testing.T) {
	runtime := withNative(t)
	for code, want := range map[string]string{
		`return native.isJson('{"a":[1]} ')`:                    "true",
		`return native.isJson('\ufeff{}') || native.isJson('')`: "false",
		`return typeof native.textData('')`:                     "string",
		`return native.textData('é\u{1f600}')`:                  "é\U0001f600",
		`return native.textData('half \ud83d') === undefined`:   "true",
		`return hex(native.textData('\ufffd'))`:                 "efbfbd",
		`return refused(() => native.textData(1))`:              "countersign: a text is expected",
		`return JSON.stringify(native.paramsWith({ tags: { a: 1 }, redirects: 5, headers: { x: '1' } }, { A: '1', B: '2' }, { B: '3', C: '4' }))`: `{"tags":{"a":1},"redirects":0,"headers":{"A":"1","B":"3","C":"4"}}`,
		`return JSON.stringify(native.paramsWith(null, {}, undefined))`:                                                                           `{"headers":{},"redirects":0}`,
		`return refused(() => native.paramsWith({ get tags() { throw new Error('of the script') } }, {}, {}))`:                                    "of the script",
	} {
		if got := eval(t, runtime, code); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

func TestCBC(t *testing.T) {
	// NIST SP 800-38A, F.2.1 and F.2.5: the first block of CBC-AES128 and CBC-AES256; the padding is a block of its own.
	for key, want := range map[string]string{
		"2b7e151628aed2a6abf7158809cf4f3c":                                 "7649abac8119b246cee98e9b12e9197d",
		"603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4": "f58c4c04d6e5f1ba779eabfb5f7bfbd6",
	} {
		code := `
const key = bin('` + key + `'), iv = bin('000102030405060708090a0b0c0d0e0f'), data = bin('6bc1bee22e409f96e93d7e117393172a')
const sealed = native.encryptCbc({ key, iv, data })
for (const bad of [{ iv: iv.slice(1) }, { data: sealed.slice(1) }, { data: new Uint8Array() }, { key: key.slice(1) }, { data: sealed.slice(0, 16) }])
  if (refused(() => native.decryptCbc({ key, iv, data: sealed, ...bad })) === 'no error') return 'damaged, and opens'
return hex(sealed.slice(0, 16)) + ' ' + sealed.length + ' ' + hex(native.decryptCbc({ key, iv, data: sealed }))`
		if got := eval(t, withNative(t), code); got != want+" 32 6bc1bee22e409f96e93d7e117393172a" {
			t.Error(got)
		}
	}
}

func TestOAEPByHash(t *testing.T) {
	key, _ := rsa.GenerateKey(rand.Reader, 2048)
	pkcs8, _ := x509.MarshalPKCS8PrivateKey(key)
	spki, _ := x509.MarshalPKIXPublicKey(&key.PublicKey)
	got := eval(t, withNative(t), `
const spki = bin('`+hex.EncodeToString(spki)+`'), pkcs8 = bin('`+hex.EncodeToString(pkcs8)+`')
if (refused(() => native.publicKey(spki, 'SHA-1')) === 'no error') return 'SHA-1'
const sealed = native.encryptKey(native.publicKey(spki, 'SHA-512'), bin('00ff'))
if (refused(() => native.decryptKey(native.privateKey(pkcs8), sealed)) === 'no error') return 'opens with another hash'
return hex(sealed) + ' ' + hex(native.decryptKey(native.privateKey(pkcs8, 'SHA-512'), sealed))`)
	sealed, _, _ := strings.Cut(got, " ")
	der, _ := hex.DecodeString(sealed)
	if opened, err := rsa.DecryptOAEP(sha512.New(), nil, key, der, nil); err != nil || hex.EncodeToString(opened) != "00ff" || !strings.HasSuffix(got, " 00ff") {
		t.Error(got, err)
	}
}
