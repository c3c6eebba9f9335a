/*!
 * Countersign 0.1.0 for Mastercard
 * Post-response script: reports what a later script changed; leaves a decrypted response in COUNTERSIGN_OPENED.
 * For Insomnia's scripts and inso. Generated: change its source, not this file.
 *
 * Source: packages/insomnia of the Countersign repository.
 * Licence: MIT, Copyright (c) the Countersign authors.
 * Bundled in it: noble-hashes and noble-ciphers, MIT, Copyright (c) Paul Miller (paulmillr.com).
 *
 * Variables it reads, from any scope (* must be there):
 *   MASTERCARD_ENCRYPTION_CERTIFICATE*: the certificate or public key of "Client Encryption Keys", as PEM
 *   MASTERCARD_KEY_ID: the kid, where it is not the fingerprint of that key
 *   MASTERCARD_DECRYPTION_KEY: the private key that opens sealed responses, as PEM
 *   MASTERCARD_DECRYPTION_KEY_PASSWORD: the password of the decryption key, if it is encrypted
 *   MASTERCARD_HOSTS: further hosts that may get the credentials, as host or host:port, separated by commas
 *   COUNTERSIGN: off switches it off
 */
;
await (async () => {
const sameObject = (object) => object;
// core/dist/errors.js
/**
* The one error of Countersign. Its message says what is wrong, where, and what to do, and never holds a secret
* or a token.
*/
var CountersignError = class extends Error {
	name = "CountersignError";
	code;
	/** The provider it is about, where there is one. */
	provider;
	constructor(code, message, provider) {
		super(message);
		sameObject(this).code = code;
		sameObject(this).provider = provider;
	}
};
/** The reason in an unknown thrown value, as one line of printable text. */
function reasonOf(thrown) {
	return textOf$2(thrown).replace(/[\u0000-\u001f\u007f]+/g, " ").slice(0, 300);
}
function textOf$2(thrown) {
	try {
		return thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
	} catch {
		return "an unknown error";
	}
}

// script/dist/form.js
/**
* A form as the tool sends it: percent-encoded (RFC 3986: a space is %20), rows of one name together where the first
* of them is.
* @throws {CountersignError} `invalid-body` on half of a surrogate pair
*/
function rfc3986Form(rows) {
	const values = Object.create(null);
	for (const { key, value } of rows) {
		values[key] ??= [];
		values[key].push(value);
	}
	return Object.entries(values).flatMap(([key, all]) => all.map((value) => `${encode$1(key)}=${encode$1(value)}`)).join("&");
}
function encode$1(text) {
	try {
		return encodeURIComponent(text).replace(/[!'()*]/g, percent);
	} catch {
		throw new CountersignError("invalid-body", "The form has half of a surrogate pair, which cannot be sent as UTF-8.");
	}
}
const percent = (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

// script/dist/json-comments.js
/**
* A JSON text without its comments, as the tool sends it: `//` up to its line feed, which stays, and block
* comments. Inside a string nothing is a comment.
*/
function withoutComments(text) {
	if (!text.includes("//") && !text.includes("/*")) return text;
	return text.replace(STRING_OR_COMMENT, (found) => found.startsWith("/") ? "" : found);
}
const STRING_OR_COMMENT = /"(?:\\[\s\S]|[^"\\])*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

// script/dist/render.js
const VARIABLE = /\{\{[^{}]*\}\}/;
/**
* Refuses a text that still holds a `{ {variable}}`: the tool, or another after us, could fill it in once it is signed.
* @throws {CountersignError} `invalid-body`, `invalid-url`
*/
function checkFilled(what, text) {
	const left = text.includes("{\x7b") ? VARIABLE.exec(text)?.[0] : void 0;
	if (!left) return;
	throw new CountersignError(what === "URL" ? "invalid-url" : "invalid-body", `The ${what} still holds ${printable(left)}, and no variable has that name. Set it, or choose the environment that has it.`);
}
/** The name of a variable, fit for a message. */
const printable = (name) => name.replace(/[^\u0020-\u007e]/g, "�").slice(0, 60);

// script/dist/body.js
/**
* Renders a body once and serialises it as the tool would.
* @throws {CountersignError} `unreadable-body`, and `invalid-body` where a variable is not filled in
*/
function wireBody(body, render) {
	const wire = serialised(body, render);
	checkFilled("body", wire.text);
	return wire;
}
function serialised(body, render) {
	switch (body.mode) {
		case "none": return { text: "" };
		case "raw": {
			const text = render(body.text);
			return {
				text: body.json ? withoutComments(text) : text,
				type: body.type
			};
		}
		case "urlencoded": {
			const rows = body.rows.map(({ key, value }) => ({
				key: render(key),
				value: render(value)
			}));
			for (const { key, value } of rows) checkFilled("body", `${key} ${value}`);
			return {
				text: rfc3986Form(rows),
				type: "application/x-www-form-urlencoded"
			};
		}
		case "graphql": return {
			text: graphqlText(body, render),
			type: "application/json"
		};
		case "unreadable": throw new CountersignError("unreadable-body", `A script cannot read the bytes of a ${body.called} body, so it cannot be signed or sealed. Use ${body.instead ?? "raw, urlencoded or GraphQL"}.`);
	}
}
/** As the tool writes it: variables that are a text are taken for JSON, and go out as they are. */
function graphqlText({ query, operationName, variables }, render) {
	const parts = [];
	if (query !== void 0) parts.push(`"query":${JSON.stringify(render(query))}`);
	if (operationName !== void 0) parts.push(`"operationName":${JSON.stringify(render(operationName))}`);
	if (typeof variables === "string") {
		if (variables !== "") parts.push(`"variables":${render(variables)}`);
	} else if (variables !== void 0) parts.push(`"variables":${render(JSON.stringify(variables))}`);
	return `{${parts.join(",")}}`;
}

// core/dist/bytes.js
/** How many bytes this is when sent. */
function byteLength(data, codec) {
	return typeof data === "string" ? codec.utf8(data).length : data.length;
}
/** The bytes of `data`. */
function bytesOf$1(data, codec) {
	return typeof data === "string" ? codec.utf8(data) : data;
}
/** The text of `data`. @throws on bytes that are not UTF-8 */
function textOf$1(data, codec) {
	return typeof data === "string" ? data : codec.text(data);
}
/** Whether a text has no lone surrogate, and so has a UTF-8 form. Native in every engine: a loop is slow in k6. */
function wellFormed(text) {
	const known = text.isWellFormed?.();
	if (known !== void 0) return known;
	try {
		encodeURIComponent(text);
		return true;
	} catch {
		return false;
	}
}
/** @throws {CountersignError} `invalid-body` on a lone surrogate, which no byte stands for */
function checkText(data, codec) {
	if (typeof data === "string" && !(codec?.wellFormed?.(data) ?? wellFormed(data))) throw new CountersignError("invalid-body", "The body has half of a surrogate pair, which cannot be sent as UTF-8. Repair the text, or send bytes.");
}
function concat(...parts) {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function base64url(bytes) {
	let text = "";
	for (let at = 0; at < bytes.length; at += 3) {
		const triple = byte(bytes, at) << 16 | byte(bytes, at + 1) << 8 | byte(bytes, at + 2);
		const letters = Math.min(bytes.length - at, 3) + 1;
		for (let n = 0; n < letters; n++) text += LETTERS[triple >> 18 - 6 * n & 63];
	}
	return text;
}
const byte = (bytes, at) => bytes[at] ?? 0;
/** Reads base64 or base64url, padded or not (RFC 4648). @throws on any other letter or length, or stray bits */
function fromBase64(text) {
	const letters = text.replace(/={1,2}$/, "");
	const padded = letters.length !== text.length;
	if (letters.length % 4 === 1 || padded && text.length % 4 !== 0) throw new Error("not base64: wrong length");
	const bytes = new Uint8Array(Math.floor(letters.length * 3 / 4));
	let bits = 0;
	let held = 0;
	let at = 0;
	for (let n = 0; n < letters.length; n++) {
		bits = bits << 6 | sextet(letters.charCodeAt(n));
		held += 6;
		if (held >= 8) {
			held -= 8;
			bytes[at++] = bits >> held & 255;
			bits &= (1 << held) - 1;
		}
	}
	if (bits !== 0) throw new Error("not base64: stray bits at its end");
	return bytes;
}
function sextet(code) {
	if (code >= 65 && code <= 90) return code - 65;
	if (code >= 97 && code <= 122) return code - 71;
	if (code >= 48 && code <= 57) return code + 4;
	if (code === 43 || code === 45) return 62;
	if (code === 47 || code === 95) return 63;
	throw new Error("not base64: a letter that is not in its alphabet");
}
/** UTF-8 of a well-formed text (RFC 3629). */
function utf8(text) {
	const bytes = [];
	for (const letter of text) {
		const code = letter.codePointAt(0);
		if (code < 128) bytes.push(code);
		else if (code < 2048) bytes.push(192 | code >> 6, tail(code));
		else if (code < 65536) bytes.push(224 | code >> 12, tail(code >> 6), tail(code));
		else bytes.push(240 | code >> 18, tail(code >> 12), tail(code >> 6), tail(code));
	}
	return new Uint8Array(bytes);
}
const tail = (code) => 128 | code & 63;
/** The text of UTF-8 bytes, a byte order mark kept. @throws on invalid UTF-8 */
function text(bytes) {
	let escaped = "";
	const parts = [];
	for (let at = 0; at < bytes.length; at++) {
		const value = byte(bytes, at);
		escaped += `%${value < 16 ? "0" : ""}${value.toString(16)}`;
		if (escaped.length > 3e4 && (byte(bytes, at + 1) & 192) !== 128) {
			parts.push(decodeURIComponent(escaped));
			escaped = "";
		}
	}
	return parts.join("") + decodeURIComponent(escaped);
}
/** Conversions in plain JavaScript, for hosts that bring none. */
const plainCodec = {
	utf8,
	text,
	base64url,
	fromBase64
};

// @noble/ciphers/utils.js
/**
* Checks if something is Uint8Array. Be careful: nodejs Buffer will return true.
* @param a - Value to inspect.
* @returns `true` when the value is a Uint8Array view, including Node's `Buffer`.
* @example
* Guards a value before treating it as raw key material.
*
* ```ts
* isBytes(new Uint8Array());
* ```
*/
function isBytes$2(a) {
	return a instanceof Uint8Array || ArrayBuffer.isView(a) && a[Symbol.toStringTag] === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
const atitle$1 = (title) => title ? `"${title}" ` : "";
/**
* Asserts something is boolean.
* @param value - Value to validate.
* @returns The validated boolean.
* @throws On wrong argument types. {@link TypeError}
* @example
* Validates a boolean option before branching on it.
*
* ```ts
* abool(true);
* ```
*/
function abool(value, title = "") {
	if (typeof value !== "boolean") throw new TypeError(atitle$1(title) + "expected boolean, got type=" + typeof value);
	return value;
}
/**
* Asserts something is a non-negative safe integer.
* @param n - Value to validate.
* @returns The validated number.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Validates a non-negative length or counter.
*
* ```ts
* anumber(1);
* ```
*/
function anumber$1(n, title = "") {
	if (typeof n !== "number") throw new TypeError(atitle$1(title) + "expected number, got " + typeof n);
	if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(atitle$1(title) + "expected integer >= 0, got " + n);
	return n;
}
/**
* Asserts something is Uint8Array.
* @param value - Value to validate.
* @param length - Expected byte length.
* @param title - Optional label used in error messages.
* @returns The validated byte array.
* On Node, `Buffer` is accepted too because it is a Uint8Array view.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument lengths. {@link RangeError}
* @example
* Validates a fixed-length nonce or key buffer.
*
* ```ts
* abytes(new Uint8Array([1, 2]), 2);
* ```
*/
function abytes$1(value, length, title = "") {
	if (isBytes$2(value) && (length === void 0 || value.length === length)) return value;
	if (length !== void 0) anumber$1(length, "length");
	const bytes = isBytes$2(value);
	const ofLen = length !== void 0 ? ` of length ${length}` : "";
	const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
	const message = atitle$1(title) + "expected Uint8Array" + ofLen + ", got " + got;
	if (!bytes) throw new TypeError(message);
	throw new RangeError(message);
}
/**
* Asserts a hash- or MAC-like instance has not been destroyed or finished.
* @param instance - Stateful instance to validate.
* @param checkFinished - Whether to reject finished instances.
* When `false`, only `destroyed` is checked.
* @throws If the hash instance has already been destroyed or finalized. {@link Error}
* @example
* Guards against calling `update()` or `digest()` on a finished hash.
*
* ```ts
* aexists({ destroyed: false, finished: false });
* ```
*/
function aexists$1(instance, checkFinished = true) {
	if (instance.destroyed) throw new Error("hash was destroyed");
	if (checkFinished && instance.finished) throw new Error("digest() was already called");
}
/**
* Asserts output is a sufficiently-sized byte array.
* @param out - Output buffer to validate.
* @param instance - Hash-like instance providing `outputLen`.
* This is the relaxed `digestInto()`-style contract: output must be at least `outputLen`,
* unlike one-shot cipher helpers elsewhere in the repo that often require exact lengths.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong output buffer lengths. {@link RangeError}
* @example
* Verifies that a caller-provided output buffer is large enough.
*
* ```ts
* aoutput(new Uint8Array(16), { outputLen: 16 });
* ```
*/
function aoutput$1(out, instance) {
	abytes$1(out, void 0, "output");
	const min = instance.outputLen;
	if (!(out.length >= min)) throw new RangeError("\"output\" expected length >= " + min);
}
/**
* Asserts output is a sufficiently-sized, 4-byte-aligned byte array.
* {@link aoutput} plus an {@link isAligned32} check, for `digestInto()` paths
* that write through zero-allocation `u32` word views.
* @param out - Output buffer to validate.
* @param instance - Hash-like instance providing `outputLen`.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong output buffer lengths. {@link RangeError}
* @throws On wrong output buffer alignment. {@link Error}
* @example
* Verifies that a caller-provided output buffer is large enough and aligned.
*
* ```ts
* aoutput32(new Uint8Array(16), { outputLen: 16 });
* ```
*/
function aoutput32(out, instance) {
	aoutput$1(out, instance);
	if (!isAligned32(out)) throw new Error("invalid output, must be aligned");
}
/**
* Casts a typed-array view to Uint8Array.
* @param arr - Typed-array view to reinterpret.
* @returns Uint8Array view over the same bytes.
* @example
* Views 32-bit words as raw bytes without copying.
*
* ```ts
* u8(new Uint32Array([1]));
* ```
*/
function u8(arr) {
	return new Uint8Array(arr.buffer, arr.byteOffset, arr.byteLength);
}
/**
* Casts a typed-array view to Uint32Array.
* @param arr - Typed-array view to reinterpret.
* @returns Uint32Array view over the same bytes. Callers are expected to provide a
* 4-byte-aligned offset; trailing `1..3` bytes are silently dropped.
* @example
* Views a byte buffer as 32-bit words for block processing.
*
* ```ts
* u32(new Uint8Array(4));
* ```
*/
function u32(arr) {
	return new Uint32Array(arr.buffer, arr.byteOffset, Math.floor(arr.byteLength / 4));
}
/**
* Zeroizes typed arrays in place.
* Warning: JS provides no guarantees.
* @param arrays - Arrays to wipe.
* @example
* Wipes a temporary key buffer after use.
*
* ```ts
* const bytes = new Uint8Array([1]);
* clean(bytes);
* ```
*/
function clean$1(...arrays) {
	for (let i = 0; i < arrays.length; i++) arrays[i].fill(0);
}
/**
* Creates a DataView for byte-level manipulation.
* @param arr - Typed-array view to wrap.
* @returns DataView over the same bytes.
* @example
* Creates an endian-aware view for length encoding.
*
* ```ts
* createView(new Uint8Array(4));
* ```
*/
function createView$1(arr) {
	return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
/**
* Whether the current platform is little-endian.
* Most are; some IBM systems are not.
*/
const isLE = /* @__PURE__ */ (() => new Uint8Array(new Uint32Array([287454020]).buffer)[0] === 68)();
/**
* Reverses byte order of one 32-bit word.
* @param word - Unsigned 32-bit word to swap.
* @returns The same word with bytes reversed.
* @example
* Swaps a big-endian word into little-endian byte order.
*
* ```ts
* byteSwap(0x11223344);
* ```
*/
function byteSwap(word) {
	return word << 24 & 4278190080 | word << 8 & 16711680 | word >>> 8 & 65280 | word >>> 24 & 255;
}
/**
* Normalizes one 32-bit word to the little-endian representation expected by cipher cores.
* @param n - Unsigned 32-bit word to normalize.
* @returns Little-endian normalized word on big-endian hosts, else the input word unchanged.
* @example
* Normalizes a host-endian word before passing it into an ARX/AES core.
*
* ```ts
* swap8IfBE(0x11223344);
* ```
*/
const swap8IfBE = isLE ? (n) => n : (n) => byteSwap(n) >>> 0;
/**
* Byte-swaps every word of a Uint32Array in place.
* @param arr - Uint32Array whose words should be swapped.
* @returns The same array after in-place byte swapping.
* @example
* Swaps every 32-bit word in a word-view buffer.
*
* ```ts
* byteSwap32(new Uint32Array([0x11223344]));
* ```
*/
function byteSwap32(arr) {
	for (let i = 0; i < arr.length; i++) arr[i] = byteSwap(arr[i]);
	return arr;
}
/**
* Normalizes a Uint32Array view to the little-endian representation expected by cipher cores.
* @param u - Word view to normalize in place.
* @returns Little-endian normalized word view.
* @example
* Normalizes a word-view buffer before block processing.
*
* ```ts
* swap32IfBE(new Uint32Array([0x11223344]));
* ```
*/
const swap32IfBE = isLE ? (u) => u : byteSwap32;
/**
* Checks if two U8A use same underlying buffer and overlaps.
* This is invalid and can corrupt data.
* @param a - First byte view.
* @param b - Second byte view.
* @returns `true` when the views overlap in memory.
* @example
* Detects whether two slices alias the same backing buffer.
*
* ```ts
* overlapBytes(new Uint8Array(4), new Uint8Array(4));
* ```
*/
function overlapBytes(a, b) {
	if (!a.byteLength || !b.byteLength) return false;
	return a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}
/**
* If input and output overlap and input starts before output, we will overwrite end of input before
* we start processing it, so this is not supported by forward-processing ciphers.
* @param input - Input bytes.
* @param output - Output bytes.
* @throws If the output view would overwrite unread input bytes. {@link Error}
* @example
* Rejects an in-place layout that would overwrite unread input bytes.
*
* ```ts
* const buffer = new Uint8Array(8);
* complexOverlapBytes(buffer.subarray(0, 4), buffer.subarray(2, 6));
* ```
*/
function complexOverlapBytes(input, output) {
	if (overlapBytes(input, output) && input.byteOffset < output.byteOffset) throw new Error("complex overlap of input and output is not supported");
}
/**
* Compares two byte arrays in kinda constant time once lengths already match.
* @param a - First byte array.
* @param b - Second byte array.
* @returns `true` when the arrays contain the same bytes. Different lengths still return early.
* @example
* Compares an expected authentication tag with the received one.
*
* ```ts
* equalBytes(new Uint8Array([1]), new Uint8Array([1]));
* ```
*/
function equalBytes(a, b) {
	a = abytes$1(a);
	b = abytes$1(b);
	if (a.length !== b.length) return false;
	let diff = 0;
	for (let i = 0; i < a.length; i++) diff |= a[i] ^ b[i];
	return diff === 0;
}
/**
* Wraps a keyed MAC constructor into a one-shot helper with `.create()`.
* @param keyLen - Valid probe-key length used to read static metadata once.
* The probe key is only used for `outputLen` / `blockLen`, so callers with several valid key sizes
* can pass any representative size as long as those values stay fixed.
* @param macCons - Keyed MAC constructor or factory.
* @param fromMsg - Optional adapter that derives extra constructor args from the one-shot message.
* @returns Callable MAC helper with `.create()`.
*/
function wrapMacConstructor(keyLen, macCons, fromMsg) {
	const mac = macCons;
	const getArgs = fromMsg || (() => []);
	const macC = (msg, key) => mac(key, ...getArgs(msg)).update(msg).digest();
	const tmp = mac(new Uint8Array(keyLen), ...getArgs(/* @__PURE__ */ new Uint8Array(0)));
	macC.outputLen = tmp.outputLen;
	macC.blockLen = tmp.blockLen;
	macC.create = (key, ...args) => mac(key, ...args);
	return macC;
}
/**
* Wraps a cipher: validates args, ensures encrypt() can only be called once.
* Used internally by the exported cipher constructors.
* Output-buffer support is inferred from the wrapped `encrypt` / `decrypt`
* arity (`fn.length === 2`), so wrapped output-capable methods must use a normal
* second parameter, not a default/rest parameter. AAD support is explicit in
* `params.withAAD`; optional AAD starts after the nonce slot when one is present.
* @__NO_SIDE_EFFECTS__
* @param params - Static cipher metadata. See {@link CipherParams}.
* @param constructor - Cipher constructor.
* @returns Wrapped constructor with validation.
*/
const wrapCipher = (params, constructorValue) => {
	function wrappedCipher(key, ...args) {
		abytes$1(key, void 0, "key");
		if (params.nonceLength !== void 0) {
			const nonce = args[0];
			abytes$1(nonce, params.varSizeNonce ? void 0 : params.nonceLength, "nonce");
		}
		const tagl = params.tagLength;
		const aadStart = params.nonceLength !== void 0 ? 1 : 0;
		if (!params.withAAD) {
			for (let i = aadStart; i < args.length; i++) if (isBytes$2(args[i])) throw new Error("AAD not supported");
		}
		if (params.withAAD && args[aadStart] !== void 0) abytes$1(args[aadStart], void 0, "AAD");
		const cipher = constructorValue(key, ...args);
		const checkOutput = (fnLength, output) => {
			if (output !== void 0) {
				if (fnLength !== 2) throw new Error("cipher output not supported");
				abytes$1(output, void 0, "output");
			}
		};
		let called = false;
		return {
			encrypt(data, output) {
				if (called) throw new Error("cannot encrypt() twice with same key + nonce");
				called = true;
				abytes$1(data, void 0, "data");
				checkOutput(cipher.encrypt.length, output);
				return cipher.encrypt(data, output);
			},
			decrypt(data, output) {
				abytes$1(data, void 0, "data");
				if (tagl && data.length < tagl) throw new Error("\"ciphertext\" expected length >= tagLength=" + tagl);
				checkOutput(cipher.decrypt.length, output);
				return cipher.decrypt(data, output);
			}
		};
	}
	Object.assign(wrappedCipher, params);
	return wrappedCipher;
};
/**
* By default, returns u8a of length.
* When out is available, it checks it for validity and uses it.
* @param expectedLength - Required output length.
* @param out - Optional destination buffer.
* @param onlyAligned - Whether `out` must be 4-byte aligned.
* @returns Output buffer ready for writing.
* @throws On wrong argument types. {@link TypeError}
* @throws If the provided output buffer has the wrong size. {@link RangeError}
* @throws If the provided output buffer has the wrong alignment. {@link Error}
* @example
* Reuses a caller-provided output buffer when lengths match.
*
* ```ts
* getOutput(16, new Uint8Array(16));
* ```
*/
function getOutput(expectedLength, out, onlyAligned = true) {
	if (out === void 0) return new Uint8Array(expectedLength);
	abytes$1(out, expectedLength, "output");
	if (onlyAligned && !isAligned32(out)) throw new Error("invalid output, must be aligned");
	return out;
}
/**
* Encodes data and AAD lengths into a 16-byte buffer.
* @param dataLength - Data length. Units are caller-defined: GCM passes bit
* lengths, ChaCha20-Poly1305 passes byte lengths — the helper writes the raw values.
* @param aadLength - AAD length, same unit convention as `dataLength`.
* The serialized block is still `aadLength || dataLength`, matching GCM/Poly1305
* conventions even though the helper parameter order is `(dataLength, aadLength)`.
* @param isLE - Whether to encode lengths as little-endian.
* @returns 16-byte length block.
* @throws On wrong argument types passed to the endian validator. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Builds the length block appended by GCM and Poly1305.
*
* ```ts
* u64Lengths(16, 8, true);
* ```
*/
function u64Lengths(dataLength, aadLength, isLE) {
	anumber$1(dataLength);
	anumber$1(aadLength);
	abool(isLE);
	const num = /* @__PURE__ */ new Uint8Array(16);
	const view = createView$1(num);
	view.setBigUint64(0, BigInt(aadLength), isLE);
	view.setBigUint64(8, BigInt(dataLength), isLE);
	return num;
}
/**
* Checks whether a byte array is aligned to a 4-byte offset.
* @param bytes - Byte array to inspect.
* @returns `true` when the view is 4-byte aligned.
* @example
* Checks whether a buffer can be safely viewed as Uint32Array.
*
* ```ts
* isAligned32(new Uint8Array(4));
* ```
*/
function isAligned32(bytes) {
	return bytes.byteOffset % 4 === 0;
}
/**
* Copies bytes into a new Uint8Array.
* @param bytes - Bytes to copy.
* @returns Copied byte array.
* @throws On wrong argument types. {@link TypeError}
* @example
* Copies input into an aligned Uint8Array before block processing.
*
* ```ts
* copyBytes(new Uint8Array([1, 2]));
* ```
*/
function copyBytes(bytes) {
	return Uint8Array.from(abytes$1(bytes));
}

// @noble/ciphers/_polyval.js
/**
* GHash from AES-GCM and its little-endian "mirror image" Polyval from AES-SIV.
*
* Implemented in terms of GHash with conversion function for keys
* GCM GHASH from
* {@link https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf | NIST SP800-38d},
* SIV from
* {@link https://www.rfc-editor.org/rfc/rfc8452 | RFC 8452}.
*
* GHASH   modulo: x^128 + x^7   + x^2   + x     + 1
* POLYVAL modulo: x^128 + x^127 + x^126 + x^121 + 1
*
* @module
*/
const BLOCK_SIZE$1 = 16;
const ZEROS16 = /* @__PURE__ */ new Uint8Array(16);
const ZEROS32 = /* @__PURE__ */ u32(ZEROS16);
const POLY$1 = 225;
const mul2$1 = (s0, s1, s2, s3) => {
	const hiBit = s3 & 1;
	return {
		s3: s2 << 31 | s3 >>> 1,
		s2: s1 << 31 | s2 >>> 1,
		s1: s0 << 31 | s1 >>> 1,
		s0: s0 >>> 1 ^ POLY$1 << 24 & -(hiBit & 1)
	};
};
const swapLE = (n) => (n >>> 0 & 255) << 24 | (n >>> 8 & 255) << 16 | (n >>> 16 & 255) << 8 | n >>> 24 & 255 | 0;
const estimateWindow = (bytes) => {
	if (bytes > 65536) return 8;
	if (bytes > 1024) return 4;
	return 2;
};
/**
* Incremental GHASH state for AES-GCM.
* @param key - 16-byte GHASH key.
* @param expectedLength - Expected message length for table sizing.
* Chunking is segment-based, not hash-streaming: every `update()` call is zero-padded
* to the next 16-byte boundary before it is absorbed. This matches the internal AES/GCM
* use where AAD, payload, and length block are separate padded segments.
* @example
* Feeds one ciphertext block into an incremental GHASH state with a fresh hash key.
*
* ```ts
* import { GHASH } from '@noble/ciphers/_polyval.js';
* import { randomBytes } from '@noble/ciphers/utils.js';
* const key = randomBytes(16);
* const mac = new GHASH(key);
* mac.update(new Uint8Array(16));
* mac.digest();
* ```
*/
var GHASH = class {
	blockLen = BLOCK_SIZE$1;
	outputLen = BLOCK_SIZE$1;
	s0 = 0;
	s1 = 0;
	s2 = 0;
	s3 = 0;
	finished = false;
	destroyed = false;
	t;
	W;
	windowSize;
	constructor(key, expectedLength) {
		abytes$1(key, 16, "key");
		key = copyBytes(key);
		const kView = createView$1(key);
		let k0 = kView.getUint32(0, false);
		let k1 = kView.getUint32(4, false);
		let k2 = kView.getUint32(8, false);
		let k3 = kView.getUint32(12, false);
		const doubles = [];
		for (let i = 0; i < 128; i++) {
			doubles.push({
				s0: swapLE(k0),
				s1: swapLE(k1),
				s2: swapLE(k2),
				s3: swapLE(k3)
			});
			({s0: k0, s1: k1, s2: k2, s3: k3} = mul2$1(k0, k1, k2, k3));
		}
		const W = estimateWindow(expectedLength || 1024);
		if (![
			1,
			2,
			4,
			8
		].includes(W)) throw new Error("ghash: invalid window size, expected 2, 4 or 8");
		sameObject(this).W = W;
		const windows = 128 / W;
		const windowSize = sameObject(this).windowSize = 2 ** W;
		const items = [];
		for (let w = 0; w < windows; w++) for (let byte = 0; byte < windowSize; byte++) {
			let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
			for (let j = 0; j < W; j++) {
				if (!(byte >>> W - j - 1 & 1)) continue;
				const { s0: d0, s1: d1, s2: d2, s3: d3 } = doubles[W * w + j];
				s0 ^= d0, s1 ^= d1, s2 ^= d2, s3 ^= d3;
			}
			items.push({
				s0,
				s1,
				s2,
				s3
			});
		}
		sameObject(this).t = items;
	}
	_updateBlock(s0, s1, s2, s3) {
		s0 ^= sameObject(this).s0, s1 ^= sameObject(this).s1, s2 ^= sameObject(this).s2, s3 ^= sameObject(this).s3;
		const { W, t, windowSize } = sameObject(this);
		let o0 = 0, o1 = 0, o2 = 0, o3 = 0;
		const mask = (1 << W) - 1;
		let w = 0;
		for (const num of [
			s0,
			s1,
			s2,
			s3
		]) for (let bytePos = 0; bytePos < 4; bytePos++) {
			const byte = num >>> 8 * bytePos & 255;
			for (let bitPos = 8 / W - 1; bitPos >= 0; bitPos--) {
				const bit = byte >>> W * bitPos & mask;
				const { s0: e0, s1: e1, s2: e2, s3: e3 } = t[w * windowSize + bit];
				o0 ^= e0, o1 ^= e1, o2 ^= e2, o3 ^= e3;
				w += 1;
			}
		}
		sameObject(this).s0 = o0;
		sameObject(this).s1 = o1;
		sameObject(this).s2 = o2;
		sameObject(this).s3 = o3;
	}
	update(data) {
		aexists$1(sameObject(this));
		abytes$1(data);
		data = copyBytes(data);
		const b32 = u32(data);
		const blocks = Math.floor(data.length / BLOCK_SIZE$1);
		const left = data.length % BLOCK_SIZE$1;
		for (let i = 0; i < blocks; i++) sameObject(this)._updateBlock(swap8IfBE(b32[i * 4 + 0]), swap8IfBE(b32[i * 4 + 1]), swap8IfBE(b32[i * 4 + 2]), swap8IfBE(b32[i * 4 + 3]));
		if (left) {
			ZEROS16.set(data.subarray(blocks * BLOCK_SIZE$1));
			sameObject(this)._updateBlock(swap8IfBE(ZEROS32[0]), swap8IfBE(ZEROS32[1]), swap8IfBE(ZEROS32[2]), swap8IfBE(ZEROS32[3]));
			clean$1(ZEROS32);
		}
		return sameObject(this);
	}
	destroy() {
		sameObject(this).destroyed = true;
		const { t } = sameObject(this);
		for (const elm of t) elm.s0 = 0, elm.s1 = 0, elm.s2 = 0, elm.s3 = 0;
	}
	digestInto(out) {
		aexists$1(sameObject(this));
		aoutput32(out, sameObject(this));
		sameObject(this).finished = true;
		const { s0, s1, s2, s3 } = sameObject(this);
		const o32 = u32(out);
		o32[0] = s0;
		o32[1] = s1;
		o32[2] = s2;
		o32[3] = s3;
		if (!isLE) swap32IfBE(o32.subarray(0, BLOCK_SIZE$1 / 4));
	}
	digest() {
		const res = new Uint8Array(BLOCK_SIZE$1);
		sameObject(this).digestInto(res);
		sameObject(this).destroy();
		return res;
	}
};
/**
* GHash MAC for AES-GCM.
* @param msg - Message bytes to authenticate.
* @param key - 16-byte GHASH key.
* @returns 16-byte authentication tag.
* @example
* Authenticates a short message with GHASH and a fresh hash key.
*
* ```ts
* import { ghash } from '@noble/ciphers/_polyval.js';
* import { randomBytes } from '@noble/ciphers/utils.js';
* const key = randomBytes(16);
* ghash(new Uint8Array(), key);
* ```
*/
const ghash = /* @__PURE__ */ wrapMacConstructor(16, (key, expectedLength) => new GHASH(key, expectedLength), (msg) => [msg.length]);

// @noble/ciphers/aes.js
/**
* {@link https://en.wikipedia.org/wiki/Advanced_Encryption_Standard | AES}
* a.k.a. Advanced Encryption Standard
* is a variant of Rijndael block cipher, standardized by NIST in 2001.
* We provide the fastest available pure JS implementation.
*
* `cipher = encrypt(block, key)`
*
* Data is split into 128-bit blocks.
* Encrypted in 10/12/14 rounds (128/192/256 bits). In every round:
* 1. **S-box**, table substitution
* 2. **Shift rows**, cyclic shift left of all rows of data array
* 3. **Mix columns**, multiplying every column by fixed polynomial
* 4. **Add round key**, round_key xor i-th column of array
*
* Check out
* {@link https://csrc.nist.gov/files/pubs/fips/197/final/docs/fips-197.pdf | FIPS-197},
* {@link https://nvlpubs.nist.gov/nistpubs/SpecialPublications/NIST.SP.800-38G.pdf | NIST 800-38G},
* and {@link https://csrc.nist.gov/csrc/media/projects/cryptographic-standards-and-guidelines/documents/aes-development/rijndael-ammended.pdf | original proposal}.
* @module
*/
const BLOCK_SIZE = 16;
const BLOCK_SIZE32 = 4;
const EMPTY_BLOCK = /* @__PURE__ */ new Uint8Array(BLOCK_SIZE);
const POLY = 283;
function validateKeyLength(key) {
	if (![
		16,
		24,
		32
	].includes(key.length)) throw new Error("\"aes key\" expected Uint8Array of length 16/24/32, got length=" + key.length);
}
function mul2(n) {
	return n << 1 ^ POLY & -(n >> 7);
}
function mul(a, b) {
	let res = 0;
	for (; b > 0; b >>= 1) {
		res ^= a & -(b & 1);
		a = mul2(a);
	}
	return res;
}
const sbox = /* @__PURE__ */ (() => {
	const t = /* @__PURE__ */ new Uint8Array(256);
	for (let i = 0, x = 1; i < 256; i++, x ^= mul2(x)) t[i] = x;
	const box = /* @__PURE__ */ new Uint8Array(256);
	box[0] = 99;
	for (let i = 0; i < 255; i++) {
		let x = t[255 - i];
		x |= x << 8;
		box[t[i]] = (x ^ x >> 4 ^ x >> 5 ^ x >> 6 ^ x >> 7 ^ 99) & 255;
	}
	clean$1(t);
	return box;
})();
const invSbox = /* @__PURE__ */ sbox.map((_, j) => sbox.indexOf(j));
const rotr32_8 = (n) => n << 24 | n >>> 8;
const rotl32_8 = (n) => n << 8 | n >>> 24;
function genTtable(sbox, fn) {
	if (sbox.length !== 256) throw new Error("wrong sbox length");
	const T0 = (/* @__PURE__ */ new Uint32Array(256)).map((_, j) => fn(sbox[j]));
	const T1 = T0.map(rotl32_8);
	const T2 = T1.map(rotl32_8);
	const T3 = T2.map(rotl32_8);
	const T01 = /* @__PURE__ */ new Uint32Array(65536);
	const T23 = /* @__PURE__ */ new Uint32Array(65536);
	const sbox2 = /* @__PURE__ */ new Uint16Array(65536);
	for (let i = 0; i < 256; i++) for (let j = 0; j < 256; j++) {
		const idx = i * 256 + j;
		T01[idx] = T0[i] ^ T1[j];
		T23[idx] = T2[i] ^ T3[j];
		sbox2[idx] = sbox[i] << 8 | sbox[j];
	}
	return {
		sbox,
		sbox2,
		T0,
		T1,
		T2,
		T3,
		T01,
		T23
	};
}
const tableEncoding = /* @__PURE__ */ genTtable(sbox, (s) => mul(s, 3) << 24 | s << 16 | s << 8 | mul(s, 2));
const tableDecoding = /* @__PURE__ */ genTtable(invSbox, (s) => mul(s, 11) << 24 | mul(s, 13) << 16 | mul(s, 9) << 8 | mul(s, 14));
const xPowers = /* @__PURE__ */ (() => {
	const p = /* @__PURE__ */ new Uint8Array(16);
	for (let i = 0, x = 1; i < 16; i++, x = mul2(x)) p[i] = x;
	return p;
})();
/** Forward AES key expansion used across ECB/CBC/CTR/GCM/CMAC/KW-style paths. */
function expandKeyLE(key) {
	abytes$1(key);
	const len = key.length;
	validateKeyLength(key);
	const { sbox2 } = tableEncoding;
	const toClean = [];
	if (!isLE || !isAligned32(key)) toClean.push(key = copyBytes(key));
	const k32 = swap32IfBE(u32(key));
	const Nk = k32.length;
	const subByte = (n) => applySbox(sbox2, n, n, n, n);
	const xk = new Uint32Array(len + 28);
	xk.set(k32);
	for (let i = Nk; i < xk.length; i++) {
		let t = xk[i - 1];
		if (i % Nk === 0) t = subByte(rotr32_8(t)) ^ xPowers[i / Nk - 1];
		else if (Nk > 6 && i % Nk === 4) t = subByte(t);
		xk[i] = xk[i - Nk] ^ t;
	}
	clean$1(...toClean);
	return xk;
}
function expandKeyDecLE(key) {
	const encKey = expandKeyLE(key);
	const xk = encKey.slice();
	const Nk = encKey.length;
	const { sbox2 } = tableEncoding;
	const { T0, T1, T2, T3 } = tableDecoding;
	for (let i = 0; i < Nk; i += 4) for (let j = 0; j < 4; j++) xk[i + j] = encKey[Nk - i - 4 + j];
	clean$1(encKey);
	for (let i = 4; i < Nk - 4; i++) {
		const x = xk[i];
		const w = applySbox(sbox2, x, x, x, x);
		xk[i] = T0[w & 255] ^ T1[w >>> 8 & 255] ^ T2[w >>> 16 & 255] ^ T3[w >>> 24];
	}
	return xk;
}
function apply0123(T01, T23, s0, s1, s2, s3) {
	return T01[s0 << 8 & 65280 | s1 >>> 8 & 255] ^ T23[s2 >>> 8 & 65280 | s3 >>> 24 & 255];
}
function applySbox(sbox2, s0, s1, s2, s3) {
	return sbox2[s0 & 255 | s1 & 65280] | sbox2[s2 >>> 16 & 255 | s3 >>> 16 & 65280] << 16;
}
function encrypt$2(xk, s0, s1, s2, s3) {
	const { sbox2, T01, T23 } = tableEncoding;
	let k = 0;
	s0 ^= xk[k++], s1 ^= xk[k++], s2 ^= xk[k++], s3 ^= xk[k++];
	const rounds = xk.length / 4 - 2;
	for (let i = 0; i < rounds; i++) {
		const t0 = xk[k++] ^ apply0123(T01, T23, s0, s1, s2, s3);
		const t1 = xk[k++] ^ apply0123(T01, T23, s1, s2, s3, s0);
		const t2 = xk[k++] ^ apply0123(T01, T23, s2, s3, s0, s1);
		const t3 = xk[k++] ^ apply0123(T01, T23, s3, s0, s1, s2);
		s0 = t0, s1 = t1, s2 = t2, s3 = t3;
	}
	return {
		s0: xk[k++] ^ applySbox(sbox2, s0, s1, s2, s3),
		s1: xk[k++] ^ applySbox(sbox2, s1, s2, s3, s0),
		s2: xk[k++] ^ applySbox(sbox2, s2, s3, s0, s1),
		s3: xk[k++] ^ applySbox(sbox2, s3, s0, s1, s2)
	};
}
function decrypt$1(xk, s0, s1, s2, s3) {
	const { sbox2, T01, T23 } = tableDecoding;
	let k = 0;
	s0 ^= xk[k++], s1 ^= xk[k++], s2 ^= xk[k++], s3 ^= xk[k++];
	const rounds = xk.length / 4 - 2;
	for (let i = 0; i < rounds; i++) {
		const t0 = xk[k++] ^ apply0123(T01, T23, s0, s3, s2, s1);
		const t1 = xk[k++] ^ apply0123(T01, T23, s1, s0, s3, s2);
		const t2 = xk[k++] ^ apply0123(T01, T23, s2, s1, s0, s3);
		const t3 = xk[k++] ^ apply0123(T01, T23, s3, s2, s1, s0);
		s0 = t0, s1 = t1, s2 = t2, s3 = t3;
	}
	return {
		s0: xk[k++] ^ applySbox(sbox2, s0, s3, s2, s1),
		s1: xk[k++] ^ applySbox(sbox2, s1, s0, s3, s2),
		s2: xk[k++] ^ applySbox(sbox2, s2, s1, s0, s3),
		s3: xk[k++] ^ applySbox(sbox2, s3, s2, s1, s0)
	};
}
function ctr32(xk, isLE, nonce, src, dst) {
	abytes$1(nonce, BLOCK_SIZE, "nonce");
	abytes$1(src);
	dst = getOutput(src.length, dst);
	const ctr = nonce;
	const c32 = u32(ctr);
	const view = createView$1(ctr);
	const src32 = u32(src);
	const dst32 = u32(dst);
	const ctrPos = isLE ? 0 : 12;
	const srcLen = src.length;
	let ctrNum = view.getUint32(ctrPos, isLE);
	for (let i = 0; i + 4 <= src32.length; i += 4) {
		const { s0, s1, s2, s3 } = encrypt$2(xk, swap8IfBE(c32[0]), swap8IfBE(c32[1]), swap8IfBE(c32[2]), swap8IfBE(c32[3]));
		dst32[i + 0] = src32[i + 0] ^ swap8IfBE(s0);
		dst32[i + 1] = src32[i + 1] ^ swap8IfBE(s1);
		dst32[i + 2] = src32[i + 2] ^ swap8IfBE(s2);
		dst32[i + 3] = src32[i + 3] ^ swap8IfBE(s3);
		ctrNum = ctrNum + 1 >>> 0;
		view.setUint32(ctrPos, ctrNum, isLE);
	}
	const start = BLOCK_SIZE * Math.floor(src32.length / BLOCK_SIZE32);
	if (start < srcLen) {
		const { s0, s1, s2, s3 } = encrypt$2(xk, swap8IfBE(c32[0]), swap8IfBE(c32[1]), swap8IfBE(c32[2]), swap8IfBE(c32[3]));
		const b32 = new Uint32Array([
			s0,
			s1,
			s2,
			s3
		]);
		swap32IfBE(b32);
		const buf = u8(b32);
		for (let i = start, pos = 0; i < srcLen; i++, pos++) dst[i] = src[i] ^ buf[pos];
		clean$1(b32);
	}
	return dst;
}
function validateBlockDecrypt(data, dst) {
	abytes$1(data);
	if (data.length % BLOCK_SIZE !== 0) throw new Error("ciphertext must be multiple of 16");
	if (dst !== void 0) {
		getOutput(data.length, dst);
		complexOverlapBytes(data, dst);
	}
}
function validateBlockEncrypt(plaintext, pkcs5, dst) {
	abytes$1(plaintext);
	let outLen = plaintext.length;
	const remaining = outLen % BLOCK_SIZE;
	if (!pkcs5 && remaining !== 0) throw new Error("plaintext must be multiple of 16");
	if (pkcs5) {
		let left = BLOCK_SIZE - remaining;
		if (!left) left = BLOCK_SIZE;
		outLen = outLen + left;
	}
	if (dst !== void 0) {
		getOutput(outLen, dst);
		complexOverlapBytes(plaintext, dst);
	}
	return outLen;
}
function prepareBlockEncrypt(plaintext, outLen, dst) {
	if (dst === void 0) dst = new Uint8Array(outLen);
	if (!isLE || !isAligned32(plaintext)) plaintext = copyBytes(plaintext);
	const o = u32(dst);
	return {
		b: plaintext,
		o,
		out: dst
	};
}
function validatePKCS(data, pkcs5) {
	if (!pkcs5) return data;
	const len = data.length;
	if (len === 0) throw new Error("pkcs7: empty ciphertext not allowed");
	const lastByte = data[len - 1];
	let valid = 1;
	valid &= lastByte - 1 >>> 31 ^ 1;
	valid &= 16 - lastByte >>> 31 ^ 1;
	for (let i = 0; i < 16; i++) {
		const shouldCheck = i - lastByte >>> 31;
		const eq = (data[len - 1 - i] ^ lastByte) === 0 ? 1 : 0;
		valid &= eq | shouldCheck ^ 1;
	}
	if (!valid) throw new Error("aes: bad decrypt");
	return data.subarray(0, len - lastByte);
}
function padPCKS(left) {
	const tmp = /* @__PURE__ */ new Uint8Array(16);
	const tmp32 = u32(tmp);
	tmp.set(left);
	const paddingByte = BLOCK_SIZE - left.length;
	for (let i = BLOCK_SIZE - paddingByte; i < BLOCK_SIZE; i++) tmp[i] = paddingByte;
	return tmp32;
}
/**
* **CBC** (Cipher Block Chaining): Each plaintext block is XORed with the
* previous block of ciphertext before encryption.
* Hard to use: requires proper padding and an unpredictable IV. Unauthenticated: needs MAC.
* Bad padding is reported as decrypt failure, which can be a padding oracle if exposed.
* @param key - AES key bytes.
* @param iv - 16-byte unpredictable initialization vector.
* @param opts - Padding options. See {@link BlockOpts}.
* @returns Cipher instance with `encrypt()` and `decrypt()`.
* @example
* Encrypts a padded message with a fresh key and 16-byte IV.
*
* ```ts
* import { cbc } from '@noble/ciphers/aes.js';
* import { randomBytes } from '@noble/ciphers/utils.js';
* const key = randomBytes(16);
* const iv = randomBytes(16);
* const cipher = cbc(key, iv);
* cipher.encrypt(new Uint8Array([1, 2, 3]));
* ```
*/
const cbc = /* @__PURE__ */ wrapCipher({
	blockSize: 16,
	nonceLength: 16
}, function aescbc(key, iv, opts = {}) {
	const pkcs5 = !opts.disablePadding;
	return {
		encrypt(plaintext, dst) {
			const outLen = validateBlockEncrypt(plaintext, pkcs5, dst);
			const xk = expandKeyLE(key);
			const { b: input, o, out: _out } = prepareBlockEncrypt(plaintext, outLen, dst);
			const b = u32(input);
			swap32IfBE(b);
			let _iv = iv;
			const toClean = [xk];
			if (!isLE || !isAligned32(_iv)) toClean.push(_iv = copyBytes(_iv));
			const n32 = u32(_iv);
			swap32IfBE(n32);
			let s0 = n32[0], s1 = n32[1], s2 = n32[2], s3 = n32[3];
			let i = 0;
			for (; i + 4 <= b.length;) {
				s0 ^= b[i + 0], s1 ^= b[i + 1], s2 ^= b[i + 2], s3 ^= b[i + 3];
				({s0, s1, s2, s3} = encrypt$2(xk, s0, s1, s2, s3));
				o[i++] = s0, o[i++] = s1, o[i++] = s2, o[i++] = s3;
			}
			if (pkcs5) {
				const tmp32 = padPCKS(plaintext.subarray(i * 4));
				swap32IfBE(tmp32);
				s0 ^= tmp32[0], s1 ^= tmp32[1], s2 ^= tmp32[2], s3 ^= tmp32[3];
				({s0, s1, s2, s3} = encrypt$2(xk, s0, s1, s2, s3));
				o[i++] = s0, o[i++] = s1, o[i++] = s2, o[i++] = s3;
				clean$1(tmp32);
			}
			swap32IfBE(o);
			clean$1(...toClean);
			if (input !== plaintext) clean$1(input);
			return _out;
		},
		decrypt(ciphertext, dst) {
			validateBlockDecrypt(ciphertext, dst);
			const xk = expandKeyDecLE(key);
			if (dst === void 0) dst = new Uint8Array(ciphertext.length);
			let _iv = iv;
			const toClean = [xk];
			if (!isLE || !isAligned32(_iv)) toClean.push(_iv = copyBytes(_iv));
			const n32 = u32(_iv);
			swap32IfBE(n32);
			if (!isLE || !isAligned32(ciphertext)) toClean.push(ciphertext = copyBytes(ciphertext));
			const b = u32(ciphertext);
			const o = u32(dst);
			swap32IfBE(b);
			let s0 = n32[0], s1 = n32[1], s2 = n32[2], s3 = n32[3];
			for (let i = 0; i + 4 <= b.length;) {
				const ps0 = s0, ps1 = s1, ps2 = s2, ps3 = s3;
				s0 = b[i + 0], s1 = b[i + 1], s2 = b[i + 2], s3 = b[i + 3];
				const { s0: o0, s1: o1, s2: o2, s3: o3 } = decrypt$1(xk, s0, s1, s2, s3);
				o[i++] = o0 ^ ps0, o[i++] = o1 ^ ps1, o[i++] = o2 ^ ps2, o[i++] = o3 ^ ps3;
			}
			swap32IfBE(o);
			clean$1(...toClean);
			return validatePKCS(dst, pkcs5);
		}
	};
});
function computeTag(fn, isLE, key, data, AAD) {
	const aadLength = AAD ? AAD.length : 0;
	const h = fn.create(key, data.length + aadLength);
	if (AAD) h.update(AAD);
	const num = u64Lengths(8 * data.length, 8 * aadLength, isLE);
	h.update(data);
	h.update(num);
	const res = h.digest();
	clean$1(num);
	return res;
}
/**
* **GCM** (Galois/Counter Mode): Combines CTR mode with polynomial MAC. Efficient and widely used.
* Not perfect:
* a) conservative key wear-out is `2**32` (4B) msgs.
* b) key wear-out under random nonces is even smaller: `2**23` (8M) messages for `2**-50` chance.
* c) MAC can be forged: see Poly1305 documentation.
* @param key - AES key bytes.
* @param nonce - Nonce bytes (12 recommended, minimum 8; other lengths use GHASH J0 derivation).
* @param AAD - Additional authenticated data.
* @returns AEAD cipher instance with a fixed 16-byte tag.
* @example
* Encrypts and authenticates plaintext with a fresh key and 12-byte nonce.
*
* ```ts
* import { gcm } from '@noble/ciphers/aes.js';
* import { randomBytes } from '@noble/ciphers/utils.js';
* const key = randomBytes(16);
* const nonce = randomBytes(12);
* const aad = new TextEncoder().encode('session metadata');
* const cipher = gcm(key, nonce, aad);
* cipher.encrypt(new Uint8Array([1, 2, 3]));
* ```
*/
const gcm$1 = /* @__PURE__ */ wrapCipher({
	blockSize: 16,
	nonceLength: 12,
	tagLength: 16,
	withAAD: true,
	varSizeNonce: true
}, function aesgcm(key, nonce, AAD) {
	if (nonce.length < 8) throw new Error("aes/gcm: invalid nonce length");
	const tagLength = 16;
	function _computeTag(authKey, tagMask, data) {
		const tag = computeTag(ghash, false, authKey, data, AAD);
		for (let i = 0; i < tagMask.length; i++) tag[i] ^= tagMask[i];
		return tag;
	}
	function deriveKeys() {
		const xk = expandKeyLE(key);
		const authKey = EMPTY_BLOCK.slice();
		const counter = EMPTY_BLOCK.slice();
		ctr32(xk, false, counter, counter, authKey);
		if (nonce.length === 12) counter.set(nonce);
		else {
			const nonceLen = EMPTY_BLOCK.slice();
			createView$1(nonceLen).setBigUint64(8, BigInt(nonce.length * 8), false);
			const g = ghash.create(authKey).update(nonce).update(nonceLen);
			g.digestInto(counter);
			g.destroy();
		}
		return {
			xk,
			authKey,
			counter,
			tagMask: ctr32(xk, false, counter, EMPTY_BLOCK)
		};
	}
	return {
		encrypt(plaintext) {
			const { xk, authKey, counter, tagMask } = deriveKeys();
			const out = new Uint8Array(plaintext.length + tagLength);
			const toClean = [
				xk,
				authKey,
				counter,
				tagMask
			];
			if (!isAligned32(plaintext)) toClean.push(plaintext = copyBytes(plaintext));
			ctr32(xk, false, counter, plaintext, out.subarray(0, plaintext.length));
			const tag = _computeTag(authKey, tagMask, out.subarray(0, out.length - tagLength));
			toClean.push(tag);
			out.set(tag, plaintext.length);
			clean$1(...toClean);
			return out;
		},
		decrypt(ciphertext) {
			const { xk, authKey, counter, tagMask } = deriveKeys();
			const toClean = [
				xk,
				authKey,
				tagMask,
				counter
			];
			if (!isAligned32(ciphertext)) toClean.push(ciphertext = copyBytes(ciphertext));
			const data = ciphertext.subarray(0, -16);
			const passedTag = ciphertext.subarray(-16);
			const tag = _computeTag(authKey, tagMask, data);
			toClean.push(tag);
			if (!equalBytes(tag, passedTag)) {
				clean$1(...toClean);
				throw new Error("aes-gcm: invalid tag");
			}
			const out = ctr32(xk, false, counter, data);
			clean$1(...toClean);
			return out;
		}
	};
});

// @noble/hashes/utils.js
/**
* Checks if something is Uint8Array. Be careful: nodejs Buffer will return true.
* @param a - value to test
* @returns `true` when the value is a Uint8Array-compatible view.
* @example
* Check whether a value is a Uint8Array-compatible view.
* ```ts
* isBytes(new Uint8Array([1, 2, 3]));
* ```
*/
function isBytes$1(a) {
	return a instanceof Uint8Array || ArrayBuffer.isView(a) && a[Symbol.toStringTag] === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
const atitle = (title) => title ? `"${title}" ` : "";
/**
* Asserts something is a non-negative integer.
* @param n - number to validate
* @param title - label included in thrown errors
* @returns The validated number.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Validate a non-negative integer option.
* ```ts
* anumber(32, 'length');
* ```
*/
function anumber(n, title = "") {
	if (typeof n !== "number") throw new TypeError(atitle(title) + "expected number, got " + typeof n);
	if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(atitle(title) + "expected integer >= 0, got " + n);
	return n;
}
/**
* Asserts something is Uint8Array.
* @param value - value to validate
* @param length - optional exact length constraint
* @param title - label included in thrown errors
* @returns The validated byte array.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Validate that a value is a byte array.
* ```ts
* abytes(new Uint8Array([1, 2, 3]));
* ```
*/
function abytes(value, length, title = "") {
	if (isBytes$1(value) && (length === void 0 || value.length === length)) return value;
	if (length !== void 0) anumber(length, "length");
	const bytes = isBytes$1(value);
	const ofLen = length !== void 0 ? ` of length ${length}` : "";
	const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
	const message = atitle(title) + "expected Uint8Array" + ofLen + ", got " + got;
	if (!bytes) throw new TypeError(message);
	throw new RangeError(message);
}
/**
* Asserts something is a wrapped hash constructor.
* @param h - hash constructor to validate
* @throws On wrong argument types or invalid hash wrapper shape. {@link TypeError}
* @throws On invalid hash metadata ranges or values. {@link RangeError}
* @throws If the hash metadata allows empty outputs or block sizes. {@link Error}
* @example
* Validate a callable hash wrapper.
* ```ts
* import { ahash } from '@noble/hashes/utils.js';
* import { sha256 } from '@noble/hashes/sha2.js';
* ahash(sha256);
* ```
*/
function ahash(h) {
	if (typeof h !== "function" || typeof h.create !== "function") throw new TypeError("expected hash wrapped by utils.createHasher");
	anumber(h.outputLen);
	anumber(h.blockLen);
	if (h.outputLen < 1 || h.blockLen < 1) throw new Error("hash blockLen / outputLen must be >= 1");
}
/**
* Asserts a hash instance has not been destroyed or finished.
* @param instance - hash instance to validate
* @param checkFinished - whether to reject finalized instances
* @throws If the hash instance has already been destroyed or finalized. {@link Error}
* @example
* Validate that a hash instance is still usable.
* ```ts
* import { aexists } from '@noble/hashes/utils.js';
* import { sha256 } from '@noble/hashes/sha2.js';
* const hash = sha256.create();
* aexists(hash);
* ```
*/
function aexists(instance, checkFinished = true) {
	if (instance.destroyed) throw new Error("hash was destroyed");
	if (checkFinished && instance.finished) throw new Error("digest() was already called");
}
/**
* Asserts output is a sufficiently-sized byte array.
* @param out - destination buffer
* @param instance - hash instance providing output length
* Oversized buffers are allowed; downstream code only promises to fill the first `outputLen` bytes.
* @throws On wrong argument types. {@link TypeError}
* @throws On wrong argument ranges or values. {@link RangeError}
* @example
* Validate a caller-provided digest buffer.
* ```ts
* import { aoutput } from '@noble/hashes/utils.js';
* import { sha256 } from '@noble/hashes/sha2.js';
* const hash = sha256.create();
* aoutput(new Uint8Array(hash.outputLen), hash);
* ```
*/
function aoutput(out, instance) {
	abytes(out, void 0, "output");
	const min = instance.outputLen;
	if (!(out.length >= min)) throw new RangeError("\"output\" expected length >= " + min);
}
/**
* Zeroizes typed arrays in place. Warning: JS provides no guarantees.
* @param arrays - arrays to overwrite with zeros
* @example
* Zeroize sensitive buffers in place.
* ```ts
* clean(new Uint8Array([1, 2, 3]));
* ```
*/
function clean(...arrays) {
	for (let i = 0; i < arrays.length; i++) arrays[i].fill(0);
}
/**
* Creates a DataView for byte-level manipulation.
* @param arr - source typed array
* @returns DataView over the same buffer region.
* @example
* Create a DataView over an existing buffer.
* ```ts
* createView(new Uint8Array(4));
* ```
*/
function createView(arr) {
	return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
/**
* Rotate-right operation for uint32 values.
* @param word - source word
* @param shift - shift amount in bits
* @returns Rotated word.
* @example
* Rotate a 32-bit word to the right.
* ```ts
* rotr(0x12345678, 8);
* ```
*/
function rotr(word, shift) {
	return word << 32 - shift | word >>> shift;
}
/**
* Creates a callable hash function from a stateful class constructor.
* @param hashCons - hash constructor or factory
* @param info - optional metadata such as DER OID
* @returns Frozen callable hash wrapper with `.create()`.
*   Wrapper construction eagerly calls `hashCons(undefined)` once to read
*   `outputLen` / `blockLen`, so constructor side effects happen at module
*   init time.
* @throws On wrong argument types. {@link TypeError}
* @example
* Wrap a stateful hash constructor into a callable helper.
* ```ts
* import { createHasher } from '@noble/hashes/utils.js';
* import { sha256 } from '@noble/hashes/sha2.js';
* const wrapped = createHasher(sha256.create, { oid: sha256.oid });
* wrapped(new Uint8Array([1]));
* ```
*/
function createHasher(hashCons, info = {}) {
	if (typeof hashCons !== "function") throw new TypeError("\"hashCons\" expected function, got type=" + typeof hashCons);
	const hashC = (msg, opts) => hashCons(opts).update(msg).digest();
	const tmp = hashCons(void 0);
	hashC.outputLen = tmp.outputLen;
	hashC.blockLen = tmp.blockLen;
	hashC.canXOF = tmp.canXOF;
	hashC.create = (opts) => hashCons(opts);
	Object.assign(hashC, info);
	return Object.freeze(hashC);
}
/**
* Creates OID metadata for NIST hashes with prefix `06 09 60 86 48 01 65 03 04 02`.
* @param suffix - final OID byte for the selected hash.
*   The helper accepts any byte even though only the documented NIST hash
*   suffixes are meaningful downstream.
* @returns Object containing the DER-encoded OID.
* @example
* Build OID metadata for a NIST hash.
* ```ts
* oidNist(0x01);
* ```
*/
const oidNist = (suffix) => ({ oid: Uint8Array.from([
	6,
	9,
	96,
	134,
	72,
	1,
	101,
	3,
	4,
	2,
	suffix
]) });

// @noble/hashes/hmac.js
/**
* HMAC: RFC2104 message authentication code.
* @module
*/
/**
* Internal class for HMAC.
* Accepts any byte key, although RFC 2104 §3 recommends keys at least
* `HashLen` bytes long.
*/
var _HMAC = class {
	oHash;
	iHash;
	blockLen;
	outputLen;
	canXOF = false;
	finished = false;
	destroyed = false;
	constructor(hash, key) {
		ahash(hash);
		abytes(key, void 0, "key");
		sameObject(this).iHash = hash.create();
		if (typeof sameObject(this).iHash.update !== "function") throw new Error("expected Hash instance");
		sameObject(this).blockLen = sameObject(this).iHash.blockLen;
		sameObject(this).outputLen = sameObject(this).iHash.outputLen;
		const blockLen = sameObject(this).blockLen;
		const pad = new Uint8Array(blockLen);
		pad.set(key.length > blockLen ? hash.create().update(key).digest() : key);
		for (let i = 0; i < pad.length; i++) pad[i] ^= 54;
		sameObject(this).iHash.update(pad);
		sameObject(this).oHash = hash.create();
		for (let i = 0; i < pad.length; i++) pad[i] ^= 106;
		sameObject(this).oHash.update(pad);
		clean(pad);
	}
	update(buf) {
		aexists(sameObject(this));
		sameObject(this).iHash.update(buf);
		return sameObject(this);
	}
	digestInto(out) {
		aexists(sameObject(this));
		aoutput(out, sameObject(this));
		sameObject(this).finished = true;
		const buf = out.subarray(0, sameObject(this).outputLen);
		sameObject(this).iHash.digestInto(buf);
		sameObject(this).oHash.update(buf);
		sameObject(this).oHash.digestInto(buf);
		sameObject(this).destroy();
	}
	digest() {
		const out = new Uint8Array(sameObject(this).oHash.outputLen);
		sameObject(this).digestInto(out);
		return out;
	}
	destroy() {
		sameObject(this).destroyed = true;
		sameObject(this).oHash.destroy();
		sameObject(this).iHash.destroy();
	}
};
const hmac = /* @__PURE__ */ (() => {
	const hmac_ = ((hash, key, message) => new _HMAC(hash, key).update(message).digest());
	hmac_.create = (hash, key) => new _HMAC(hash, key);
	return hmac_;
})();

// @noble/hashes/_u64.js
const fromNumH = (n) => n / 2 ** 32 | 0;
const fromNumL = (n) => n >>> 0;
function setU64FromNum(view, byteOffset, n, isLE) {
	const h = fromNumH(n);
	const l = fromNumL(n);
	view.setUint32(byteOffset, isLE ? l : h, isLE);
	view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
}

// @noble/hashes/_md.js
/**
* Internal Merkle-Damgard hash utils.
* @module
*/
/**
* Shared 32-bit conditional boolean primitive reused by SHA-256, SHA-1, and MD5 `F`.
* Returns bits from `b` when `a` is set, otherwise from `c`.
* The XOR form is equivalent to MD5's `F(X,Y,Z) = XY v not(X)Z` because the masked terms never
* set the same bit.
* @param a - selector word
* @param b - word chosen when selector bit is set
* @param c - word chosen when selector bit is clear
* @returns Mixed 32-bit word.
* @example
* Combine three words with the shared 32-bit choice primitive.
* ```ts
* Chi(0xffffffff, 0x12345678, 0x87654321);
* ```
*/
function Chi(a, b, c) {
	return a & b ^ ~a & c;
}
/**
* Shared 32-bit majority primitive reused by SHA-256 and SHA-1.
* Returns bits shared by at least two inputs.
* @param a - first input word
* @param b - second input word
* @param c - third input word
* @returns Mixed 32-bit word.
* @example
* Combine three words with the shared 32-bit majority primitive.
* ```ts
* Maj(0xffffffff, 0x12345678, 0x87654321);
* ```
*/
function Maj(a, b, c) {
	return a & b ^ a & c ^ b & c;
}
/**
* Merkle-Damgard hash construction base class.
* Could be used to create MD5, RIPEMD, SHA1, SHA2.
* Accepts only byte-aligned `Uint8Array` input, even when the underlying spec describes bit
* strings with partial-byte tails.
* @param blockLen - internal block size in bytes
* @param outputLen - digest size in bytes
* @param padOffset - trailing length field size in bytes
* @param isLE - whether length and state words are encoded in little-endian
* @example
* Use a concrete subclass to get the shared Merkle-Damgard update/digest flow.
* ```ts
* import { _SHA1 } from '@noble/hashes/legacy.js';
* const hash = new _SHA1();
* hash.update(new Uint8Array([97, 98, 99]));
* hash.digest();
* ```
*/
var HashMD = class {
	blockLen;
	outputLen;
	canXOF = false;
	padOffset;
	isLE;
	buffer;
	view;
	finished = false;
	length = 0;
	pos = 0;
	destroyed = false;
	constructor(blockLen, outputLen, padOffset, isLE) {
		sameObject(this).blockLen = blockLen;
		sameObject(this).outputLen = outputLen;
		sameObject(this).padOffset = padOffset;
		sameObject(this).isLE = isLE;
		sameObject(this).buffer = new Uint8Array(blockLen);
		sameObject(this).view = createView(sameObject(this).buffer);
	}
	update(data) {
		aexists(sameObject(this));
		abytes(data);
		const { view, buffer, blockLen } = sameObject(this);
		const len = data.length;
		let processed = false;
		for (let pos = 0; pos < len;) {
			const take = Math.min(blockLen - sameObject(this).pos, len - pos);
			if (take === blockLen) {
				const dataView = createView(data);
				for (; blockLen <= len - pos; pos += blockLen) sameObject(this).process(dataView, pos);
				processed = true;
				continue;
			}
			buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), sameObject(this).pos);
			sameObject(this).pos += take;
			pos += take;
			if (sameObject(this).pos === blockLen) {
				sameObject(this).process(view, 0);
				sameObject(this).pos = 0;
				processed = true;
			}
		}
		sameObject(this).length += data.length;
		if (processed) sameObject(this).roundClean();
		return sameObject(this);
	}
	digestInto(out) {
		aexists(sameObject(this));
		aoutput(out, sameObject(this));
		sameObject(this).finished = true;
		const { buffer, view, blockLen, isLE } = sameObject(this);
		let { pos } = sameObject(this);
		buffer[pos++] = 128;
		buffer.fill(0, pos);
		if (sameObject(this).padOffset > blockLen - pos) {
			sameObject(this).process(view, 0);
			buffer.fill(0);
		}
		setU64FromNum(view, blockLen - 8, sameObject(this).length * 8, isLE);
		sameObject(this).process(view, 0);
		sameObject(this).roundClean();
		const oview = out === buffer ? view : createView(out);
		const len = sameObject(this).outputLen;
		const outLen = len / 4;
		const state = sameObject(this).get();
		if (len % 4 || outLen > state.length) throw new Error("invalid outputLen");
		for (let i = 0; i < outLen; i++) oview.setUint32(4 * i, state[i], isLE);
	}
	digest() {
		const { buffer, outputLen } = sameObject(this);
		sameObject(this).digestInto(buffer);
		const res = buffer.slice(0, outputLen);
		sameObject(this).destroy();
		return res;
	}
	_cloneIntoMeta(to) {
		const { buffer, length, finished, destroyed, pos } = sameObject(this);
		to.destroyed = destroyed;
		to.finished = finished;
		to.length = length;
		to.pos = pos;
		if (pos) to.buffer.set(buffer);
		return to;
	}
};
/**
* Initial SHA-2 state: fractional parts of square roots of first 16 primes 2..53.
* Check out `test/misc/sha2-gen-iv.js` for recomputation guide.
*/
/** Initial SHA256 state from RFC 6234 §6.1: the first 32 bits of the fractional parts of the
* square roots of the first eight prime numbers. Exported as a shared table; callers must treat
* it as read-only because constructors copy words from it by index. */
const SHA256_IV = /* @__PURE__ */ Uint32Array.from([
	1779033703,
	3144134277,
	1013904242,
	2773480762,
	1359893119,
	2600822924,
	528734635,
	1541459225
]);

// @noble/hashes/sha2.js
/**
* SHA2 hash function. A.k.a. sha256, sha384, sha512, sha512_224, sha512_256.
* SHA256 is the fastest hash implementable in JS, even faster than Blake3.
* Check out {@link https://www.rfc-editor.org/rfc/rfc4634 | RFC 4634} and
* {@link https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.180-4.pdf | FIPS 180-4}.
* @module
*/
/**
* SHA-224 / SHA-256 round constants from RFC 6234 §5.1: the first 32 bits
* of the cube roots of the first 64 primes (2..311).
*/
const SHA256_K = /* @__PURE__ */ Uint32Array.from([
	1116352408,
	1899447441,
	3049323471,
	3921009573,
	961987163,
	1508970993,
	2453635748,
	2870763221,
	3624381080,
	310598401,
	607225278,
	1426881987,
	1925078388,
	2162078206,
	2614888103,
	3248222580,
	3835390401,
	4022224774,
	264347078,
	604807628,
	770255983,
	1249150122,
	1555081692,
	1996064986,
	2554220882,
	2821834349,
	2952996808,
	3210313671,
	3336571891,
	3584528711,
	113926993,
	338241895,
	666307205,
	773529912,
	1294757372,
	1396182291,
	1695183700,
	1986661051,
	2177026350,
	2456956037,
	2730485921,
	2820302411,
	3259730800,
	3345764771,
	3516065817,
	3600352804,
	4094571909,
	275423344,
	430227734,
	506948616,
	659060556,
	883997877,
	958139571,
	1322822218,
	1537002063,
	1747873779,
	1955562222,
	2024104815,
	2227730452,
	2361852424,
	2428436474,
	2756734187,
	3204031479,
	3329325298
]);
/** Reusable SHA-224 / SHA-256 message schedule buffer `W_t` from RFC 6234 §6.2 step 1. */
const SHA256_W = /* @__PURE__ */ new Uint32Array(64);
/** Internal SHA-224 / SHA-256 compression engine from RFC 6234 §6.2. */
var SHA2_32B = class extends HashMD {
	A = 0;
	B = 0;
	C = 0;
	D = 0;
	E = 0;
	F = 0;
	G = 0;
	H = 0;
	constructor(outputLen, IV) {
		super(64, outputLen, 8, false);
		sameObject(this).A = IV[0] | 0;
		sameObject(this).B = IV[1] | 0;
		sameObject(this).C = IV[2] | 0;
		sameObject(this).D = IV[3] | 0;
		sameObject(this).E = IV[4] | 0;
		sameObject(this).F = IV[5] | 0;
		sameObject(this).G = IV[6] | 0;
		sameObject(this).H = IV[7] | 0;
	}
	get() {
		const { A, B, C, D, E, F, G, H } = sameObject(this);
		return [
			A,
			B,
			C,
			D,
			E,
			F,
			G,
			H
		];
	}
	set(A, B, C, D, E, F, G, H) {
		sameObject(this).A = A | 0;
		sameObject(this).B = B | 0;
		sameObject(this).C = C | 0;
		sameObject(this).D = D | 0;
		sameObject(this).E = E | 0;
		sameObject(this).F = F | 0;
		sameObject(this).G = G | 0;
		sameObject(this).H = H | 0;
	}
	process(view, offset) {
		for (let i = 0; i < 16; i++, offset += 4) SHA256_W[i] = view.getUint32(offset, false);
		for (let i = 16; i < 64; i++) {
			const W15 = SHA256_W[i - 15];
			const W2 = SHA256_W[i - 2];
			const s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3;
			const s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
			SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
		}
		let { A, B, C, D, E, F, G, H } = sameObject(this);
		for (let i = 0; i < 64; i++) {
			const sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25);
			const T1 = H + sigma1 + Chi(E, F, G) + SHA256_K[i] + SHA256_W[i] | 0;
			const T2 = (rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22)) + Maj(A, B, C) | 0;
			H = G;
			G = F;
			F = E;
			E = D + T1 | 0;
			D = C;
			C = B;
			B = A;
			A = T1 + T2 | 0;
		}
		A = A + sameObject(this).A | 0;
		B = B + sameObject(this).B | 0;
		C = C + sameObject(this).C | 0;
		D = D + sameObject(this).D | 0;
		E = E + sameObject(this).E | 0;
		F = F + sameObject(this).F | 0;
		G = G + sameObject(this).G | 0;
		H = H + sameObject(this).H | 0;
		sameObject(this).set(A, B, C, D, E, F, G, H);
	}
	roundClean() {
		clean(SHA256_W);
	}
	destroy() {
		sameObject(this).destroyed = true;
		sameObject(this).set(0, 0, 0, 0, 0, 0, 0, 0);
		clean(sameObject(this).buffer);
	}
};
/** Internal SHA-256 hash class grounded in RFC 6234 §6.2. */
var _SHA256 = class extends SHA2_32B {
	constructor() {
		super(32, SHA256_IV);
	}
};
/**
* SHA2-256 hash function from RFC 4634. In JS it's the fastest: even faster than Blake3. Some info:
*
* - Trying 2^128 hashes would get 50% chance of collision, using birthday attack.
* - BTC network is doing 2^70 hashes/sec (2^95 hashes/year) as per 2025.
* - Each sha256 hash is executing 2^18 bit operations.
* - Good 2024 ASICs can do 200Th/sec with 3500 watts of power, corresponding to 2^36 hashes/joule.
* @param msg - message bytes to hash
* @param opts - Reserved hash options.
* @returns Digest bytes.
* @example
* Hash a message with SHA2-256.
* ```ts
* sha256(new Uint8Array([97, 98, 99]));
* ```
*/
const sha256 = /* @__PURE__ */ createHasher(() => new _SHA256(), /* @__PURE__ */ oidNist(1));

// hosts/dist/shared/cbc-hmac.js
/** The two keys in a content key of A128CBC-HS256: first of the HMAC, then of the AES (RFC 7518 section 5.2.2.1). */
function splitKey(key) {
	return {
		mac: key.subarray(0, 16),
		aes: key.subarray(16)
	};
}
/** AL: the length of the additional data in bits, in 64 bits, big-endian (RFC 7518 section 5.2.2.1). */
function aadBits(aad) {
	const length = /* @__PURE__ */ new Uint8Array(8);
	const view = new DataView(length.buffer);
	view.setUint32(0, Math.floor(aad.length / 536870912));
	view.setUint32(4, aad.length % 536870912 * 8);
	return length;
}

// hosts/dist/shared/sizes.js
const KEY_BYTES$1 = {
	A128GCM: 16,
	A192GCM: 24,
	A256GCM: 32,
	"A128CBC-HS256": 32
};
/**
* Refuses a message whose parts have other lengths than their encryption says. A tag that is too short would
* otherwise be a tag that is easy to guess.
*/
function checkDecrypt({ encryption, key, iv, tag }) {
	const long = iv.length === 16;
	const ivFits = encryption === "A128CBC-HS256" ? long : long || iv.length === 12;
	check$2(key.length === KEY_BYTES$1[encryption] && ivFits && tag.length === 16);
}
/** Refuses a key that is not of 256 bits and an IV that is not of 96. */
function checkEncrypt({ key, iv }) {
	check$2(key.length === 32 && iv.length === 12);
}
function check$2(fits) {
	if (!fits) throw new Error("a key, IV or tag of the wrong length");
}

// hosts/dist/shared/tag.js
/** Whether two tags are equal, in a time that tells nothing of where they differ. */
function sameTag(left, right) {
	let difference = left.length ^ right.length;
	for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
	return difference === 0;
}
/** Ciphertext and tag one after the other, as WebCrypto and noble write and read GCM. */
function parted(sealed) {
	return {
		ciphertext: sealed.subarray(0, -16),
		tag: sealed.subarray(-16)
	};
}

// hosts/dist/portable/aes.js
/** AES-256-GCM by noble. */
function encrypt$1(message) {
	checkEncrypt(message);
	const { key, iv, plaintext, aad } = message;
	return parted(gcm$1(key, iv, aad).encrypt(plaintext));
}
/** AES-GCM with an IV of 96 or 128 bits, or A128CBC-HS256 (RFC 7518 section 5.2.2.2). */
function decrypt(message) {
	checkDecrypt(message);
	const { key, iv, ciphertext, tag, aad } = message;
	if (message.encryption === "A128CBC-HS256") return openCbc$1(message);
	return gcm$1(key, iv, aad).decrypt(concat(ciphertext, tag));
}
function openCbc$1({ key, iv, ciphertext, tag, aad }) {
	const { mac, aes } = splitKey(key);
	const signed = concat(aad, iv, ciphertext, aadBits(aad));
	const expected = hmac(sha256, mac, signed).subarray(0, 16);
	if (!sameTag(expected, tag)) throw new Error("the tag does not match");
	return cbc(aes, iv).decrypt(ciphertext);
}

// hosts/dist/shared/xor.js
/** Both, bit by bit; as long as the left one. */
function xor(left, right) {
	return left.map((value, at) => value ^ (right[at] ?? 0));
}

// hosts/dist/portable/oaep.js
const HASH = 32;
/** EME-OAEP encoding with SHA-256, MGF1 with SHA-256 and an empty label (RFC 8017 section 7.1.1). */
function oaepEncode(message, size, seed) {
	const room = size - 64 - 2 - message.length;
	if (room < 0 || seed.length !== HASH) throw new Error("a message too long for the key, or a short seed");
	const block = concat(emptyHash(), new Uint8Array(room), new Uint8Array([1]), message);
	const maskedBlock = xor(block, mgf1(seed, block.length));
	const maskedSeed = xor(seed, mgf1(maskedBlock, HASH));
	return concat(/* @__PURE__ */ new Uint8Array(1), maskedSeed, maskedBlock);
}
/**
* EME-OAEP decoding (RFC 8017 section 7.1.2). All checks are made, in the same order and for the same bytes,
* before the one error: what was wrong is not to be told apart (Manger's attack).
*/
function oaepDecode(encoded) {
	const maskedBlock = encoded.subarray(33);
	const seed = xor(encoded.subarray(1, 33), mgf1(maskedBlock, HASH));
	const block = xor(maskedBlock, mgf1(seed, maskedBlock.length));
	let wrong = encoded[0] ?? 1;
	emptyHash().forEach((value, at) => {
		wrong |= value ^ (block[at] ?? 0);
	});
	const { start, missing } = separator(block);
	if ((wrong | missing) !== 0) throw new Error("decryption failed");
	return block.slice(start);
}
/** Where the message starts: behind the first 1 after zeros. `missing` is not 0 where another byte comes first, or none. */
function separator(block) {
	let looking = 1;
	let start = 0;
	let other = 0;
	for (let at = HASH; at < block.length; at++) {
		const value = block[at] ?? 0;
		const isOne = (value ^ 1) - 1 >>> 31;
		const isZero = value - 1 >>> 31;
		start |= at + 1 & -(looking & isOne);
		other |= looking & (isOne ^ 1) & (isZero ^ 1);
		looking &= isOne ^ 1;
	}
	return {
		start,
		missing: other | looking
	};
}
const emptyHash = () => sha256(/* @__PURE__ */ new Uint8Array());
/** MGF1 (RFC 8017 appendix B.2.1). */
function mgf1(seed, length) {
	const mask = new Uint8Array(Math.ceil(length / HASH) * HASH);
	for (let counter = 0; counter * HASH < length; counter++) mask.set(sha256(concat(seed, new Uint8Array([
		0,
		0,
		0,
		counter
	]))), counter * HASH);
	return mask.subarray(0, length);
}

// core/dist/x509/der.js
/** Reads all values in `bytes`. @throws on a length that does not fit */
function readAll(bytes) {
	const values = [];
	for (let at = 0; at < bytes.length;) {
		const value = readAt(bytes, at);
		values.push(value);
		at += value.whole.length;
	}
	return values;
}
/** Reads the one value that `bytes` are. @throws where they are not */
function readOne(bytes, tag) {
	const value = readAt(bytes, 0);
	if (value.whole.length !== bytes.length || value.tag !== tag) throw new Error("not the DER that was expected");
	return value;
}
/** The values in a constructed value. */
function children(value) {
	if (!value) throw new Error("a part is missing");
	return readAll(value.content);
}
function readAt(bytes, at) {
	const tag = bytes[at];
	const first = bytes[at + 1];
	if (tag === void 0 || first === void 0) throw new Error("cut off");
	const more = first & 128 ? first & 127 : 0;
	if (more > 4 || first === 128) throw new Error("a length that is not DER");
	let length = more === 0 ? first : 0;
	for (let n = 0; n < more; n++) length = length * 256 + (bytes[at + 2 + n] ?? 0);
	const start = at + 2 + more;
	if (start + length > bytes.length) throw new Error("cut off");
	return {
		tag,
		content: bytes.slice(start, start + length),
		whole: bytes.slice(at, start + length)
	};
}
/** Writes a value. */
function write$1(tag, ...content) {
	const whole = concat(...content);
	return concat(new Uint8Array([tag, ...lengthOf(whole.length)]), whole);
}
function lengthOf(length) {
	if (length < 128) return [length];
	const digits = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
	return [128 | digits.length, ...digits];
}
function equal(left, right) {
	return left.length === right.length && left.every((value, at) => value === right[at]);
}

// hosts/dist/shared/hex.js
/** Lower-case hexadecimal. */
function hex(bytes) {
	let text = "";
	for (const value of bytes) text += (value < 16 ? "0" : "") + value.toString(16);
	return text;
}

// hosts/dist/portable/integers.js
/** OS2IP (RFC 8017 section 4.2): big-endian bytes as an integer. */
function integerOf(bytes) {
	return bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`);
}
/** I2OSP (RFC 8017 section 4.1): an integer as so many big-endian bytes. */
function bytesOfInteger(integer, length) {
	const digits = integer.toString(16).padStart(length * 2, "0");
	const bytes = new Uint8Array(length);
	for (let at = 0; at < length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
	return bytes;
}

// hosts/dist/portable/power.js
/** `base` to a secret exponent, modulo `modulus`: four bits at a time, the same work for each digit. */
function power(base, exponent, modulus) {
	const powers = [1n];
	for (let n = 1; n < 16; n++) powers.push((powers[n - 1] ?? 1n) * base % modulus);
	let result = 1n;
	for (const digit of exponent.toString(16)) {
		for (let n = 0; n < 4; n++) result = result * result % modulus;
		result = result * (powers[Number.parseInt(digit, 16)] ?? 1n) % modulus;
	}
	return result;
}
/** `base` to a small public exponent, modulo `modulus`. */
function publicPower(base, exponent, modulus) {
	let result = 1n;
	for (const bit of exponent.toString(2)) {
		result = result * result % modulus;
		if (bit === "1") result = result * base % modulus;
	}
	return result;
}
/** The inverse of `value` modulo `modulus`, by Euclid; undefined where there is none. */
function inverse(value, modulus) {
	let [low, high] = [value % modulus, modulus];
	let [x, y] = [1n, 0n];
	while (low !== 0n) {
		const quotient = high / low;
		[low, high] = [high - quotient * low, low];
		[x, y] = [y - quotient * x, x];
	}
	return high === 1n ? (y % modulus + modulus) % modulus : void 0;
}

// hosts/dist/portable/blinding.js
/** Blinding by a random r. */
function newBlinding(modulus, exponent, size, random) {
	const secret = integerOf(random(size)) % modulus;
	const remove = inverse(secret, modulus);
	if (remove === void 0) throw new Error("the random source is broken");
	return {
		add: publicPower(secret, exponent, modulus),
		remove
	};
}
/** Blinding by r², which costs two products where a new r costs an inverse. */
function nextBlinding({ add, remove }, modulus) {
	return {
		add: add * add % modulus,
		remove: remove * remove % modulus
	};
}

// hosts/dist/portable/rsa.js
/** An RSA public key, for RSAEP (RFC 8017 section 5.1.1). */
var PublicRsa = class {
	kind = "public";
	/** Length of the modulus in bytes. */
	size;
	#modulus;
	#exponent;
	constructor(spki) {
		const [, key] = children(readOne(spki, 48));
		if (key?.tag !== 3 || key.content[0] !== 0) throw new Error("not an RSA public key");
		const [modulus = 0n, exponent = 0n] = integers(key.content.slice(1));
		sameObject(this).#modulus = modulus;
		sameObject(this).#exponent = exponent;
		sameObject(this).size = byteSize(modulus);
	}
	encrypt(encoded) {
		return bytesOfInteger(publicPower(integerOf(encoded), sameObject(this).#exponent, sameObject(this).#modulus), sameObject(this).size);
	}
};
/**
* An RSA private key, for RSADP with the Chinese remainder theorem (RFC 8017 section 5.1.2). BigInt is not of
* constant time, so the ciphertext is blinded where there is a random source.
*/
var PrivateRsa = class {
	kind = "private";
	size;
	#numbers;
	#random;
	#blinding;
	constructor(pkcs8, random) {
		const [, , key] = children(readOne(pkcs8, 48));
		if (key?.tag !== 4) throw new Error("not an RSA private key");
		sameObject(this).#numbers = numbersOf(integers(key.content));
		sameObject(this).size = byteSize(sameObject(this).#numbers.modulus);
		sameObject(this).#random = random;
	}
	decrypt(encryptedKey) {
		const { modulus } = sameObject(this).#numbers;
		const ciphertext = integerOf(encryptedKey);
		if (encryptedKey.length !== sameObject(this).size || ciphertext >= modulus) throw new Error("decryption failed");
		const blinding = sameObject(this).#nextBlinding();
		if (!blinding) return bytesOfInteger(remainders(ciphertext, sameObject(this).#numbers), sameObject(this).size);
		const blinded = remainders(ciphertext * blinding.add % modulus, sameObject(this).#numbers);
		return bytesOfInteger(blinded * blinding.remove % modulus, sameObject(this).size);
	}
	#nextBlinding() {
		const { modulus, exponent } = sameObject(this).#numbers;
		if (!sameObject(this).#random) return void 0;
		sameObject(this).#blinding = sameObject(this).#blinding ? nextBlinding(sameObject(this).#blinding, modulus) : newBlinding(modulus, exponent, sameObject(this).size, sameObject(this).#random);
		return sameObject(this).#blinding;
	}
};
function numbersOf(all) {
	const [version, modulus = 0n, exponent = 0n, , p = 0n, q = 0n, dp = 0n, dq = 0n, qInverse = 0n] = all;
	if (version !== 0n) throw new Error("an RSA key of more than two primes");
	if (p < 2n || p * q !== modulus || qInverse * q % p !== 1n) throw new Error("its numbers do not fit together");
	return {
		modulus,
		exponent,
		p,
		q,
		dp,
		dq,
		qInverse
	};
}
function remainders(ciphertext, { p, q, dp, dq, qInverse }) {
	const first = power(ciphertext % p, dp, p);
	const second = power(ciphertext % q, dq, q);
	return second + ((first - second) % p + p) % p * qInverse % p * q;
}
/** The integers in a SEQUENCE (PKCS#1). */
function integers(der) {
	return children(readOne(der, 48)).map(({ tag, content }) => {
		if (tag !== 2 || (content[0] ?? 128) >= 128) throw new Error("not an RSA key");
		return integerOf(content);
	});
}
const byteSize = (modulus) => Math.ceil(modulus.toString(16).length / 2);

// hosts/dist/portable/cipher.js
/**
* RSA-OAEP in plain JavaScript and AES by noble. Neither claims constant time: prefer a native cipher wherever
* there is one.
*/
function portableCipher({ random } = {}) {
	return {
		publicKey: (spki) => new PublicRsa(spki),
		privateKey: (pkcs8) => new PrivateRsa(pkcs8, random),
		async encryptKey(key, cek) {
			if (!(key instanceof PublicRsa)) throw notOurs("public");
			if (!random) throw new Error("no secure random source");
			return key.encrypt(oaepEncode(cek, key.size, random(32)));
		},
		async decryptKey(key, encryptedKey) {
			if (!(key instanceof PrivateRsa)) throw notOurs("private");
			return oaepDecode(key.decrypt(encryptedKey));
		},
		encrypt: async (message) => (await aes()).encrypt(message),
		decrypt: async (message) => (await aes()).decrypt(message)
	};
}
const aes = () => Promise.resolve({
	encrypt: encrypt$1,
	decrypt
});
const notOurs = (kind) => /* @__PURE__ */ new Error(`not a ${kind} key of this cipher`);

// hosts/dist/webcrypto/keys.js
const RSA_OAEP_256 = {
	name: "RSA-OAEP",
	hash: { name: "SHA-256" }
};
/** An RSA key that is imported once, at its first use. */
var WebKey = class {
	kind;
	#der;
	#subtle;
	#imported;
	constructor(kind, der, subtle) {
		sameObject(this).kind = kind;
		sameObject(this).#der = der;
		sameObject(this).#subtle = subtle;
	}
	imported() {
		sameObject(this).#imported ??= sameObject(this).#import();
		return sameObject(this).#imported;
	}
	#import() {
		const [format, usage] = sameObject(this).kind === "public" ? ["spki", "encrypt"] : ["pkcs8", "decrypt"];
		return sameObject(this).#subtle.importKey(format, sameObject(this).#der, RSA_OAEP_256, false, [usage]);
	}
};
/** The key, where it is one of this cipher's and of that kind. */
function own(key, kind) {
	if (!(key instanceof WebKey) || key.kind !== kind) throw new Error(`not a ${kind} key of this cipher`);
	return key;
}
/** A content key, for one message. */
function importRaw(subtle, name, bytes, usage) {
	return subtle.importKey("raw", bytes, { name }, false, [usage]);
}

// hosts/dist/webcrypto/cbc.js
/** Opens A128CBC-HS256 (RFC 7518 section 5.2.2.2): the tag first, and only then the ciphertext. */
async function openCbc(subtle, message) {
	const { iv, ciphertext, aad } = message;
	const { mac, aes } = splitKey(message.key);
	const signed = concat(aad, iv, ciphertext, aadBits(aad));
	const macKey = await subtle.importKey("raw", mac, {
		name: "HMAC",
		hash: { name: "SHA-256" }
	}, false, ["sign"]);
	const tag = new Uint8Array(await subtle.sign({ name: "HMAC" }, macKey, signed)).subarray(0, 16);
	if (!sameTag(tag, message.tag)) throw new Error("the tag does not match");
	if (ciphertext.length === 0 || ciphertext.length % 16 !== 0) throw new Error("no whole blocks");
	const key = await importRaw(subtle, "AES-CBC", aes, "decrypt");
	return new Uint8Array(await subtle.decrypt({
		name: "AES-CBC",
		iv
	}, key, ciphertext));
}

// hosts/dist/webcrypto/whole.js
/**
* The same WebCrypto, never given a part of a larger memory: k6 2.2.0 takes all of the memory behind a view, and so
* would sign or seal what nobody meant.
*/
function wholeMemory(subtle) {
	return {
		importKey: (format, data, algorithm, extractable, usages) => subtle.importKey(format, whole(data), algorithm, extractable, usages),
		encrypt: (algorithm, key, data) => subtle.encrypt(algorithm, key, whole(data)),
		decrypt: (algorithm, key, data) => subtle.decrypt(algorithm, key, whole(data)),
		sign: (algorithm, key, data) => subtle.sign(algorithm, key, whole(data))
	};
}
function whole(bytes) {
	return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

// hosts/dist/webcrypto/cipher.js
/** RSA-OAEP and AES by a runtime's WebCrypto. */
function webcryptoCipher(crypto, options = {}) {
	const { longIv = openGcm } = options;
	const subtle = wholeMemory(crypto.subtle);
	return {
		publicKey: (spki) => new WebKey("public", spki, subtle),
		privateKey: (pkcs8) => new WebKey("private", pkcs8, subtle),
		async encryptKey(key, cek) {
			const imported = await own(key, "public").imported();
			return new Uint8Array(await subtle.encrypt({ name: "RSA-OAEP" }, imported, cek));
		},
		async decryptKey(key, encryptedKey) {
			const imported = await own(key, "private").imported();
			checkWrapped(imported, encryptedKey);
			return new Uint8Array(await subtle.decrypt({ name: "RSA-OAEP" }, imported, encryptedKey));
		},
		encrypt: (message) => encrypt(subtle, message),
		async decrypt(message) {
			checkDecrypt(message);
			if (message.encryption === "A128CBC-HS256") return openCbc(subtle, message);
			return message.iv.length === 12 ? openGcm(subtle, message) : longIv(subtle, message);
		}
	};
}
/** Runtimes forgive a wrapped key without its leading zero byte; RFC 8017, 7.1.2 step 1b does not. */
function checkWrapped(key, encryptedKey) {
	const { algorithm } = key;
	const bits = algorithm?.modulusLength ?? encryptedKey.length * 8;
	if (encryptedKey.length !== Math.ceil(bits / 8)) throw new Error("a wrapped key of the wrong length");
}
async function encrypt(subtle, message) {
	checkEncrypt(message);
	const key = await importRaw(subtle, "AES-GCM", message.key, "encrypt");
	return parted(new Uint8Array(await subtle.encrypt(gcm(message), key, message.plaintext)));
}
async function openGcm(subtle, message) {
	const key = await importRaw(subtle, "AES-GCM", message.key, "decrypt");
	const sealed = concat(message.ciphertext, message.tag);
	return new Uint8Array(await subtle.decrypt(gcm(message), key, sealed));
}
function gcm({ iv, aad }) {
	return {
		name: "AES-GCM",
		iv,
		additionalData: aad,
		tagLength: 128
	};
}

// hosts/dist/webcrypto/random.js
const LIMIT = 65536;
/** Secure random bytes by `getRandomValues`. */
function webcryptoRandom(crypto) {
	return (length) => {
		const bytes = new Uint8Array(length);
		for (let at = 0; at < length; at += LIMIT) crypto.getRandomValues(bytes.subarray(at, at + LIMIT));
		return bytes;
	};
}

// core/dist/algorithms.js
/**
* Refuses an algorithm that a host does not have. A host looks each algorithm up by its name, and never falls back to
* another one.
* @throws {CountersignError} `missing-capability`
* @example const native = NAMES.get(algorithm) ?? unknownAlgorithm('hash', algorithm, NAMES.keys())
*/
function unknownAlgorithm(kind, name, known, host = "this tool") {
	const shown = String(name).replace(/[^\u0020-\u007e]/g, "�").slice(0, 40);
	throw new CountersignError("missing-capability", `The ${kind} "${shown}" is not available in ${host}. Use one of: ${[...known].join(", ")}.`);
}

// hosts/dist/shared/feed.js
const CHUNK = 65536;
/** Gives `data` to `update`: a long text by chunks, so that its UTF-8 is never there as a whole. */
function feed(data, update) {
	if (typeof data !== "string" || data.length <= CHUNK) {
		update(data);
		return;
	}
	for (let at = 0; at < data.length;) {
		let end = at + CHUNK;
		if ((data.charCodeAt(end) & 64512) === 56320) end++;
		update(data.slice(at, end));
		at = end;
	}
}

// hosts/dist/portable/hashes.js
const hashes = /* @__PURE__ */ new Map([["SHA-256", sha256]]);

// hosts/dist/portable/hash.js
/** Hashes in plain JavaScript, by noble: those of {@link hashes}. */
const portableDigests = {
	hash: (algorithm, parts, encoding) => encoded$1(hashBytes(algorithm, parts), encoding),
	hashBytes,
	hmac: (algorithm, key, parts, encoding) => encoded$1(hmacBytes(algorithm, key, parts), encoding),
	hmacBytes
};
function hashBytes(algorithm, parts) {
	return fed(hashNamed(algorithm).create(), parts);
}
function hmacBytes(algorithm, key, parts) {
	return fed(hmac.create(hashNamed(algorithm), bytesOf(key)), parts);
}
const hashNamed = (algorithm) => hashes.get(algorithm) ?? unknownAlgorithm("hash", algorithm, hashes.keys());
function fed(digest, parts) {
	for (const part of parts) feed(part, (chunk) => digest.update(bytesOf(chunk)));
	return digest.digest();
}
const bytesOf = (data) => typeof data === "string" ? plainCodec.utf8(data) : data;
function encoded$1(bytes, encoding) {
	if (encoding === "hex") return hex(bytes);
	const letters = plainCodec.base64url(bytes).replace(/-/g, "+").replace(/_/g, "/");
	return letters + "=".repeat(-letters.length & 3);
}

// hosts/dist/portable/hmac-drbg.js
const NONE = /* @__PURE__ */ new Uint8Array(0);
/**
* HMAC_DRBG with SHA-256 (NIST SP 800-90A Rev. 1, section 10.1.2): secure random bytes from entropy that is handed
* in, for a tool without a random source of its own.
* @throws {Error} where entropy or nonce is too short for a security strength of 256 bits
*/
function hmacDrbg({ entropy, nonce, personalization = NONE }) {
	requireBytes("entropy", entropy, 32);
	requireBytes("nonce", nonce, 16);
	let key = /* @__PURE__ */ new Uint8Array(32);
	let value = (/* @__PURE__ */ new Uint8Array(32)).fill(1);
	let requests = 0;
	function update(provided) {
		for (const round of provided.length > 0 ? [0, 1] : [0]) {
			key = mac(key, concat(value, new Uint8Array([round]), provided));
			value = mac(key, value);
		}
	}
	update(concat(entropy, nonce, personalization));
	return {
		generate(length, additionalInput = NONE) {
			if (length > 65536) throw new Error("at most 65,536 random bytes at a time");
			if (requests >= 2 ** 48) throw new Error("the random source needs new entropy");
			if (additionalInput.length > 0) update(additionalInput);
			const bytes = new Uint8Array(length);
			for (let at = 0; at < length; at += value.length) {
				value = mac(key, value);
				bytes.set(value.subarray(0, length - at), at);
			}
			update(additionalInput);
			requests++;
			return bytes;
		},
		reseed(fresh, additionalInput = NONE) {
			requireBytes("entropy", fresh, 32);
			update(concat(fresh, additionalInput));
			requests = 0;
		}
	};
}
const mac = (key, data) => hmac(sha256, key, data);
function requireBytes(what, bytes, least) {
	if (bytes.length < least) throw new Error(`the random source needs ${least} bytes of ${what}, and got ${bytes.length}`);
}

// hosts/dist/portable/nonce.js
/**
* Hexadecimal digits that never come again, for a tool without a secure random source: a hash over time, a counter,
* `Math.random` and context. Unique, not secret: no key and no IV may come from it.
*/
function portableNonce({ context = "", now = Date.now, hash = portableDigests.hash } = {}) {
	let counter = 0;
	const start = `${now()} ${draw()} ${context}`;
	const next = () => hash("SHA-256", [`${start} ${counter++} ${now()} ${draw()}`], "hex");
	return (digits) => {
		let nonce = "";
		while (nonce.length < digits) nonce += next();
		return nonce.slice(0, digits);
	};
}
/** Four draws are as many bits as the state of the generator in today's engines. */
const draw = () => [
	1,
	2,
	3,
	4
].map(() => Math.random()).join(" ");

// script/dist/entropy.js
/** The variable that holds entropy from outside: 64 or more hexadecimal digits. */
const ENTROPY = "COUNTERSIGN_ENTROPY";
const COUNT = "COUNTERSIGN_DRAWS";
const RUN = "COUNTERSIGN_RUN";
/**
* A secure random source from entropy that is handed in, for a tool that has none; undefined where none was.
* The entropy may serve many requests and runs, even side by side and with a stopped clock: what is mixed into each
* use tells it from every other (run, count in the run, a unique nonce, and `about`, a hash of what is to be sealed).
* @throws {CountersignError} `invalid-setting`
*/
function entropyRandom(tool, about) {
	const text = tool.variable(ENTROPY)?.trim();
	if (!text) return void 0;
	const entropy = readEntropy(text);
	const unique = portableNonce({ context: `${tool.context} ${tool.render("{\x7b$guid}} {\x7b$guid}}")}` });
	if (!tool.run.get(RUN)) tool.run.set(RUN, unique(64));
	const count = Number(tool.run.get(COUNT) ?? 0) + 1;
	tool.run.set(COUNT, String(count));
	const personalization = `${tool.run.get(RUN)} ${count} ${tool.context} ${hashOf$1(about)}`;
	const drbg = hmacDrbg({
		entropy,
		nonce: plainCodec.utf8(unique(64)),
		personalization: plainCodec.utf8(personalization)
	});
	return (length) => drbg.generate(length);
}
const hashOf$1 = (text) => portableDigests.hash("SHA-256", [text], "hex");
function readEntropy(text) {
	if (!/^([0-9a-f]{2}){32,}$/i.test(text) || new Set(text.toLowerCase()).size < 6) throw new CountersignError("invalid-setting", `${ENTROPY} must be 64 or more random hexadecimal digits, as openssl rand -hex 32 prints them.`);
	return new Uint8Array((text.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
}

// script/dist/cipher.js
/** WebCrypto if the tool has it, otherwise plain JavaScript with entropy from outside. */
const cipherParts = {
	toSeal(tool, about) {
		if (tool.crypto?.subtle) return {
			cipher: webcryptoCipher(tool.crypto),
			random: webcryptoRandom(tool.crypto)
		};
		const random = entropyRandom(tool, about);
		return random ? {
			cipher: portableCipher({ random }),
			random
		} : { cipher: portableCipher() };
	},
	toOpen: ({ crypto }) => ({ cipher: crypto?.subtle ? webcryptoCipher(crypto) : portableCipher() })
};

// core/dist/canonical-host.js
/**
* Default_Ignorable_Code_Point of Unicode, white space and controls: what browsers, resolvers and IDNA drop. First and
* last of each range.
*/
const DROPPED = [
	[0, 32],
	[127, 160],
	[173, 173],
	[847, 847],
	[1564, 1564],
	[4447, 4448],
	[6068, 6069],
	[6155, 6159],
	[8192, 8207],
	[8232, 8239],
	[8287, 8303],
	[12288, 12288],
	[12644, 12644],
	[65024, 65039],
	[65279, 65279],
	[65440, 65440],
	[65520, 65528],
	[113824, 113827],
	[119155, 119162],
	[917504, 921599]
];
const isDropped = (code) => DROPPED.some(([first, last]) => code >= first && code <= last);
const withoutIgnored = (text) => Array.from(text).filter((letter) => !isDropped(letter.codePointAt(0))).join("");
/** A name that every tool reads alike, and no number. */
const PLAIN = /^([a-z0-9_-]+\.)*[a-z_-][a-z0-9_-]*$/;
/** More than any spelling of a name of 253 characters takes. */
const LONGEST = 2e4;
const DOTS = /[\u3002\uff61]/g;
/**
* The host that tools may reach by a spelling: percent-encoding undone, NFKC, ignorable characters dropped, dots made
* full stops, none at the end, lower case; an IP address in its usual form. For comparison only.
* @see https://url.spec.whatwg.org/#concept-host-parser, https://www.unicode.org/reports/tr46/
* @example canonicalHost('ａpi.inqud%2ecom.') // api.inqud.com
*/
function canonicalHost(host) {
	if (PLAIN.test(host) || host.length > LONGEST) return host;
	const bare = withoutDots(percentDecoded(withoutIgnored(composed(percentDecoded(host))).replace(DOTS, ".").toLowerCase()));
	return ipv4(bare) ?? ipv6(bare) ?? bare;
}
/** NFKC, where the engine has it. */
const composed = (text) => text.normalize ? text.normalize("NFKC") : text;
/** Percent-encoding undone twice, since some tools do it twice. Bytes that are no UTF-8 stay. */
function percentDecoded(text) {
	if (!text.includes("%")) return text;
	try {
		const once = decodeURIComponent(text);
		return once === text ? text : percentDecoded(once);
	} catch {
		return text;
	}
}
function withoutDots(name) {
	let end = name.length;
	while (name.charAt(end - 1) === ".") end--;
	return name.slice(0, end);
}
/** The dotted form of an IPv4 address in one to four parts, decimal, octal or hexadecimal (WHATWG URL). */
function ipv4(host) {
	const parts = host.split(".");
	if (parts.length > 4) return void 0;
	const numbers = parts.map(ipv4Number);
	const last = numbers.pop();
	if (last === void 0 || numbers.some((number) => number === void 0 || number > 255)) return void 0;
	if (last >= 256 ** (4 - numbers.length)) return void 0;
	const value = numbers.reduce((sum, number, n) => sum + number * 256 ** (3 - n), last);
	return [
		24,
		16,
		8,
		0
	].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
function ipv4Number(part) {
	if (/^0x[0-9a-f]{0,8}$/.test(part)) return Number(part === "0x" ? 0 : part);
	if (/^0[0-7]{1,11}$/.test(part)) return Number(`0o${part}`);
	return /^\d{1,10}$/.test(part) ? Number(part) : void 0;
}
/** An IPv6 address in brackets, in eight groups without leading zeros (RFC 4291 section 2.2). */
function ipv6(host) {
	if (!/^\[[0-9a-f:.]{2,45}\]$/.test(host)) return void 0;
	const [head = "", tail, more] = host.slice(1, -1).split("::");
	const [left, right] = [groups(head), groups(tail ?? "")];
	const missing = 8 - left.length - right.length;
	if (more !== void 0 || (tail === void 0 ? missing !== 0 : missing < 1)) return void 0;
	return `[${[
		...left,
		...new Array(missing).fill("0"),
		...right
	].map((group) => group.replace(/^0{1,3}(?=.)/, "")).join(":")}]`;
}
/** The groups of a part of an IPv6 address; an IPv4 address at its end is two of them. */
function groups(part) {
	if (part === "") return [];
	return part.split(":").flatMap((group) => {
		const bytes = group.includes(".") ? group.split(".").map(Number) : [];
		if (bytes.length !== 4) return [group];
		const [a = 0, b = 0, c = 0, d = 0] = bytes;
		return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
	});
}

// core/dist/encode.js
/**
* Percent-encoding of all but the unreserved characters (RFC 3986 section 2.3), in UTF-8 and capitals, as OAuth 1.0
* and SigV4 sign it.
* @throws {URIError} on a lone surrogate
* @example percentEncode('a b&c*') // a%20b%26c%2A
*/
function percentEncode(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

// core/dist/patch.js
const KEYS$1 = /* @__PURE__ */ new Set([
	"headers",
	"query",
	"body",
	"secrets",
	"drop"
]);
/**
* Reads a patch strictly: what is misspelt or of another type would otherwise be left out of the request in silence.
* @throws {CountersignError} `invalid-patch`
*/
function readPatch(patch, url, provider, step) {
	return isHeadersOnly(patch) ? patch : readAny(patch, url, provider, step);
}
/** The commonest patch, looked at by itself: in k6 the strict reading costs as much as the signature. */
function isHeadersOnly(patch) {
	const headers = patch?.headers;
	if (!Array.isArray(headers) || Object.keys(patch).length !== 1 || !isRecord(patch)) return false;
	for (let at = 0; at < headers.length; at++) if (!isPair(headers[at])) return false;
	return true;
}
function readAny(patch, url, provider, step) {
	const problem = (text) => invalidPatch(provider, `${step} ${text}`);
	const given = asObject(patch, problem);
	const names = Object.keys(given);
	for (let at = 0; at < names.length; at++) {
		const name = names[at];
		if (!KEYS$1.has(name) && !(name === "token" && step === "prepare")) throw problem(unknownKey(name));
	}
	const { headers, query, body, secrets, drop } = given;
	const list = headers === void 0 ? void 0 : readHeaders$1(headers, problem);
	const whole = query === void 0 ? void 0 : withQuery(url, readQuery(query, problem));
	if (body !== void 0) checkBody(body, problem);
	checkNames("secrets", secrets, problem);
	checkNames("drop", drop, problem);
	if (list === headers && query === void 0) return given;
	const { query: _query, ...others } = given;
	return {
		...others,
		...list && { headers: list },
		...whole !== void 0 && { url: whole }
	};
}
function invalidPatch({ id, name }, text) {
	return new CountersignError("invalid-patch", `${name}: ${text} Nothing is sent. Correct the provider.`, id);
}
/** Whether a change leaves a request as it is. */
const changesNothing = ({ headers, url, body, drop }) => !headers?.length && url === void 0 && body === void 0 && !drop?.length;
function asObject(patch, problem) {
	if (typeof patch !== "object" || patch === null) throw problem(`gave ${kindOf(patch)}, not a patch.`);
	if (typeof patch.then === "function") throw problem("gave a promise. What has to be waited for belongs in prepare.");
	if (!isRecord(patch)) throw problem(`gave ${kindOf(patch)}, not a patch.`);
	return patch;
}
function unknownKey(name) {
	if (name === "url" || name === "method") return `gave a patch with "${name}", which cannot be changed. Parameters are added by "query".`;
	return `gave a patch with "${name.slice(0, 40)}", which is not known. A patch has headers, query, body, secrets and drop.`;
}
/** A plain object: a Map or a list has its values elsewhere. */
const isRecord = (value) => typeof value === "object" && value !== null && !(Symbol.iterator in value) && !(Symbol.toStringTag in value);
function kindOf(value) {
	if (value === null || value === void 0) return "nothing";
	if (typeof value === "function") return "a function";
	if (Array.isArray(value)) return "a list";
	return typeof value === "object" ? "an object of another kind" : `a ${typeof value}`;
}
function readHeaders$1(headers, problem) {
	if (Array.isArray(headers)) {
		for (let at = 0; at < headers.length; at++) if (!isPair(headers[at])) throw problem(badPair("header"));
		return headers;
	}
	if (!isRecord(headers)) throw problem(`gave headers that are ${kindOf(headers)}, not a record or a list of pairs.`);
	const list = Object.entries(headers);
	const bad = list.find(([, value]) => typeof value !== "string");
	if (bad) throw problem(`gave the header "${bad[0].slice(0, 40)}" a value that is not text (${kindOf(bad[1])}).`);
	return list;
}
const badPair = (what) => `gave a ${what} that is not a pair of a name and a text.`;
const isPair = (value) => Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "string";
function readQuery(query, problem) {
	if (typeof query === "string") {
		if (/^[?&]|[^!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/.test(query)) throw problem("gave a query with a ? or & at its start, or a character that has to be percent-encoded.");
		return query;
	}
	if (!Array.isArray(query)) throw problem(`gave a query that is ${kindOf(query)}, not a text or a list of pairs.`);
	if (!query.every(isPair)) throw problem(badPair("parameter"));
	if (!query.flat().every(wellFormed)) throw problem("gave a parameter with half of a surrogate pair.");
	return query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join("&");
}
/** `url` with `query` at the end of its query, before a fragment. */
function withQuery(url, query) {
	const [whole = "", fragment = ""] = /^([^#]*)(#.*)?$/s.exec(url)?.slice(1) ?? [];
	const joint = !whole.includes("?") ? "?" : /[?&]$/.test(whole) ? "" : "&";
	return query === "" ? url : whole + joint + query + (fragment ?? "");
}
function checkBody(body, problem) {
	if (typeof body !== "string" && !isBytes(body)) throw problem(`gave a body that is ${kindOf(body)}, not text or bytes.`);
	if (typeof body === "string" && !wellFormed(body)) throw problem("gave a body with half of a surrogate pair.");
}
/** Bytes of any realm. */
const isBytes = (value) => ArrayBuffer.isView(value) && value[Symbol.toStringTag] === "Uint8Array";
function checkNames(key, names, problem) {
	if (names === void 0 || Array.isArray(names) && names.every((name) => typeof name === "string")) return;
	throw problem(`gave ${key} that are not a list of header names.`);
}

// core/dist/settings.js
const SETTING_KINDS = [
	"text",
	"base64",
	"pem",
	"client-certificate",
	"client-key",
	"list",
	"number",
	"choice"
];
const HOSTS = {
	name: "hosts",
	required: false,
	secret: false,
	kind: "list"
};
/** All settings of a provider with their names: its own, and `hosts`, which each has. */
function settingsOf(provider) {
	const known = allSettings.get(provider);
	if (known) return known;
	const all = [...provider.settings.map((setting) => named$3(provider, setting)), hostsSetting(provider)];
	allSettings.set(provider, all);
	return all;
}
const allSettings = /* @__PURE__ */ new WeakMap();
/** The settings that a tool asks for: all of them except those that it holds itself. */
function toolSettings(provider) {
	return settingsOf(provider).filter(({ heldByTool }) => !heldByTool);
}
/** The setting that lists further hosts, which every provider has. */
const hostsSetting = (provider) => named$3(provider, HOSTS);
const named$3 = (provider, setting) => ({
	...setting,
	variable: settingName(provider.id, setting.name)
});
/** Whether a setting holds PEM. */
const isPem = ({ kind }) => kind === "pem" || kind === "client-certificate" || kind === "client-key";
/** The one name of a setting in every tool: `imburse`, `privateKey` → `IMBURSE_PRIVATE_KEY`. */
function settingName(id, setting) {
	return `${id}_${setting.replace(/[A-Z]/g, (letter) => `_${letter}`)}`.replace(/[^A-Za-z0-9]/g, "_").toUpperCase();
}
/** Reads all settings of a provider as they are written, unchecked and without defaults. */
function readSettings(provider, resolve) {
	const values = {};
	for (const setting of settingsOf(provider)) {
		const value = readSetting(resolve, setting);
		if (value !== void 0) values[setting.name] = value;
	}
	return values;
}
/** Reads one setting; empty and absent are the same. */
function readSetting(resolve, setting) {
	return resolve(setting.variable)?.trim() || void 0;
}
/** The values with the default of each setting that has none. */
function withDefaults(provider, values) {
	const defaults = provider.settings.filter((setting) => setting.default !== void 0);
	return {
		...Object.fromEntries(defaults.map((setting) => [setting.name, setting.default])),
		...values
	};
}
/** The names, as every tool writes them, of the required settings that are not there. */
function missingSettings(provider, values, use = {}) {
	const isNeeded = ({ required, forRequests, forTokens }) => required && !(forRequests && use.opensOnly) && !(forTokens && use.isBrokered);
	return settingsOf(provider).filter((setting) => isNeeded(setting) && !values[setting.name]).map(({ variable }) => variable);
}
/** @throws {CountersignError} `missing-setting`, `invalid-setting`: what every provider's settings must be */
function checkSettings(provider, values, use = {}) {
	const missing = missingSettings(provider, values, use);
	if (missing.length > 0) {
		const names = missing.map((name) => `${name} is missing`).join(", ");
		throw new CountersignError("missing-setting", `${provider.name}: ${names}.`, provider.id);
	}
	for (const setting of settingsOf(provider)) {
		const value = values[setting.name];
		const problem = value === void 0 ? void 0 : problemOf$1(setting, value);
		if (problem) throw invalidSetting(provider, setting.name, problem);
	}
}
/** An error about one setting. `problem` follows its name: `is not base64`. */
function invalidSetting(provider, name, problem) {
	const text = `${provider.name}: ${settingName(provider.id, name)} ${problem}.`;
	return new CountersignError("invalid-setting", text, provider.id);
}
function problemOf$1(setting, value) {
	if (/\{\{|\{\x25/.test(value)) return "still holds a {\x7bvariable}} that was not filled in";
	if (isPem(setting)) return void 0;
	if (/[\u0000-\u001f\u007f]/.test(value)) return "holds a line end or another control character";
	if (setting.kind === "choice" && !setting.choices?.includes(value)) return `must be ${setting.choices?.join(" or ")}`;
	if (setting.kind === "number" && !/^\d+(\.\d+)?$/.test(value)) return "must be a number of 0 or more";
}

// core/dist/define.js
/** @throws {CountersignError} `invalid-provider`: one that is not written as it has to be, or an id that comes twice */
function checkProviders(providers) {
	const ids = /* @__PURE__ */ new Set();
	for (const provider of providers) {
		checkProvider(provider);
		const { id } = provider;
		if (ids.has(id)) {
			const message = `Two providers have the id "${id}", so one would get the other's secrets. Give each an id, also for two accounts of one provider.`;
			throw new CountersignError("invalid-provider", message, id);
		}
		ids.add(id);
	}
}
const KEYS = new Set("id name hosts paths baseUrl sources settings nonce examples written setup needs tokens prepare sign open responded oneToken uses".split(" "));
const FUNCTIONS = [
	"setup",
	"needs",
	"tokens",
	"prepare",
	"sign",
	"open",
	"responded"
];
function checkProvider(provider) {
	if (!isRecord(provider)) {
		const what = kindOf(provider);
		throw new CountersignError("invalid-provider", `A provider is an object, and this is ${what}.`);
	}
	const id = typeof provider.id === "string" ? provider.id : void 0;
	const problem = (text) => new CountersignError("invalid-provider", `The provider ${id ? `"${id.slice(0, 40)}"` : "without an id"}: ${text}.`, id);
	if (!id || !/^[a-z][a-z0-9_-]*$/.test(id) || id === "countersign") throw problem("its id must be lower-case letters and digits, as in \"imburse\"");
	if (typeof provider.name !== "string" || provider.name.trim() === "") throw problem("its name is missing");
	const unknown = Object.keys(provider).find((key) => !KEYS.has(key));
	if (unknown) throw problem(`"${unknown.slice(0, 40)}" is not known. A provider has ${[...KEYS].join(", ")}`);
	checkFunctions(provider, problem);
	checkHosts(provider, problem);
	checkSettingsOf(provider, problem);
	checkDescriptions(provider, problem);
}
function checkFunctions(provider, problem) {
	for (const name of FUNCTIONS) {
		const value = provider[name];
		if (value !== void 0 && typeof value !== "function") throw problem(`${name} must be a function`);
	}
	if (!provider.setup) throw problem("setup is missing");
	if (!provider.sign && !provider.prepare && !provider.tokens) throw problem("it has neither sign nor prepare, so nothing would be signed");
}
const HOST = /^(?:localhost|\[[0-9a-f:.]+\]|(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)$/;
function checkHosts({ hosts, paths }, problem) {
	if (!Array.isArray(hosts)) throw problem("hosts must be a list of host names");
	for (const host of hosts) if (typeof host !== "string" || !HOST.test(host)) throw problem(`the host ${JSON.stringify(host) ?? String(host)} must be a whole name in lower case, as in "api.example.com", without scheme, port, path or wildcard`);
	if (paths === void 0) return;
	if (!Array.isArray(paths) || paths.length === 0) throw problem("paths must be a list of paths");
	for (const path of paths) if (typeof path !== "string" || !/^\/[^?#\s]*$/.test(path)) throw problem(`the path ${JSON.stringify(path) ?? String(path)} must start with a slash, and have no query`);
}
function checkSettingsOf({ settings }, problem) {
	if (!Array.isArray(settings)) throw problem("settings must be a list");
	const names = /* @__PURE__ */ new Set(["hosts"]);
	for (const setting of settings) {
		const { name, kind, secret, choices } = isRecord(setting) ? setting : {};
		if (typeof name !== "string" || !/^[a-z][A-Za-z0-9]*$/.test(name)) throw problem("each setting needs a name of letters and digits, as in \"privateKey\"");
		if (names.has(name)) throw problem(`the setting "${name}" comes twice, or is one that every provider has`);
		names.add(name);
		if (typeof secret !== "boolean") throw problem(`the setting "${name}" must say secret: true or false`);
		if (!SETTING_KINDS.includes(kind)) throw problem(`the setting "${name}" must have a kind: ${SETTING_KINDS.join(", ")}`);
		if (kind === "choice" && !(Array.isArray(choices) && choices.length > 0)) throw problem(`the setting "${name}" must list its choices`);
	}
}
function checkDescriptions({ nonce, written, uses }, problem) {
	if (nonce !== void 0 && !(isRecord(nonce) && typeof nonce.called === "string" && isPattern(nonce.pattern))) throw problem("nonce must be { called: NAME, pattern: /…/ }");
	if (uses !== void 0 && !(Array.isArray(uses) && uses.every((use) => CAPABILITIES.has(use)))) throw problem(`uses must list some of ${[...CAPABILITIES].join(", ")}`);
	if (written !== void 0) checkWritten(written, problem);
}
const CAPABILITIES = /* @__PURE__ */ new Set([
	"cipher",
	"signer",
	"random"
]);
const isPattern = (value) => typeof value?.test === "function";
function checkWritten(written, problem) {
	const bad = problem("written must be { now, nonce, maxAge }, with places { header: NAME } or { query: NAME }, and as: PATTERN");
	if (!isRecord(written) || Object.keys(written).some((key) => ![
		"now",
		"nonce",
		"maxAge"
	].includes(key))) throw bad;
	const { now, nonce, maxAge } = written;
	if (maxAge !== void 0 && !(typeof maxAge === "number" && maxAge > 0)) throw bad;
	for (const place of [now, nonce]) if (place !== void 0 && !isPlace(place)) throw bad;
}
function isPlace(place) {
	if (!isRecord(place)) return false;
	const { header, query, as, ...others } = place;
	const named = [header, query].filter((name) => name !== void 0);
	return named.length === 1 && typeof named[0] === "string" && Object.keys(others).length === 0 && (as === void 0 || typeof as === "string");
}

// core/dist/off.js
/**
* Whether COUNTERSIGN is off, in the words for it of `.env` files, YAML and people.
* @throws {CountersignError} `invalid-setting` on a text that says neither
* @example isOff((name) => (name === 'COUNTERSIGN' ? 'No' : undefined)) // true
*/
function isOff(settings) {
	const value = settings("COUNTERSIGN")?.trim().toLowerCase() ?? "";
	if ([
		"off",
		"false",
		"no",
		"0"
	].includes(value)) return true;
	if ([
		"",
		"on",
		"true",
		"yes",
		"1"
	].includes(value)) return false;
	throw new CountersignError("invalid-setting", `COUNTERSIGN is neither on nor off: it holds ${value.length} characters. Set it to "off" to sign nothing, or take it out.`);
}

// core/dist/secrets/collect.js
/**
* The values of all secret settings at hand, of every provider, for {@link secretFilter}. A setting that cannot be
* read (a file that is missing) has none.
* @param more further names that hold a secret, as in `COUNTERSIGN_TOKENS_SECRET`
*/
function secretsAt(providers, resolve, more = []) {
	return [...providers.flatMap((provider) => settingsOf(provider).flatMap(({ secret, variable }) => secret ? [variable] : [])), ...more].flatMap((name) => valuesNamed(name, resolve));
}
function valuesNamed(name, resolve) {
	try {
		const value = resolve(name)?.trim();
		return value ? [value] : [];
	} catch {
		return [];
	}
}

// core/dist/secrets/conceal.js
/** What a function returns; what it throws, now or later, holds no secret. */
function guarded(run, conceal) {
	try {
		const made = run();
		if (!isPromise$1(made)) return made;
		return made.then(void 0, (thrown) => rethrow(thrown, conceal));
	} catch (thrown) {
		return rethrow(thrown, conceal);
	}
}
function rewrite(texts, name, clean) {
	try {
		texts[name] = clean;
	} catch {
		throw new Error(clean);
	}
}
const isPromise$1 = (made) => typeof made?.then === "function";
/** Throws an error again, without secrets in its texts. An error of a provider or a tool stays what it is. */
function rethrow(thrown, conceal) {
	if (typeof thrown === "string") throw conceal(thrown);
	if (typeof thrown !== "object" || thrown === null) throw thrown;
	const texts = thrown;
	const { message } = texts;
	if (typeof message === "string" && conceal(message) !== message) {
		rewrite(texts, "message", conceal(message));
		if (typeof texts.stack === "string") rewrite(texts, "stack", conceal(texts.stack));
	}
	throw thrown;
}
/** A trace that gets steps without secrets. */
function concealedTrace(trace, conceal) {
	return trace && ((name, value) => trace(name, typeof value === "string" ? conceal(value) : value));
}
/** The names of the headers that hold a secret in any spelling. */
function secretHeaders(headers, conceal) {
	return headers.flatMap(([name, value]) => conceal(value) === value ? [] : [name]);
}

// core/dist/secrets/der-own.js
const BIT_STRING$1 = 3;
const DEEPEST$1 = 12;
/** A content up to this long is a version, an exponent or an algorithm: many keys have the same. */
const SHORT$2 = 8;
/**
* Which bytes of a key in DER are its own: not tags, lengths, object identifiers and small numbers, which keys of
* one kind share. Undefined if the bytes are not DER.
*/
function ownBytes(bytes) {
	if (bytes[0] !== 48) return void 0;
	const own = new Uint8Array(bytes.length);
	return mark(bytes, 0, own, 0) ? own : void 0;
}
function mark(bytes, start, own, depth) {
	const values = valuesIn(bytes);
	if (!values || depth > DEEPEST$1) return false;
	let at = start;
	for (const value of values) {
		markValue(value, at + value.whole.length - value.content.length, own, depth);
		at += value.whole.length;
	}
	return true;
}
function markValue({ tag, content }, at, own, depth) {
	if (tag & 32 && mark(content, at, own, depth + 1)) return;
	const inner = tag === BIT_STRING$1 ? 1 : 0;
	if ((tag === 4 || tag === BIT_STRING$1) && content[inner] === 48 && mark(content.slice(inner), at + inner, own, depth + 1)) return;
	const padding = content[0] === 0 ? 1 : 0;
	if (content.length > SHORT$2 && tag !== 6) own.fill(1, at + padding, at + content.length);
}
function valuesIn(bytes) {
	try {
		return readAll(bytes);
	} catch {
		return;
	}
}

// core/dist/secrets/spellings.js
/** Bytes of a text that reads as base64 or hex count as a key from this many on. */
const SHORTEST_KEY = 12;
/**
* All that a secret may look like besides escapes: as it is, and its bytes one by one, in hex and in base64. Of a
* PEM, what stands between its armour; of base64 and hex, the bytes they stand for as well.
*/
function spellingsOf(secret) {
	const bodies = pemBodies(secret);
	if (bodies.length > 0) return bodies.flatMap(pemSpellings);
	return [
		{ text: secret },
		...ofBytes(plainCodec.utf8(secret)),
		...keyBytes(secret).flatMap(ofKey)
	];
}
const ofKey = (bytes) => ofBytes(bytes, ownBytes(bytes));
function pemSpellings(body) {
	const letters = body.split(/\\r|\\n|[\r\n]/).filter((line) => !line.includes(":")).join("").replace(/\s+/g, "");
	const keys = keyBytes(letters);
	if (keys.length === 0) return [{ text: body }, { text: letters }];
	const [key] = keys;
	const own = ownBytes(key);
	const joined = {
		text: letters,
		...own && { own: ownLetters(own, 0, letters.length) }
	};
	return [
		joined,
		...acrossLines(body, joined),
		...ofBytes(key, own)
	];
}
/** The body with its line ends as they stand, since a part of it may hold one. */
function acrossLines(body, { own }) {
	let letter = 0;
	return [{
		text: body,
		own: [...body].map((one) => /[A-Za-z0-9+/=_-]/.test(one) && (own?.[letter++] ?? true))
	}];
}
/** What stands between the armour of private keys in PEM (RFC 7468), cut off or not. */
function pemBodies(text) {
	if (!text.includes("-----BEGIN ")) return [];
	const blocks = text.split("-----BEGIN ").slice(1).map((block) => {
		const [label = "", rest = ""] = splitOnce(block, "-----");
		return {
			label,
			body: splitOnce(rest, "-----END")[0].trim()
		};
	});
	const keys = blocks.filter(({ label }) => label.includes("PRIVATE KEY"));
	return (keys.length > 0 ? keys : blocks).map(({ body }) => body);
}
function splitOnce(text, mark) {
	const at = text.indexOf(mark);
	return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}
/** The bytes that a text stands for, read as base64 and as hex. */
function keyBytes(text) {
	const letters = text.replace(/\s+/g, "");
	return [base64Bytes(letters), hexBytes(letters)].filter((bytes) => bytes !== void 0 && bytes.length >= SHORTEST_KEY);
}
function base64Bytes(letters) {
	try {
		return fromBase64(letters);
	} catch {
		return;
	}
}
function hexBytes(digits) {
	if (digits.length % 2 === 1 || !/^[0-9a-f]*$/i.test(digits)) return void 0;
	return Uint8Array.from({ length: digits.length / 2 }, (_, n) => Number(`0x${digits.slice(2 * n, 2 * n + 2)}`));
}
function ofBytes(bytes, own) {
	const each = Array.from(bytes, (value) => String.fromCharCode(value)).join("");
	const hex = Array.from(bytes, (value) => value.toString(16).padStart(2, "0")).join("");
	const owned = own && Array.from(own, (value) => value === 1);
	return [
		{
			text: each,
			...owned && { own: owned }
		},
		{
			text: hex,
			...owned && { own: owned.flatMap((is) => [is, is]) }
		},
		...[
			0,
			1,
			2
		].map((before) => inBase64(bytes, before, own))
	];
}
/** The letters that a secret gives base64, whatever stands before and after it: `before` is 0, 1 or 2 bytes. */
function inBase64(bytes, before, own) {
	const shifted = new Uint8Array(before + bytes.length);
	shifted.set(bytes, before);
	const first = Math.ceil(before * 8 / 6);
	const last = Math.floor(shifted.length * 8 / 6);
	return {
		text: plainCodec.base64url(shifted).slice(first, last),
		...own && { own: ownLetters(own, before, last).slice(first) }
	};
}
function ownLetters(own, before, letters) {
	const isOwn = (bit) => own[Math.floor(bit / 8) - before] === 1;
	return Array.from({ length: letters }, (_, n) => isOwn(6 * n) && isOwn(6 * n + 5));
}

// core/dist/secrets/views.js
/** The text as it stands, and with up to two layers of JSON and percent escapes undone in any order. */
function viewsOf(text, spaces) {
	const decoders = [json, (from) => bytes(from, false)];
	if (spaces) decoders.push((from) => bytes(from, true));
	const plain = { text };
	const once = decoders.flatMap((decode) => through(plain, decode));
	return [
		plain,
		...once,
		...once.flatMap((view) => decoders.flatMap((decode) => through(view, decode)))
	];
}
function through({ text, places }, decode) {
	const view = decode(text);
	if (!view?.places) return [];
	return [{
		text: view.text,
		places: places ? view.places.map((at) => places[at]) : view.places
	}];
}
/** Collects the units of a view. */
var Units = class {
	codes;
	places;
	length = 0;
	constructor(most) {
		sameObject(this).codes = new Uint16Array(most);
		sameObject(this).places = new Uint32Array(most + 1);
	}
	add(code, place) {
		sameObject(this).codes[sameObject(this).length] = code;
		sameObject(this).places[sameObject(this).length++] = place;
	}
	view(end) {
		sameObject(this).places[sameObject(this).length] = end;
		const parts = [];
		for (let at = 0; at < sameObject(this).length; at += 8192) {
			const part = sameObject(this).codes.subarray(at, Math.min(at + 8192, sameObject(this).length));
			parts.push(String.fromCharCode.apply(null, part));
		}
		return {
			text: parts.join(""),
			places: sameObject(this).places.subarray(0, sameObject(this).length + 1)
		};
	}
};
const ESCAPED = {
	b: 8,
	t: 9,
	n: 10,
	f: 12,
	r: 13
};
/** Undoes `\uXXXX`, `\xXX` and a backslash before any other letter. */
function json(text) {
	if (!text.includes("\\")) return void 0;
	const units = new Units(text.length);
	for (let at = 0; at < text.length;) {
		const place = at;
		const code = text.charCodeAt(at++);
		if (code !== 92 || at === text.length) {
			units.add(code, place);
			continue;
		}
		const letter = text.charAt(at++);
		const digits = letter === "u" ? 4 : letter === "x" ? 2 : 0;
		const value = digits === 0 ? -1 : hexAt(text, at, digits);
		if (value >= 0) at += digits;
		units.add(value >= 0 ? value : ESCAPED[letter] ?? letter.charCodeAt(0), place);
	}
	return units.view(text.length);
}
/** Undoes `%XX` and, in a form, `+`. Bytes stand as one unit each, and so do those of letters beyond ASCII. */
function bytes(text, form) {
	if (!text.includes("%") && !(form && text.includes("+"))) return void 0;
	const units = new Units(text.length * 3);
	for (let at = 0; at < text.length;) {
		const place = at;
		const code = text.codePointAt(at);
		const value = code === 37 ? hexAt(text, at + 1, 2) : -1;
		at += value >= 0 ? 3 : code > 65535 ? 2 : 1;
		if (value >= 0) units.add(value, place);
		else if (form && code === 43) units.add(32, place);
		else addUtf8(units, code, place);
	}
	return units.view(text.length);
}
/** How the first byte begins, by how many follow (RFC 3629). */
const LEADS = [
	0,
	192,
	224,
	240
];
function addUtf8(units, code, place) {
	const more = code < 128 ? 0 : code < 2048 ? 1 : code < 65536 ? 2 : 3;
	units.add(LEADS[more] | code >> 6 * more, place);
	for (let n = more - 1; n >= 0; n--) units.add(128 | code >> 6 * n & 63, place);
}
/** The number that so many hexadecimal digits stand for, or -1. */
function hexAt(text, at, digits) {
	if (at + digits > text.length) return -1;
	let value = 0;
	for (let n = at; n < at + digits; n++) {
		const digit = hexDigit(text.charCodeAt(n));
		if (digit < 0) return -1;
		value = value * 16 + digit;
	}
	return value;
}
function hexDigit(code) {
	if (code >= 48 && code <= 57) return code - 48;
	const lower = code | 32;
	return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

// core/dist/secrets/windows.js
const BASE = 16777619;
const BUCKETS = 1 << 17;
/** One form of ASCII letters of either case, and of base64 and base64url. */
const FOLDED = Uint16Array.from({ length: 128 }, (_, code) => {
	if (code >= 65 && code <= 90) return code + 32;
	if (code === 45) return 43;
	return code === 95 ? 47 : code;
});
const folded = (code) => code < 128 ? FOLDED[code] : code;
function fold(text) {
	let made = "";
	for (let at = 0; at < text.length; at++) made += String.fromCharCode(folded(text.charCodeAt(at)));
	return made;
}
const bucket = (hash) => (hash ^ hash >>> 15) & 131071;
/** Makes a set of texts that all have `size` units. */
function windowsOf(size, texts) {
	const all = /* @__PURE__ */ new Set();
	const hashes = new Uint8Array(BUCKETS);
	for (const text of texts) all.add(fold(text));
	for (const text of all) hashes[bucket(hashOf(text))] = 1;
	return {
		size,
		texts: all,
		hashes
	};
}
function hashOf(text) {
	let hash = 0;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash, BASE) + text.charCodeAt(at) | 0;
	return hash;
}
/** The stretches of `text` that its windows cover, in order and apart. Takes time in proportion to `text`. */
function covered(text, { size, texts, hashes }) {
	const ranges = [];
	let leaving = 1;
	for (let n = 0; n < size; n++) leaving = Math.imul(leaving, BASE);
	let hash = 0;
	for (let at = 0; at < text.length; at++) {
		hash = Math.imul(hash, BASE) + folded(text.charCodeAt(at)) | 0;
		const from = at + 1 - size;
		if (from > 0) hash = hash - Math.imul(folded(text.charCodeAt(from - 1)), leaving) | 0;
		if (from < 0 || hashes[bucket(hash)] === 0 || !texts.has(fold(text.slice(from, at + 1)))) continue;
		extend(ranges, from, at + 1);
	}
	return ranges;
}
/** Adds a stretch that begins no earlier than the last one. */
function extend(ranges, from, to) {
	const last = ranges[ranges.length - 1];
	if (last && from <= last[1]) last[1] = Math.max(last[1], to);
	else ranges.push([from, to]);
}

// core/dist/secrets/filter.js
/** A part of a secret from this many characters on is hidden. */
const PART = 12;
/** A secret shorter than this is hidden only where it stands alone: it may be a word, too. */
const SHORT$1 = 8;
/** Of a part of a key, so many characters must be its own: the others are the same in each key of its kind. */
const LEAST_OWN = 2;
/** What stands for a secret. */
const HIDDEN = "…";
/**
* Hides secrets in every text that leaves the program as a message: as they are, percent-encoded or form-encoded,
* with JSON's escapes, in hex, in base64 and base64url at any alignment; whole, or a part of 12 characters or more.
* A secret of fewer than 8 characters is hidden where it stands alone. Takes time in proportion to the text, and
* makes its tables at the first text.
* @example secretFilter(secretsAt(providers, resolve))(error.message)
*/
function secretFilter(secrets) {
	const values = [...new Set(secrets.map((secret) => secret.trim()))].filter((value) => value !== "");
	if (values.length === 0) return (text) => text;
	let tables;
	return (text) => {
		tables ??= tablesOf(values);
		return hide(text, found(text, tables));
	};
}
function tablesOf(values) {
	const parts = /* @__PURE__ */ new Map();
	for (const value of values) if (value.length >= SHORT$1) addParts(value, parts);
	return {
		windows: [...parts].map(([size, texts]) => windowsOf(size, texts)),
		words: values.filter(({ length }) => length < SHORT$1),
		spaces: values.some((value) => value.includes(" "))
	};
}
function addParts(value, parts) {
	for (const { text, own } of spellingsOf(value)) {
		const size = Math.min(PART, text.length);
		if (size < SHORT$1) continue;
		const texts = parts.get(size) ?? /* @__PURE__ */ new Set();
		parts.set(size, texts);
		let owned = 0;
		for (let at = 0; at < text.length; at++) {
			if (own?.[at]) owned++;
			if (own?.[at - size]) owned--;
			if (at + 1 >= size && (!own || owned >= LEAST_OWN)) texts.add(text.slice(at + 1 - size, at + 1));
		}
	}
}
function found(text, { windows, words, spaces }) {
	return viewsOf(text, spaces).flatMap((view) => {
		const ranges = windows.flatMap((one) => covered(view.text, one));
		for (const word of words) ranges.push(...standingAlone(view.text, word));
		return ranges.map((range) => placed(range, view));
	});
}
function placed([from, to], { places }) {
	return places ? [places[from], places[to]] : [from, to];
}
function standingAlone(text, word) {
	const ranges = [];
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
		const end = at + word.length;
		if (!isWordAt(text, at - 1) && !isWordAt(text, end)) ranges.push([at, end]);
	}
	return ranges;
}
const isWordAt = (text, at) => /[\p{L}\p{N}_]/u.test(text.charAt(at));
function hide(text, ranges) {
	if (ranges.length === 0) return text;
	const apart = [];
	for (const [from, to] of ranges.sort(([left], [right]) => left - right)) extend(apart, from, to);
	let at = 0;
	const parts = [];
	for (const [from, to] of apart) {
		parts.push(text.slice(at, from), HIDDEN);
		at = to;
	}
	return parts.join("") + text.slice(at);
}

// core/dist/url.js
const DEFAULT_PORTS = {
	https: 443,
	http: 80
};
const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[^/?#@:[\]]+)(?::(\d*))?([^?#]*)(?:\?([^#]*))?/i;
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;
/**
* Reads a URL strictly, without a runtime's `URL`.
* @throws {CountersignError} `invalid-url` where there is no scheme and host, or where tools would disagree on them
*/
function parseUrl(text) {
	const [, scheme = "", userInfo, host = "", port = "", path = "", query = ""] = URL_PARTS.exec(text) ?? invalid(text);
	const known = scheme.toLowerCase();
	const name = host.toLowerCase();
	if (AMBIGUOUS.test(host) || userInfo && AMBIGUOUS.test(userInfo) || path && path[0] !== "/") invalid(text);
	const number = port === "" ? DEFAULT_PORTS[known] ?? 0 : Number(port);
	if (number > 65535) invalid(text);
	const authority = number === DEFAULT_PORTS[known] ? name : `${name}:${number}`;
	return {
		scheme: known,
		host: name,
		port: number,
		origin: `${known}://${authority}`,
		authority,
		path: path || "/",
		query,
		hasUserInfo: userInfo !== void 0
	};
}
function invalid(text) {
	throw new CountersignError("invalid-url", `"${shown(text)}" is not a URL with a scheme and a host. Write it in full, as in https://api.example.com/v1/things.`);
}
/**
* A URL fit for a message: without user info and query, printable, of bounded length. What may be a password, because
* an `@` follows later than a URL allows, is not shown.
*/
function shown(url) {
	const scheme = /^[a-z][a-z0-9+.-]{0,30}:[/\\]+/i.exec(url)?.[0] ?? "";
	return (scheme + withoutUserInfo(url.slice(scheme.length))).replace(UNPRINTABLE, "�").slice(0, 120);
}
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
function withoutUserInfo(rest) {
	const authority = /^[^/?#\\]*/.exec(rest)?.[0] ?? "";
	const path = rest.slice(authority.length);
	const last = rest.lastIndexOf("@");
	const inPath = path.lastIndexOf("@", query(path)) >= 0;
	if (last < 0 || (inPath ? NAME_WITH_DOT : NAME_AND_PORT).test(authority)) return authority + withoutQuery(path);
	return last >= authority.length && ADDRESS.test(authority) ? `${authority}/…` : `…${withoutQuery(rest.slice(last))}`;
}
const NAME_WITH_DOT = /^(localhost|[^:@.]*\.[^:@]*)$/i;
const NAME_AND_PORT = /^([^:@]*|\[[0-9a-f:.]*\])(:\d{0,5})?$/i;
const ADDRESS = /^(localhost|[^:@.]*\.[^:@]*|\[[0-9a-f:.]*\])(:\d{0,5})?$/i;
const withoutQuery = (path) => path.slice(0, query(path));
function query(path) {
	const at = path.search(/[?#]/);
	return at < 0 ? path.length : at;
}
/** Whether a host is this machine itself (RFC 6890, RFC 6761). */
function isLoopback(host) {
	return host === "localhost" || host === "[::1]" || /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(host);
}
const LABELS = /^([a-z0-9_-]+\.)+$/;
/** Whether `host` is `name` or below it, on a label boundary. */
function isWithin(host, name) {
	return host === name || host.endsWith(`.${name}`) && LABELS.test(host.slice(0, -name.length));
}
/** As {@link isWithin}, whatever the labels before `name` are: tools map letters and reach it all the same. */
function isBelow(host, name) {
	return host === name || host.endsWith(`.${name}`);
}
const ENTRY = /^(\[[0-9a-f:.]+\]|[^\s/?#@:[\]\\]+)(?::(\d{1,5}))?$/i;
/** Reads `host` or `host:port`; undefined where it is neither. */
function parseHostEntry(text) {
	const match = ENTRY.exec(text.trim());
	return match?.[1] ? {
		host: match[1].toLowerCase(),
		port: match[2] ? Number(match[2]) : void 0
	} : void 0;
}
/** `localhost` is this machine by definition (RFC 6761 section 6.3), and so is the address of its sandbox. */
const numbered = (host) => host === "localhost" ? "127.0.0.1" : host;
function matchesEntry(url, entry) {
	return numbered(url.host) === numbered(entry.host) && (entry.port === void 0 || entry.port === url.port);
}

// core/dist/decider.js
/**
* Chooses the provider by a URL's host and path. Only the settings of the providers that the host belongs to are read,
* each once.
* @throws {CountersignError} `invalid-provider`
* @example createDecider({ providers, settings: (name) => process.env[name] })('https://api.inqud.com/v1/ping')
*/
function createDecider({ providers, settings }) {
	checkProviders(providers);
	const values = remembered((provider) => readSettings(provider, settings));
	const entries = remembered((provider) => hostEntries(provider, settings));
	let filter;
	const conceal = (text) => {
		filter ??= secretFilter(secretsAt(providers, settings));
		return filter(text);
	};
	const matchesOf = lastOf((url) => {
		const parsed = parseUrl(url);
		return {
			parsed,
			matches: providers.flatMap((provider) => matchOf(provider, entries(provider), parsed))
		};
	});
	const decide = lastOf((url) => {
		if (isOff(settings)) return {
			acts: false,
			reason: "off",
			why: "COUNTERSIGN is off"
		};
		const { parsed, matches } = matchesOf(url);
		const configured = matches.filter(({ provider }) => Object.keys(values(provider)).length > 0);
		const [match, other] = closest(configured);
		if (match && other) throw ambiguous([match, other], parsed);
		if (!match) return withoutMatch(parsed, matches, configured);
		const { provider, why, spelling } = match;
		if (spelling !== void 0) throw misspelt(parsed, match, spelling);
		checkSafe(parsed, url, provider);
		return {
			acts: true,
			provider,
			why: why + pathRule(match),
			values: values(provider),
			url: parsed
		};
	});
	const guardedDecide = (url) => {
		try {
			return decide(url);
		} catch (thrown) {
			return rethrow(thrown, conceal);
		}
	};
	return Object.assign(guardedDecide, {
		values,
		conceal,
		matching: (url) => isOff(settings) ? [] : matchesOf(url).matches.map(({ provider }) => provider)
	});
}
/** `make`, called once for each value. */
function remembered(make) {
	const known = /* @__PURE__ */ new Map();
	return (key) => {
		if (!known.has(key)) known.set(key, make(key));
		return known.get(key);
	};
}
/** `make`, not called again for the value it was called for last. */
function lastOf(make) {
	let last;
	return (url) => {
		if (last?.url !== url) last = {
			url,
			made: make(url)
		};
		return last.made;
	};
}
function hostEntries(provider, settings) {
	return (readSetting(settings, hostsSetting(provider)) ?? "").split(",").filter((entry) => entry.trim() !== "").map((entry) => entryOf(provider, entry));
}
function entryOf(provider, text) {
	const entry = parseHostEntry(text);
	if (!entry) throw invalidSetting(provider, "hosts", `must list host or host:port, and "${shown(text)}" is neither`);
	return entry;
}
function matchOf(provider, entries, url) {
	const why = ruleFor(provider, entries, url);
	const path = pathFor(provider, url);
	if (why !== void 0) return [{
		provider,
		why,
		path
	}];
	const spelling = reachedBy(provider, entries, url);
	return spelling === void 0 ? [] : [{
		provider,
		why: `the host reaches ${spelling}`,
		spelling,
		path
	}];
}
/** The host of a provider that tools may reach by a URL that spells it otherwise. */
function reachedBy(provider, entries, url) {
	return canonicalHost(url.host).split(/[/?#@\\]|:(?=\d*$)/).find((host) => provider.hosts.some((name) => isBelow(host, name)) || entries.some((entry) => matchesEntry({
		...url,
		host
	}, {
		...entry,
		host: canonicalHost(entry.host)
	})));
}
function pathFor({ paths }, { path }) {
	if (!paths) return "";
	return paths.filter((own) => path === own || path.startsWith(own.endsWith("/") ? own : `${own}/`)).sort((one, other) => other.length - one.length)[0];
}
const pathRule = ({ path }) => path ? ` and the path is ${path} or below it` : "";
/** Those that hold the path, by the longest of their paths: more than one if several are as long. */
function closest(matches) {
	const holding = matches.filter(({ path }) => path !== void 0);
	const longest = Math.max(...holding.map(({ path = "" }) => path.length));
	return holding.filter(({ path }) => path?.length === longest);
}
/** Nothing acts. Where a provider with settings holds other paths of the host, a mistyped one must not go unsigned. */
function withoutMatch(url, matches, configured) {
	const unset = matches.filter((match) => !configured.includes(match));
	if (configured.length === 0) return passThrough(url, unset[0]?.provider);
	const other = unset.find(({ path }) => path);
	if (other) return passThrough(url, other.provider);
	const names = configured.map(({ provider: { name, paths } }) => `${name} holds ${paths?.join(", ")}`).join("; ");
	throw new CountersignError("unclaimed-path", `No provider holds the path ${shown(url.path)} of ${url.host}. ${names}. Correct the path, or add it to a provider.`, configured[0]?.provider.id);
}
function ruleFor(provider, entries, url) {
	const own = provider.hosts.find((name) => isWithin(url.host, name));
	if (own) return url.host === own ? `the host is ${own}` : `the host ${url.host} is below ${own}`;
	if (entries.some((entry) => matchesEntry(url, entry))) return `the host ${url.host} is listed in the setting hosts of ${provider.name}`;
}
function passThrough(url, unset) {
	if (unset) return {
		acts: false,
		reason: "unconfigured",
		provider: unset,
		missing: missingSettings(unset, {}),
		why: `${url.host} belongs to ${unset.name}, which has no settings`
	};
	return {
		acts: false,
		reason: "no-provider",
		why: `no provider claims the host ${shown(url.host)}`
	};
}
function misspelt({ host }, { provider }, spelling) {
	return new CountersignError("invalid-url", `"${shown(host)}" is another spelling of ${spelling}, a host of ${provider.name}, and tools would send the request there. Write ${spelling}.`, provider.id);
}
function ambiguous(matches, { host }) {
	const names = matches.map(({ provider }) => provider.name).join(" and ");
	return new CountersignError("ambiguous-host", `${names} both claim ${host}. Take it out of the hosts of one of them.`);
}
/** A credential travels over TLS, or stays on this machine; and nobody smuggles another one into the URL. */
function checkSafe(url, text, { id, name }) {
	if (url.hasUserInfo) {
		const message = `${shown(text)}: the URL of a request to ${name} must not hold a user name or password. Take it out.`;
		throw new CountersignError("invalid-url", message, id);
	}
	if (/[\u0000-\u001f\u007f]/.test(text)) throw new CountersignError("invalid-url", `${shown(text)}: the URL holds a control character. Take it out.`, id);
	if (url.scheme !== "https" && !(url.scheme === "http" && isLoopback(url.host))) {
		const message = `${shown(text)}: ${name} is asked over https only; plain http is for this machine itself. Write https://.`;
		throw new CountersignError("insecure-url", message, id);
	}
}

// core/dist/message.js
const named$2 = (name) => {
	const wanted = name.toLowerCase();
	return ([candidate]) => candidate.toLowerCase() === wanted;
};
/** The value of the first header of that name, whatever its capitals. */
function headerValue(headers, name) {
	return headers.find(named$2(name))?.[1];
}
/** `headers` with each of `changes` in place of all headers of its name. By index: iterators are slow in k6. */
function withHeaders(headers, changes) {
	if (headers.length === 0) return changes;
	const kept = [];
	for (let at = 0; at < headers.length; at++) {
		const header = headers[at];
		if (!isNamedIn(changes, header[0])) kept.push(header);
	}
	return kept.concat(changes);
}
function isNamedIn(headers, name) {
	for (let at = 0; at < headers.length; at++) {
		const other = headers[at][0];
		if (other.length === name.length && other.toLowerCase() === name.toLowerCase()) return true;
	}
	return false;
}
function without(headers, names = []) {
	if (names.length === 0) return headers;
	const dropped = new Set(names.map((name) => name.toLowerCase()));
	return headers.filter(([name]) => !dropped.has(name.toLowerCase()));
}
/** `request` with `change` applied; neither is changed. */
function patched(request, change) {
	return {
		method: request.method,
		url: change.url ?? request.url,
		headers: change.headers || change.drop ? withHeaders(without(request.headers, change.drop), change.headers ?? []) : request.headers,
		body: change.body ?? request.body ?? ""
	};
}
/** Two changes as one, the later winning. */
function merged(first, second) {
	const url = second.url ?? first.url;
	const body = second.body ?? first.body;
	return {
		headers: withHeaders(first.headers ?? [], second.headers ?? []),
		...url !== void 0 && { url },
		...body !== void 0 && { body },
		secrets: [...first.secrets ?? [], ...second.secrets ?? []],
		drop: [...first.drop ?? [], ...second.drop ?? []]
	};
}

// script/dist/memory.js
const SIGNED = "COUNTERSIGN_SIGNED";
/** What this very request was signed as; undefined if it was not. */
function signatureOf({ run, context }) {
	const known = readSignature(run.get(SIGNED));
	return known?.context === context ? known : void 0;
}
/** Its response came. */
const finish = (tool, signature) => write(tool, {
	...signature,
	done: true
});
/** What differs in a request from what was signed, in words. */
function changesIn(request, signature, hash) {
	const { method, url, headers, body } = request;
	const isCovered = signature.body !== void 0;
	return [
		...url === signature.url ? [] : ["the URL"],
		...method === signature.method ? [] : ["the method"],
		...hash("SHA-256", [rowsOf(headers, signature.names)], "hex") === signature.headers ? [] : ["a signed header"],
		...!isCovered || shortened(body, hash) === signature.body ? [] : ["the body"]
	];
}
const write = ({ run }, signature) => run.set(SIGNED, JSON.stringify(signature));
const SHORT = 4096;
/** A body as it is, or the hash of a long one: the tool copies the variables of a run for every script. */
const shortened = (body, hash) => typeof body === "string" && body.length < SHORT ? body : hash("SHA-256", [body], "hex");
/** All values of the named headers. */
function rowsOf(headers, names) {
	return JSON.stringify(names.map((name) => headers.filter(named$1(name)).map(([, value]) => value)));
}
const named$1 = (name) => (header) => headerValue([header], name) !== void 0;
function readSignature(text) {
	try {
		const known = JSON.parse(text ?? "null");
		return Array.isArray(known?.names) ? known : void 0;
	} catch {
		return;
	}
}

// script/dist/url.js
const PATH = /[^\u0021-\u007e]|["<>`{}]/gu;
const QUERY = /[^\u0021-\u007e]|["'<>]/gu;
/**
* A rendered URL as it goes on the wire, so that writing it back changes nothing any more: with a scheme (the tools
* take http where there is none), percent-encoded, with a path, without its fragment.
*/
function wireUrl(text) {
	const [bare = ""] = text.trim().split("#", 1);
	const [, scheme = "http://", host = "", path = "", query = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?]*)([^?]*)([\s\S]*)$/i.exec(bare) ?? [];
	return scheme + host + (encoded(path, PATH) || "/") + encoded(query, QUERY);
}
/** A regular expression is compiled for every request, which takes longer than to see that there is nothing to do. */
const encoded = (text, letters) => isPlain(text) ? text : text.replace(letters, encode);
function isPlain(text) {
	try {
		return encodeURI(text) === text && !text.includes("'");
	} catch {
		return false;
	}
}
function encode(letter) {
	const known = /^[\ud800-\udfff]$/.test(letter) ? "�" : letter;
	return known === "'" ? "%27" : encodeURIComponent(known);
}

// script/dist/read.js
/** A request as it was sent, nothing to fill in any more. */
function sentRequest({ method, url, headers, body }) {
	return {
		method,
		url: wireUrl(url),
		headers,
		body: sentBody(body)
	};
}
/** No text that was signed, if a script put another kind of body there. */
function sentBody(body) {
	try {
		return wireBody(body, (text) => text).text;
	} catch {
		return "\0";
	}
}

// script/dist/settings.js
function scriptSettings(tool) {
	const known = /* @__PURE__ */ new Map();
	function get(name) {
		if (!known.has(name)) known.set(name, tool.variable(name));
		return known.get(name);
	}
	async function ask(names) {
		for (const name of names) {
			const value = await Promise.resolve(tool.secret?.(name)).catch(() => void 0);
			if (value) known.set(name, value);
		}
	}
	return {
		get,
		askSecrets(providers) {
			if (!tool.secret) return void 0;
			const names = providers().flatMap((provider) => toolSettings(provider)).filter(({ required, secret, variable }) => (required || secret) && !get(variable)).map(({ variable }) => variable);
			return names.length > 0 ? ask(names) : void 0;
		}
	};
}

// script/dist/variables.js
/** The text of a response that was decrypted, for tests; gone when the next request starts. */
const OPENED = "COUNTERSIGN_OPENED";

// script/dist/post-response.js
/**
* A post-response script. It compares the request that was sent with what was signed: a later script may have changed
* it. It decrypts a sealed response, shows it, and leaves its text in `COUNTERSIGN_OPENED` for tests; the response
* itself stays as it came. What is wrong becomes a failing test.
*/
function postResponse(tool, parts) {
	tool.run.unset(OPENED);
	const release = tool.hold();
	const settings = scriptSettings(tool);
	const decider = createDecider({
		providers: parts.providers,
		settings: settings.get
	});
	const guarded = concealing(tool, decider.conceal);
	check$1({
		tool: guarded,
		parts,
		decider
	}, settings).then(release, (thrown) => {
		try {
			guarded.fail(reasonOf(thrown));
		} finally {
			release();
		}
	});
}
/** No message of the tool holds a secret of any provider. */
const concealing = (tool, conceal) => ({
	...tool,
	log: (line) => tool.log(conceal(line)),
	fail: (reason) => tool.fail(conceal(reason))
});
async function check$1({ tool, parts: { open }, decider }, settings) {
	const signature = signatureOf(tool);
	if (signature && !signature.done) checkUnchanged(tool, signature);
	if (signature && !open) return;
	await settings.askSecrets(() => decider.matching(tool.url));
	const decision = decider(tool.url);
	if (!decision.acts) return;
	if (!signature && tool.sent) throw notSigned(decision.provider);
	await open?.({
		tool,
		decider,
		decision,
		isSealed: signature?.sealed === true
	});
}
/** A later script may have changed what was signed. */
function checkUnchanged(tool, signature) {
	finish(tool, signature);
	if (!tool.sent) return;
	const { hash } = tool.digests ?? portableDigests;
	const changes = changesIn(sentRequest(tool.sent()), signature, hash);
	if (changes.length === 0) return;
	const what = changes.join(" and ");
	tool.fail(`A script changed ${what} after the request was signed. Make the change before: paste Countersign's script below that one.`);
}
function notSigned({ id, name }) {
	return new CountersignError("invalid-url", `The request went to a host of ${name} without being signed: a script changed its URL after Countersign's had run, or that is missing. Paste Countersign's script below the one that sets the URL.`, id);
}

// core/dist/request.js
/**
* Reads a request strictly: headers that are not understood would otherwise be dropped in silence.
* @throws {CountersignError} `invalid-url`, `invalid-header`, `invalid-body`
*/
function readRequest(input) {
	const { method, url, headers, body } = input;
	if (typeof url !== "string" || typeof method !== "string") throw new CountersignError("invalid-url", "A request needs its method and its URL as text.");
	const list = readHeaders(headers);
	const data = readBody(body);
	return list === headers && data === body ? input : {
		method,
		url,
		headers: list,
		body: data
	};
}
function readHeaders(headers) {
	if (headers === void 0 || headers === null) return [];
	const list = Array.isArray(headers) ? headers : isRecord(headers) ? Object.entries(headers) : pairsOf(headers);
	const bad = list.findIndex((pair) => !isPair(pair));
	if (bad < 0) return list;
	throw invalidHeaders(`The header at place ${bad + 1} is not a pair of a name and a text.`);
}
function pairsOf(headers) {
	if (typeof headers === "object" && headers !== null && Symbol.iterator in headers) return [...headers];
	throw invalidHeaders(`The headers are ${kindOf(headers)}.`);
}
const invalidHeaders = (what) => new CountersignError("invalid-header", `${what} Give an object, Headers, a Map, or a list of [name, value].`);
function readBody(body) {
	if (body === void 0 || body === null) return "";
	if (typeof body === "string" || isBytes(body)) return body;
	const message = `The body is ${kindOf(body)}. Give the text or the bytes (Uint8Array) that are sent.`;
	throw new CountersignError("invalid-body", message);
}

// core/dist/tokens.js
/** A token as a lease until its end, for a holder that keeps none. */
const leaseOf = (token) => ({
	token: token.value,
	useUntil: token.expiresAt
});

// core/dist/waiting.js
/** Waits for one thing. `now` is absent on a host that cannot get it without a promise. */
function* wait(later, now) {
	return yield {
		later,
		now
	};
}
/** Runs work that takes its promises. `step`: how far it has come, if it was started already. */
async function withPromises(work, step = work.next()) {
	let at = step;
	while (!at.done) at = await settled(work, at.value);
	return at.value;
}
/** The outcome of a wait, handed to the work. */
const settled = (work, { later }) => later().then((value) => work.next(value), (thrown) => work.throw(thrown));
/** Runs work to its end at once. @throws what `cannot` makes, if something can only be had with a promise */
function withoutPromises(work, cannot) {
	let at = work.next();
	while (!at.done) at = atOnce(work, at.value, cannot);
	return at.value;
}
function atOnce(work, { now }, cannot) {
	if (!now) throw cannot();
	let value;
	try {
		value = now();
	} catch (thrown) {
		return work.throw(thrown);
	}
	return work.next(value);
}
/** The outcome of either. */
const promiseOf = (work) => isWaiting(work) ? withPromises(work) : work;
const isWaiting = (work) => Symbol.iterator in work;

// core/dist/bearer/bearer.js
/**
* A token for one request, from the host's store or requested for it alone: by default a bearer token (RFC 6750
* section 2.1).
* @throws {CountersignError} `missing-capability`, `token-request-failed`, `invalid-token-answer`
*/
function* bearer(source, host, trace) {
	const lease = host.tokens?.held?.(source) ?? (yield* obtainLease(source, host, trace));
	if (source.life);
	return {
		headers: [["Authorization", `${source.scheme ?? "Bearer"} ${lease.token}`]],
		secrets: ["Authorization"],
		token: {
			source,
			value: lease.token
		}
	};
}
/** A token from the host's store, or requested for one request alone. */
function* obtainLease(source, host, trace) {
	const { tokens } = host;
	const obtain = () => obtainToken(source, host, trace);
	if (!tokens) return leaseOf(yield* obtain());
	const later = () => tokens.get(source, () => withPromises(obtain()));
	const now = () => tokens.getSync?.(source, () => withoutPromises(obtain(), needsPromise));
	return yield* wait(later, tokens.getSync && host.sendSync && now);
}
const needsPromise = () => /* @__PURE__ */ new Error("The token can only be requested with a promise.");
/** Requests a token and reads the response; once more if the source asks for that. */
function* obtainToken(source, host, trace) {
	const request = yield* requestOf(source, trace);
	const token = source.read(yield* send(source, request, host));
	if (token !== "again") return current(token, request, source, host);
	const second = yield* requestOf(source, trace);
	const last = source.read(yield* send(source, second, host));
	if (last !== "again") return current(last, second, source, host);
	const message = `No token: ${shown(second.url)} was asked twice, and gave none.`;
	throw new CountersignError("token-request-failed", message, source.provider);
}
function* requestOf(source, trace) {
	const { requestAsync } = source;
	if (!source.request && !requestAsync) throw new CountersignError("invalid-provider", "The source of its tokens has neither request nor requestAsync. Correct the provider.", source.provider);
	const request = source.request?.(trace) ?? (yield* wait(() => source.requestAsync?.(trace)));
	return readRequest(request);
}
function current(token, { url }, source, host) {
	if (token.expiresAt > host.now()) return token;
	const late = Math.ceil(host.now() - token.expiresAt);
	throw new CountersignError("invalid-token-answer", `${shown(url)} gave a token that ended ${late} s ago. Check this machine's clock.`, source.provider);
}
function* send(source, request, host) {
	if (!host.send) {
		const message = `${host.name} cannot ask ${source.origin} for a token. Give the request an Authorization: Bearer header.`;
		throw new CountersignError("missing-capability", message, source.provider);
	}
	try {
		const later = () => host.send?.(request);
		return yield* wait(later, host.sendSync && (() => host.sendSync?.(request)));
	} catch (thrown) {
		const message = `No token: ${shown(request.url)} could not be asked: ${reasonOf(thrown)}`;
		throw new CountersignError("token-request-failed", message, source.provider);
	}
}

// core/dist/headers.js
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
const TOOLS_VALUE = /^[^\u0000-\u0008\u000a-\u001f\u007f]*$/;
/**
* Checks the headers of a request, which the tool sends and nobody signs. A bad value is not shown.
* @throws {CountersignError} `invalid-header` on CR, LF, NUL or another control character, or a bad name
*/
function checkHeaders(headers, provider) {
	check(headers, TOOLS_VALUE, provider);
}
/**
* Checks the headers that a provider adds. A bad value is not shown.
* @throws {CountersignError} `invalid-header` on what no header can carry everywhere
*/
function checkOwnHeaders(headers, provider) {
	check(headers, VALUE, provider);
}
function check(headers, value, provider) {
	const bad = headers.find(([name, text]) => !(NAME.test(name) && value.test(text)));
	if (!bad) return;
	const name = bad[0].replace(/[^\u0021-\u007e]/g, "�").slice(0, 60);
	throw new CountersignError("invalid-header", `The header "${name}" holds a line end, a control character or a letter that a header cannot carry. Take it out.`, provider);
}

// core/dist/needs.js
/** What a request needs, by the provider's word or by what the provider has. @throws {CountersignError} `invalid-provider` */
function needsOf(provider, call) {
	if (!provider.needs) return {
		body: true,
		waits: provider.prepare !== void 0 || provider.sign === void 0,
		how: `the scheme of ${provider.name}`
	};
	const needs = provider.needs(call);
	if (typeof needs?.body === "boolean" && typeof needs.waits === "boolean") return needs;
	if (isPromise(needs)) throw asynchronous(provider, "needs");
	const message = `${provider.name}: needs must give { body, waits, how }, with true or false for body and waits. Correct the provider.`;
	throw new CountersignError("invalid-provider", message, provider.id);
}
const isPromise = (value) => typeof value?.then === "function";
function asynchronous({ id, name }, what) {
	const message = `${name}: ${what} gave a promise. What has to be waited for belongs in prepare. Correct the provider.`;
	return new CountersignError("invalid-provider", message, id);
}
/** @throws {CountersignError} `invalid-patch` on what is neither a promise nor a generator */
function checkedWork(provider, work) {
	if (isPromise(work) || typeof work?.next === "function") return work;
	throw invalidPatch(provider, "prepare gave no promise. Make it an async function or a generator.");
}
const unsigned = (provider) => invalidPatch(provider, "the patch is empty, so the request would go out unsigned. If it may go as it is, needs gives { …, asIs: REASON }.");
function needsWaiting(provider, what) {
	const message = `${provider?.name} cannot ${what} without waiting for a token, a signature or encryption. Use the asynchronous call.`;
	return new CountersignError("needs-waiting", message, provider?.id);
}

// core/dist/signed.js
/**
* The whole request is put together when it is asked for: some tools take the patch alone, and in k6 a list of headers
* costs as much as its signature.
*/
var Outcome = class Outcome {
	constructor({ provider, why }, call, patch, prepared, last) {
		sameObject(this).provider = provider;
		sameObject(this).why = why;
		sameObject(this).patch = patch;
		sameObject(this).call = call;
		sameObject(this).prepared = prepared;
		sameObject(this).last = last;
	}
	get request() {
		return toSend(patched(sameObject(this).prepared, sameObject(this).last));
	}
	withSecrets(names) {
		if (names.length === 0) return sameObject(this);
		const { provider, why, call, patch, prepared, last } = sameObject(this);
		const secrets = [...patch.secrets ?? [], ...names];
		return new Outcome({
			provider,
			why
		}, call, {
			...patch,
			secrets
		}, prepared, last);
	}
	responded(head) {
		return sameObject(this).provider.responded?.(head, sameObject(this).call);
	}
};
/** A request as `fetch` takes it, which refuses even an empty body in a GET. */
function toSend({ method, url, headers, body }) {
	const list = headers;
	return body.length > 0 ? {
		method,
		url,
		headers: list,
		body
	} : {
		method,
		url,
		headers: list
	};
}
/** A signed request that somebody looks at: the headers in which a secret stands are secret, whoever wrote them. */
function watched(signed, trace, conceal) {
	return trace && signed instanceof Outcome ? signed.withSecrets(secretHeaders(signed.request.headers, conceal)) : signed;
}

// core/dist/signer.js
const NOTHING = {};
function createSigner(options) {
	const { host, warn = () => {} } = options;
	const checkHeaders$1 = host.checksHeaders ? () => {} : checkHeaders;
	const checkOwn = host.checksHeaders ? () => {} : checkOwnHeaders;
	const read = host.checksHeaders ? (input) => input : readRequest;
	const decider = "decider" in options ? options.decider : createDecider(options);
	const known = /* @__PURE__ */ new Map();
	const sources = /* @__PURE__ */ new Map();
	function ready(provider, purpose = "request") {
		if (known.has(provider.id)) return known.get(provider.id);
		const values = decider.values(provider);
		const isBrokered = host.tokens?.isBrokered;
		const opensOnly = purpose === "response" && missingSettings(provider, values, { isBrokered }).length > 0;
		const name = opensOnly ? `${provider.id} for responses` : provider.id;
		if (known.has(name)) return known.get(name);
		checkSettings(provider, values, {
			isBrokered,
			opensOnly
		});
		const made = provider.setup(withDefaults(provider, values), {
			host,
			warn
		});
		if (isPromise(made)) throw asynchronous(provider, "setup");
		known.set(name, made);
		return made;
	}
	function callOf(decision, request, trace) {
		const settings = ready(decision.provider);
		if (request.body.length > 0) checkText(request.body, host.codec);
		return {
			request,
			url: decision.url,
			settings,
			host,
			trace
		};
	}
	function finish(call, claim, work) {
		const { provider } = claim;
		const { request } = call;
		const prepared = work === void 0 ? NOTHING : readPatch(work, request.url, provider, "prepare");
		if (!provider.sign) return outcome(claim, call, prepared, request, prepared);
		const ready = prepared === NOTHING ? call : afterwards(call, prepared);
		const patch = readPatch(provider.sign(ready), ready.request.url, provider, "sign");
		return outcome(claim, call, prepared === NOTHING ? patch : withToken(merged(prepared, patch), prepared), ready.request, patch);
	}
	function outcome(claim, call, whole, prepared, last) {
		const { provider } = claim;
		if (changesNothing(whole) && needsOf(provider, call).asIs === void 0) throw unsigned(provider);
		checkHeaders$1(prepared.headers, provider.id);
		if (whole.headers) checkOwn(whole.headers, provider.id);
		return new Outcome(claim, call, whole, prepared, last);
	}
	/** What has to be waited for before a request is signed; undefined if that is nothing. */
	function workFor(call, { provider }) {
		const { prepare, tokens } = provider;
		if (!prepare && !tokens || !needsOf(provider, call).waits) return void 0;
		checkHeaders$1(call.request.headers, provider.id);
		return prepare ? checkedWork(provider, provider.prepare?.(call)) : bearer(sourceFor(provider, call.url.origin), host, call.trace);
	}
	/** Made once for each origin: a source tells its tokens apart by a hash. */
	function sourceFor(provider, origin) {
		const name = `${provider.id} ${origin}`;
		const source = sources.get(name) ?? provider.tokens?.(origin, {
			settings: ready(provider),
			host
		});
		sources.set(name, source);
		return source;
	}
	function attempt(input, trace) {
		const request = read(input);
		const claim = decider(request.url);
		if (!claim.acts) return passThrough(request, claim.why);
		const call = callOf(claim, request, trace);
		const work = workFor(call, claim);
		return work ? soon(work, call, claim) : finish(call, claim);
	}
	function soon(work, call, claim) {
		if (!isWaiting(work)) return work.then((prepared) => finish(call, claim, prepared ?? null));
		const step = work.next();
		if (step.done) return finish(call, claim, step.value ?? null);
		return withPromises(work, step).then((prepared) => finish(call, claim, prepared ?? null));
	}
	function opening(url, response, trace) {
		const decision = decider(url);
		if (!decision.acts) return void 0;
		const { provider } = decision;
		return provider.open?.({
			response,
			settings: ready(provider, "response"),
			host,
			trace
		});
	}
	const passThrough = (request, why) => ({
		provider: void 0,
		why,
		request: toSend(request),
		patch: {}
	});
	function needs(input) {
		const request = read(input);
		const decision = decider(request.url);
		if (!decision.acts) return void 0;
		checkHeaders$1(request.headers, decision.provider.id);
		return needsOf(decision.provider, callOf(decision, request, void 0));
	}
	function sign(input, trace) {
		const request = read(input);
		const claim = decider(request.url);
		if (!claim.acts) return passThrough(request, claim.why);
		const call = callOf(claim, request, trace);
		const work = workFor(call, claim);
		return work ? finish(call, claim, atOnce(work, claim.provider, request) ?? null) : finish(call, claim);
	}
	function atOnce(work, provider, { url }) {
		const cannot = () => needsWaiting(provider, `sign ${shown(url)}`);
		if (!isWaiting(work)) throw cannot();
		return withoutPromises(work, cannot);
	}
	function openSync(url, response, trace) {
		const work = opening(url, response, trace);
		const cannot = () => needsWaiting(decider.matching(url)[0], `open the response of ${shown(url)}`);
		if (work && !isWaiting(work)) throw cannot();
		return work ? withoutPromises(work, cannot) : {};
	}
	function tokens(url) {
		const decision = decider(url);
		if (!decision.acts || !decision.provider.tokens) return void 0;
		return sourceFor(decision.provider, decision.url.origin);
	}
	const { conceal } = decider;
	const safe = (run) => guarded(run, conceal);
	const fail = (thrown) => rethrow(thrown, conceal);
	const hidden = (trace) => concealedTrace(trace, conceal);
	return {
		decide: (url) => safe(() => decider(url)),
		ready: (provider, purpose) => safe(() => ready(provider, purpose)),
		needs: (request) => safe(() => needs(request)),
		sign(request, trace) {
			try {
				return trace ? watched(sign(request, hidden(trace)), trace, conceal) : sign(request);
			} catch (thrown) {
				return fail(thrown);
			}
		},
		async apply(request, trace) {
			return safe(async () => watched(await attempt(request, hidden(trace)), trace, conceal));
		},
		attempt(request, trace) {
			try {
				const signed = attempt(request, hidden(trace));
				return signed instanceof Promise ? signed.catch(fail) : signed;
			} catch (thrown) {
				return fail(thrown);
			}
		},
		async open(url, response, trace) {
			const work = () => opening(url, response, hidden(trace));
			return safe(async () => promiseOf(work() ?? Promise.resolve({})));
		},
		openSync: (url, response, trace) => safe(() => openSync(url, response, hidden(trace))),
		tokens: (url) => safe(() => tokens(url)),
		noteStatus(signed, status, headers = []) {
			if (signed instanceof Outcome && signed.responded({
				status,
				headers
			}) === "again") return true;
			const { token } = signed.patch;
			if (status !== 401 || token === void 0 || token.source.use === "once") return false;
			host.tokens?.drop(token.source, token.value);
			return true;
		}
	};
}
/** The call as `prepare` left it. */
function afterwards(call, change) {
	const url = change.url === void 0 ? call.url : parseUrl(change.url);
	return {
		...call,
		url,
		request: patched(call.request, change)
	};
}
const withToken = (change, { token }) => ({
	...change,
	...token && { token }
});

// script/dist/host.js
const now = () => Date.now() / 1e3;
/** Core's host if there is nothing to send. Hashes are in plain JavaScript by default: they must not be awaited. */
function responseHost({ name, digests = portableDigests }, parts = {}) {
	return {
		name,
		now,
		nonce: portableNonce(),
		...digests,
		...parts
	};
}

// dist/esm/script/read.js
/** The enabled headers, a blank row left out. */
function headersOf(headers) {
	return headers.map(({ key, value, disabled }) => ({
		key,
		value,
		disabled
	}), {}).filter(({ key, disabled }) => key && !disabled).map(({ key, value }) => [key, String(value ?? "")]);
}

// dist/esm/script/refuse.js
function testThatFails({ insomnia, consoles }, thrown) {
	const reason = reasonOf(thrown);
	for (const console of consoles) console.error(`countersign: ${reason}`);
	insomnia.test(`countersign: ${reason}`, () => {
		throw new Error(reason);
	});
}

// dist/esm/script/render.js
/**
* Fills in the variables of a text, as Insomnia does where that is a promise and where it is not. Scripts render
* without Insomnia's `_`, and know no tags: what holds a tag is left as it is, for the app to fill in if it is not
* signed.
*/
async function rendered({ variables }, text) {
	if (!text.includes("{\x7b") || /\{\x25|\{\x23/.test(text)) return text;
	try {
		return String(await variables.replaceIn(text.replace(/\{\{\s*_\./g, "{\x7b ")));
	} catch {
		return text;
	}
}
/** The settings of these providers, filled in, by their names. */
async function renderedSettings(insomnia, providers) {
	const texts = /* @__PURE__ */ new Map();
	const own = providers.flatMap((provider) => toolSettings(provider).map(({ variable }) => variable));
	for (const name of [
		"COUNTERSIGN",
		ENTROPY,
		...own
	]) {
		const value = insomnia.variables.get(name);
		if (value !== void 0 && value !== null) texts.set(name, await rendered(insomnia, String(value)));
	}
	return texts;
}

// dist/esm/script/run.js
const PLACE = Symbol.for("countersign.run");
/**
* Variables of a run: each script has an `insomnia` of its own, so they are in memory, and end with the process. They
* hang on an object that all scripts share, since the app's policy hides the global one.
*/
function runVariables() {
	const kept = Math;
	kept[PLACE] ??= /* @__PURE__ */ new Map();
	const values = kept[PLACE];
	return {
		get: (name) => values.get(name),
		set: (name, value) => void values.set(name, value),
		unset: (name) => void values.delete(name)
	};
}

// dist/esm/script/insomnia.js
/** `insomnia` in an after-response script. */
async function afterResponseTool(script, providers) {
	const { insomnia } = script;
	if (!insomnia.response) throw new Error("There is no response.");
	return {
		...await common(script, providers),
		url: insomnia.request.url.toString(),
		method: insomnia.request.method,
		response: responseOf(insomnia.response),
		show: (opened) => insomnia.variables.set("COUNTERSIGN_OPENED", opened),
		fail: (reason) => testThatFails(script, new Error(reason))
	};
}
async function common({ insomnia, console, crypto }, providers) {
	const { vault, variables } = insomnia;
	const settings = await renderedSettings(insomnia, providers);
	return {
		name: "Insomnia",
		crypto,
		variable: (name) => settings.get(name) ?? textOf(variables.get(name)),
		...vault && { secret: async (name) => textOf(await vault.get(name)) },
		run: runVariables(),
		log: (line) => console.log(line),
		hold: () => () => {},
		context: `${insomnia.info.requestId} ${insomnia.info.iteration}`
	};
}
const textOf = (value) => value === void 0 || value === null ? void 0 : String(value);
function responseOf(response) {
	const headers = response.headers ? headersOf(response.headers) : [];
	return {
		status: response.code,
		headers,
		body: response.text() ?? ""
	};
}

// dist/esm/script/entry.js
const script = () => ({
	insomnia,
	console,
	consoles: consolesOf(globalThis),
	...typeof crypto !== "undefined" && crypto && { crypto }
});
/** The script's own console, and the global one, which is all that `inso` shows. */
const consolesOf = (scope) => scope?.console && scope.console !== console ? [console, scope.console] : [console];
/** What an after-response script awaits. */
async function runPostResponse(parts) {
	const here = script();
	try {
		await untilReleased(await afterResponseTool(here, parts.providers), (tool) => postResponse(tool, parts));
	} catch (thrown) {
		testThatFails(here, thrown);
	}
}
/** Ends when the script has let go of the tool. */
function untilReleased(tool, run) {
	let done = Promise.resolve();
	const hold = () => {
		let release = () => {};
		done = new Promise((resolve) => {
			release = resolve;
		});
		return release;
	};
	run({
		...tool,
		hold
	});
	return done;
}

// script/dist/open.js
const opener = (cipher) => async ({ tool, decider, decision, isSealed }) => {
	if (!decision.provider.open) return;
	const { body, unopened } = await createSigner({
		decider,
		host: responseHost(tool, cipher.toOpen(tool))
	}).open(tool.url, tool.response);
	if (body !== void 0) {
		show(tool, textOf$1(body, plainCodec));
		tool.log(`countersign: ${decision.provider.id} opened the response to ${tool.method} ${decision.url.path}`);
	} else if (unopened === void 0 && isSealed && isPlainSuccess(tool)) throw new Error(`The response (${tool.response.status}) is not encrypted, although the request was. Do not trust it.`);
};
const isPlainSuccess = ({ response: { status, body } }) => status >= 200 && status < 300 && body.length > 0;
function show(tool, opened) {
	tool.run.set(OPENED, opened);
	tool.show(opened);
}

// core/dist/jose/jwe.js
const codecOf = (host) => host.codec ?? plainCodec;
const ascii = (text, host) => codecOf(host).utf8(text);
/**
* Encrypts to a compact JWE with RSA-OAEP-256 and A256GCM: a fresh 256-bit key and 96-bit IV from the host's
* secure random source (RFC 7516 section 5.1; RFC 7518 sections 4.3 and 5.3).
* @throws {CountersignError} `missing-capability` without a secure random source or a cipher, `seal-failed`
*/
function* encryptJwe(plaintext, header, key, host) {
	const { cipher, random } = secureParts(host);
	const codec = codecOf(host);
	const encode = codec.base64url;
	const protectedHeader = encode(codec.utf8(JSON.stringify(header)));
	try {
		const cek = exactly(32, random(32));
		const iv = exactly(12, random(12));
		const message = {
			key: cek,
			iv,
			plaintext: bytesOf$1(plaintext, codec),
			aad: ascii(protectedHeader, host)
		};
		const { sync } = cipher;
		const [encryptedKey, { ciphertext, tag }] = yield* wait(() => Promise.all([cipher.encryptKey(key, cek), cipher.encrypt(message)]), sync && (() => [sync.encryptKey(key, cek), sync.encrypt(message)]));
		return `${`${protectedHeader}.${encode(encryptedKey)}.${encode(iv)}`}.${encode(ciphertext)}.${encode(exactly(16, tag))}`;
	} catch {
		throw new CountersignError("seal-failed", `The body could not be encrypted in ${host.name}, so nothing is sent.`);
	}
}
function exactly(length, bytes) {
	if (bytes.length !== length) throw new Error("a part of the wrong length");
	return bytes;
}
function secureParts({ cipher, random, name }) {
	if (!random) throw new CountersignError("missing-capability", `${name} has no secure random source, so nothing can be encrypted in it.`);
	return {
		cipher: needCipher(cipher, name),
		random
	};
}
function needCipher(cipher, name) {
	if (!cipher) throw new CountersignError("missing-capability", `${name} has no RSA-OAEP and AES-GCM, which a JWE needs.`);
	return cipher;
}
/** Reads a compact JWE, in base64url or, as one vendor really writes it, plain base64; undefined where it is none. */
function parseJwe(compact, host) {
	const codec = codecOf(host);
	const parts = compact.split(".");
	if (parts.length !== 5) return void 0;
	try {
		const [header, encryptedKey, iv, ciphertext, tag] = parts.map((part) => codec.fromBase64(part));
		const json = JSON.parse(codec.text(header));
		if (typeof json !== "object" || json === null || Array.isArray(json)) return void 0;
		return {
			protectedHeader: parts[0] ?? "",
			header: { ...json },
			encryptedKey,
			iv,
			ciphertext,
			tag
		};
	} catch {
		return;
	}
}
const KEY_BYTES = {
	A128GCM: 16,
	A192GCM: 24,
	A256GCM: 32,
	"A128CBC-HS256": 32
};
/** Whether a content encryption is one that can be opened. */
function isKnownEncryption(enc) {
	return typeof enc === "string" && Object.hasOwn(KEY_BYTES, enc);
}
/**
* Opens a JWE (RFC 7516 section 5.2). GCM with 96-bit and 128-bit IVs; what fails is not told apart, so that
* nobody learns from it.
* @throws {CountersignError} `invalid-answer` on a header that cannot be opened, `open-failed`, `missing-capability`
*/
function* decryptJwe(jwe, key, host) {
	const encryption = checkedHeader(jwe);
	const cipher = needCipher(host.cipher, host.name);
	try {
		const { encryptedKey, iv, ciphertext, tag } = jwe;
		const { sync } = cipher;
		const unwrapped = yield* wait(() => cipher.decryptKey(key, encryptedKey), sync && (() => sync.decryptKey(key, encryptedKey)));
		const cek = exactly(KEY_BYTES[encryption], unwrapped);
		checkSizes(encryption, iv, tag);
		const message = {
			encryption,
			key: cek,
			iv,
			ciphertext,
			tag,
			aad: ascii(jwe.protectedHeader, host)
		};
		return yield* wait(() => cipher.decrypt(message), sync && (() => sync.decrypt(message)));
	} catch {
		throw new CountersignError("open-failed", "The response does not open: it was changed on its way, or sealed to another key than the decryption key at hand.");
	}
}
function checkSizes(encryption, iv, tag) {
	exactly(16, tag);
	if (!(iv.length === 16 || iv.length === 12 && encryption !== "A128CBC-HS256")) throw new Error("an IV of the wrong length");
}
function checkedHeader({ header }) {
	if (header.alg !== "RSA-OAEP-256") throw unknown("alg", header.alg);
	if (!isKnownEncryption(header.enc)) throw unknown("enc", header.enc);
	if (header.crit !== void 0) throw unknown("crit", header.crit);
	if (header.zip !== void 0) throw unknown("zip", header.zip);
	return header.enc;
}
function unknown(parameter, value) {
	const text = String(JSON.stringify(value) ?? "absent").replace(/[^\u0020-\u007e]/g, "�").slice(0, 40);
	return new CountersignError("invalid-answer", `The encrypted response says ${parameter}: ${text}, which cannot be opened.`);
}

// core/dist/json.js
/** Nesting that no API's message has. */
const DEEPEST = 1e3;
/** A text up to this length costs little memory, however deep it nests. */
const SHALLOW_LENGTH = 1e5;
/**
* Whether a JSON text nests too deep to be parsed: a hundred million brackets would take gigabytes. Brackets within
* texts do not count.
*/
function nestsTooDeep(text) {
	if (text.length <= SHALLOW_LENGTH) return false;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) at = endOfString(text, at);
		else if (code === 91 || code === 123) {
			if (++depth > DEEPEST) return true;
		} else if (code === 93 || code === 125) depth--;
	}
	return false;
}
const QUOTE = 34;
/** Where the string that begins at `at` ends. */
function endOfString(text, at) {
	let end = text.indexOf("\"", at + 1);
	while (end >= 0 && backslashesBefore(text, end) % 2 === 1) end = text.indexOf("\"", end + 1);
	return end < 0 ? text.length : end;
}
function backslashesBefore(text, end) {
	let at = end;
	while (text.charCodeAt(at - 1) === 92) at--;
	return end - at;
}
/** The JSON object that a text holds, without a prototype, or undefined. A byte order mark before it is skipped. */
function jsonObject(text) {
	const json = text.charCodeAt(0) === 65279 ? text.slice(1) : text;
	if (nestsTooDeep(json)) return void 0;
	try {
		const value = JSON.parse(json);
		if (typeof value !== "object" || value === null || Array.isArray(value)) return void 0;
		return Object.assign(Object.create(null), value);
	} catch {
		return;
	}
}

// core/dist/providers/mastercard/data.js
const settings = [
	{
		name: "encryptionCertificate",
		required: true,
		forRequests: true,
		secret: false,
		kind: "pem"
	},
	{
		name: "keyId",
		required: false,
		secret: false,
		kind: "text"
	},
	{
		name: "decryptionKey",
		required: false,
		secret: true,
		kind: "pem"
	},
	{
		name: "decryptionKeyPassword",
		required: false,
		secret: true,
		kind: "text"
	},
	{
		name: "clientCertificate",
		required: false,
		secret: false,
		kind: "client-certificate",
		heldByTool: true
	},
	{
		name: "clientKey",
		required: false,
		secret: true,
		kind: "client-key",
		heldByTool: true
	},
	{
		name: "clientKeyPassword",
		required: false,
		secret: true,
		kind: "text",
		heldByTool: true
	}
];

// core/dist/x509/der-label.js
const BIT_STRING = 3;
/** By the tags of its parts, what DER holds: the label that PEM has for it (RFC 7468), or `PKCS12`. */
function labelOf(der) {
	try {
		const parts = children(readOne(der, 48));
		return labelOfParts(parts, parts.map(({ tag }) => tag));
	} catch {
		return;
	}
}
function labelOfParts([first, second], tags) {
	const begins = (...expected) => expected.every((tag, at) => tags[at] === tag);
	if (begins(2, 48, 4)) return "PRIVATE KEY";
	if (begins(2, 48) && first?.content[0] === 3) return "PKCS12";
	if (begins(2, 4)) return "EC PRIVATE KEY";
	if (begins(2, 2)) return tags.length === 2 ? "RSA PUBLIC KEY" : "RSA PRIVATE KEY";
	if (begins(48, 4)) return "ENCRYPTED PRIVATE KEY";
	if (begins(48, BIT_STRING)) return "PUBLIC KEY";
	if (begins(48, 48, BIT_STRING)) return second ? "CERTIFICATE" : void 0;
	return begins(6) ? "PKCS7" : void 0;
}

// core/dist/x509/key-text.js
/** A key that cannot be used, with what to do about it; core says which setting it is. */
var PemProblem = class extends Error {};
const BEGIN = "-----BEGIN ";
const DASHES = "-----";
const MOST_BLOCKS = 50;
/** The block with one of these labels. @throws {PemProblem} with the reason, if there is none */
function findBlock(text, labels, wanted, unlocking = {}) {
	const blocks = text.includes(BEGIN) ? pemBlocks(text) : derBlocks(text);
	const plain = blocks.find(({ label, encryptedPem }) => labels.includes(label) && !encryptedPem);
	if (plain) return plain;
	const locked = blocks.find(isLocked);
	const found = locked && unlocked(locked, labels, unlocking).find(({ label }) => labels.includes(label));
	if (found) return found;
	throw new PemProblem(locked ? `holds no ${wanted}` : problemOf(text, blocks, labels, wanted));
}
/** The blocks of a PEM text: on one line or many, with line ends as two characters, with text around them. */
function pemBlocks(text) {
	const blocks = [];
	for (let at = text.indexOf(BEGIN); at >= 0 && blocks.length < MOST_BLOCKS; at = text.indexOf(BEGIN, at + 1)) {
		const start = text.indexOf(DASHES, at + 11);
		const label = text.slice(at + 11, start);
		if (start < 0 || label.length > 60) break;
		const end = text.indexOf(`-----END ${label}${DASHES}`, start);
		if (end < 0) break;
		blocks.push(pemBlock(label, text.slice(start + 5, end)));
		at = end;
	}
	return blocks;
}
function pemBlock(label, body) {
	const lines = unescaped(body).trim();
	if (lines.includes("Proc-Type:")) {
		const encryptedPem = `${BEGIN}${label}${DASHES}\n${lines}\n-----END ${label}${DASHES}\n`;
		return {
			label,
			der: /* @__PURE__ */ new Uint8Array(),
			encryptedPem
		};
	}
	try {
		return {
			label,
			der: fromBase64(lines.replace(/\s/g, ""))
		};
	} catch {
		return {
			label,
			der: /* @__PURE__ */ new Uint8Array()
		};
	}
}
/** With line ends that are written as two characters, or as four in a text within a text. */
const unescaped = (text) => text.replace(/\\{1,2}r/g, "").replace(/\\{1,2}n/g, "\n");
/** The block that base64 without armour stands for. */
function derBlocks(text) {
	try {
		const der = fromBase64(unescaped(text).replace(/[\s\ufeff]/g, ""));
		const label = labelOf(der);
		return label === void 0 ? [] : [{
			label,
			der
		}];
	} catch {
		return [];
	}
}
const isLocked = ({ label, encryptedPem }) => label === "ENCRYPTED PRIVATE KEY" || label === "PKCS12" || encryptedPem !== void 0;
function unlocked(block, labels, { host, password }) {
	const convert = `Convert it first: ${commandFor(block, labels)}`;
	if (!host?.unlock) {
		const what = block.label === "PKCS12" ? "is a PKCS#12 file" : "is encrypted with a pass phrase";
		throw new PemProblem(`${what}, which ${host?.name ?? "this tool"} does not open. ${convert}`);
	}
	if (password === void 0 && block.label !== "PKCS12") throw new PemProblem(`is encrypted with a pass phrase. Set NAME_PASSWORD to it. Or convert it first: ${commandFor(block, labels)}`);
	try {
		const { privateKey, certificates } = host.unlock(block, password ?? "");
		return [...privateKey ? [{
			label: "PRIVATE KEY",
			der: privateKey
		}] : [], ...certificates.map((der) => ({
			label: "CERTIFICATE",
			der
		}))];
	} catch {
		throw new PemProblem(`${password === void 0 ? "needs a password: set NAME_PASSWORD" : "does not open with NAME_PASSWORD: the password may be wrong"}. Or convert it first: ${commandFor(block, labels)}`);
	}
}
/** What turns a protected key into PEM. */
function commandFor({ label }, labels) {
	if (label !== "PKCS12") return "openssl pkcs8 -topk8 -nocrypt -in key.pem -out plain.pem";
	return labels.includes("CERTIFICATE") ? "openssl pkcs12 -in file.p12 -clcerts -nokeys -out certificate.pem (with -legacy for an old file)" : "openssl pkcs12 -in file.p12 -nocerts -nodes -out key.pem (with -legacy for an old file)";
}
function unreadable(label) {
	return new PemProblem(`holds a ${label} that cannot be read; it may be cut off or garbled. Copy the whole file again`);
}
function problemOf(text, blocks, labels, wanted) {
	if (isPath(text)) return "is the path of a file. Set NAME_FILE to the path instead";
	const at = text.indexOf(BEGIN);
	const label = blocks[0]?.label ?? text.slice(at + 11, text.indexOf(DASHES, at + 11)).slice(0, 60);
	return `is ${at < 0 ? blocks[0] ? `a ${label}` : "no PEM" : blocks.length === 0 && labels.includes(label) ? "a PEM that is cut off" : `a PEM of the kind ${label.replace(/[^A-Z0-9 ]/g, "�")}`}; a ${wanted} is needed, from its BEGIN line to its END line`;
}
/** Whether a text is a path and not a key: it ends as the name of a key's file does, or begins as a path does. */
function isPath(text) {
	if (text.length > 500 || text.includes(BEGIN) || /[\r\n]/.test(text)) return false;
	return /\.(pem|key|crt|cer|der|p12|pfx|p8|txt)"?$/i.test(text) || /^"?(~|\.{1,2}|[a-z]:)?[\\/][\w. -]/i.test(text);
}

// core/dist/x509/client-certificate.js
/** The setting with the password of a key: `clientKey` → `clientKeyPassword`. */
const passwordOf = (setting) => `${setting}Password`;
/** What `read` makes. @throws {CountersignError} `invalid-key` that names the setting and those beside it */
function named(provider, variable, keyVariable, read) {
	try {
		return read();
	} catch (thrown) {
		const text = (thrown instanceof PemProblem ? thrown.message : "cannot be read").replace("NAME_FILE", `${variable}_FILE`).replaceAll("NAME_PASSWORD", `${keyVariable}_PASSWORD`);
		const whose = provider ? `${provider.name}: ` : "";
		throw new CountersignError("invalid-key", `${whose}${variable} ${text}.`, provider?.id);
	}
}

// core/dist/x509/certificate.js
const NAMES = {
	"3": "CN",
	"6": "C",
	"7": "L",
	"8": "ST",
	"10": "O",
	"11": "OU"
};
/** What is needed of an X.509 certificate (RFC 5280 section 4.1): its key, its holder, its times. */
function readCertificate(der) {
	const [toBeSigned] = children(readOne(der, 48));
	const fields = children(toBeSigned);
	const [, , , validity, subject, key] = fields[0]?.tag === 160 ? fields.slice(1) : fields;
	const [notBefore, notAfter] = children(validity).map(timeOf);
	if (!key || !subject || notBefore === void 0 || notAfter === void 0) throw new Error("a part is missing");
	return {
		spki: key.whole,
		subject: nameOf(subject),
		notBefore,
		notAfter
	};
}
/** UTCTime or GeneralizedTime (RFC 5280 section 4.1.2.5), as seconds since 1970. */
function timeOf({ tag, content }) {
	const text = plainCodec.text(content);
	const digits = tag === 23 ? `${text.slice(0, 2) < "50" ? "20" : "19"}${text}` : text;
	const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
	if (!year) throw new Error("a time that is not DER");
	return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1e3;
}
/** A distinguished name for people: `CN=client, O=Example`. */
function nameOf(name) {
	return children(name).flatMap((set) => children(set).map(attributeOf)).join(", ").slice(0, 200);
}
function attributeOf(attribute) {
	const [type, value] = children(attribute);
	const [first, second, last] = type?.content ?? /* @__PURE__ */ new Uint8Array();
	const known = first === 85 && second === 4 ? NAMES[String(last)] : void 0;
	const text = value?.tag === 30 || !value ? "…" : plainCodec.text(value.content);
	return `${known ?? "other"}=${text.replace(/[^\u0020-\u007e\u00a0-\uffff]/g, "�")}`;
}

// core/dist/x509/pem.js
const RSA_OID = new Uint8Array([
	42,
	134,
	72,
	134,
	247,
	13,
	1,
	1,
	1
]);
const RSA_ALGORITHM = write$1(48, write$1(6, RSA_OID), write$1(5));
/**
* Reads an X.509 certificate, SPKI or PKCS#1 public key (RFC 7468, RFC 8017), as PEM or as DER in base64; with a host
* that opens it, out of a PKCS#12 file too.
* @throws {PemProblem} on anything else: garbage, cut off, another kind of key
*/
function readPublicKey(text, unlocking) {
	const block = findBlock(text, [
		"CERTIFICATE",
		"PUBLIC KEY",
		"RSA PUBLIC KEY"
	], "certificate or public key", unlocking);
	return readable(block.label, () => {
		if (block.label === "RSA PUBLIC KEY") return checkedKey(spkiOf(readOne(block.der, 48).whole));
		if (block.label === "PUBLIC KEY") return checkedKey(readOne(block.der, 48).whole);
		const { spki, ...certificate } = readCertificate(block.der);
		return {
			...checkedKey(spki),
			certificate
		};
	});
}
/**
* Reads a PKCS#8 or PKCS#1 private key (RFC 5958, RFC 8017), as PEM or as DER in base64; with a host that opens it, an
* encrypted one or one out of a PKCS#12 file too.
* @throws {PemProblem} on anything else: garbage, cut off, a wrong password, another kind of key
*/
function readPrivateKey(text, unlocking) {
	const block = findBlock(text, ["PRIVATE KEY", "RSA PRIVATE KEY"], "private key", unlocking);
	return readable(block.label, () => {
		const pkcs8 = block.label === "PRIVATE KEY" ? block.der : write$1(48, VERSION_0, RSA_ALGORITHM, write$1(4, block.der));
		const [, algorithm, key] = children(readOne(pkcs8, 48));
		requireRsa(algorithm?.content);
		const numbers = children(readOne(key?.content ?? /* @__PURE__ */ new Uint8Array(), 48));
		const [, modulus, exponent] = numbers;
		if (numbers.length < 9 || !modulus || !exponent) throw new Error("a number is missing");
		return {
			pkcs8,
			...checkedKey(spkiOf(write$1(48, modulus.whole, exponent.whole)))
		};
	});
}
const VERSION_0 = write$1(2, new Uint8Array([0]));
function spkiOf(pkcs1) {
	return write$1(48, RSA_ALGORITHM, write$1(3, new Uint8Array([0]), pkcs1));
}
function checkedKey(spki) {
	const [algorithm, key] = children(readOne(spki, 48));
	requireRsa(algorithm?.content);
	const [modulus, exponent] = children(readOne((key?.content ?? /* @__PURE__ */ new Uint8Array()).slice(1), 48));
	if (modulus?.tag !== 2 || exponent?.tag !== 2) throw new Error("a number is missing");
	const bits = bitLength(modulus.content);
	if (bits < 2048) throw new PemProblem(`is an RSA key of ${bits} bits; at least 2048 are needed`);
	return {
		spki,
		bits
	};
}
function bitLength(integer) {
	const start = integer.findIndex((value) => value !== 0);
	return start < 0 ? 0 : (integer.length - start) * 8 - Math.clz32(integer[start] ?? 0) + 24;
}
function requireRsa(algorithm) {
	const oid = algorithm?.slice(2, 2 + RSA_OID.length);
	if (!oid || !equal(oid, RSA_OID)) throw new PemProblem("holds no RSA key (an EC key, perhaps); an RSA key is needed");
}
function readable(label, read) {
	try {
		return read();
	} catch (thrown) {
		if (thrown instanceof PemProblem) throw thrown;
		throw unreadable(label);
	}
}

// core/dist/providers/mastercard/keys.js
/** SHA-256 of a key's SPKI DER in lower-case hex: the fingerprint that the portal shows. */
function fingerprint(spki, host) {
	return host.hash("SHA-256", [spki], "hex");
}
/** @throws {CountersignError} `invalid-key`, `invalid-setting` */
function readKeys(values, provider, { host, warn }) {
	if (!values.clientCertificate !== !values.clientKey) {
		const half = values.clientKey ? "clientCertificate" : "clientKey";
		throw invalidSetting(provider, half, "is missing: mutual TLS needs both the certificate and its key");
	}
	const { decryptionKey, encryptionCertificate, keyId } = values;
	const unlocking = {
		host,
		password: values[passwordOf("decryptionKey")]
	};
	const name = (setting) => settingName(provider.id, setting);
	const read = (setting, parse) => named(provider, name(setting), name("decryptionKey"), parse);
	const encryption = encryptionCertificate ? read("encryptionCertificate", () => readPublicKey(encryptionCertificate, unlocking)) : void 0;
	const decryption = decryptionKey ? read("decryptionKey", () => readPrivateKey(decryptionKey, unlocking)) : void 0;
	if (encryption) warnOfEnd(encryption, provider, {
		host,
		warn
	});
	return {
		get encryption() {
			return encryption ?? missing(provider);
		},
		keyId: keyId ?? (encryption ? fingerprint(encryption.spki, host) : ""),
		keyIdIsDerived: keyId === void 0,
		decryption,
		decryptionKeyId: decryption && fingerprint(decryption.spki, host),
		publicKey: once(() => cipherOf(host).publicKey((encryption ?? missing(provider)).spki)),
		privateKey: once(() => cipherOf(host).privateKey(decryption.pkcs8))
	};
}
function missing(provider) {
	const name = settingName(provider.id, "encryptionCertificate");
	throw new CountersignError("missing-setting", `${provider.name}: ${name} is missing.`, provider.id);
}
function warnOfEnd({ certificate }, provider, { host, warn }) {
	if (!certificate) return;
	const name = settingName(provider.id, "encryptionCertificate");
	const day = (time) => (/* @__PURE__ */ new Date(time * 1e3)).toISOString().slice(0, 10);
	if (certificate.notAfter < host.now()) warn(`${provider.name}: ${name} expired on ${day(certificate.notAfter)}. Renew it in the portal.`);
	if (certificate.notBefore > host.now()) warn(`${provider.name}: ${name} is not valid before ${day(certificate.notBefore)}.`);
}
function cipherOf({ cipher, name }) {
	if (!cipher) throw new CountersignError("missing-capability", `${name} has no RSA-OAEP and AES-GCM, which a JWE needs.`);
	return cipher;
}
function once(make) {
	let made;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

// core/dist/providers/mastercard/index.js
/**
* Mastercard Identity Insights for Accounts: mutual TLS, which the tool holds, and the whole body as a JWE.
* @see https://developer.mastercard.com/identity-insights-for-accounts/documentation/api-basics/
*/
const mastercard = {
	id: "mastercard",
	name: "Mastercard",
	baseUrl: "https://sandbox.api.mastercard.com",
	hosts: ["api.mastercard.com"],
	uses: ["cipher", "random"],
	settings,
	setup: (values, tools) => readKeys(values, mastercard, tools),
	needs: ({ request: { body }, host }) => body.length === 0 ? {
		body: true,
		waits: false,
		how: "no body, so nothing to seal",
		asIs: "it has no body"
	} : isSealed(body, host) ? {
		body: true,
		waits: false,
		how: "a body that is sealed already",
		asIs: "its body is sealed already"
	} : {
		body: true,
		waits: true,
		how: "the whole body as a JWE"
	},
	prepare: seal,
	open
};
function* seal({ request, settings: keys, host, trace }) {
	checkJson(request.body, host);
	const header = {
		kid: keys.keyId,
		cty: "application/json",
		alg: "RSA-OAEP-256",
		enc: "A256GCM"
	};
	return {
		headers: [["Content-Type", "application/json"]],
		drop: ["Content-Length"],
		body: `{"encryptedData":"${yield* encryptJwe(request.body, header, keys.publicKey(), host)}"}`
	};
}
/** What is sealed is the body as it is, so it must be JSON as it is. */
function checkJson(body, host) {
	checkText(body);
	try {
		const text = textOf$1(body, host.codec ?? plainCodec);
		if (nestsTooDeep(text)) throw new Error("too deep");
		JSON.parse(text);
	} catch {
		const size = byteLength(body, host.codec ?? plainCodec);
		throw new CountersignError("invalid-body", `Mastercard takes JSON, and this body of ${size} bytes is none. Nothing is sent. Look for a byte order mark, a trailing comma or a {\x7bvariable}}.`, "mastercard");
	}
}
/** The sealed text of `{"encryptedData": "…"}`, where that is all there is: anything beside it would go unencrypted. */
function isSealed(body, host) {
	const json = encryptedObject(body, host);
	return json !== void 0 && !hasMark(body) && Object.keys(json).length === 1 && parseJwe(json.encryptedData, host)?.header.alg !== void 0;
}
/** Whether a byte order mark stands before a body, which nobody may seal or send as sealed. */
function hasMark(body) {
	return typeof body === "string" ? body.startsWith("﻿") : body[0] === 239 && body[1] === 187;
}
function* open({ response, settings: keys, host, trace }) {
	const sealed = encryptedObject(response.body, host);
	if (!sealed) return {};
	if (!keys.decryption) return { unopened: "MASTERCARD_DECRYPTION_KEY is not set" };
	const jwe = parseJwe(sealed.encryptedData, host);
	if (!jwe) throw notAJwe(response);
	return { body: yield* opened(jwe, keys, host) };
}
function encryptedObject(body, host) {
	if (body.length === 0) return void 0;
	try {
		const text = textOf$1(body, host.codec ?? plainCodec);
		const json = mayName(text) ? jsonObject(text) : void 0;
		return typeof json?.encryptedData === "string" ? json : void 0;
	} catch {
		return;
	}
}
/** Whether a JSON text can hold that name; with a backslash it may be an escaped one. */
const mayName = (text) => text.includes("encryptedData") || text.includes("\\");
function notAJwe({ status }) {
	const message = `The response (${status}) has an encryptedData that is not a JWE of five parts. It may be cut off.`;
	return new CountersignError("invalid-answer", message, "mastercard");
}
/** Whether a key opens a message is for RSA-OAEP and the tag to say: the `kid` has many forms. */
function* opened(jwe, keys, host) {
	try {
		return yield* decryptJwe(jwe, keys.privateKey(), host);
	} catch (thrown) {
		throw thrown instanceof CountersignError && thrown.code === "open-failed" ? wrongKey(jwe, keys) ?? thrown : thrown;
	}
}
function wrongKey({ header: { kid } }, { decryptionKeyId, keyId }) {
	if (kid === void 0 || kid === keyId) return void 0;
	if (typeof kid === "string" && kid.toLowerCase() === decryptionKeyId) return void 0;
	const theirs = (typeof kid === "string" ? kid : String(JSON.stringify(kid))).slice(0, 64).replace(/[^\u0021-\u007e]/g, "�");
	return new CountersignError("open-failed", `The response does not open with MASTERCARD_DECRYPTION_KEY (${decryptionKeyId}): its kid names another key, ${theirs}. Use the private key of that key.`, "mastercard");
}

// countersign:entry
await runPostResponse({
	providers: [mastercard],
	open: opener(cipherParts)
});

})();