/*!
 * Countersign 0.1.0 for Mastercard
 * Post-response script: reports what a later script changed; leaves a decrypted response in COUNTERSIGN_OPENED.
 * For Insomnia's scripts and inso. Generated: change its source, not this file.
 *
 * Source: packages/insomnia of the Countersign repository.
 * Licence: MIT, Copyright (c) the Countersign authors.
 * Bundled in it: @noble/ciphers 2.4.0, MIT, Copyright (c) 2022 Paul Miller (https://paulmillr.com).
 * Bundled in it: @noble/hashes 2.4.0, MIT, Copyright (c) 2022 Paul Miller (https://paulmillr.com).
 *
 * Variables it reads, from any scope (* must be there):
 *   MASTERCARD_ENCRYPTION_CERTIFICATE*: the certificate or public key of "Client Encryption Keys", as PEM
 *   MASTERCARD_KEY_ID: the kid, if it is not the fingerprint of that key
 *   MASTERCARD_DECRYPTION_KEY: the private key that decrypts responses, as PEM
 *   MASTERCARD_DECRYPTION_KEY_PASSWORD: the password of the decryption key, if it is encrypted
 *   MASTERCARD_HOSTS: further hosts that may get the credentials, as host or host:port, separated by commas
 *   COUNTERSIGN: off switches it off
 */
;
await (async () => {
const sameObject = (object) => object;
var CountersignError = class extends Error {
	name = "CountersignError";
	code;
	provider;
	constructor(code, message, provider) {
		super(message);
		sameObject(this).code = code;
		sameObject(this).provider = provider;
	}
};
function reasonOf(thrown, conceal = (text) => text) {
	return conceal(textOf$2(thrown)).replace(/[\u0000-\u001f\u007f]+/g, " ").slice(0, 300);
}
function textOf$2(thrown) {
	try {
		return thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
	} catch {
		return "an unknown error";
	}
}

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

function withoutComments(text) {
	if (!text.includes("//") && !text.includes("/*")) return text;
	return text.replace(STRING_OR_COMMENT, (found) => found.startsWith("/") ? "" : found);
}
const STRING_OR_COMMENT = /"(?:\\[\s\S]|[^"\\])*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

const VARIABLE = /\{\{[^{}]*\}\}/;
function checkFilled(what, text) {
	const left = text.includes("{\x7b") ? VARIABLE.exec(text)?.[0] : void 0;
	if (!left) return;
	throw new CountersignError(what === "URL" ? "invalid-url" : "invalid-body", `The ${what} still holds ${printable(left)}, and no variable has that name. Set it, or choose the environment that has it.`);
}
const printable = (name) => name.replace(/[^\u0020-\u007e]/g, "\ufffd").slice(0, 60);

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
		case "unreadable": throw new CountersignError("unreadable-body", `A script cannot read the bytes of a ${body.called} body, so it cannot be signed or encrypted. Use ${body.instead ?? "raw, urlencoded or GraphQL"}.`);
	}
}
function graphqlText({ query, operationName, variables }, render) {
	const parts = [];
	if (query !== void 0) parts.push(`"query":${JSON.stringify(render(query))}`);
	if (operationName !== void 0) parts.push(`"operationName":${JSON.stringify(render(operationName))}`);
	if (typeof variables === "string") {
		if (variables !== "") parts.push(`"variables":${render(variables)}`);
	} else if (variables !== void 0) parts.push(`"variables":${render(JSON.stringify(variables))}`);
	return `{${parts.join(",")}}`;
}

function byteLength(data, codec = plainCodec) {
	if (typeof data !== "string") return data.length;
	return codec.byteLength ? codec.byteLength(data) : codec.utf8(data).length;
}
function bytesOf(data, codec = plainCodec) {
	return typeof data === "string" ? codec.utf8(data) : data;
}
const partsOf = (input) => typeof input === "string" || !Array.isArray(input) ? [input] : input;
function textOf$1(data, codec = plainCodec) {
	return typeof data === "string" ? data : codec.text(data);
}
function concat(...parts) {
	let length = 0;
	for (let n = 0; n < parts.length; n++) length += parts[n].length;
	const all = new Uint8Array(length);
	let at = 0;
	for (let n = 0; n < parts.length; n++) {
		all.set(parts[n], at);
		at += parts[n].length;
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
function utf8Text(bytes) {
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
const plainCodec = {
	utf8,
	text: utf8Text,
	base64url,
	fromBase64
};

function isBytes$1(a) {
	return a instanceof Uint8Array || ArrayBuffer.isView(a) && a[Symbol.toStringTag] === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
const atitle$1 = (title) => title ? `"${title}" ` : "";
function abool(value, title = "") {
	if (typeof value !== "boolean") throw new TypeError(atitle$1(title) + "expected boolean, got type=" + typeof value);
	return value;
}
function anumber$1(n, title = "") {
	if (typeof n !== "number") throw new TypeError(atitle$1(title) + "expected number, got " + typeof n);
	if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(atitle$1(title) + "expected integer >= 0, got " + n);
	return n;
}
function abytes$1(value, length, title = "") {
	if (isBytes$1(value) && (length === void 0 || value.length === length)) return value;
	if (length !== void 0) anumber$1(length, "length");
	const bytes = isBytes$1(value);
	const ofLen = length !== void 0 ? ` of length ${length}` : "";
	const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
	const message = atitle$1(title) + "expected Uint8Array" + ofLen + ", got " + got;
	if (!bytes) throw new TypeError(message);
	throw new RangeError(message);
}
function aexists$1(instance, checkFinished = true) {
	if (instance.destroyed) throw new Error("hash was destroyed");
	if (checkFinished && instance.finished) throw new Error("digest() was already called");
}
function aoutput$1(out, instance) {
	abytes$1(out, void 0, "output");
	const min = instance.outputLen;
	if (!(out.length >= min)) throw new RangeError("\"output\" expected length >= " + min);
}
function aoutput32(out, instance) {
	aoutput$1(out, instance);
	if (!isAligned32(out)) throw new Error("invalid output, must be aligned");
}
function u8(arr) {
	return new Uint8Array(arr.buffer, arr.byteOffset, arr.byteLength);
}
function u32(arr) {
	return new Uint32Array(arr.buffer, arr.byteOffset, Math.floor(arr.byteLength / 4));
}
function clean$1(...arrays) {
	for (let i = 0; i < arrays.length; i++) arrays[i].fill(0);
}
function createView$1(arr) {
	return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
const isLE = /* @__PURE__ */ (() => new Uint8Array(new Uint32Array([287454020]).buffer)[0] === 68)();
function byteSwap(word) {
	return word << 24 & 4278190080 | word << 8 & 16711680 | word >>> 8 & 65280 | word >>> 24 & 255;
}
const swap8IfBE = isLE ? (n) => n : (n) => byteSwap(n) >>> 0;
function byteSwap32(arr) {
	for (let i = 0; i < arr.length; i++) arr[i] = byteSwap(arr[i]);
	return arr;
}
const swap32IfBE = isLE ? (u) => u : byteSwap32;
function overlapBytes(a, b) {
	if (!a.byteLength || !b.byteLength) return false;
	return a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}
function complexOverlapBytes(input, output) {
	if (overlapBytes(input, output) && input.byteOffset < output.byteOffset) throw new Error("complex overlap of input and output is not supported");
}
function equalBytes(a, b) {
	a = abytes$1(a);
	b = abytes$1(b);
	if (a.length !== b.length) return false;
	let diff = 0;
	for (let i = 0; i < a.length; i++) diff |= a[i] ^ b[i];
	return diff === 0;
}
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
			for (let i = aadStart; i < args.length; i++) if (isBytes$1(args[i])) throw new Error("AAD not supported");
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
function getOutput(expectedLength, out, onlyAligned = true) {
	if (out === void 0) return new Uint8Array(expectedLength);
	abytes$1(out, expectedLength, "output");
	if (onlyAligned && !isAligned32(out)) throw new Error("invalid output, must be aligned");
	return out;
}
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
function isAligned32(bytes) {
	return bytes.byteOffset % 4 === 0;
}
function copyBytes(bytes) {
	return Uint8Array.from(abytes$1(bytes));
}

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
const ghash = /* @__PURE__ */ wrapMacConstructor(16, (key, expectedLength) => new GHASH(key, expectedLength), (msg) => [msg.length]);

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

function isBytes(a) {
	return a instanceof Uint8Array || ArrayBuffer.isView(a) && a[Symbol.toStringTag] === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
const atitle = (title) => title ? `"${title}" ` : "";
function anumber(n, title = "") {
	if (typeof n !== "number") throw new TypeError(atitle(title) + "expected number, got " + typeof n);
	if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(atitle(title) + "expected integer >= 0, got " + n);
	return n;
}
function abytes(value, length, title = "") {
	if (isBytes(value) && (length === void 0 || value.length === length)) return value;
	if (length !== void 0) anumber(length, "length");
	const bytes = isBytes(value);
	const ofLen = length !== void 0 ? ` of length ${length}` : "";
	const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
	const message = atitle(title) + "expected Uint8Array" + ofLen + ", got " + got;
	if (!bytes) throw new TypeError(message);
	throw new RangeError(message);
}
function ahash(h) {
	if (typeof h !== "function" || typeof h.create !== "function") throw new TypeError("expected hash wrapped by utils.createHasher");
	anumber(h.outputLen);
	anumber(h.blockLen);
	if (h.outputLen < 1 || h.blockLen < 1) throw new Error("hash blockLen / outputLen must be >= 1");
}
function aexists(instance, checkFinished = true) {
	if (instance.destroyed) throw new Error("hash was destroyed");
	if (checkFinished && instance.finished) throw new Error("digest() was already called");
}
function aoutput(out, instance) {
	abytes(out, void 0, "output");
	const min = instance.outputLen;
	if (!(out.length >= min)) throw new RangeError("\"output\" expected length >= " + min);
}
function clean(...arrays) {
	for (let i = 0; i < arrays.length; i++) arrays[i].fill(0);
}
function createView(arr) {
	return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
function rotr(word, shift) {
	return word << 32 - shift | word >>> shift;
}
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

const U32_MASK64 = /* @__PURE__ */ (() => BigInt(2 ** 32 - 1))();
const _32n = /* @__PURE__ */ BigInt(32);
function fromBig(n, le = false) {
	if (le) return {
		h: Number(n & U32_MASK64),
		l: Number(n >> _32n & U32_MASK64)
	};
	return {
		h: Number(n >> _32n & U32_MASK64) | 0,
		l: Number(n & U32_MASK64) | 0
	};
}
function split(lst, le = false) {
	const len = lst.length;
	let Ah = new Uint32Array(len);
	let Al = new Uint32Array(len);
	for (let i = 0; i < len; i++) {
		const { h, l } = fromBig(lst[i], le);
		[Ah[i], Al[i]] = [h, l];
	}
	return [Ah, Al];
}
const fromNumH = (n) => n / 2 ** 32 | 0;
const fromNumL = (n) => n >>> 0;
function setU64FromNum(view, byteOffset, n, isLE) {
	const h = fromNumH(n);
	const l = fromNumL(n);
	view.setUint32(byteOffset, isLE ? l : h, isLE);
	view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
}
const shrSH = (h, _l, s) => h >>> s;
const shrSL = (h, l, s) => h << 32 - s | l >>> s;
const rotrSH = (h, l, s) => h >>> s | l << 32 - s;
const rotrSL = (h, l, s) => h << 32 - s | l >>> s;
const rotrBH = (h, l, s) => h << 64 - s | l >>> s - 32;
const rotrBL = (h, l, s) => h >>> s - 32 | l << 64 - s;
function add(Ah, Al, Bh, Bl) {
	const l = (Al >>> 0) + (Bl >>> 0);
	return {
		h: Ah + Bh + (l / 2 ** 32 | 0) | 0,
		l: l | 0
	};
}
const add3L = (Al, Bl, Cl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0);
const add3H = (low, Ah, Bh, Ch) => Ah + Bh + Ch + (low / 2 ** 32 | 0) | 0;
const add4L = (Al, Bl, Cl, Dl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0);
const add4H = (low, Ah, Bh, Ch, Dh) => Ah + Bh + Ch + Dh + (low / 2 ** 32 | 0) | 0;
const add5L = (Al, Bl, Cl, Dl, El) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0) + (El >>> 0);
const add5H = (low, Ah, Bh, Ch, Dh, Eh) => Ah + Bh + Ch + Dh + Eh + (low / 2 ** 32 | 0) | 0;

function Chi(a, b, c) {
	return a & b ^ ~a & c;
}
function Maj(a, b, c) {
	return a & b ^ a & c ^ b & c;
}
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
const SHA512_IV = /* @__PURE__ */ Uint32Array.from([
	1779033703,
	4089235720,
	3144134277,
	2227873595,
	1013904242,
	4271175723,
	2773480762,
	1595750129,
	1359893119,
	2917565137,
	2600822924,
	725511199,
	528734635,
	4215389547,
	1541459225,
	327033209
]);

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
const SHA256_W = /* @__PURE__ */ new Uint32Array(64);
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
var _SHA256 = class extends SHA2_32B {
	constructor() {
		super(32, SHA256_IV);
	}
};
const K512 = /* @__PURE__ */ (() => split([
	"0x428a2f98d728ae22",
	"0x7137449123ef65cd",
	"0xb5c0fbcfec4d3b2f",
	"0xe9b5dba58189dbbc",
	"0x3956c25bf348b538",
	"0x59f111f1b605d019",
	"0x923f82a4af194f9b",
	"0xab1c5ed5da6d8118",
	"0xd807aa98a3030242",
	"0x12835b0145706fbe",
	"0x243185be4ee4b28c",
	"0x550c7dc3d5ffb4e2",
	"0x72be5d74f27b896f",
	"0x80deb1fe3b1696b1",
	"0x9bdc06a725c71235",
	"0xc19bf174cf692694",
	"0xe49b69c19ef14ad2",
	"0xefbe4786384f25e3",
	"0x0fc19dc68b8cd5b5",
	"0x240ca1cc77ac9c65",
	"0x2de92c6f592b0275",
	"0x4a7484aa6ea6e483",
	"0x5cb0a9dcbd41fbd4",
	"0x76f988da831153b5",
	"0x983e5152ee66dfab",
	"0xa831c66d2db43210",
	"0xb00327c898fb213f",
	"0xbf597fc7beef0ee4",
	"0xc6e00bf33da88fc2",
	"0xd5a79147930aa725",
	"0x06ca6351e003826f",
	"0x142929670a0e6e70",
	"0x27b70a8546d22ffc",
	"0x2e1b21385c26c926",
	"0x4d2c6dfc5ac42aed",
	"0x53380d139d95b3df",
	"0x650a73548baf63de",
	"0x766a0abb3c77b2a8",
	"0x81c2c92e47edaee6",
	"0x92722c851482353b",
	"0xa2bfe8a14cf10364",
	"0xa81a664bbc423001",
	"0xc24b8b70d0f89791",
	"0xc76c51a30654be30",
	"0xd192e819d6ef5218",
	"0xd69906245565a910",
	"0xf40e35855771202a",
	"0x106aa07032bbd1b8",
	"0x19a4c116b8d2d0c8",
	"0x1e376c085141ab53",
	"0x2748774cdf8eeb99",
	"0x34b0bcb5e19b48a8",
	"0x391c0cb3c5c95a63",
	"0x4ed8aa4ae3418acb",
	"0x5b9cca4f7763e373",
	"0x682e6ff3d6b2b8a3",
	"0x748f82ee5defb2fc",
	"0x78a5636f43172f60",
	"0x84c87814a1f0ab72",
	"0x8cc702081a6439ec",
	"0x90befffa23631e28",
	"0xa4506cebde82bde9",
	"0xbef9a3f7b2c67915",
	"0xc67178f2e372532b",
	"0xca273eceea26619c",
	"0xd186b8c721c0c207",
	"0xeada7dd6cde0eb1e",
	"0xf57d4f7fee6ed178",
	"0x06f067aa72176fba",
	"0x0a637dc5a2c898a6",
	"0x113f9804bef90dae",
	"0x1b710b35131c471b",
	"0x28db77f523047d84",
	"0x32caab7b40c72493",
	"0x3c9ebe0a15c9bebc",
	"0x431d67c49c100d4c",
	"0x4cc5d4becb3e42b6",
	"0x597f299cfc657e2a",
	"0x5fcb6fab3ad6faec",
	"0x6c44198c4a475817"
].map((n) => BigInt(n))))();
const SHA512_Kh = /* @__PURE__ */ (() => K512[0])();
const SHA512_Kl = /* @__PURE__ */ (() => K512[1])();
const SHA512_W_H = /* @__PURE__ */ new Uint32Array(80);
const SHA512_W_L = /* @__PURE__ */ new Uint32Array(80);
var SHA2_64B = class extends HashMD {
	Ah = 0;
	Al = 0;
	Bh = 0;
	Bl = 0;
	Ch = 0;
	Cl = 0;
	Dh = 0;
	Dl = 0;
	Eh = 0;
	El = 0;
	Fh = 0;
	Fl = 0;
	Gh = 0;
	Gl = 0;
	Hh = 0;
	Hl = 0;
	constructor(outputLen, IV) {
		super(128, outputLen, 16, false);
		sameObject(this).Ah = IV[0] | 0;
		sameObject(this).Al = IV[1] | 0;
		sameObject(this).Bh = IV[2] | 0;
		sameObject(this).Bl = IV[3] | 0;
		sameObject(this).Ch = IV[4] | 0;
		sameObject(this).Cl = IV[5] | 0;
		sameObject(this).Dh = IV[6] | 0;
		sameObject(this).Dl = IV[7] | 0;
		sameObject(this).Eh = IV[8] | 0;
		sameObject(this).El = IV[9] | 0;
		sameObject(this).Fh = IV[10] | 0;
		sameObject(this).Fl = IV[11] | 0;
		sameObject(this).Gh = IV[12] | 0;
		sameObject(this).Gl = IV[13] | 0;
		sameObject(this).Hh = IV[14] | 0;
		sameObject(this).Hl = IV[15] | 0;
	}
	get() {
		const { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = sameObject(this);
		return [
			Ah,
			Al,
			Bh,
			Bl,
			Ch,
			Cl,
			Dh,
			Dl,
			Eh,
			El,
			Fh,
			Fl,
			Gh,
			Gl,
			Hh,
			Hl
		];
	}
	set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl) {
		sameObject(this).Ah = Ah | 0;
		sameObject(this).Al = Al | 0;
		sameObject(this).Bh = Bh | 0;
		sameObject(this).Bl = Bl | 0;
		sameObject(this).Ch = Ch | 0;
		sameObject(this).Cl = Cl | 0;
		sameObject(this).Dh = Dh | 0;
		sameObject(this).Dl = Dl | 0;
		sameObject(this).Eh = Eh | 0;
		sameObject(this).El = El | 0;
		sameObject(this).Fh = Fh | 0;
		sameObject(this).Fl = Fl | 0;
		sameObject(this).Gh = Gh | 0;
		sameObject(this).Gl = Gl | 0;
		sameObject(this).Hh = Hh | 0;
		sameObject(this).Hl = Hl | 0;
	}
	process(view, offset) {
		for (let i = 0; i < 16; i++, offset += 4) {
			SHA512_W_H[i] = view.getUint32(offset);
			SHA512_W_L[i] = view.getUint32(offset += 4);
		}
		for (let i = 16; i < 80; i++) {
			const W15h = SHA512_W_H[i - 15] | 0;
			const W15l = SHA512_W_L[i - 15] | 0;
			const s0h = rotrSH(W15h, W15l, 1) ^ rotrSH(W15h, W15l, 8) ^ shrSH(W15h, W15l, 7);
			const s0l = rotrSL(W15h, W15l, 1) ^ rotrSL(W15h, W15l, 8) ^ shrSL(W15h, W15l, 7);
			const W2h = SHA512_W_H[i - 2] | 0;
			const W2l = SHA512_W_L[i - 2] | 0;
			const s1h = rotrSH(W2h, W2l, 19) ^ rotrBH(W2h, W2l, 61) ^ shrSH(W2h, W2l, 6);
			const s1l = rotrSL(W2h, W2l, 19) ^ rotrBL(W2h, W2l, 61) ^ shrSL(W2h, W2l, 6);
			const SUMl = add4L(s0l, s1l, SHA512_W_L[i - 7], SHA512_W_L[i - 16]);
			const SUMh = add4H(SUMl, s0h, s1h, SHA512_W_H[i - 7], SHA512_W_H[i - 16]);
			SHA512_W_H[i] = SUMh | 0;
			SHA512_W_L[i] = SUMl | 0;
		}
		let { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = sameObject(this);
		for (let i = 0; i < 80; i++) {
			const sigma1h = rotrSH(Eh, El, 14) ^ rotrSH(Eh, El, 18) ^ rotrBH(Eh, El, 41);
			const sigma1l = rotrSL(Eh, El, 14) ^ rotrSL(Eh, El, 18) ^ rotrBL(Eh, El, 41);
			const CHIh = Eh & Fh ^ ~Eh & Gh;
			const CHIl = El & Fl ^ ~El & Gl;
			const T1ll = add5L(Hl, sigma1l, CHIl, SHA512_Kl[i], SHA512_W_L[i]);
			const T1h = add5H(T1ll, Hh, sigma1h, CHIh, SHA512_Kh[i], SHA512_W_H[i]);
			const T1l = T1ll | 0;
			const sigma0h = rotrSH(Ah, Al, 28) ^ rotrBH(Ah, Al, 34) ^ rotrBH(Ah, Al, 39);
			const sigma0l = rotrSL(Ah, Al, 28) ^ rotrBL(Ah, Al, 34) ^ rotrBL(Ah, Al, 39);
			const MAJh = Ah & Bh ^ Ah & Ch ^ Bh & Ch;
			const MAJl = Al & Bl ^ Al & Cl ^ Bl & Cl;
			Hh = Gh | 0;
			Hl = Gl | 0;
			Gh = Fh | 0;
			Gl = Fl | 0;
			Fh = Eh | 0;
			Fl = El | 0;
			({h: Eh, l: El} = add(Dh | 0, Dl | 0, T1h | 0, T1l | 0));
			Dh = Ch | 0;
			Dl = Cl | 0;
			Ch = Bh | 0;
			Cl = Bl | 0;
			Bh = Ah | 0;
			Bl = Al | 0;
			const All = add3L(T1l, sigma0l, MAJl);
			Ah = add3H(All, T1h, sigma0h, MAJh);
			Al = All | 0;
		}
		({h: Ah, l: Al} = add(sameObject(this).Ah | 0, sameObject(this).Al | 0, Ah | 0, Al | 0));
		({h: Bh, l: Bl} = add(sameObject(this).Bh | 0, sameObject(this).Bl | 0, Bh | 0, Bl | 0));
		({h: Ch, l: Cl} = add(sameObject(this).Ch | 0, sameObject(this).Cl | 0, Ch | 0, Cl | 0));
		({h: Dh, l: Dl} = add(sameObject(this).Dh | 0, sameObject(this).Dl | 0, Dh | 0, Dl | 0));
		({h: Eh, l: El} = add(sameObject(this).Eh | 0, sameObject(this).El | 0, Eh | 0, El | 0));
		({h: Fh, l: Fl} = add(sameObject(this).Fh | 0, sameObject(this).Fl | 0, Fh | 0, Fl | 0));
		({h: Gh, l: Gl} = add(sameObject(this).Gh | 0, sameObject(this).Gl | 0, Gh | 0, Gl | 0));
		({h: Hh, l: Hl} = add(sameObject(this).Hh | 0, sameObject(this).Hl | 0, Hh | 0, Hl | 0));
		sameObject(this).set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl);
	}
	roundClean() {
		clean(SHA512_W_H, SHA512_W_L);
	}
	destroy() {
		sameObject(this).destroyed = true;
		clean(sameObject(this).buffer);
		sameObject(this).set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
	}
};
var _SHA512 = class extends SHA2_64B {
	constructor() {
		super(64, SHA512_IV);
	}
};
const sha256 = /* @__PURE__ */ createHasher(() => new _SHA256(), /* @__PURE__ */ oidNist(1));
const sha512 = /* @__PURE__ */ createHasher(() => new _SHA512(), /* @__PURE__ */ oidNist(3));

function splitKey(key) {
	return {
		mac: key.subarray(0, 16),
		aes: key.subarray(16)
	};
}
function aadBits(aad) {
	const length = /* @__PURE__ */ new Uint8Array(8);
	const view = new DataView(length.buffer);
	view.setUint32(0, Math.floor(aad.length / 536870912));
	view.setUint32(4, aad.length % 536870912 * 8);
	return length;
}

const KEY_BYTES$1 = {
	A128GCM: 16,
	A192GCM: 24,
	A256GCM: 32,
	"A128CBC-HS256": 32
};
function checkDecrypt({ encryption, key, iv, tag }) {
	const long = iv.length === 16;
	const ivFits = encryption === "A128CBC-HS256" ? long : long || iv.length === 12;
	check$1(key.length === KEY_BYTES$1[encryption] && ivFits && tag.length === 16);
}
function checkEncrypt({ key, iv }) {
	check$1(key.length === 32 && iv.length === 12);
}
function check$1(fits) {
	if (!fits) throw new Error("a key, IV or tag of the wrong length");
}

function sameTag(left, right) {
	let difference = left.length ^ right.length;
	for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
	return difference === 0;
}
function parted(sealed) {
	return {
		ciphertext: sealed.subarray(0, -16),
		tag: sealed.subarray(-16)
	};
}

function encrypt$1(message) {
	checkEncrypt(message);
	const { key, iv, plaintext, aad } = message;
	return parted(gcm$1(key, iv, aad).encrypt(plaintext));
}
function decrypt(message) {
	checkDecrypt(message);
	const { key, iv, ciphertext, tag, aad } = message;
	if (message.encryption === "A128CBC-HS256") return openCbc$1(message);
	return gcm$1(key, iv, aad).decrypt(concat(ciphertext, tag));
}
const encryptCbc = ({ key, iv, data }) => cbc(key, iv).encrypt(data);
const decryptCbc = ({ key, iv, data }) => cbc(key, iv).decrypt(data);
function openCbc$1({ key, iv, ciphertext, tag, aad }) {
	const { mac, aes } = splitKey(key);
	const signed = concat(aad, iv, ciphertext, aadBits(aad));
	const expected = hmac(sha256, mac, signed).subarray(0, 16);
	if (!sameTag(expected, tag)) throw new Error("the tag does not match");
	return decryptCbc({
		key: aes,
		iv,
		data: ciphertext
	});
}

function xor(left, right) {
	return left.map((value, at) => value ^ (right[at] ?? 0));
}

const HASHES = {
	"SHA-256": sha256,
	"SHA-512": sha512
};
const seedLength = (hash) => HASHES[hash].outputLen;
function oaepEncode(message, size, { seed, hash }) {
	const length = seedLength(hash);
	const room = size - 2 * length - 2 - message.length;
	if (room < 0 || seed.length !== length) throw new Error("a message too long for the key, or a short seed");
	const block = concat(emptyHash(hash), new Uint8Array(room), new Uint8Array([1]), message);
	const maskedBlock = xor(block, mgf1(seed, block.length, hash));
	const maskedSeed = xor(seed, mgf1(maskedBlock, length, hash));
	return concat(/* @__PURE__ */ new Uint8Array(1), maskedSeed, maskedBlock);
}
function oaepDecode(encoded, hash) {
	const length = seedLength(hash);
	const maskedBlock = encoded.subarray(1 + length);
	const seed = xor(encoded.subarray(1, 1 + length), mgf1(maskedBlock, length, hash));
	const block = xor(maskedBlock, mgf1(seed, maskedBlock.length, hash));
	let wrong = encoded[0] ?? 1;
	emptyHash(hash).forEach((value, at) => {
		wrong |= value ^ (block[at] ?? 0);
	});
	const { start, missing } = separator(block, length);
	if ((wrong | missing) !== 0) throw new Error("decryption failed");
	return block.slice(start);
}
function separator(block, from) {
	let looking = 1;
	let start = 0;
	let other = 0;
	for (let at = from; at < block.length; at++) {
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
const emptyHash = (hash) => HASHES[hash](/* @__PURE__ */ new Uint8Array());
function mgf1(seed, length, hash) {
	const size = seedLength(hash);
	const mask = new Uint8Array(Math.ceil(length / size) * size);
	for (let counter = 0; counter * size < length; counter++) mask.set(HASHES[hash](concat(seed, new Uint8Array([
		0,
		0,
		0,
		counter
	]))), counter * size);
	return mask.subarray(0, length);
}

function readAll(bytes) {
	const values = [];
	for (let at = 0; at < bytes.length;) {
		const value = readAt(bytes, at);
		values.push(value);
		at += value.whole.length;
	}
	return values;
}
function readOne(bytes, tag) {
	const value = readAt(bytes, 0);
	if (value.whole.length !== bytes.length || value.tag !== tag) throw new Error("not the DER that was expected");
	return value;
}
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

function hex(bytes) {
	let text = "";
	for (const value of bytes) text += (value < 16 ? "0" : "") + value.toString(16);
	return text;
}

function integerOf(bytes) {
	return bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`);
}
function bytesOfInteger(integer, length) {
	const digits = integer.toString(16).padStart(length * 2, "0");
	const bytes = new Uint8Array(length);
	for (let at = 0; at < length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
	return bytes;
}

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
function publicPower(base, exponent, modulus) {
	let result = 1n;
	for (const bit of exponent.toString(2)) {
		result = result * result % modulus;
		if (bit === "1") result = result * base % modulus;
	}
	return result;
}
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

function newBlinding(modulus, exponent, size, random) {
	const secret = integerOf(random(size)) % modulus;
	const remove = inverse(secret, modulus);
	if (remove === void 0) throw new Error("the random source is broken");
	return {
		add: publicPower(secret, exponent, modulus),
		remove
	};
}
function nextBlinding({ add, remove }, modulus) {
	return {
		add: add * add % modulus,
		remove: remove * remove % modulus
	};
}

var PublicRsa = class {
	kind = "public";
	size;
	#modulus;
	#exponent;
	hash;
	constructor(spki, hash = "SHA-256") {
		sameObject(this).hash = hash;
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
var PrivateRsa = class {
	kind = "private";
	size;
	#numbers;
	#random;
	#blinding;
	hash;
	constructor(pkcs8, random, hash = "SHA-256") {
		sameObject(this).hash = hash;
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
function integers(der) {
	return children(readOne(der, 48)).map(({ tag, content }) => {
		if (tag !== 2 || (content[0] ?? 128) >= 128) throw new Error("not an RSA key");
		return integerOf(content);
	});
}
const byteSize = (modulus) => Math.ceil(modulus.toString(16).length / 2);

function portableCipher({ random } = {}) {
	return {
		publicKey: (spki, hash) => new PublicRsa(spki, hash),
		privateKey: (pkcs8, hash) => new PrivateRsa(pkcs8, random, hash),
		async encryptKey(key, cek) {
			if (!(key instanceof PublicRsa)) throw notOurs("public");
			if (!random) throw new Error("no secure random source");
			return key.encrypt(oaepEncode(cek, key.size, {
				seed: random(seedLength(key.hash)),
				hash: key.hash
			}));
		},
		async decryptKey(key, encryptedKey) {
			if (!(key instanceof PrivateRsa)) throw notOurs("private");
			return oaepDecode(key.decrypt(encryptedKey), key.hash);
		},
		encrypt: async (message) => (await aes()).encrypt(message),
		decrypt: async (message) => (await aes()).decrypt(message),
		cbc: {
			encrypt: async (message) => (await aes()).encryptCbc(message),
			decrypt: async (message) => (await aes()).decryptCbc(message)
		}
	};
}
const aes = () => Promise.resolve({
	encrypt: encrypt$1,
	decrypt,
	encryptCbc,
	decryptCbc
});
const notOurs = (kind) => /* @__PURE__ */ new Error(`not a ${kind} key of this cipher`);

var WebKey = class {
	kind;
	der;
	subtle;
	hash;
	key;
	constructor(kind, der, subtle, hash = "SHA-256") {
		sameObject(this).kind = kind;
		sameObject(this).der = der;
		sameObject(this).subtle = subtle;
		sameObject(this).hash = hash;
	}
	imported() {
		sameObject(this).key ??= sameObject(this).import();
		return sameObject(this).key;
	}
	import() {
		const [format, usage] = sameObject(this).kind === "public" ? ["spki", "encrypt"] : ["pkcs8", "decrypt"];
		const algorithm = {
			name: "RSA-OAEP",
			hash: { name: sameObject(this).hash }
		};
		return sameObject(this).subtle.importKey(format, sameObject(this).der, algorithm, false, [usage]);
	}
};
function own(key, kind) {
	if (!(key instanceof WebKey) || key.kind !== kind) throw new Error(`not a ${kind} key of this cipher`);
	return key;
}
function importRaw(subtle, name, bytes, usage) {
	return subtle.importKey("raw", bytes, { name }, false, [usage]);
}

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
	return webcryptoCbc(subtle).decrypt({
		key: aes,
		iv,
		data: ciphertext
	});
}
const webcryptoCbc = (subtle) => ({
	async encrypt({ key, iv, data }) {
		const imported = await importRaw(subtle, "AES-CBC", key, "encrypt");
		return new Uint8Array(await subtle.encrypt({
			name: "AES-CBC",
			iv
		}, imported, data));
	},
	async decrypt({ key, iv, data }) {
		if (data.length === 0 || data.length % 16 !== 0 || iv.length !== 16) throw new Error("no whole blocks");
		const imported = await importRaw(subtle, "AES-CBC", key, "decrypt");
		return new Uint8Array(await subtle.decrypt({
			name: "AES-CBC",
			iv
		}, imported, data));
	}
});

function wholeMemory(subtle) {
	return {
		importKey: (format, data, algorithm, extractable, usages) => subtle.importKey(format, whole(data), algorithm, extractable, usages),
		encrypt: (algorithm, key, data) => subtle.encrypt(algorithm, key, whole(data)),
		decrypt: (algorithm, key, data) => subtle.decrypt(algorithm, key, whole(data)),
		sign: (algorithm, key, data) => subtle.sign(algorithm, key, whole(data)),
		verify: (algorithm, key, signature, data) => subtle.verify(algorithm, key, whole(signature), whole(data))
	};
}
function whole(bytes) {
	return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function webcryptoCipher(crypto, options = {}) {
	const { longIv = openGcm } = options;
	const subtle = wholeMemory(crypto.subtle);
	return {
		publicKey: (spki, hash) => new WebKey("public", spki, subtle, hash),
		privateKey: (pkcs8, hash) => new WebKey("private", pkcs8, subtle, hash),
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
			if (message.encryption === "A128CBC-HS256") return await openCbc(subtle, message);
			return await (message.iv.length === 12 ? openGcm(subtle, message) : longIv(subtle, message));
		},
		cbc: webcryptoCbc(subtle)
	};
}
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

const LIMIT = 65536;
function webcryptoRandom(crypto) {
	return (length) => {
		const bytes = new Uint8Array(length);
		for (let at = 0; at < length; at += LIMIT) crypto.getRandomValues(bytes.subarray(at, at + LIMIT));
		return bytes;
	};
}

const NONE = /* @__PURE__ */ new Uint8Array(0);
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

function unknownAlgorithm(kind, name, known, host = "this tool") {
	const shown = String(name).replace(/[^\u0020-\u007e]/g, "\ufffd").slice(0, 40);
	throw new CountersignError("missing-capability", `The ${kind} "${shown}" is not available in ${host}. Use one of: ${[...known].join(", ")}.`);
}
const knownEncoding = (name, host) => name === "hex" || name === "base64" ? name : unknownAlgorithm("encoding", name, ["hex", "base64"], host);

let made;
const load = () => {
	function createView(arr) {
		return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
	}
	function rotr(word, shift) {
		return word << 32 - shift | word >>> shift;
	}
	const createHasher = (create) => ({ create });
	var _HMAC = class {
		oHash;
		iHash;
		blockLen;
		outputLen;
		constructor(hash, key) {
			sameObject(this).iHash = hash.create();
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
		}
		update(buf) {
			sameObject(this).iHash.update(buf);
			return sameObject(this);
		}
		digestInto(out) {
			const buf = out.subarray(0, sameObject(this).outputLen);
			sameObject(this).iHash.digestInto(buf);
			sameObject(this).oHash.update(buf);
			sameObject(this).oHash.digestInto(buf);
		}
		digest() {
			const out = new Uint8Array(sameObject(this).oHash.outputLen);
			sameObject(this).digestInto(out);
			return out;
		}
	};
	const hmac = (() => {
		const hmac_ = ((hash, key, message) => new _HMAC(hash, key).update(message).digest());
		hmac_.create = (hash, key) => new _HMAC(hash, key);
		return hmac_;
	})();
	const CHUNK = 65536;
	function feed(data, update) {
		if (typeof data !== "string" || data.length <= 65536) {
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
	function hex(bytes) {
		let text = "";
		for (const value of bytes) text += (value < 16 ? "0" : "") + value.toString(16);
		return text;
	}
	const fromNumH = (n) => n / 2 ** 32 | 0;
	const fromNumL = (n) => n >>> 0;
	function setU64FromNum(view, byteOffset, n, isLE) {
		const h = fromNumH(n);
		const l = fromNumL(n);
		view.setUint32(byteOffset, isLE ? l : h, isLE);
		view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
	}
	function Chi(a, b, c) {
		return a & b ^ ~a & c;
	}
	function Maj(a, b, c) {
		return a & b ^ a & c ^ b & c;
	}
	var HashMD = class {
		blockLen;
		outputLen;
		padOffset;
		isLE;
		buffer;
		view;
		length = 0;
		pos = 0;
		constructor(blockLen, outputLen, padOffset, isLE) {
			sameObject(this).blockLen = blockLen;
			sameObject(this).outputLen = outputLen;
			sameObject(this).padOffset = padOffset;
			sameObject(this).isLE = isLE;
			sameObject(this).buffer = new Uint8Array(blockLen);
			sameObject(this).view = createView(sameObject(this).buffer);
		}
		update(data) {
			const { view, buffer, blockLen } = sameObject(this);
			const len = data.length;
			for (let pos = 0; pos < len;) {
				const take = Math.min(blockLen - sameObject(this).pos, len - pos);
				if (take === blockLen) {
					const dataView = createView(data);
					for (; blockLen <= len - pos; pos += blockLen) sameObject(this).process(dataView, pos);
					continue;
				}
				buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), sameObject(this).pos);
				sameObject(this).pos += take;
				pos += take;
				if (sameObject(this).pos === blockLen) {
					sameObject(this).process(view, 0);
					sameObject(this).pos = 0;
				}
			}
			sameObject(this).length += data.length;
			return sameObject(this);
		}
		digestInto(out) {
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
			const oview = out === buffer ? view : createView(out);
			const outLen = sameObject(this).outputLen / 4;
			const state = sameObject(this).get();
			for (let i = 0; i < outLen; i++) oview.setUint32(4 * i, state[i], isLE);
		}
		digest() {
			const { buffer, outputLen } = sameObject(this);
			sameObject(this).digestInto(buffer);
			return buffer.slice(0, outputLen);
		}
	};
	const SHA256_IV = Uint32Array.from([
		1779033703,
		3144134277,
		1013904242,
		2773480762,
		1359893119,
		2600822924,
		528734635,
		1541459225
	]);
	const SHA256_K = Uint32Array.from([
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
	const SHA256_W = /* @__PURE__ */ new Uint32Array(64);
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
	};
	var _SHA256 = class extends SHA2_32B {
		constructor() {
			super(32, SHA256_IV);
		}
	};
	const hashes = /* @__PURE__ */ new Map([["SHA-256", createHasher(() => new _SHA256())]]);
	const portableDigests = {
		hash: (algorithm, input, encoding) => encoded(hashBytes(algorithm, input), encoding),
		hashBytes,
		hmac: (algorithm, key, input, encoding) => encoded(hmacBytes(algorithm, key, input), encoding),
		hmacBytes
	};
	function hashBytes(algorithm, input) {
		return fed(hashNamed(algorithm).create(), input);
	}
	function hmacBytes(algorithm, key, input) {
		return fed(hmac.create(hashNamed(algorithm), bytesOf(key)), input);
	}
	const hashNamed = (algorithm) => hashes.get(algorithm) ?? unknownAlgorithm("hash", algorithm, hashes.keys());
	function fed(digest, input) {
		for (const part of partsOf(input)) feed(part, (chunk) => digest.update(bytesOf(chunk)));
		return digest.digest();
	}
	const bytesOf = (data) => typeof data === "string" ? utf8(data) : data;
	function encoded(bytes, encoding) {
		if (knownEncoding(encoding) === "hex") return hex(bytes);
		const letters = base64url(bytes).replace(/-/g, "+").replace(/_/g, "/");
		return letters + "=".repeat(-letters.length & 3);
	}
	return portableDigests;
};
const digests = () => made ??= load();
const portableDigests = {
	get hash() {
		return digests().hash;
	},
	get hashBytes() {
		return digests().hashBytes;
	},
	get hmac() {
		return digests().hmac;
	},
	get hmacBytes() {
		return digests().hmacBytes;
	}
};

function portableNonce({ context = "", now = Date.now, hash = portableDigests.hash } = {}) {
	let counter = 0;
	const start = `${now()} ${draw$1()} ${context}`;
	const next = () => hash("SHA-256", [`${start} ${counter++} ${now()} ${draw$1()}`], "hex");
	return (digits) => {
		let nonce = "";
		while (nonce.length < digits) nonce += next();
		return nonce.slice(0, digits);
	};
}
const draw$1 = () => [
	1,
	2,
	3,
	4
].map(() => Math.random()).join(" ");

const ENTROPY = "COUNTERSIGN_ENTROPY";
const COUNT = "COUNTERSIGN_DRAWS";
const RUN = "COUNTERSIGN_RUN";
function entropyRandom(tool, about) {
	const text = tool.variable(ENTROPY)?.trim();
	if (!text) return void 0;
	const entropy = readEntropy(text);
	let generate;
	return (length) => {
		generate ??= generatorFor(tool, entropy, about);
		return generate(length);
	};
}
function generatorFor(tool, entropy, about) {
	const unique = portableNonce({ context: `${tool.context} ${tool.render("{\x7b$guid}} {\x7b$guid}}")}` });
	const run = tool.run.get(RUN) ?? unique(64);
	const count = Number(tool.run.get(COUNT) ?? 0) + 1;
	tool.run.set(RUN, run);
	tool.run.set(COUNT, String(count));
	const personalization = `${run} ${count} ${tool.context} ${tool.digests.hash("SHA-256", about, "hex")}`;
	const drbg = hmacDrbg({
		entropy,
		nonce: plainCodec.utf8(unique(64)),
		personalization: plainCodec.utf8(personalization)
	});
	return (length) => drbg.generate(length);
}
function readEntropy(text) {
	if (!/^([0-9a-f]{2}){32,}$/i.test(text) || new Set(text.toLowerCase()).size < 6) throw new CountersignError("invalid-setting", `${ENTROPY} must be 64 or more random hexadecimal digits, as openssl rand -hex 32 prints them.`);
	return new Uint8Array((text.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
}

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

const pathsOf = (_provider, _settings) => void 0;
const pathFor = (_paths, _url) => "";
const pathRule = (_match) => "";
const chosen = (matches, isConfigured, _url) => matches.find(isConfigured);
const deciding = (matches) => matches;
const holderOf = (_url, matches, _configured) => matches[0]?.provider;

const withoutIgnored = (text) => text.replace(/[\p{DI}\p{Cc}\p{White_Space}]/gu, "");

const PLAIN = /^([a-z0-9_-]+\.)*[a-z_-][a-z0-9_-]*$/;
const LONGEST = 2e4;
const DOTS = /[\u3002\uff61]/g;
function canonicalHost(host) {
	if (PLAIN.test(host) || host.length > LONGEST) return host;
	const bare = withoutDots(percentDecoded(withoutIgnored(composed(percentDecoded(host))).replace(DOTS, ".").toLowerCase()));
	return ipv4(bare) ?? ipv6(bare) ?? bare;
}
const composed = (text) => text.normalize ? text.normalize("NFKC") : text;
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
function groups(part) {
	if (part === "") return [];
	return part.split(":").flatMap((group) => {
		const bytes = group.includes(".") ? group.split(".").map(Number) : [];
		if (bytes.length !== 4) return [group];
		const [a = 0, b = 0, c = 0, d = 0] = bytes;
		return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
	});
}

const trimmed = (text) => isVisible(text[0]) && isVisible(text[text.length - 1]) ? text : text.trim();
const isVisible = (letter = " ") => letter > " " && letter < "";

const DEFAULT_PORTS = {
	https: 443,
	http: 80
};
const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[^/?#@:[\]]+)(?::(\d*))?([^?#]*)(?:\?([^#]*))?/i;
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;
function parseUrl(text) {
	const { 1: scheme = "", 2: userInfo, 3: host = "", 4: port = "", 5: path = "", 6: query } = URL_PARTS.exec(text) ?? throwNoUrl(text);
	const known = scheme.toLowerCase();
	const name = host.toLowerCase();
	if (AMBIGUOUS.test(host) || userInfo && AMBIGUOUS.test(userInfo) || path && path[0] !== "/") throwNoUrl(text);
	const number = port === "" ? DEFAULT_PORTS[known] ?? 0 : Number(port);
	if (number > 65535) throwNoUrl(text);
	const authority = number === DEFAULT_PORTS[known] ? name : `${name}:${number}`;
	return {
		scheme: known,
		host: name,
		port: number,
		origin: `${known}://${authority}`,
		authority,
		path: path || "/",
		query: query ?? "",
		hasQuery: query !== void 0,
		hasUserInfo: userInfo !== void 0
	};
}
function throwNoUrl(text) {
	throw new CountersignError("invalid-url", `"${shown(text)}" is not a URL with a scheme and a host. Write it in full, as in https://api.example.com/v1/things.`);
}
function shown(url) {
	const scheme = /^[a-z][a-z0-9+.-]{0,30}:[/\\]+/i.exec(url)?.[0] ?? "";
	return (scheme + withoutUserInfo(url.slice(scheme.length))).replace(UNPRINTABLE, "\ufffd").slice(0, 120);
}
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
function withoutUserInfo(rest) {
	const authority = /^[^/?#\\]*/.exec(rest)?.[0] ?? "";
	const path = rest.slice(authority.length);
	const last = rest.lastIndexOf("@");
	const inPath = path.lastIndexOf("@", query(path)) >= 0;
	if (last < 0 || (inPath ? NAME_WITH_DOT : NAME_AND_PORT).test(authority)) return authority + withoutQuery(path);
	return last >= authority.length && ADDRESS.test(authority) ? `${authority}/\u2026` : `\u2026${withoutQuery(rest.slice(last))}`;
}
const NAME_WITH_DOT = /^(localhost|[^:@.]*\.[^:@]*)$/i;
const NAME_AND_PORT = /^([^:@]*|\[[0-9a-f:.]*\])(:\d{0,5})?$/i;
const ADDRESS = /^(localhost|[^:@.]*\.[^:@]*|\[[0-9a-f:.]*\])(:\d{0,5})?$/i;
const withoutQuery = (path) => path.slice(0, query(path));
function query(path) {
	const at = path.search(/[?#]/);
	return at < 0 ? path.length : at;
}
function isLoopback(host) {
	return host === "localhost" || host === "[::1]" || /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(host);
}
const LABELS = /^([a-z0-9_-]+\.)+$/;
function isWithin(host, name) {
	return host === name || host.endsWith(`.${name}`) && LABELS.test(host.slice(0, -name.length));
}
function isBelow(host, name) {
	return host === name || host.endsWith(`.${name}`);
}

const PARTS = /^(\[[^\]]*\]|[^:]*)(?::([\s\S]*))?$/;
function parseHostEntry(text) {
	const [, host = "", port] = PARTS.exec(trimmed(text)) ?? [];
	return {
		host: host.toLowerCase(),
		port: port === void 0 ? void 0 : Number(port)
	};
}
const hostsIn = (list) => list.split(",").filter((entry) => trimmed(entry) !== "");
function uselessIn(list) {
	for (const entry of hostsIn(list)) {
		const useless = uselessHost(entry);
		if (useless) return `has a useless entry: ${useless}`;
	}
}
const ENTRY = /^(\[[0-9a-f:.]+\]|([a-z0-9_-]+\.)*[a-z0-9_-]+)(:\d{1,5})?$/i;
function uselessHost(text) {
	const entry = trimmed(text);
	const problem = entry.includes("{\x7b") || entry.includes("{\x25") ? void 0 : problemOf$2(entry);
	return problem && `"${shown(entry)}" ${problem}, and a host is its whole name alone, as in api.example.com`;
}
function problemOf$2(entry) {
	if (/[/?#\\@]/.test(entry)) return "has a scheme, a path or a user name";
	if (/[\s;]/.test(entry)) return "has a space or a semicolon where a comma belongs";
	if (entry.includes("*")) return "has a wildcard";
	const { host, port } = parseHostEntry(entry);
	const usual = host[0] === "[" ? host : canonicalHost(host);
	if (usual !== host) return `is another spelling of ${shown(usual)}`;
	if (/[^ -~]/.test(host)) return "has letters that tools send in another form, one that begins with xn--";
	const isPort = port === void 0 || port > 0 && port < 65536;
	return ENTRY.test(entry) && isPort ? void 0 : "is neither a host nor host:port";
}
const numbered = (host) => host === "localhost" ? "127.0.0.1" : host;
const isSameHost = (host, other) => numbered(host) === numbered(other);
function matchesEntry(url, entry) {
	return isSameHost(url.host, entry.host) && (entry.port === void 0 || entry.port === url.port);
}

const names = { "mastercard": {
	"encryptionCertificate": "MASTERCARD_ENCRYPTION_CERTIFICATE",
	"keyId": "MASTERCARD_KEY_ID",
	"decryptionKey": "MASTERCARD_DECRYPTION_KEY",
	"decryptionKeyPassword": "MASTERCARD_DECRYPTION_KEY_PASSWORD",
	"clientCertificate": "MASTERCARD_CLIENT_CERTIFICATE",
	"clientKey": "MASTERCARD_CLIENT_KEY",
	"clientKeyPassword": "MASTERCARD_CLIENT_KEY_PASSWORD",
	"hosts": "MASTERCARD_HOSTS"
} };
const settingName = (id, name) => names[id]?.[name] ?? name;

const HOSTS = {
	name: "hosts",
	required: false,
	secret: false,
	kind: "list"
};
function settingsOf(provider) {
	const known = allSettings.get(provider);
	if (known) return known;
	const all = [];
	for (const setting of provider.settings) all.push(named$1(provider, setting));
	all.push(hostsSetting(provider));
	allSettings.set(provider, all);
	return all;
}
const allSettings = /* @__PURE__ */ new WeakMap();
function toolSettings(provider) {
	return settingsOf(provider).filter(({ heldByTool }) => !heldByTool);
}
const passwordOf = (setting) => `${setting}Password`;
function isWorthAsking({ settings }, { name }, has) {
	if (!name.endsWith(passwordOf(""))) return true;
	const key = settings.find((setting) => passwordOf(setting.name) === name);
	return !key || has(key.name) || key.unless !== void 0 && has(key.unless);
}
const hostsSetting = (provider) => named$1(provider, HOSTS);
const prefixOf = ({ id }) => settingName(id, HOSTS.name).slice(0, -HOSTS.name.length);
const named$1 = (provider, setting) => ({
	...setting,
	variable: settingName(provider.id, setting.name)
});

const plain = (name) => name.slice(0, 60).toUpperCase().replace(/[^A-Z0-9]/g, "_");
const hasPrefix = (name, prefix) => plain(name).startsWith(prefix);
const sayUnknown = ({ name, meant }) => `There is no setting ${shown(name)}.${meant ? ` Did you mean ${meant}?` : ""}`;
function unknownNames(provider, values, names) {
	const settings = settingsOf(provider);
	const unset = settings.filter(({ name }) => !values[name]).map(({ variable }) => variable);
	const prefix = prefixOf(provider);
	const unknown = [];
	for (const name of names) {
		if (settings.some(({ variable }) => variable === name)) continue;
		const meant = nearest(name, unset, prefix);
		if (meant) unknown.unshift({
			name,
			meant
		});
		else if (hasPrefix(name, prefix)) unknown.push({
			name,
			meant
		});
	}
	return unknown;
}
function namesFor(provider, all, names) {
	const own = prefixOf(provider);
	const prefixes = all.map(prefixOf).sort((one, other) => other.length - one.length);
	return names.filter((name) => {
		const owner = prefixes.find((prefix) => hasPrefix(name, prefix));
		return owner === void 0 || owner === own;
	});
}
const ENOUGH = .5;
const WITHOUT_PREFIX = .85;
const CLOSE = .05;
function nearest(name, settings, prefix) {
	const written = plain(name);
	const isOwn = written.startsWith(prefix);
	const from = isOwn ? prefix.length : 0;
	const [best, second] = settings.map((one) => ({
		one,
		like: likeness(written.slice(from), one.slice(from))
	})).sort((one, other) => other.like - one.like);
	if (!best || best.like < (isOwn ? ENOUGH : WITHOUT_PREFIX)) return void 0;
	return second && best.like - second.like < CLOSE ? void 0 : best.one;
}
function likeness(one, other) {
	let row = Array.from(`-${other}`, () => 0);
	for (const letter of one) {
		const next = [0];
		for (let n = 0; n < other.length; n++) next.push(letter === other[n] ? at(row, n) + 1 : Math.max(at(row, n + 1), at(next, n)));
		row = next;
	}
	return 2 * at(row, other.length) / (one.length + other.length || 1);
}
const at = (row, n) => row[n];

const isPem = ({ kind }) => kind === "pem" || kind === "client-certificate" || kind === "client-key";

function missingSettings(provider, values, use = {}) {
	const isNeeded = ({ required, forRequests, forTokens, unless }) => required && !(forRequests && use.opensOnly) && !(forTokens && use.isBrokered) && !(unless && values[unless]);
	const missing = [];
	for (const setting of settingsOf(provider)) if (isNeeded(setting) && !values[setting.name]) missing.push(setting.variable);
	return missing;
}
function checkSettings(provider, values, use = {}) {
	if (missingSettings(provider, values, use).length > 0) throw missingSetting(provider, values, use);
	for (const setting of settingsOf(provider)) {
		const value = values[setting.name];
		const problem = value === void 0 ? void 0 : problemOf$1(setting, value);
		if (problem) throw invalidSetting(provider, setting.name, problem);
	}
}
function invalidSetting(provider, name, problem) {
	const text = `${provider.name}: ${settingName(provider.id, name)} ${problem}.`;
	return new CountersignError("invalid-setting", text, provider.id);
}
function missingTexts(provider, values, use = {}) {
	const names = namesIn(use);
	return missingSettings(provider, values, use).map((name) => `${name} is missing${names.includes(name) ? " (empty)" : ""}`);
}
function missingSetting(provider, values, use = {}) {
	const states = missingTexts(provider, values, use).join(", ") || "no setting has a value";
	const unknown = unknownNames(provider, values, namesIn(use)).slice(0, 3);
	const text = [`${provider.name}: ${states}.`, ...unknown.map(sayUnknown)].join(" ");
	return new CountersignError("missing-setting", text, provider.id);
}
const namesIn = ({ names }) => names ? names() : [];
const PLACEHOLDER = /^(<[^<>]*>|\{\{[^{}]*\}\}|\$\{[^{}]*\}|%\w+%|\*{3,}|\.{3,}|\u2022+|\u2026|change[ _-]?me|to-?do)$/i;
const PROMPT = /^(your[ _-]|(insert|enter|replace)[ _-](your|this|with|here))/i;
const isPlaceholder = ({ name, variable }, value) => !isPassword(name) && (value === variable || PLACEHOLDER.test(value) || PROMPT.test(value));
function problemOf$1(setting, value) {
	const { name, kind, choices } = setting;
	if (/\{\{|\{\x25/.test(value)) return "still holds a {\x7bvariable}} that was not filled in";
	if (name === "hosts") return void 0;
	if (isPlaceholder(setting, value)) return "still holds a placeholder. Put the value in its place";
	if (kind === "json") return void 0;
	if (!isPassword(name) && isQuoted(value)) return "stands in quotation marks, which would be part of it. Take them out";
	if (isPem({ kind })) return void 0;
	if (value.search(UNPRINTABLE) >= 0) return "holds a line end or another invisible character";
	if (kind === "choice" && !choices?.includes(value)) return `must be ${choices?.join(" or ")}`;
	if (kind === "number" && !/^\d+(\.\d+)?$/.test(value)) return "must be a number of 0 or more";
}
const isPassword = (name) => name.endsWith(passwordOf(""));
const isQuoted = (value) => value.length > 1 && "\"'`".includes(value.charAt(0)) && value.indexOf(value.charAt(0), 1) === value.length - 1;

function readSettings(provider, resolve) {
	const values = {};
	const has = (name) => values[name] !== void 0;
	for (const setting of settingsOf(provider)) {
		const value = isWorthAsking(provider, setting, has) ? readSetting(resolve, setting) : void 0;
		if (value !== void 0) values[setting.name] = value;
	}
	return values;
}
function readSetting(resolve, setting) {
	const value = resolve(setting.variable);
	return value === void 0 ? void 0 : trimmed(value) || void 0;
}
function withDefaults(provider, values) {
	const all = { ...values };
	for (const { name, default: otherwise } of provider.settings) if (otherwise !== void 0) all[name] ??= otherwise;
	return all;
}

function hostEntries(provider, settings) {
	const text = readSetting(settings, hostsSetting(provider)) ?? "";
	const useless = uselessIn(text);
	if (useless) throw invalidSetting(provider, "hosts", useless);
	return hostsIn(text).map(parseHostEntry);
}
function otherPorts(url, providers, entries) {
	return providers.flatMap((provider) => {
		const written = entries(provider).filter((entry) => isSameHost(url.host, entry.host)).map(({ host, port }) => `${host}:${port}`);
		return written.length > 0 ? [`${hostsSetting(provider).variable} lists ${written.join(", ")}`] : [];
	}).join("; ");
}

function matchOf(provider, entries, url, settings) {
	const why = ruleFor(provider, entries, url);
	const spelling = why === void 0 ? reachedBy(provider, entries, url) : void 0;
	if (why === void 0 && spelling === void 0) return void 0;
	const paths = pathsOf(provider, settings);
	const path = pathFor(paths, url);
	if (spelling === void 0) return {
		provider,
		why: why ?? "",
		path,
		paths
	};
	return {
		provider,
		why: `the host reaches ${spelling}`,
		spelling,
		path,
		paths
	};
}
function ruleFor(provider, entries, url) {
	const own = provider.hosts.find((name) => isWithin(url.host, name));
	if (own) return url.host === own ? `the host is ${own}` : `the host ${url.host} is below ${own}`;
	if (entries.some((entry) => matchesEntry(url, entry))) return `the host ${url.host} is listed in ${settingName(provider.id, "hosts")}`;
}
function reachedBy(provider, entries, url) {
	return canonicalHost(url.host).split(/[/?#@\\]|:(?=\d*$)/).find((host) => provider.hosts.some((name) => isBelow(host, name)) || entries.some((entry) => matchesEntry({
		...url,
		host
	}, {
		...entry,
		host: canonicalHost(entry.host)
	})));
}

function misspelt({ host }, { provider }, spelling) {
	return new CountersignError("invalid-url", `"${shown(host)}" is another spelling of ${spelling}, a host of ${provider.name}, and tools would send the request there. Write ${spelling}.`, provider.id);
}
function checkSafe(url, text, { id, name }) {
	if (url.hasUserInfo) {
		const message = `${shown(text)}: the URL of a request to ${name} must not hold a user name or password. Take it out.`;
		throw new CountersignError("invalid-url", message, id);
	}
	if (/[\u0000-\u001f\u007f]/.test(text)) throw new CountersignError("invalid-url", `${shown(text)}: the URL holds a control character. Take it out.`, id);
	if (url.scheme !== "https" && !(url.scheme === "http" && isLoopback(url.host))) {
		const message = `${shown(text)}: requests to ${name} go over https only; plain http is for this machine itself. Write https://.`;
		throw new CountersignError("insecure-url", message, id);
	}
}

const checkProviders = () => {};

function isOff(settings) {
	const value = settings("COUNTERSIGN")?.trim().toLowerCase();
	if (!value) return false;
	if ([
		"off",
		"false",
		"no",
		"0"
	].includes(value)) return true;
	if ([
		"on",
		"true",
		"yes",
		"1"
	].includes(value)) return false;
	throw new CountersignError("invalid-setting", `COUNTERSIGN is neither on nor off: it holds ${value.length} characters. Set it to "off" to sign nothing, or take it out.`);
}

const secretsIn = (setting, value) => [value];

function secretsAt(providers, resolve, more = []) {
	const all = [];
	for (const provider of providers) addSecrets(provider, resolve, all);
	for (const name of more) {
		const value = valueNamed(name, resolve);
		if (value) all.push(value);
	}
	return all;
}
function addSecrets(provider, resolve, all) {
	const settings = settingsOf(provider);
	const has = (name) => {
		const setting = settings.find((one) => one.name === name);
		return setting !== void 0 && valueNamed(setting.variable, resolve) !== "";
	};
	for (const setting of settings) {
		if (!setting.secret || !isWorthAsking(provider, setting, has)) continue;
		const value = valueNamed(setting.variable, resolve);
		if (value && !isPlaceholder(setting, value)) all.push(...secretsIn(setting, value));
	}
}
function valueNamed(name, resolve) {
	try {
		return trimmed(resolve(name) ?? "");
	} catch {
		return "";
	}
}

function rethrow(thrown) {
	throw thrown;
}

const BIT_STRING$1 = 3;
const DEEPEST$1 = 12;
const SHORT$2 = 8;
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

function folded(code) {
	if (code >= 65 && code <= 90) return code + 32;
	if (code === 45) return 43;
	return code === 95 ? 47 : code;
}
function numbers(seed) {
	let last = seed;
	const drawn = Int32Array.from({ length: 256 }, () => {
		last ^= last << 13;
		last ^= last >>> 17;
		last ^= last << 5;
		return last;
	});
	return drawn.map((_, code) => drawn[folded(code)]);
}
const FIRST = numbers(625341585);
const SECOND = numbers(1540483477);
const BLOCK = 1 << 20;
function addWindows(units, own, leastOwn, { size, hashes }) {
	const all = hashesOf(units, size);
	let owned = 0;
	for (let at = 0; at < units.length; at++) {
		if (own) owned += own[at] - (at < size ? 0 : own[at - size]);
		if (at + 1 >= size && (!own || owned >= leastOwn)) hashes.add(all[at]);
	}
}
function covered(text, { size, hashes }) {
	const ranges = [];
	for (let from = 0; from < text.length; from += BLOCK) {
		const all = hashesOf(unitsOf(text.slice(from, from + BLOCK + size - 1)), size);
		for (let at = size - 1; at < all.length; at++) if (hashes.has(all[at])) extend(ranges, from + at + 1 - size, from + at + 1);
	}
	return ranges;
}
function unitsOf(text) {
	const units = new Uint16Array(text.length);
	for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
	return units;
}
function hashesOf(units, size) {
	const all = new Float64Array(units.length);
	const rest = 32 - size;
	let hash = 0;
	let other = 0;
	for (let at = 0; at < units.length; at++) {
		const come = units[at];
		hash = (hash << 1 | hash >>> 31) ^ FIRST[come & 255];
		other = (other << 1 | other >>> 31) ^ SECOND[come & 255];
		if (at >= size) {
			const gone = units[at - size] & 255;
			hash ^= FIRST[gone] << size | FIRST[gone] >>> rest;
			other ^= SECOND[gone] << size | SECOND[gone] >>> rest;
		}
		all[at] = (hash >>> 0) * 1048576 + (other >>> 12);
	}
	return all;
}
function extend(ranges, from, to) {
	const last = ranges[ranges.length - 1];
	if (last && from <= last[1]) last[1] = Math.max(last[1], to);
	else ranges.push([from, to]);
}

const SHORTEST_KEY = 12;
function spellingsOf(secret) {
	const bodies = pemBodies(secret);
	if (bodies.length > 0) return bodies.flatMap(pemSpellings);
	return [
		{ units: unitsOf(secret) },
		...ofBytes(plainCodec.utf8(secret)),
		...keyBytes(secret).flatMap(ofKey)
	];
}
const ofKey = (bytes) => ofBytes(bytes, ownBytes(bytes));
function pemSpellings(body) {
	const letters = body.split(/\\r|\\n|[\r\n]/).filter((line) => !line.includes(":")).join("").replace(/\s+/g, "");
	const keys = keyBytes(letters);
	if (keys.length === 0) return [{ units: unitsOf(body) }, { units: unitsOf(letters) }];
	const [key] = keys;
	const own = ownBytes(key);
	return [acrossLines(body, own && ownLetters(own, 0, letters.length)), ...ofBytes(key, own)];
}
function acrossLines(body, own) {
	const units = unitsOf(body);
	const isOwn = new Uint8Array(units.length);
	let letter = 0;
	for (let at = 0; at < units.length; at++) if (isLetter(units[at])) isOwn[at] = own?.[letter++] ?? 1;
	return {
		units,
		own: isOwn
	};
}
const isLetter = (code) => code >= 47 && code <= 57 || code >= 65 && code <= 90 || code >= 97 && code <= 122 || [
	43,
	45,
	61,
	95
].includes(code);
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
	return [
		{
			units: bytes,
			...own && { own }
		},
		{
			units: inHex(bytes),
			...own && { own: twice(own) }
		},
		...[
			0,
			1,
			2
		].map((before) => inBase64(bytes, before, own))
	];
}
const HEX = unitsOf("0123456789abcdef");
function inHex(bytes) {
	const units = new Uint8Array(2 * bytes.length);
	for (let at = 0; at < bytes.length; at++) {
		units[2 * at] = HEX[bytes[at] >> 4];
		units[2 * at + 1] = HEX[bytes[at] & 15];
	}
	return units;
}
function twice(own) {
	const all = new Uint8Array(2 * own.length);
	for (let at = 0; at < all.length; at++) all[at] = own[at >> 1];
	return all;
}
const BASE64 = unitsOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
function inBase64(bytes, before, own) {
	const first = Math.ceil(before * 8 / 6);
	const last = Math.floor((before + bytes.length) * 8 / 6);
	const units = new Uint8Array(last - first);
	for (let at = first; at < last; at++) {
		const [byte, shift] = [Math.floor(6 * at / 8) - before, 10 - 6 * at % 8];
		const pair = (bytes[byte] << 8 | (bytes[byte + 1] ?? 0)) >> shift;
		units[at - first] = BASE64[pair & 63];
	}
	return {
		units,
		...own && { own: ownLetters(own, before, last).subarray(first) }
	};
}
function ownLetters(own, before, letters) {
	const all = new Uint8Array(letters);
	for (let at = 0; at < letters; at++) {
		const [first, last] = [Math.floor(6 * at / 8) - before, Math.floor((6 * at + 5) / 8) - before];
		all[at] = own[first] === 1 && own[last] === 1 ? 1 : 0;
	}
	return all;
}

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

const PART = 12;
const SHORT$1 = 8;
const LEAST_OWN = 2;
const HIDDEN = "\u2026";
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
		windows: [...parts.values()],
		words: values.filter(({ length }) => length < SHORT$1),
		spaces: values.some((value) => value.includes(" "))
	};
}
function addParts(value, parts) {
	for (const { units, own } of spellingsOf(value)) {
		const size = Math.min(PART, units.length);
		if (size < SHORT$1) continue;
		const windows = parts.get(size) ?? {
			size,
			hashes: /* @__PURE__ */ new Set()
		};
		parts.set(size, windows);
		addWindows(units, own, LEAST_OWN, windows);
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

function createDecider({ providers, settings }) {
	/* @__PURE__ */ checkProviders(providers);
	const entries = remembered((provider) => hostEntries(provider, settings));
	const values = remembered((provider) => {
		entries(provider);
		return readSettings(provider, settings);
	});
	let filter;
	const conceal = (text) => {
		filter ??= secretFilter(secretsAt(providers, settings));
		return filter(text);
	};
	function matchesIn(url) {
		const matches = [];
		for (const provider of providers) {
			const match = matchOf(provider, entries(provider), url, settings);
			if (match) matches.push(match);
		}
		return matches;
	}
	const matchesOf = lastOf(conceal, (url) => {
		const parsed = parseUrl(url);
		return {
			parsed,
			matches: matchesIn(parsed)
		};
	});
	const decide = lastOf(conceal, (url) => {
		if (isOff(settings)) return {
			acts: false,
			reason: "off",
			why: "COUNTERSIGN is off"
		};
		const { parsed, matches } = matchesOf(url);
		const isConfigured = ({ provider }) => Object.keys(values(provider)).length > 0;
		const match = chosen(matches, isConfigured, parsed);
		if (!match) return unclaimed(parsed, matches, matches.filter(isConfigured));
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
	function unclaimed(url, matches, configured) {
		const holder = holderOf(url, matches, configured);
		return holder ? unconfigured(url, holder) : noProvider(url, otherPorts(url, providers, entries));
	}
	const names = (provider) => namesFor(provider, providers, settings.names ? settings.names() : []);
	return Object.assign(decide, {
		values,
		names,
		conceal,
		matching: (url) => isOff(settings) ? [] : deciding(matchesOf(url).matches).map(({ provider }) => provider)
	});
}
function remembered(make) {
	const known = /* @__PURE__ */ new Map();
	return (key) => {
		if (!known.has(key)) known.set(key, make(key));
		return known.get(key);
	};
}
function lastOf(conceal, make) {
	let last;
	return (url) => {
		if (last !== void 0 && last.url === url) return last.made;
		try {
			last = {
				url,
				made: make(url)
			};
			return last.made;
		} catch (thrown) {
			return rethrow(thrown, conceal);
		}
	};
}
const unconfigured = (url, provider) => ({
	acts: false,
	reason: "unconfigured",
	provider,
	missing: missingSettings(provider, {}),
	why: `${url.host} belongs to ${provider.name}, which has no settings`
});
const noProvider = (url, otherPorts) => ({
	acts: false,
	reason: "no-provider",
	why: otherPorts ? `no provider claims ${shown(url.authority)}: ${otherPorts}` : `no provider claims the host ${shown(url.host)}`
});

function headerValue(headers, name) {
	for (let at = 0; at < headers.length; at++) {
		const header = headers[at];
		if (isNamed(header, name)) return header[1];
	}
}
const isNamed = ({ 0: own }, name) => own === name || own.length === name.length && own.toLowerCase() === name.toLowerCase();

const isRefused = (status) => status === 401 || status === 403;
const REFUSED_CHECK = "Check that the credentials belong to this host's environment and allow the call";
const REFUSED_ADVICE = `${REFUSED_CHECK}: \`countersign doctor --online\` shows their fingerprints and compares the clock; \`countersign explain METHOD URL\` shows each step of the signature.`;
function refusedHint(response, now) {
	const { status } = response;
	if (!isRefused(status)) return void 0;
	return `The provider refused a signed request (${status}).${clockHint(response, now)} ${REFUSED_ADVICE}`;
}
const SECONDS = 30;
function clockHint({ headers }, now) {
	const ahead = Math.round(now - Date.parse(headerValue(headers, "Date") ?? "") / 1e3);
	if (!(Math.abs(ahead) > SECONDS)) return "";
	return ` This machine's clock is ${Math.abs(ahead)} s ${ahead < 0 ? "behind" : "ahead of"} the response's Date: set it.`;
}

function checksum(text) {
	let sum = 2166136261;
	for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 16777619);
	return (sum >>> 0).toString(16).padStart(8, "0");
}

const SIGNED = "COUNTERSIGN_SIGNED";
function signatureOf({ run, context }) {
	const text = run.get(SIGNED);
	return text?.startsWith(`${context}\n`) ? readSignature(text.slice(context.length)) : void 0;
}
const finish = (tool, signature) => write(tool, {
	...signature,
	done: true
});
function changesIn(request, signature) {
	const { method, url, headers, body } = request;
	const isCovered = signature.body !== void 0;
	return [
		...url === signature.url ? [] : ["the URL"],
		...method === signature.method ? [] : ["the method"],
		...headersSum(headers, signature.names) === signature.headers ? [] : ["a signed header"],
		...!isCovered || shortened(body) === signature.body ? [] : ["the body"]
	];
}
function write({ run, context }, { method, url, names, headers, body, sealed, done }) {
	const marks = `${body === void 0 ? "" : "b"}${sealed ? "s" : ""}${done ? "d" : ""}`;
	run.set(SIGNED, [
		context,
		marks,
		method,
		url,
		names.join(" "),
		headers,
		body ?? ""
	].join("\n"));
}
const SHORT = 4096;
const shortened = (body) => body.length < SHORT ? String(body) : `${body.length} ${checksum(String(body))}`;
function headersSum(headers, names) {
	let rows = "";
	for (const name of names) for (const [other, value] of headers) if (other.toLowerCase() === name) rows += `${name}\n${value}\n`;
	return checksum(rows);
}
function readSignature(text) {
	const [, marks = "", method = "", url = "", names = "", headers = "", ...body] = text.split("\n");
	return {
		method,
		url,
		names: names.split(" "),
		headers,
		...marks.includes("b") && { body: body.join("\n") },
		...marks.includes("s") && { sealed: true },
		...marks.includes("d") && { done: true }
	};
}

const PATH = /[^\u0021-\u007e]|["<>`{}]/gu;
const QUERY = /[^\u0021-\u007e]|["'<>]/gu;
function wireUrl(text) {
	const [bare = ""] = trimmed(text).split("#", 1);
	const [, scheme = "http://", host = "", path = "", query = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?]*)([^?]*)([\s\S]*)$/i.exec(bare) ?? [];
	return scheme + host + (encoded(path, PATH) || "/") + encoded(query, QUERY);
}
const encoded = (text, letters) => isPlain(text) ? text : text.replace(letters, encode);
function isPlain(text) {
	try {
		return encodeURI(text) === text && !text.includes("'");
	} catch {
		return false;
	}
}
function encode(letter) {
	const known = /^[\ud800-\udfff]$/.test(letter) ? "\ufffd" : letter;
	return known === "'" ? "%27" : encodeURIComponent(known);
}

function sentRequest({ method, url, headers, body }) {
	return {
		method,
		url: wireUrl(url),
		headers,
		body: sentBody(body)
	};
}
function sentBody(body) {
	try {
		return wireBody(body, (text) => text).text;
	} catch {
		return "\0";
	}
}

function scriptSettings(tool) {
	const known = /* @__PURE__ */ new Map();
	function get(name) {
		if (!known.has(name)) known.set(name, tool.variable(name));
		return known.get(name);
	}
	function isMissing({ provider, setting }) {
		const { required, secret, variable } = setting;
		const has = (name) => get(settingName(provider.id, name)) !== void 0;
		return (required || secret) && isWorthAsking(provider, setting, has) && !get(variable);
	}
	async function ask(all) {
		for (const one of all) {
			if (!isMissing(one)) continue;
			const { variable } = one.setting;
			const value = await Promise.resolve(tool.secret?.(variable)).catch(() => void 0);
			if (value) known.set(variable, value);
		}
	}
	return {
		get: Object.assign(get, { names: tool.names }),
		askSecrets(providers) {
			if (!tool.secret) return void 0;
			const all = providers().flatMap((provider) => toolSettings(provider).map((setting) => ({
				provider,
				setting
			})));
			return all.some(isMissing) ? ask(all) : void 0;
		}
	};
}

const OPENED = "COUNTERSIGN_OPENED";
function isFirst({ run }, name) {
	if (run.get(name) !== void 0) return false;
	run.set(name, "yes");
	return true;
}

function postResponse(tool, parts) {
	tool.run.unset(OPENED);
	const release = tool.hold();
	const settings = scriptSettings(tool);
	const decider = createDecider({
		providers: parts.providers,
		settings: settings.get
	});
	check({
		tool: concealing(tool, decider.conceal),
		parts,
		decider
	}, settings).then(release, (thrown) => {
		try {
			tool.fail(reasonOf(thrown, decider.conceal));
		} finally {
			release();
		}
	});
}
const concealing = (tool, conceal) => ({
	...tool,
	log: (line) => tool.log(conceal(line)),
	fail: (reason) => tool.fail(conceal(reason))
});
async function check({ tool, parts: { open }, decider }, settings) {
	const signature = signatureOf(tool);
	if (signature && !signature.done && isUnchanged(tool, signature)) sayIfRefused(tool);
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
function isUnchanged(tool, signature) {
	finish(tool, signature);
	const changes = tool.sent ? changesIn(sentRequest(tool.sent()), signature) : [];
	if (changes.length === 0) return true;
	const what = changes.join(" and ");
	tool.fail(`A script changed ${what} after the request was signed. Make the change before: paste Countersign's script below that one.`);
	return false;
}
function sayIfRefused(tool) {
	const hint = refusedHint(tool.response, Date.now() / 1e3);
	if (hint && isFirst(tool, "COUNTERSIGN_REFUSED")) tool.log(`countersign: ${hint}`);
}
function notSigned({ id, name }) {
	return new CountersignError("invalid-url", `The request went to a host of ${name} without being signed: a script changed its URL after Countersign's had run, or that is missing. Paste Countersign's script below the one that sets the URL.`, id);
}

const isPromise = (_value) => false;
const asynchronous = ({ name }, what) => /* @__PURE__ */ new Error(`${name}: ${what}`);

function createReady(decider, host, warn) {
	const known = /* @__PURE__ */ new Map();
	const isBrokered = host.tokens?.isBrokered;
	function made(provider, purpose) {
		const values = decider.values(provider);
		const opensOnly = purpose === "response" && missingSettings(provider, values, { isBrokered }).length > 0;
		const name = opensOnly ? `${provider.id} for responses` : provider.id;
		const names = () => decider.names(provider);
		if (!known.has(name)) known.set(name, setUp(provider, values, {
			host,
			warn
		}, {
			isBrokered,
			opensOnly,
			names
		}));
		return known.get(name);
	}
	let last;
	let lastReady;
	return (provider, purpose) => {
		if (provider === last) return lastReady;
		const ready = known.get(provider.id) ?? made(provider, purpose);
		if (purpose !== "response") [last, lastReady] = [provider, ready];
		return ready;
	};
}
function setUp(provider, values, tools, use) {
	checkSettings(provider, values, use);
	const ready = provider.setup(withDefaults(provider, values), tools);
	if (isPromise(ready)) throw asynchronous(provider, "setup");
	return ready;
}

function scriptNonce(context) {
	let count = 0;
	return (digits) => {
		let nonce = draw() + checksum(`${context} ${Date.now()} ${count++}`);
		while (nonce.length < digits) nonce += draw();
		return nonce.slice(0, digits);
	};
}
const draw = () => Math.random().toString(16).slice(2, 15);

function* wait(later, now) {
	return yield {
		later,
		now
	};
}
async function withPromises(work, step = work.next()) {
	let at = step;
	while (!at.done) at = await settled(work, at.value);
	return at.value;
}
const settled = (work, { later }) => later().then((value) => work.next(value), (thrown) => work.throw(thrown));
const promiseOf = (work) => isWaiting(work) ? withPromises(work) : work;
const isWaiting = (work) => Symbol.iterator in work;

const now = () => Date.now() / 1e3;
function responseHost({ name, context, digests }, parts = {}) {
	return {
		name,
		now,
		nonce: scriptNonce(context),
		...digests,
		...parts
	};
}

function headersOf(headers) {
	return headers.map(({ key, value, disabled }) => ({
		key,
		value,
		disabled
	}), {}).filter(({ key, disabled }) => key && !disabled).map(({ key, value }) => [key, String(value ?? "")]);
}

function testThatFails({ insomnia, consoles }, thrown) {
	const reason = reasonOf(thrown);
	for (const console of consoles) console.error(`countersign: ${reason}`);
	insomnia.test(`countersign: ${reason}`, () => {
		throw new Error(reason);
	});
}

async function rendered({ variables }, text) {
	if (!text.includes("{\x7b") || /\{\x25|\{\x23/.test(text)) return text;
	try {
		return String(await variables.replaceIn(text.replace(/\{\{\s*_\./g, "{\x7b ")));
	} catch {
		return text;
	}
}
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

const PLACE = Symbol.for("countersign.run");
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
		digests: portableDigests,
		variable: (name) => settings.get(name) ?? textOf(variables.get(name)),
		names: () => Object.keys(variables.toObject?.() ?? {}),
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

const script = () => ({
	insomnia,
	console,
	consoles: consolesOf(globalThis),
	...typeof crypto !== "undefined" && crypto && { crypto }
});
const consolesOf = (scope) => scope?.console && scope.console !== console ? [console, scope.console] : [console];
async function runPostResponse(parts) {
	const here = script();
	try {
		await untilReleased(await afterResponseTool(here, parts.providers), (tool) => postResponse(tool, parts));
	} catch (thrown) {
		testThatFails(here, thrown);
	}
}
const runOpening = runPostResponse;
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

const opener = (cipher) => async ({ tool, decider, decision, isSealed }) => {
	const { provider } = decision;
	if (!provider.open) return;
	const host = responseHost(tool, cipher.toOpen(tool));
	const settings = createReady(decider, host, () => {})(provider, "response");
	const { url } = decision;
	const opened = provider.open({
		url,
		response: tool.response,
		settings,
		host,
		trace: void 0
	});
	const { body, unopened, isPlain } = await promiseOf(opened);
	if (body !== void 0) {
		show(tool, readable$1(body, provider));
		tool.log(`countersign: ${provider.id} opened the response to ${tool.method} ${decision.url.path}`);
	} else if (!isPlain && unopened === void 0 && isSealed && isPlainSuccess(tool)) throw new Error(`The response (${tool.response.status}) is not encrypted, although the request was. Do not trust it.`);
};
const isPlainSuccess = ({ response: { status, body } }) => status >= 200 && status < 300 && body.length > 0;
function readable$1(body, { name }) {
	try {
		return textOf$1(body, plainCodec);
	} catch {
		throw new Error(`${name}: the response decrypts to ${body.length} bytes that are not UTF-8 text. They are not shown, and ${OPENED} is not set; countersign send prints them.`);
	}
}
function show(tool, opened) {
	tool.run.set(OPENED, opened);
	tool.show(opened);
}

const codecOf = (host) => host.codec ?? plainCodec;
function exactly(length, bytes) {
	if (bytes.length !== length) throw new Error("a part of the wrong length");
	return bytes;
}
function cipherOf({ cipher, name }) {
	if (cipher) return cipher;
	throw new CountersignError("missing-capability", `${name} has no RSA-OAEP and AES, which encryption needs.`);
}

const KEY_BYTES = {
	A128GCM: 16,
	A192GCM: 24,
	A256GCM: 32,
	"A128CBC-HS256": 32
};
function isKnownEncryption(enc) {
	return typeof enc === "string" && Object.hasOwn(KEY_BYTES, enc);
}
function* decryptJwe(jwe, key, host) {
	const encryption = checkedHeader(jwe);
	const cipher = cipherOf(host);
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
			aad: codecOf(host).utf8(jwe.protectedHeader)
		};
		return yield* wait(() => cipher.decrypt(message), sync && (() => sync.decrypt(message)));
	} catch {
		throw new CountersignError("open-failed", "The response does not open: it was changed on its way, or encrypted to a key other than the decryption key at hand.");
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
	const text = String(JSON.stringify(value) ?? "absent").replace(/[^\u0020-\u007e]/g, "\ufffd").slice(0, 40);
	return new CountersignError("invalid-answer", `The encrypted response says ${parameter}: ${text}, which cannot be opened.`);
}

const headers = /* @__PURE__ */ new WeakMap();
function written(header, codec) {
	const known = headers.get(header);
	if (known?.codec === codec) return known;
	const text = codec.base64url(codec.utf8(JSON.stringify(header)));
	const made = {
		text,
		bytes: codec.utf8(text),
		codec
	};
	headers.set(header, made);
	return made;
}
function* encryptJwe(plaintext, header, key, host) {
	const { cipher, random } = secureParts(host);
	const codec = codecOf(host);
	const encode = codec.base64url;
	const { text: protectedHeader, bytes: aad } = written(header, codec);
	try {
		const cek = exactly(32, random(32));
		const iv = exactly(12, random(12));
		const message = {
			key: cek,
			iv,
			plaintext: bytesOf(plaintext, codec),
			aad
		};
		const { sync } = cipher;
		const [encryptedKey, { ciphertext, tag }] = yield* wait(() => Promise.all([cipher.encryptKey(key, cek), cipher.encrypt(message)]), sync && (() => [sync.encryptKey(key, cek), sync.encrypt(message)]));
		return `${`${protectedHeader}.${encode(encryptedKey)}.${encode(iv)}`}.${encode(ciphertext)}.${encode(exactly(16, tag))}`;
	} catch {
		throw new CountersignError("seal-failed", `The body could not be encrypted in ${host.name}, so nothing is sent.`);
	}
}
function secureParts(host) {
	const { random } = host;
	if (!random) throw new CountersignError("missing-capability", `${host.name} has no secure random source, so nothing can be encrypted in it.`);
	return {
		cipher: cipherOf(host),
		random
	};
}

const DEEPEST = 1e3;
const SHALLOW_LENGTH = 1e5;
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

function parseJwe(compact, host) {
	const codec = codecOf(host);
	const parts = compact.split(".");
	if (parts.length !== 5) return void 0;
	try {
		const [header, encryptedKey, iv, ciphertext, tag] = parts.map((part) => codec.fromBase64(part));
		const json = jsonObject(codec.text(header));
		if (!json) return void 0;
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

const BIT_STRING = 3;
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

var PemProblem = class extends Error {};
const BEGIN = "-----BEGIN ";
const DASHES = "-----";
const MOST_BLOCKS = 50;
function findBlock(text, labels, wanted, unlocking = {}) {
	const blocks = text.includes(BEGIN) ? pemBlocks(text) : derBlocks(text);
	const plain = blocks.find(({ label, encryptedPem }) => labels.includes(label) && !encryptedPem);
	if (plain) return plain;
	const locked = blocks.find(isLocked);
	const found = locked && unlocked(locked, labels, unlocking).find(({ label }) => labels.includes(label));
	if (found) return found;
	throw new PemProblem(locked ? `holds no ${wanted}` : problemOf(text, blocks, labels, wanted));
}
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
const unescaped = (text) => text.replace(/\\{1,2}r/g, "").replace(/\\{1,2}n/g, "\n");
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
	return `is ${at < 0 ? blocks[0] ? `a ${label}` : "not a PEM" : blocks.length === 0 && labels.includes(label) ? "a PEM that is cut off" : `a PEM of the kind ${label.replace(/[^A-Z0-9 ]/g, "\ufffd")}`}; a ${wanted} is needed, from its BEGIN line to its END line`;
}
function isPath(text) {
	if (text.length > 500 || text.includes(BEGIN) || /[\r\n]/.test(text)) return false;
	return /\.(pem|key|crt|cer|der|p12|pfx|p8|txt)"?$/i.test(text) || /^"?(~|\.{1,2}|[a-z]:)?[\\/][\w. -]/i.test(text);
}

function named(provider, variable, keyVariable, read) {
	try {
		return read();
	} catch (thrown) {
		const text = (thrown instanceof PemProblem ? thrown.message : "cannot be read").replace("NAME_FILE", `${variable}_FILE`).replaceAll("NAME_PASSWORD", `${keyVariable}_PASSWORD`);
		const whose = provider ? `${provider.name}: ` : "";
		throw new CountersignError("invalid-key", `${whose}${variable} ${text}.`, provider?.id);
	}
}

const NAMES = {
	"3": "CN",
	"6": "C",
	"7": "L",
	"8": "ST",
	"10": "O",
	"11": "OU"
};
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
function timeOf({ tag, content }) {
	const text = plainCodec.text(content);
	const digits = tag === 23 ? `${text.slice(0, 2) < "50" ? "20" : "19"}${text}` : text;
	const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
	if (!year) throw new Error("a time that is not DER");
	return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1e3;
}
function nameOf(name) {
	return children(name).flatMap((set) => children(set).map(attributeOf)).join(", ").slice(0, 200);
}
function attributeOf(attribute) {
	const [type, value] = children(attribute);
	const [first, second, last] = type?.content ?? /* @__PURE__ */ new Uint8Array();
	const known = first === 85 && second === 4 ? NAMES[String(last)] : void 0;
	const text = value?.tag === 30 || !value ? "\u2026" : plainCodec.text(value.content);
	return `${known ?? "other"}=${text.replace(/[^\u0020-\u007e\u00a0-\uffff]/g, "\ufffd")}`;
}

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
function readPublicKey(text, unlocking) {
	const block = findBlock(text, [
		"CERTIFICATE",
		"PUBLIC KEY",
		"RSA PUBLIC KEY"
	], "certificate or public key", unlocking);
	return readable(block.label, () => {
		if (block.label === "RSA PUBLIC KEY") return checkedKey(spkiOf(readOne(block.der, 48).whole));
		if (block.label === "PUBLIC KEY") return checkedKey(readOne(block.der, 48).whole);
		const { spki, subject, notBefore, notAfter } = readCertificate(block.der);
		return {
			...checkedKey(spki),
			certificate: {
				subject,
				notBefore,
				notAfter
			}
		};
	});
}
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

function fingerprint(spki, host) {
	return host.hash("SHA-256", spki, "hex");
}
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
	const sealsTo = keyId ?? (encryption ? fingerprint(encryption.spki, host) : "");
	if (encryption) warnOfEnd(encryption, provider, {
		host,
		warn
	});
	return {
		get encryption() {
			return encryption ?? missing(provider);
		},
		keyId: sealsTo,
		keyIdIsDerived: keyId === void 0,
		header: {
			kid: sealsTo,
			cty: "application/json",
			alg: "RSA-OAEP-256",
			enc: "A256GCM"
		},
		decryption,
		decryptionKeyId: decryption && fingerprint(decryption.spki, host),
		publicKey: once(() => {
			const [cipher, { spki }] = [cipherOf(host), encryption ?? missing(provider)];
			return read("encryptionCertificate", () => cipher.publicKey(spki));
		}),
		privateKey: once(() => {
			const cipher = cipherOf(host);
			return read("decryptionKey", () => cipher.privateKey(decryption.pkcs8));
		})
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
function once(make) {
	let made;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

const mastercard = {
	id: "mastercard",
	name: "Mastercard",
	hosts: ["api.mastercard.com"],
	uses: ["cipher", "random"],
	settings,
	setup: (values, tools) => readKeys(values, mastercard, tools),
	needs: ({ request: { body }, host }) => body.length === 0 ? {
		body: true,
		waits: false,
		how: "no body, so nothing to encrypt",
		asIs: "it has no body"
	} : isSealed(body, host) ? {
		body: true,
		waits: false,
		how: "a body that is encrypted already",
		asIs: "its body is encrypted already"
	} : {
		body: true,
		waits: true,
		how: "the whole body as a JWE"
	},
	prepare: seal,
	open
};
const DROPPED = ["Content-Length"];
function* seal({ request, settings: keys, host, trace }) {
	checkJson(request.body, host);
	const encryptedData = yield* encryptJwe(request.body, keys.header, keys.publicKey(), host);
	return {
		headers: [["Content-Type", "application/json"]],
		drop: DROPPED,
		body: `{"encryptedData":"${encryptedData}"}`
	};
}
function checkJson(body, host) {
	try {
		const text = textOf$1(body, host.codec ?? plainCodec);
		if (nestsTooDeep(text)) throw new Error("too deep");
		if (!isJson(text, host)) throw new Error("not JSON");
	} catch {
		const size = byteLength(body, host.codec ?? plainCodec);
		throw new CountersignError("invalid-body", `Mastercard expects JSON; this body (${size} bytes) is not JSON. Nothing is sent. Look for a byte order mark, a trailing comma or a {\x7bvariable}}.`, "mastercard");
	}
}
function isJson(text, { codec }) {
	return codec?.isJson ? codec.isJson(text) : JSON.parse(text) !== void 0;
}
function isSealed(body, host) {
	const json = encryptedObject(body, host);
	return json !== void 0 && !hasMark(body) && Object.keys(json).length === 1 && parseJwe(json.encryptedData, host)?.header.alg !== void 0;
}
function hasMark(body) {
	return typeof body === "string" ? body.startsWith("\ufeff") : body[0] === 239 && body[1] === 187;
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
const mayName = (text) => text.includes("encryptedData") || text.includes("\\");
function notAJwe({ status }) {
	const message = `The response (${status}) has an encryptedData that is not a JWE of five parts. It may be cut off.`;
	return new CountersignError("invalid-answer", message, "mastercard");
}
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
	const theirs = (typeof kid === "string" ? kid : String(JSON.stringify(kid))).slice(0, 64).replace(/[^\u0021-\u007e]/g, "\ufffd");
	return new CountersignError("open-failed", `The response does not open with MASTERCARD_DECRYPTION_KEY (${decryptionKeyId}): its kid names another key, ${theirs}. Use the private key of that key.`, "mastercard");
}

await runOpening({
	providers: [mastercard],
	open: opener(cipherParts)
});

})();