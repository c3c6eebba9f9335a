/*!
 * Countersign 0.1.0 for Send Payments
 * Pre-request script: signs or encrypts a request just before it is sent, or stops it and says why.
 * For Insomnia's scripts and inso. Generated: change its source, not this file.
 *
 * Source: packages/insomnia of the Countersign repository.
 * Licence: MIT, Copyright (c) the Countersign authors.
 * Bundled in it: @noble/hashes 2.4.0, MIT, Copyright (c) 2022 Paul Miller (https://paulmillr.com).
 *
 * Variables it reads, from any scope (* must be there):
 *   SENDPAYMENTS_CLIENT_ID*: the Client Identifier from Send, one per environment
 *   SENDPAYMENTS_CLIENT_SECRET*: the secret of the client
 *   SENDPAYMENTS_AUTH_PATH: the path at which an accessToken is requested
 *   SENDPAYMENTS_REFRESH_BEFORE: how many seconds before its end an accessToken is renewed
 *   SENDPAYMENTS_HOSTS: further hosts that may get the credentials, as host or host:port, separated by commas
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

const partsOf = (input) => typeof input === "string" || !Array.isArray(input) ? [input] : input;
function textOf$1(data, codec = plainCodec) {
	return typeof data === "string" ? data : codec.text(data);
}
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
function checkText(data, codec) {
	if (typeof data !== "string") return;
	if (!(codec?.wellFormed ? codec.wellFormed(data) : wellFormed(data))) throw new CountersignError("invalid-body", "The body has half of a surrogate pair, which cannot be sent as UTF-8. Repair the text, or send bytes.");
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
function fromBase64$1(text) {
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
	fromBase64: fromBase64$1
};

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

const ENTROPY = "COUNTERSIGN_ENTROPY";

const pathsOf = (_provider, _settings) => void 0;
const pathFor = (_paths, _url) => "";
const pathRule = (_match) => "";
const chosen = (matches, isConfigured, _url) => matches.find(isConfigured);
const deciding = (matches) => matches;
const holderOf = (_url, matches, _configured) => matches[0]?.provider;

const withoutIgnored = (text) => text.replace(/[\p{DI}\p{Cc}\p{White_Space}]/gu, "");

const PLAIN = /^([a-z0-9_-]+\.)*[a-z_-][a-z0-9_-]*$/;
const LONGEST$1 = 2e4;
const DOTS = /[\u3002\uff61]/g;
function canonicalHost(host) {
	if (PLAIN.test(host) || host.length > LONGEST$1) return host;
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

const PARTS$1 = /^(\[[^\]]*\]|[^:]*)(?::([\s\S]*))?$/;
function parseHostEntry(text) {
	const [, host = "", port] = PARTS$1.exec(trimmed(text)) ?? [];
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

const names = { "sendpayments": {
	"clientId": "SENDPAYMENTS_CLIENT_ID",
	"clientSecret": "SENDPAYMENTS_CLIENT_SECRET",
	"authPath": "SENDPAYMENTS_AUTH_PATH",
	"refreshBefore": "SENDPAYMENTS_REFRESH_BEFORE",
	"hosts": "SENDPAYMENTS_HOSTS"
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
	for (const setting of provider.settings) all.push(named(provider, setting));
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
const hostsSetting = (provider) => named(provider, HOSTS);
const prefixOf = ({ id }) => settingName(id, HOSTS.name).slice(0, -HOSTS.name.length);
const named = (provider, setting) => ({
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

const PART = 12;
const SHORT$1 = 8;
const HIDDEN = "\u2026";
function secretFilter(secrets) {
	const values = secrets.map((secret) => secret.trim()).filter((secret) => secret !== "");
	const spaces = values.some((value) => value.includes(" "));
	return (text) => {
		const hidden = [];
		const views = values.length > 0 ? viewsOf(text, spaces) : [];
		for (const view of views) for (const value of values) hide(value, view, hidden);
		return hidden.length > 0 ? withoutHidden(text, hidden) : text;
	};
}
function withoutHidden(text, hidden) {
	let shown = "";
	for (let at = 0; at < text.length; at++) if (!hidden[at]) shown += text[at];
	else if (!hidden[at - 1]) shown += HIDDEN;
	return shown;
}
function hide(secret, { text, places }, hidden) {
	const mark = (from, size) => {
		for (let at = places[from]; at < places[from + size]; at++) hidden[at] = true;
	};
	if (secret.length < SHORT$1) {
		for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) if (!isWordAt(text, at - 1) && !isWordAt(text, at + secret.length)) mark(at, secret.length);
		return;
	}
	const seen = folded(text);
	for (const spelling of spellingsOf(secret)) {
		const size = Math.min(PART, spelling.length);
		if (size < SHORT$1) continue;
		const parts = /* @__PURE__ */ new Set();
		for (let at = 0; at + size <= spelling.length; at++) parts.add(spelling.slice(at, at + size));
		for (let at = 0; at + size <= seen.length; at++) if (parts.has(seen.slice(at, at + size))) mark(at, size);
	}
}
const isWordAt = (text, at) => /[\p{L}\p{N}_]/u.test(text.charAt(at));
const folded = (text) => text.replace(/[A-Z_-]/g, (letter) => letter === "-" ? "+" : letter === "_" ? "/" : letter.toLowerCase());
function spellingsOf(secret) {
	const body = secret.replace(/-----(?:BEGIN|END)[^-]*-----/g, "");
	const letters = body.replace(/\s+/g, "");
	return [
		secret,
		body,
		letters,
		...[
			utf8(secret),
			fromBase64(letters),
			fromHex(letters)
		].flatMap((bytes) => bytes ? encodings(bytes) : [])
	].map(folded);
}
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function fromBase64(text) {
	const letters = text.replace(/={1,2}$/, "").replace(/-/g, "+").replace(/_/g, "/");
	if (!(letters.length === text.length ? letters.length % 4 !== 1 : text.length % 4 === 0) || !/^[\dA-Z+/]{16,}$/i.test(letters)) return void 0;
	const bits = Array.from(letters, (one) => ALPHABET.indexOf(one).toString(2).padStart(6, "0")).join("");
	return Number(bits.slice(bits.length - bits.length % 8)) === 0 ? bytesOf(bits, 8, 2) : void 0;
}
const fromHex = (digits) => /^(?:[0-9a-f]{2}){12,}$/i.test(digits) ? bytesOf(digits, 2, 16) : void 0;
const bytesOf = (digits, size, base) => Uint8Array.from({ length: Math.floor(digits.length / size) }, (_, at) => Number.parseInt(digits.slice(at * size, at * size + size), base));
function encodings(bytes) {
	const hex = Array.from(bytes, (value) => value.toString(16).padStart(2, "0")).join("");
	const inBase64 = [
		0,
		1,
		2
	].map((before) => {
		const shifted = new Uint8Array(before + bytes.length);
		shifted.set(bytes, before);
		return base64url(shifted).slice(Math.ceil(before * 8 / 6), Math.floor(shifted.length * 8 / 6));
	});
	return [
		String.fromCharCode(...bytes),
		hex,
		...inBase64
	];
}
function viewsOf(text, spaces) {
	const whole = {
		text,
		places: Array.from({ length: text.length + 1 }, (_, at) => at)
	};
	const decoders = [
		unescaped,
		unpercented(false),
		...spaces ? [unpercented(true)] : []
	];
	const once = decoders.flatMap((decode) => decode(whole));
	return [
		whole,
		...once,
		...once.flatMap((view) => decoders.flatMap((decode) => decode(view)))
	];
}
function decoded$2({ text, places }, mark, each, read) {
	if (!mark.test(text)) return [];
	let made = "";
	const at = [];
	for (const found of text.matchAll(each)) {
		const letters = read(found);
		for (let n = 0; n < letters.length; n++) at.push(places[found.index]);
		made += letters;
	}
	return [{
		text: made,
		places: [...at, places[text.length]]
	}];
}
const LINE_ENDS = {
	b: "\b",
	t: "	",
	n: "\n",
	f: "\f",
	r: "\r"
};
const unescaped = (view) => decoded$2(view, /\\/, /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))|[\s\S]/gi, ([all = "", four, two, other]) => {
	const code = four ?? two;
	if (code) return String.fromCharCode(Number.parseInt(code, 16));
	return other ? LINE_ENDS[other] ?? other : all;
});
const unpercented = (isForm) => (view) => decoded$2(view, isForm ? /[%+]/ : /%/, /%([0-9a-f]{2})|[\s\S]/giu, ([all = "", two]) => {
	if (two) return String.fromCharCode(Number.parseInt(two, 16));
	return all === "+" && isForm ? " " : String.fromCharCode(...utf8(all));
});

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
	for (let at = 0; at < headers.length; at++) if (isNamed(headers[at], name)) return true;
	return false;
}
function without(headers, names = []) {
	if (names.length === 0) return headers;
	const dropped = new Set(names.map((name) => name.toLowerCase()));
	return headers.filter(([name]) => !dropped.has(name.toLowerCase()));
}
function patched(request, change) {
	return {
		method: request.method,
		url: change.url ?? request.url,
		headers: change.headers || change.drop ? withHeaders(without(request.headers, change.drop), change.headers ?? []) : request.headers,
		body: change.body ?? request.body ?? ""
	};
}
function merged(first, second) {
	const url = second.url ?? first.url;
	const body = second.body ?? first.body;
	return {
		headers: withHeaders(without(first.headers ?? [], second.drop), second.headers ?? []),
		...url !== void 0 && { url },
		...body !== void 0 && { body },
		secrets: [...first.secrets ?? [], ...second.secrets ?? []],
		drop: [...first.drop ?? [], ...second.drop ?? []]
	};
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
function remember(tool, request, patch, covered) {
	const names = [];
	for (const [name] of patch.headers ?? []) names.push(name.toLowerCase());
	write$1(tool, {
		method: request.method,
		url: request.url,
		names,
		headers: headersSum(request.headers, names),
		...covered && { body: shortened(request.body) },
		...patch.body !== void 0 && { sealed: true }
	});
}
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
function write$1({ run, context }, { method, url, names, headers, body, sealed, done }) {
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
function wireUrl$1(text) {
	const [bare = ""] = trimmed(text).split("#", 1);
	const [, scheme = "http://", host = "", path = "", query = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?]*)([^?]*)([\s\S]*)$/i.exec(bare) ?? [];
	return scheme + host + (encoded$1(path, PATH) || "/") + encoded$1(query, QUERY);
}
const encoded$1 = (text, letters) => isPlain(text) ? text : text.replace(letters, encode);
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

const isBodyPruned = (method) => /^(GET|HEAD|COPY|PURGE|UNLOCK)$/i.test(method);
function urlOf(tool, { url }) {
	const text = wireUrl$1(tool.render(url));
	return tool.wireUrl ? tool.wireUrl(text) : text;
}
function readRequest$1(tool, asked, url) {
	checkFilled("URL", decoded$1(url));
	const { body, problem } = readBody(tool, asked);
	const rendered = asked.headers.map(([name, value]) => [tool.render(name), tool.render(value)]);
	const headers = [...rendered, ...typeOf(body, rendered)];
	return {
		asked,
		url,
		request: {
			method: asked.method,
			url,
			headers,
			body: body.text
		},
		body,
		...problem !== void 0 && { problem }
	};
}
function readBody(tool, { method, body }) {
	const seen = isBodyPruned(method) ? { mode: "none" } : body;
	try {
		return { body: wireBody(seen, tool.render) };
	} catch (problem) {
		return {
			body: { text: "" },
			problem
		};
	}
}
function typeOf({ text, type }, headers) {
	if (text === "" || !type || headerValue(headers, "Content-Type") !== void 0) return [];
	return [["Content-Type", type]];
}
const decoded$1 = (url) => url.includes("%7") ? url.replace(/%7B/gi, "{").replace(/%7D/gi, "}") : url;
function withToolAuth({ request, asked: { auth } }, render) {
	if (!auth?.bearer) return request;
	return {
		...request,
		headers: [...request.headers, ["Authorization", `Bearer ${render(auth.bearer)}`]]
	};
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
const NOT_SIGNED = "COUNTERSIGN_NOT_SIGNED";
function isFirst({ run }, name) {
	if (run.get(name) !== void 0) return false;
	run.set(name, "yes");
	return true;
}

function checkNotMeant(decider, url) {
	for (const provider of decider.matching(url)) {
		const names = decider.names(provider);
		const isSetting = (name) => settingsOf(provider).some(({ variable }) => variable === name);
		if (names.some(isSetting) || unknownNames(provider, {}, names).length > 0) throw missingSetting(provider, {}, { names: () => names });
	}
}
function misspeltHint(decider, providers) {
	for (const provider of providers) {
		const own = decider.names(provider).filter((name) => hasPrefix(name, prefixOf(provider)));
		const found = (own.length > 0 ? unknownNames(provider, decider.values(provider), own) : []).find(({ meant }) => meant);
		if (found) return ` (${sayUnknown(found)})`;
	}
	return "";
}

const HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?]*?(\{\{[^{}]*\}?\}?)/i;
function unfilledHost(url) {
	return url.includes("{\x7b") ? HOST.exec(url)?.[1] : void 0;
}
function hostNotFilled(variable, providers) {
	const names = providers.map(({ name }) => name).join(", ");
	return new CountersignError("invalid-url", `The host of the URL still holds ${printable(variable)}, so it cannot be known whether the request is for ${names}. Set the variable before this script runs, or paste this script below the one that sets it.`);
}
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#@]*)/i;
function mayBeListed(url, list) {
	const host = AUTHORITY.exec(url)?.[1]?.toLowerCase() ?? "";
	return list.split(",").some((entry) => {
		const pattern = entry.trim().toLowerCase();
		const first = pattern.indexOf("{\x7b");
		if (first < 0) return false;
		const end = pattern.slice(pattern.lastIndexOf("}}") + 2);
		return host.startsWith(pattern.slice(0, first)) && [host, host.replace(/:\d+$/, "")].some((one) => one.endsWith(end));
	});
}
function hostsNotFilled({ id, name }, variable) {
	return new CountersignError("invalid-setting", `${name}: ${variable} still holds a {\x7bvariable}} that was not filled in, so the request may be meant for it. Fill it in, or take it out of the list.`, id);
}

function askVault({ url, decider, providers }, settings) {
	return settings.askSecrets(() => unfilledHost(url) ? providers : decider.matching(url));
}
function decide(question) {
	const { url, decider } = question;
	const decision = decider(url);
	if (!decision.acts && decision.reason === "unconfigured") checkNotMeant(decider, url);
	if (!decision.acts && decision.reason !== "off") checkFilledIn(question);
	return decision;
}
function checkFilledIn({ url, decider, providers }) {
	const variable = unfilledHost(url);
	const configured = providers.filter((provider) => Object.keys(decider.values(provider)).length > 0);
	if (variable && configured.length > 0) throw hostNotFilled(variable, configured);
	const unsure = configured.find((provider) => mayBeListed(url, decider.values(provider).hosts ?? ""));
	if (unsure) throw hostsNotFilled(unsure, hostsSetting(unsure).variable);
}
function leave({ tool, providers, decider, log }, { reason, why }) {
	const [only] = providers;
	if (reason === "unconfigured" && only && providers.length === 1) throw nothingSet(only);
	if (reason !== "off") tool.run.set(NOT_SIGNED, why);
	if (!isFirst(tool, "COUNTERSIGN_LEFT_ALONE")) return;
	log(`left a request as it is, and will not repeat this: ${why}${reason === "no-provider" ? misspeltHint(decider, providers) : ""}`);
}
function sayMisspelt({ tool, decider, log }, provider) {
	const hint = isFirst(tool, `COUNTERSIGN_NAMES_${provider.id}`) ? misspeltHint(decider, [provider]) : "";
	if (hint) log(`a variable is not read${hint}`);
}
function nothingSet({ id, name }) {
	return new CountersignError("missing-setting", `${name}: no variable of its settings is there. Choose the environment that has them.`, id);
}

function concealedPath(path, { providers, settings, conceal }) {
	if (ENCODED.test(path)) return conceal(path);
	for (const secret of secretsAt(providers, settings)) if (isLike(path, secret)) return conceal(path);
	return path;
}
const ENCODED = /[^\u0021-\u007e]|[%\\]|[^/.]{12}/;
function isLike(path, secret) {
	const [where, what] = [secret.toLowerCase(), path.toLowerCase()];
	const size = Math.min(8, where.length);
	for (let at = 0; at + size <= what.length; at++) if (where.includes(what.slice(at, at + size))) return true;
	return false;
}

function withList(given) {
	const { headers } = given;
	if (headers === void 0 || Array.isArray(headers)) return given;
	return {
		...given,
		headers: Object.entries(headers)
	};
}
function changed({ body, secrets, drop, token }, headers, url) {
	const change = {};
	if (headers !== void 0) change.headers = headers;
	if (url !== void 0) change.url = url;
	if (body !== void 0) change.body = body;
	if (secrets !== void 0) change.secrets = secrets;
	if (drop !== void 0) change.drop = drop;
	if (token !== void 0) change.token = token;
	return change;
}
function invalidPatch({ id, name }, text) {
	return new CountersignError("invalid-patch", `${name}: ${text} Nothing is sent. Correct the provider.`, id);
}
const changesNothing = ({ headers, url, body, drop }) => !headers?.length && url === void 0 && body === void 0 && !drop?.length;
const { iterator: ITERATOR, toStringTag: TAG } = Symbol;

function readPatch(patch, url, provider, step) {
	const { headers, query } = patch;
	if (query === void 0) return withList(patch);
	const problem = problemOf(query);
	if (problem) throw invalidPatch(provider, `${step} ${problem}`);
	const list = headers === void 0 || Array.isArray(headers) ? headers : Object.entries(headers);
	return changed(patch, list, query === "" ? void 0 : withQuery(url, String(query)));
}
function problemOf(query) {
	if (typeof query !== "string") return "gave a patch that bundles do not read.";
	return /^[?&]|[^!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/.test(query) ? "gave a query with a ? or & at its start, or a character that has to be percent-encoded." : void 0;
}
const withQuery = (url, query) => `${url}${url.includes("?") ? /[?&]$/.test(url) ? "" : "&" : "?"}${query}`;
const addsHeadersOnly = (patch) => patch.query === void 0 && patch.headers !== void 0;

const needsOf = (provider, call) => provider.needs?.(call);
const isPromise = (_value) => false;
const asynchronous = ({ name }, what) => /* @__PURE__ */ new Error(`${name}: ${what}`);
const checkedWork = (_provider, work) => work;
const unsigned = (provider) => invalidPatch(provider, "the patch is empty, so the request would go out unsigned.");

function callOf(claim, request, settings, host) {
	if (!host.checksTexts && request.body.length > 0) checkText(request.body, host.codec);
	return {
		request,
		url: claim.url,
		settings,
		host,
		trace: void 0
	};
}

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
const TOOLS_VALUE = /^[^\u0000-\u0008\u000a-\u001f\u007f]*$/;
function checkHeaders(headers, provider) {
	check(headers, TOOLS_VALUE, provider);
}
function checkOwnHeaders(headers, provider) {
	check(headers, VALUE, provider);
}
function check(headers, value, provider) {
	const bad = headers.find(([name, text]) => !(NAME.test(name) && value.test(text)));
	if (!bad) return;
	const name = bad[0].replace(/[^\u0021-\u007e]/g, "\ufffd").slice(0, 60);
	throw new CountersignError("invalid-header", `The header "${name}" holds a line end, a control character or a letter that a header cannot carry. Take it out.`, provider);
}

function changeOf(call, provider) {
	const given = provider.sign ? provider.sign(call) : {};
	if (call.host.checksHeaders && addsHeadersOnly(given)) return given;
	return checked(call, provider, readPatch(given, call.request.url, provider, "sign"));
}
function checked(call, provider, change) {
	if (changesNothing(change) && needsOf(provider, call).asIs === void 0) throw unsigned(provider);
	checkSent(call, provider);
	if (change.headers && !call.host.checksHeaders) checkOwnHeaders(change.headers, provider.id);
	return change;
}
function checkSent({ request, host }, { id }) {
	if (!host.checksHeaders) checkHeaders(request.headers, id);
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

function changeAfter(work, call, provider) {
	const first = readPatch(work, call.request.url, provider, "prepare");
	if (!provider.sign) return checked(call, provider, first);
	const ready = afterwards(call, first);
	const then = readPatch(provider.sign(ready), ready.request.url, provider, "sign");
	const { token } = first;
	return checked(call, provider, {
		...merged(first, then),
		...token && { token }
	});
}
function afterwards(call, change) {
	const url = change.url === void 0 ? call.url : parseUrl(change.url);
	return {
		...call,
		url,
		request: patched(call.request, change)
	};
}

const readRequest = (request) => request;

function renewalTime(token, obtainedAt, refreshBefore) {
	const life = token.expiresAt - obtainedAt;
	return token.expiresAt - Math.min(refreshBefore, life / 2);
}
const leaseOf = (token) => ({
	token: token.value,
	useUntil: token.expiresAt
});

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
const promiseOf = (work) => isWaiting(work) ? withPromises(work) : work;
function* outcomeOf(work) {
	return isWaiting(work) ? yield* work : yield* wait(() => work);
}
const isWaiting = (work) => Symbol.iterator in work;

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
function* obtainLease(source, host, trace) {
	const { tokens } = host;
	const obtain = () => obtainToken(source, host, trace);
	if (!tokens) return leaseOf(yield* obtain());
	const later = () => tokens.get(source, () => withPromises(obtain()));
	const now = () => tokens.getSync?.(source, () => withoutPromises(obtain(), () => needsPromise(source)));
	return yield* wait(later, tokens.getSync && host.sendSync && now);
}
function needsPromise({ provider }) {
	const message = `${provider}: the request for its token has to wait for a signature. Use the asynchronous call.`;
	return new CountersignError("needs-waiting", message, provider);
}
function* obtainToken(source, host, trace) {
	const request = yield* requestOf(source, trace);
	const token = source.read(yield* send$1(source, request, host));
	if (token !== "again") return current(token, request, source, host);
	const second = yield* requestOf(source, trace);
	const last = source.read(yield* send$1(source, second, host));
	if (last !== "again") return current(last, second, source, host);
	const message = `No token: ${shown(second.url)} gave none in two requests.`;
	throw new CountersignError("token-request-failed", message, source.provider);
}
function* requestOf(source, trace) {
	const { requestAsync } = source;
	if (!source.request && !requestAsync) throw new CountersignError("invalid-provider", "The source of its tokens has neither request nor requestAsync. Correct the provider.", source.provider);
	const request = source.request?.(trace) ?? (yield* outcomeOf(requestAsync?.(trace)));
	return readRequest(request);
}
function current(token, { url }, source, host) {
	if (token.expiresAt > host.now()) return token;
	const late = Math.ceil(host.now() - token.expiresAt);
	throw new CountersignError("invalid-token-answer", `${shown(url)} gave a token that ended ${late} s ago. Check this machine's clock.`, source.provider);
}
function* send$1(source, request, host) {
	if (!host.send) {
		const message = `${host.name} cannot ask ${source.origin} for a token. Give the request an Authorization: Bearer header.`;
		throw new CountersignError("missing-capability", message, source.provider);
	}
	try {
		const later = () => host.send?.(request);
		return yield* wait(later, host.sendSync && (() => host.sendSync?.(request)));
	} catch (thrown) {
		const message = `No token: the request to ${shown(request.url)} failed: ${reasonOf(thrown)}`;
		throw new CountersignError("token-request-failed", message, source.provider);
	}
}
function bringsBearer({ headers }) {
	return /^bearer\s+\S/i.test(headerValue(headers, "Authorization") ?? "");
}

function createWork(host, ready) {
	const sources = /* @__PURE__ */ new Map();
	function source(provider, origin) {
		const name = `${provider.id} ${origin}`;
		const made = sources.get(name) ?? provider.tokens?.(origin, {
			settings: ready(provider),
			host
		});
		sources.set(name, made);
		return made;
	}
	return {
		source,
		of(call, provider) {
			if (!provider.prepare && !provider.tokens || !needsOf(provider, call).waits) return void 0;
			checkSent(call, provider);
			if (provider.prepare) return checkedWork(provider, provider.prepare(call));
			return bearer(source(provider, call.url.origin), host, call.trace);
		}
	};
}

function runTokens(run, { now, hash }) {
	const nameOf = ({ key }) => `COUNTERSIGN_TOKEN_${hash("SHA-256", [key], "hex").slice(0, 16)}`;
	return {
		async get(source, obtain) {
			if (source.use === "once") return leaseOf(await obtain());
			const known = readLease(run.get(nameOf(source)));
			if (known && now() < known.useUntil) return known;
			const asked = now();
			const token = await obtain();
			const lease = {
				token: token.value,
				useUntil: renewalTime(token, asked, source.refreshBefore)
			};
			run.set(nameOf(source), JSON.stringify(lease));
			return lease;
		},
		drop(source, token) {
			if (readLease(run.get(nameOf(source)))?.token === token) run.unset(nameOf(source));
		}
	};
}
function readLease(text) {
	try {
		const lease = JSON.parse(text ?? "null");
		return typeof lease?.token === "string" && typeof lease.useUntil === "number" ? lease : void 0;
	} catch {
		return;
	}
}

const waiting = {
	host: (tool, host) => ({
		send: (request) => tool.send(request),
		tokens: runTokens(tool.run, host)
	}),
	sign(call, provider) {
		const ready = () => call.settings;
		const work = createWork(call.host, ready).of(call, provider);
		return work && promiseOf(work).then((prepared) => changeAfter(prepared ?? null, call, provider));
	}
};

const now = () => Date.now() / 1e3;
function scriptHost(tool, parts = {}) {
	const host = responseHost(tool, parts);
	return {
		...host,
		...waiting.host(tool, host)
	};
}
function responseHost({ name, context, digests }, parts = {}) {
	return {
		name,
		now,
		nonce: scriptNonce(context),
		...digests,
		...parts
	};
}

function writeRequest(tool, wire, patch, covered) {
	const { auth, method } = wire.asked;
	const withoutAuth = headerValue(patch.headers ?? [], "Authorization") !== void 0;
	if (auth && withoutAuth) throw overridden(auth.type);
	if (patch.body?.length && isBodyPruned(method)) throw pruned(method);
	const request = patched(wire.request, patch);
	const body = covered || patch.body !== void 0 ? String(request.body) : void 0;
	tool.write({
		url: request.url,
		headers: request.headers,
		withoutAuth,
		...body !== void 0 && { body }
	});
	return request;
}
function overridden(type) {
	return new CountersignError("invalid-header", `The request's Authorization tab says ${type}, which would take the place of the signature. Set it to No Auth.`);
}
function pruned(method) {
	return new CountersignError("invalid-body", `The tool sends no body with ${method}, and this request is signed with one. Use another method.`);
}

function sign(work) {
	const { tool, asked, url } = work;
	const claim = decide(work);
	if (!claim.acts) return leave(work, claim);
	sayMisspelt(work, claim.provider);
	const wire = readRequest$1(tool, asked, url);
	const host = hostFor(work, wire);
	const before = signatureOf(tool);
	if (before && !before.done && changesIn(wire.request, before).length === 0) return void 0;
	return signWith(host, claim, wire, work);
}
function hostFor({ tool, parts, url }, { request }) {
	const about = `${url} ${request.body}`;
	const sealing = parts.cipher?.toSeal(tool, about);
	return scriptHost(tool, {
		...sealing,
		...parts.signer?.(tool, about, sealing?.random)
	});
}
function signWith(host, claim, wire, work) {
	const { tool } = work;
	const { provider } = claim;
	const call = callFor(host, claim, wire, work);
	const needs = needsOf(provider, call);
	if (needs.body && wire.problem !== void 0) throw wire.problem;
	const finish = (change) => {
		const sent = writeRequest(tool, wire, change, needs.body);
		remember(tool, sent, change, needs.body);
		work.signed(`${provider.id} signed ${sent.method}`, claim.url.path);
	};
	const pending = waiting.sign(call, provider);
	if (!pending) return finish(withList(changeOf(call, provider)));
	tool.withhold?.();
	return pending.then(finish);
}
function callFor(host, claim, wire, work) {
	const { provider, values } = claim;
	const { tool, decider, log } = work;
	const names = () => decider.names(provider);
	const settings = setUp(provider, values, {
		host,
		warn: log
	}, { names });
	return callOf(claim, withToolAuth(wire, tool.render), settings, host);
}

function preRequest(tool, parts) {
	const { providers } = parts;
	const settings = scriptSettings(tool);
	const decider = createDecider({
		providers,
		settings: settings.get
	});
	const { conceal } = decider;
	const log = (line) => tool.log(`countersign: ${conceal(line)}`);
	const signed = (what, path) => tool.log(`countersign: ${what} ${concealedPath(path, {
		providers,
		settings: settings.get,
		conceal
	})}`);
	const refuse = (thrown) => tool.refuse(reasonFor(tool, thrown, conceal));
	let pending;
	let failed;
	try {
		for (const name of [OPENED, NOT_SIGNED]) if (tool.run.get(name) !== void 0) tool.run.unset(name);
		const asked = tool.read();
		pending = start({
			tool,
			parts,
			providers,
			decider,
			log,
			signed,
			asked,
			url: urlOf(tool, asked)
		}, settings);
	} catch (thrown) {
		failed = { thrown };
	}
	if (failed) refuse(failed.thrown);
	else if (pending) hold(tool, pending, refuse);
}
function hold(tool, pending, refuse) {
	const release = tool.hold();
	pending.then(release, (thrown) => {
		try {
			refuse(thrown);
		} finally {
			release();
		}
	});
}
function start(work, settings) {
	const pending = askVault(work, settings);
	if (!pending) return sign(work);
	const giveBack = work.tool.withhold?.();
	return pending.then(() => {
		giveBack?.();
		return sign(work);
	});
}
function reasonFor({ entropyHint }, thrown, conceal) {
	const reason = reasonOf(thrown, conceal);
	return thrown instanceof CountersignError && thrown.code === "missing-capability" && entropyHint ? `${reason} ${entropyHint}` : reason;
}

function written({ name, value }) {
	if (value === void 0) return encoded(name);
	return `${encoded(name)}=${encoded(value).replace(/%2C/gi, ",")}`;
}
function withScheme(url) {
	const bare = url.trim();
	return bare === "" || bare.includes("://") ? url : `http://${bare}`;
}
const PARTS = /^([^/?#]*\/\/[^/?#\\]*)?([^?#]*)(\?[^#]*)?/;
function wireUrl(url) {
	const [, origin = "", path = "", query = ""] = PARTS.exec(withScheme(url).trim()) ?? [];
	return `${origin}${path.replace(/\\/g, "/").split("/").map(encodedSegment).join("/") || "/"}${encodedQuery(query.slice(1))}`;
}
const encodedSegment = (segment) => encoded(segment).replace(/%(3A|40|24|2B|2C|3B|3D)/g, decodeURIComponent).replace(/'/g, "%27");
function encodedQuery(query) {
	if (query === "") return "";
	const named = query.split("&").map((pair) => {
		const [name = "", ...rest] = pair.split("=");
		return {
			name: decoded(name),
			value: rest.length === 0 ? void 0 : decoded(rest.join("="))
		};
	}).filter(({ name }) => name !== "");
	return named.length === 0 ? "" : `?${named.map(written).join("&")}`;
}
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
function encoded(text) {
	if (!wellFormed(text)) throw notWellFormed();
	return text.split(/(%[0-9a-fA-F]{2})/).map((piece, index) => index % 2 === 1 ? piece : encodeURIComponent(piece)).join("");
}
const notWellFormed = () => new CountersignError("invalid-url", "The URL has half of a surrogate pair (a broken character), which cannot be sent as UTF-8. Take it out of the URL or its parameters.");

function readScript(request, url, asksForTokens) {
	const { method, headers, body, auth } = request;
	const bearer = bearerOf(auth);
	return {
		method,
		url,
		headers: headersOf(headers).filter((header) => !asksForTokens || !isTaggedBearer(header)),
		body: bodyOf(body),
		...bearer !== void 0 && { auth: {
			type: "bearer",
			bearer
		} }
	};
}
const isTaggedBearer = ([name, value]) => /^authorization$/i.test(name) && /^Bearer \{\x25 *response\b/.test(value);
function headersOf(headers) {
	return headers.map(({ key, value, disabled }) => ({
		key,
		value,
		disabled
	}), {}).filter(({ key, disabled }) => key && !disabled).map(({ key, value }) => [key, String(value ?? "")]);
}
function bodyOf(body) {
	if (!body?.mode) return { mode: "none" };
	if (body.mode !== "raw") return unreadable(body.mode === "file" ? "file" : "form");
	const text = body.raw ?? "";
	if (/\{\x25|\{\x23/.test(text)) return unreadable("tagged ({\x25 \u2026 %})");
	if (hasTextVariables(text)) return unreadable("GraphQL");
	return {
		mode: "raw",
		text,
		json: false,
		type: ""
	};
}
const unreadable = (called) => ({
	mode: "unreadable",
	called,
	instead: "JSON or another text, or the plugin"
});
function hasTextVariables(text) {
	try {
		const { query, variables } = JSON.parse(text);
		return typeof query === "string" && typeof variables === "string";
	} catch {
		return false;
	}
}
function bearerOf(auth) {
	const { type, bearer = [] } = auth?.toJSON() ?? {};
	const valueAt = (name) => bearer.find(({ key }) => key === name)?.value;
	if (type !== "bearer" || valueAt("disabled") === "true") return void 0;
	return String(valueAt("token") ?? "") || void 0;
}

const NOT_SENT = "countersign-refused://not-sent/";
function refuseIn(script, thrown) {
	const { request, execution } = script.insomnia;
	request.url.update(NOT_SENT);
	request.headers.clear();
	request.body?.update({
		mode: "raw",
		raw: ""
	});
	testThatFails(script, thrown);
	execution?.skipRequest?.();
}
function testThatFails({ insomnia, consoles }, thrown) {
	const reason = reasonOf(thrown);
	for (const console of consoles) console.error(`countersign: ${reason}`);
	insomnia.test(`countersign: ${reason}`, () => {
		throw new Error(reason);
	});
}

function withPathParameters(url, parameters) {
	return parameters.reduce((text, { name, value }) => {
		const place = new RegExp(`/:${name.replace(/[^\w-]/g, "\\$&")}(?=[/?#]|$)`, "g");
		return name && value ? text.replace(place, () => `/${encodeURIComponent(value)}`) : text;
	}, url);
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
async function renderedRequest(insomnia, request) {
	const { method, url, headers, body, auth } = request;
	const render = (text) => rendered(insomnia, text);
	const rows = [];
	for (const [name, value] of headers) rows.push([await render(name), await render(value)]);
	return {
		method,
		url: await render(url),
		headers: rows,
		body: body.mode === "raw" ? {
			...body,
			text: await render(body.text)
		} : body,
		...auth && { auth: {
			...auth,
			...auth.bearer && { bearer: await render(auth.bearer) }
		} }
	};
}
async function renderedPath(insomnia, { url, pathParameters }) {
	const filled = [];
	for (const { name, value } of pathParameters ?? []) filled.push({
		name,
		value: await rendered(insomnia, value)
	});
	return withPathParameters(url.toString(), filled);
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

const TEMPLATE = /\{\{|\{\x25|\{\x23/;
function write(request, { url, headers, body }) {
	if (body !== void 0 && TEMPLATE.test(body)) throw bodyAgain();
	writeUrl(request, url);
	request.headers.clear();
	for (const [key, value] of headers) request.addHeader({
		key,
		value
	});
	if (body !== void 0 && body !== (request.body?.raw ?? "")) request.body?.update({
		mode: "raw",
		raw: body
	});
}
function writeUrl({ url: held, pathParameters = [] }, url) {
	held.update(url);
	if (held.toString() === url && withPathParameters(url, pathParameters) === url && !TEMPLATE.test(url)) return;
	throw new CountersignError("invalid-url", "Insomnia would send another URL than the one that is signed: its scripts take a URL apart, and fill in {\x7b, {\x25 and a :name in its path once more. Write these parts of it percent-encoded, or use the plugin.");
}
const bodyAgain = () => new CountersignError("invalid-body", "The body holds {\x7b, {\x25 or {\x23, which Insomnia fills in once more after scripts, so it cannot be signed here. Write \\u007b for a brace in JSON, or use the plugin.");

async function preRequestTool(script, providers) {
	const { insomnia } = script;
	const asksForTokens = providers.some(({ tokens }) => tokens !== void 0);
	const url = await renderedPath(insomnia, insomnia.request);
	const request = await renderedRequest(insomnia, readScript(insomnia.request, url, asksForTokens));
	return {
		...await common(script, providers),
		render: (text) => text,
		wireUrl,
		read: () => request,
		write: (changes) => write(insomnia.request, changes),
		send: (token) => send(insomnia, token),
		refuse: (reason) => refuseIn(script, new Error(reason))
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
function send(insomnia, { method, url, headers, body }) {
	const request = {
		url,
		method,
		header: headers.map(([key, value]) => ({
			key,
			value
		})),
		...body.length > 0 && { body: {
			mode: "raw",
			raw: String(body)
		} }
	};
	return new Promise((resolve, reject) => {
		insomnia.sendRequest(request, (error, response) => {
			if (error) reject(new Error(reasonOf(error)));
			else resolve(responseOf(response));
		}).catch(reject);
	});
}
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
async function runPreRequest(parts) {
	const here = script();
	try {
		await untilReleased(await preRequestTool(here, parts.providers), (tool) => preRequest(tool, parts));
	} catch (thrown) {
		refuseIn(here, thrown);
	}
}
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

function parseTokenResponse(response, asked) {
	const body = textOrNothing(response);
	const json = jsonObject(body);
	if (response.status < 200 || response.status > 299) {
		const said = json && reasonIn(json, asked.secrets);
		const text = `No token: ${shown(asked.url)} responded with ${response.status}${said ? `: ${said}` : ""}. ${adviceFor(response.status)}`;
		throw new CountersignError("token-request-failed", text, asked.provider);
	}
	if (json) return json;
	const type = headerValue(response.headers, "content-type")?.replace(/[^\u0020-\u007e]/g, "") ?? "no content type";
	throw invalidTokenResponse(asked, `responded with ${response.status}, ${type.slice(0, 60)}, ${lengthOf(response)}, not a JSON object`);
}
function accessTokenOf(body, asked) {
	const token = body.accessToken;
	if (typeof token !== "string" || token === "") throw invalidTokenResponse(asked, "responded without an accessToken");
	if (!/^[\u0021-\u007e]+$/.test(token)) throw invalidTokenResponse(asked, "gave an accessToken that no header can carry");
	return token;
}
function invalidTokenResponse(asked, what) {
	return new CountersignError("invalid-token-answer", `No token: ${shown(asked.url)} ${what}.`, asked.provider);
}
function epochSeconds(value) {
	if (typeof value === "string" && value.length > 64) return void 0;
	if (typeof value === "string" && !/^\s*\d+(\.\d+)?\s*$/.test(value)) {
		const zoned = /(z|[+-]\d\d:?\d\d)$/i.test(value.trim()) ? value : `${value.trim()}Z`;
		const time = Date.parse(zoned);
		return Number.isNaN(time) ? void 0 : time / 1e3;
	}
	const number = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
	if (!Number.isFinite(number) || number <= 0) return void 0;
	return number > 1e11 ? number / 1e3 : number;
}
function jwtExpiry(token) {
	try {
		const claims = jsonObject(plainCodec.text(fromBase64$1(token.split(".")[1] ?? "")));
		return typeof claims?.exp === "number" ? claims.exp : void 0;
	} catch {
		return;
	}
}
const LONGEST = 1e6;
function textOrNothing({ body }) {
	if (body.length > LONGEST) return "";
	try {
		return textOf$1(body, plainCodec);
	} catch {
		return "";
	}
}
const lengthOf = ({ body }) => `${body.length} ${typeof body === "string" ? "characters" : "bytes"}`;
function reasonIn(body, secrets) {
	const said = [
		(typeof body.error === "object" && body.error !== null ? { ...body.error } : {}).message,
		body.message,
		body.error_description,
		body.title,
		body.error
	].find((candidate) => typeof candidate === "string" && candidate !== "");
	if (said === void 0) return void 0;
	return withoutStop(secretFilter(secrets)(said.slice(0, 1e4)).replace(/[^\u0020-\u007e\u00a0-\uffff]+/g, " ").slice(0, 200));
}
function withoutStop(text) {
	let end = text.length;
	while (end > 0 && /[.\s]/.test(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}
function adviceFor(status) {
	if (status === 401 || status === 403) return "Check the key or client, its secret, and this machine\u2019s clock.";
	if (status === 404) return "Check the host and the path of the token endpoint.";
	return status >= 500 ? "The provider failed; try again later." : "Check the settings.";
}

const settings = [
	{
		name: "clientId",
		required: true,
		secret: false,
		kind: "text"
	},
	{
		name: "clientSecret",
		required: true,
		secret: true,
		kind: "text",
		forTokens: true
	},
	{
		name: "authPath",
		required: false,
		secret: false,
		kind: "text",
		default: "/auth"
	},
	{
		name: "refreshBefore",
		required: false,
		secret: false,
		kind: "number",
		default: "30"
	}
];

const NEEDS = {
	auth: {
		body: false,
		waits: false,
		how: "the token request, sent as it is",
		asIs: "it is the token request"
	},
	bearer: {
		body: false,
		waits: true,
		how: "an accessToken as bearer token"
	},
	brought: {
		body: false,
		waits: false,
		how: "the bearer token it brings",
		asIs: "it brings its own bearer token"
	}
};
const sendpayments = {
	id: "sendpayments",
	name: "Send Payments",
	hosts: ["sendpayments.com"],
	settings,
	oneToken: true,
	setup,
	needs(call) {
		if (isAuth(call)) return NEEDS.auth;
		return bringsBearer(call.request) ? NEEDS.brought : NEEDS.bearer;
	},
	tokens
};
function setup(values) {
	const { clientId = "", clientSecret = "", authPath = "", refreshBefore = "" } = values;
	if (!/^\/[^?#\s]*$/.test(authPath)) throw invalidSetting(sendpayments, "authPath", "must be a path, as in /auth");
	return {
		clientId,
		clientSecret,
		authPath,
		refreshBefore: Number(refreshBefore)
	};
}
const isAuth = ({ url, settings }) => url.path === settings.authPath;
function tokens(origin, { settings, host }) {
	const { clientId, clientSecret, authPath, refreshBefore } = settings;
	const url = origin + authPath;
	const asked = {
		provider: "sendpayments",
		url,
		secrets: [clientSecret]
	};
	return {
		provider: "sendpayments",
		origin,
		key: `sendpayments ${url} ${clientId} ${host.hash("SHA-256", clientSecret, "hex")}`,
		use: "until-expiry",
		refreshBefore,
		life: "5 minutes, and a new one ends the one before",
		request: (trace) => {
			return {
				method: "POST",
				url,
				headers: [["Content-Type", "application/json"], ["Accept", "application/json"]],
				body: JSON.stringify({
					clientId,
					clientSecret
				})
			};
		},
		read(response) {
			const body = parseTokenResponse(response, asked);
			const value = accessTokenOf(body, asked);
			const expiresAt = epochSeconds(body.expiresAt) ?? jwtExpiry(value);
			if (expiresAt === void 0) throw invalidTokenResponse(asked, "gave a token without a time in \"expiresAt\" or in its exp");
			return {
				value,
				expiresAt
			};
		}
	};
}

await runPreRequest({ providers: [sendpayments] });

})();