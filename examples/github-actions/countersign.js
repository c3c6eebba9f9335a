/*!
 * Countersign 0.1.0 for k6: Imburse, Inqud, Send Payments, Mastercard, Mastercard OAuth.
 * import { countersign } from this file's path; see docs/k6.md of the source.
 * Generated from packages/k6 of the Countersign repository.
 * Licence: MIT, Copyright (c) the Countersign authors.
 */
import { sleep } from "k6";
import exec from "k6/execution";
import http from "k6/http";
import { Counter, Trend } from "k6/metrics";
import encoding from "k6/encoding";
import k6crypto from "k6/crypto";
var CountersignError = class extends Error {
	constructor(code, message, provider) {
		super(message);
		this.name = "CountersignError";
		this.code = void 0;
		this.provider = void 0;
		this.code = code;
		this.provider = provider;
	}
};
function reasonOf$1(thrown, conceal = (text) => text) {
	return conceal(textOf$3(thrown)).replace(/[\u0000-\u001f\u007f]+/g, " ").slice(0, 300);
}
function textOf$3(thrown) {
	try {
		return thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
	} catch (_unused) {
		return "an unknown error";
	}
}
function settingName(id, setting) {
	let name = "";
	for (const letter of setting) name += isCapital(letter) ? `_${letter}` : letter;
	return [...`${id}_${name}`].map((letter) => isAlphanumeric(letter) ? letter : "_").join("").toUpperCase();
}
const isCapital = (letter) => letter >= "A" && letter <= "Z";
const isDigit = (letter) => letter >= "0" && letter <= "9";
const isAlphanumeric = (letter) => isCapital(letter.toUpperCase()) || isDigit(letter);
const DEFAULT_PORTS = {
	https: 443,
	http: 80
};
const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[^/?#@:[\]]+)(?::(\d*))?([^?#]*)(?:\?([^#]*))?/i;
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;
function parseUrl(text) {
	var _URL_PARTS$exec, _DEFAULT_PORTS$known;
	const { 1: scheme = "", 2: userInfo, 3: host = "", 4: port = "", 5: path = "", 6: query } = (_URL_PARTS$exec = URL_PARTS.exec(text)) != null ? _URL_PARTS$exec : throwNoUrl(text);
	const known = scheme.toLowerCase();
	const name = host.toLowerCase();
	if (AMBIGUOUS.test(host) || userInfo && AMBIGUOUS.test(userInfo) || path && path[0] !== "/") throwNoUrl(text);
	const number = port === "" ? (_DEFAULT_PORTS$known = DEFAULT_PORTS[known]) != null ? _DEFAULT_PORTS$known : 0 : Number(port);
	if (number > 65535) throwNoUrl(text);
	const authority = number === DEFAULT_PORTS[known] ? name : `${name}:${number}`;
	return {
		scheme: known,
		host: name,
		port: number,
		origin: `${known}://${authority}`,
		authority,
		path: path || "/",
		query: query !== null && query !== void 0 ? query : "",
		hasQuery: query !== void 0,
		hasUserInfo: userInfo !== void 0
	};
}
function throwNoUrl(text) {
	throw new CountersignError("invalid-url", `"${shown(text)}" is not a URL with a scheme and a host. Write it in full, as in https://api.example.com/v1/things.`);
}
function shown(url) {
	var _exec$, _exec;
	const scheme = (_exec$ = (_exec = /^[a-z][a-z0-9+.-]{0,30}:[/\\]+/i.exec(url)) == null ? void 0 : _exec[0]) != null ? _exec$ : "";
	return (scheme + withoutUserInfo(url.slice(scheme.length))).replace(UNPRINTABLE, "�").slice(0, 120);
}
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
function withoutUserInfo(rest) {
	var _exec$2, _exec2;
	const authority = (_exec$2 = (_exec2 = /^[^/?#\\]*/.exec(rest)) == null ? void 0 : _exec2[0]) != null ? _exec$2 : "";
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
function isLoopback(host) {
	return host === "localhost" || host === "[::1]" || /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(host);
}
const LABELS$1 = /^([a-z0-9_-]+\.)+$/;
function isWithin(host, name) {
	return host === name || host.endsWith(`.${name}`) && LABELS$1.test(host.slice(0, -name.length));
}
function isBelow(host, name) {
	return host === name || host.endsWith(`.${name}`);
}
function spread(to, ...all) {
	for (let at = 0; at < all.length; at++) {
		const from = all[at];
		if (from && Object.hasOwn(from, "__proto__")) define(to, from);
		else Object.assign(to, from);
	}
	return to;
}
function define(to, from) {
	for (const name of Object.keys(from)) Object.defineProperty(to, name, {
		value: from[name],
		writable: true,
		enumerable: true,
		configurable: true
	});
}
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
const allSettings = new WeakMap();
const passwordOf = (setting) => `${setting}Password`;
function isWorthAsking({ settings }, { name }, has) {
	if (!name.endsWith(passwordOf(""))) return true;
	const key = settings.find((setting) => passwordOf(setting.name) === name);
	return !key || has(key.name) || key.unless !== void 0 && has(key.unless);
}
const hostsSetting = (provider) => named$1(provider, HOSTS);
const prefixOf = ({ id }) => settingName(id, HOSTS.name).slice(0, -HOSTS.name.length);
const named$1 = (provider, setting) => spread(spread({}, setting), {}, { variable: settingName(provider.id, setting.name) });
function clientCertificateSettings(provider) {
	const settings = settingsOf(provider);
	const certificate = settings.find(({ kind }) => kind === "client-certificate");
	const key = settings.find(({ kind }) => kind === "client-key");
	return certificate && key && {
		certificate,
		key
	};
}
const plain$1 = (name) => name.slice(0, 60).toUpperCase().replace(/[^A-Z0-9]/g, "_");
const hasPrefix = (name, prefix) => plain$1(name).startsWith(prefix);
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
	const written = plain$1(name);
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
const SETTING_KINDS = [
	"text",
	"base64",
	"pem",
	"client-certificate",
	"client-key",
	"list",
	"number",
	"choice",
	"json"
];
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
		const problem = value === void 0 ? void 0 : problemOf$3(setting, value);
		if (problem) throw invalidSetting(provider, setting.name, problem);
	}
}
function invalidSetting(provider, name, problem) {
	return new CountersignError("invalid-setting", `${provider.name}: ${settingName(provider.id, name)} ${problem}.`, provider.id);
}
function missingTexts(provider, values, use = {}) {
	const names = namesIn(use);
	return missingSettings(provider, values, use).map((name) => `${name} is missing${names.includes(name) ? " (empty)" : ""}`);
}
function missingSetting(provider, values, use = {}) {
	const states = missingTexts(provider, values, use).join(", ") || "no setting has a value";
	const unknown = unknownNames(provider, values, namesIn(use)).slice(0, 3);
	return new CountersignError("missing-setting", [`${provider.name}: ${states}.`, ...unknown.map(sayUnknown)].join(" "), provider.id);
}
const namesIn = ({ names }) => names ? names() : [];
const PLACEHOLDER = /^(<[^<>]*>|\{\{[^{}]*\}\}|\$\{[^{}]*\}|%\w+%|\*{3,}|\.{3,}|\u2022+|\u2026|change[ _-]?me|to-?do)$/i;
const PROMPT = /^(your[ _-]|(insert|enter|replace)[ _-](your|this|with|here))/i;
const isPlaceholder = ({ name, variable }, value) => !isPassword(name) && (value === variable || PLACEHOLDER.test(value) || PROMPT.test(value));
function problemOf$3(setting, value) {
	const { name, kind, choices } = setting;
	if (/\{\{|\{%/.test(value)) return "still holds a {{variable}} that was not filled in";
	if (name === "hosts") return void 0;
	if (isPlaceholder(setting, value)) return "still holds a placeholder. Put the value in its place";
	if (kind === "json") return void 0;
	if (!isPassword(name) && isQuoted(value)) return "stands in quotation marks, which would be part of it. Take them out";
	if (isPem({ kind })) return void 0;
	if (value.search(UNPRINTABLE) >= 0) return "holds a line end or another invisible character";
	if (kind === "choice" && !(choices == null ? void 0 : choices.includes(value))) return `must be ${choices == null ? void 0 : choices.join(" or ")}`;
	if (kind === "number" && !/^\d+(\.\d+)?$/.test(value)) return "must be a number of 0 or more";
}
const isPassword = (name) => name.endsWith(passwordOf(""));
const isQuoted = (value) => value.length > 1 && "\"'`".includes(value.charAt(0)) && value.indexOf(value.charAt(0), 1) === value.length - 1;
const trimmed = (text) => isVisible(text[0]) && isVisible(text[text.length - 1]) ? text : text.trim();
const isVisible = (letter = " ") => letter > " " && letter < "";
function fromObject(provider, values) {
	const named = new Map(Object.entries(values).map(([name, value]) => [settingName(provider.id, name), asText(value)]));
	return Object.assign((name) => named.get(name), { names: () => [...named.keys()] });
}
const asText = (value) => value === void 0 || value === null ? void 0 : String(value);
function readSettings$1(provider, resolve) {
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
	var _all$name;
	const all = spread({}, values);
	for (const { name, default: otherwise } of provider.settings) if (otherwise !== void 0) (_all$name = all[name]) !== null && _all$name !== void 0 || (all[name] = otherwise);
	return all;
}
const pathsSetting = (provider) => settingsOf(provider).find(({ name }) => name === "paths");
function pathsOf(provider, settings) {
	const setting = pathsSetting(provider);
	const listed = setting && readSetting(settings, setting);
	if (!listed) return provider.paths;
	const paths = listed.split(",").map((path) => path.trim());
	const wrong = paths.find((path) => !/^\/[^?#\s]*$/.test(path));
	if (wrong === void 0) return paths;
	throw invalidSetting(provider, "paths", `must list paths that start with a slash, and "${shown(wrong)}" does not`);
}
function pathFor$1(paths, { path }) {
	if (!paths) return "";
	return paths.filter((own) => path === own || path.startsWith(own.endsWith("/") ? own : `${own}/`)).sort((one, other) => other.length - one.length)[0];
}
const pathRule = ({ path }) => path ? ` and the path is ${path} or below it` : "";
function chosen(matches, isConfigured, url) {
	const all = holding(matches);
	const match = all.find(isConfigured);
	const isEqual = (other) => other !== match && lengthOf$2(other) === lengthOf$2(match) && isConfigured(other);
	const other = match && all.find(isEqual);
	if (match && other) throw ambiguous([match, other], url);
	return match;
}
const holding = (matches) => matches.filter(({ path }) => path !== void 0).sort((one, other) => lengthOf$2(other) - lengthOf$2(one));
const lengthOf$2 = (match) => {
	var _match$path$length, _match$path;
	return (_match$path$length = match == null || (_match$path = match.path) == null ? void 0 : _match$path.length) != null ? _match$path$length : 0;
};
function deciding(matches) {
	const all = holding(matches);
	if (all.length === 0) return matches;
	const listed = all.find(({ provider, paths }) => paths !== provider.paths);
	return listed ? all.filter((match) => lengthOf$2(match) >= lengthOf$2(listed)) : all;
}
function holderOf(url, matches, configured) {
	var _unset$;
	const unset = matches.filter((match) => !configured.includes(match));
	const [first] = configured;
	if (!first) return (_unset$ = unset[0]) == null ? void 0 : _unset$.provider;
	const other = unset.find(({ path }) => path);
	if (other) return other.provider;
	const names = configured.map(({ provider: { name }, paths }) => `${name} holds ${paths == null ? void 0 : paths.join(", ")}`).join("; ");
	throw new CountersignError("unclaimed-path", `No provider holds the path ${shown(url.path)} of ${url.host}. ${names}. Correct the path, or add it to a provider.`, first.provider.id);
}
function ambiguous(matches, { host }) {
	return new CountersignError("ambiguous-host", `${matches.map(({ provider }) => provider.name).join(" and ")} both claim ${host}. ${adviceFor$1(matches)}`);
}
function adviceFor$1(matches) {
	var _listing$;
	return (_listing$ = matches.flatMap(({ provider }) => {
		const setting = pathsSetting(provider);
		return setting ? [`List the paths of ${provider.name} in ${setting.variable}.`] : [];
	})[0]) != null ? _listing$ : "Take it out of the hosts of one of them.";
}
const DROPPED$1 = [
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
const isDropped = (code) => DROPPED$1.some(([first, last]) => code >= first && code <= last);
const withoutIgnored = (text) => Array.from(text).filter((letter) => !isDropped(letter.codePointAt(0))).join("");
const PLAIN = /^([a-z0-9_-]+\.)*[a-z_-][a-z0-9_-]*$/;
const LONGEST$1 = 2e4;
const DOTS = /[\u3002\uff61]/g;
function canonicalHost(host) {
	var _ref, _ipv;
	if (PLAIN.test(host) || host.length > LONGEST$1) return host;
	const bare = withoutDots(percentDecoded(withoutIgnored(composed(percentDecoded(host))).replace(DOTS, ".").toLowerCase()));
	return (_ref = (_ipv = ipv4(bare)) != null ? _ipv : ipv6(bare)) != null ? _ref : bare;
}
const composed = (text) => text.normalize ? text.normalize("NFKC") : text;
function percentDecoded(text) {
	if (!text.includes("%")) return text;
	try {
		const once = decodeURIComponent(text);
		return once === text ? text : percentDecoded(once);
	} catch (_unused) {
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
	const [left, right] = [groups(head), groups(tail !== null && tail !== void 0 ? tail : "")];
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
const PARTS$2 = /^(\[[^\]]*\]|[^:]*)(?::([\s\S]*))?$/;
function parseHostEntry(text) {
	var _PARTS$exec;
	const [, host = "", port] = (_PARTS$exec = PARTS$2.exec(trimmed(text))) != null ? _PARTS$exec : [];
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
	const problem = entry.includes("{{") || entry.includes("{%") ? void 0 : problemOf$2(entry);
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
function hostEntries(provider, settings) {
	var _readSetting;
	const text = (_readSetting = readSetting(settings, hostsSetting(provider))) != null ? _readSetting : "";
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
	const path = pathFor$1(paths, url);
	if (spelling === void 0) return {
		provider,
		why: why !== null && why !== void 0 ? why : "",
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
	return canonicalHost(url.host).split(/[/?#@\\]|:(?=\d*$)/).find((host) => provider.hosts.some((name) => isBelow(host, name)) || entries.some((entry) => matchesEntry(spread(spread({}, url), {}, { host }), spread(spread({}, entry), {}, { host: canonicalHost(entry.host) }))));
}
function misspelt({ host }, { provider }, spelling) {
	return new CountersignError("invalid-url", `"${shown(host)}" is another spelling of ${spelling}, a host of ${provider.name}, and tools would send the request there. Write ${spelling}.`, provider.id);
}
function checkSafe(url, text, { id, name }) {
	if (url.hasUserInfo) throw new CountersignError("invalid-url", `${shown(text)}: the URL of a request to ${name} must not hold a user name or password. Take it out.`, id);
	if (/[\u0000-\u001f\u007f]/.test(text)) throw new CountersignError("invalid-url", `${shown(text)}: the URL holds a control character. Take it out.`, id);
	if (url.scheme !== "https" && !(url.scheme === "http" && isLoopback(url.host))) throw new CountersignError("insecure-url", `${shown(text)}: requests to ${name} go over https only; plain http is for this machine itself. Write https://.`, id);
}
function byteLength(data, codec = plainCodec) {
	if (typeof data !== "string") return data.length;
	return codec.byteLength ? codec.byteLength(data) : codec.utf8(data).length;
}
function bytesOf(data, codec = plainCodec) {
	return typeof data === "string" ? codec.utf8(data) : data;
}
const partsOf = (input) => typeof input === "string" || !Array.isArray(input) ? [input] : input;
function textOf$2(data, codec = plainCodec) {
	return typeof data === "string" ? data : codec.text(data);
}
function wellFormed(text) {
	var _text$isWellFormed;
	const known = (_text$isWellFormed = text.isWellFormed) == null ? void 0 : _text$isWellFormed.call(text);
	if (known !== void 0) return known;
	try {
		encodeURIComponent(text);
		return true;
	} catch (_unused) {
		return false;
	}
}
function checkText(data, codec) {
	if (typeof data !== "string") return;
	if (!((codec == null ? void 0 : codec.wellFormed) ? codec.wellFormed(data) : wellFormed(data))) throw new CountersignError("invalid-body", "The body has half of a surrogate pair, which cannot be sent as UTF-8. Repair the text, or send bytes.");
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
function base64url$1(bytes) {
	let text = "";
	for (let at = 0; at < bytes.length; at += 3) {
		const triple = byte(bytes, at) << 16 | byte(bytes, at + 1) << 8 | byte(bytes, at + 2);
		const letters = Math.min(bytes.length - at, 3) + 1;
		for (let n = 0; n < letters; n++) text += LETTERS[triple >> 18 - 6 * n & 63];
	}
	return text;
}
const byte = (bytes, at) => {
	var _bytes$at;
	return (_bytes$at = bytes[at]) != null ? _bytes$at : 0;
};
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
	base64url: base64url$1,
	fromBase64
};
function base64(data, codec) {
	const letters = base64url(data, codec).replaceAll("-", "+").replaceAll("_", "/");
	return letters + "=".repeat(-letters.length & 3);
}
const base64url = (data, codec = plainCodec) => codec.base64url(bytesOf(data, codec));
function hex(data, codec = plainCodec) {
	const bytes = bytesOf(data, codec);
	if (codec.hex) return codec.hex(bytes);
	const parts = [];
	for (let at = 0; at < bytes.length; at += CHUNK) parts.push(digitsOf(bytes.subarray(at, at + CHUNK)));
	return parts.join("");
}
const CHUNK = 8192;
function digitsOf(bytes) {
	let text = "";
	for (const value of bytes) text += (value < 16 ? "0" : "") + value.toString(16);
	return text;
}
function fromHex(text, codec = plainCodec) {
	if (codec.fromHex) return codec.fromHex(text);
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) throw new Error("not hexadecimal");
	const bytes = new Uint8Array(text.length / 2);
	for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
	return bytes;
}
function withList(given) {
	const { headers } = given;
	if (headers === void 0 || Array.isArray(headers)) return given;
	return spread(spread({}, given), {}, { headers: Object.entries(headers) });
}
function changed$1({ body, secrets, drop, token }, headers, url) {
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
const changesNothing = ({ headers, url, body, drop }) => !(headers == null ? void 0 : headers.length) && url === void 0 && body === void 0 && !(drop == null ? void 0 : drop.length);
const { iterator: ITERATOR, toStringTag: TAG } = Symbol;
const isRecord = (value) => typeof value === "object" && value !== null && !(ITERATOR in value) && !(TAG in value);
function kindOf(value) {
	if (value === null || value === void 0) return "nothing";
	if (typeof value === "function") return "a function";
	if (Array.isArray(value)) return "a list";
	return typeof value === "object" ? "an object of another kind" : `a ${typeof value}`;
}
const isPair = (value) => Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "string";
const isBytes = (value) => ArrayBuffer.isView(value) && value[Symbol.toStringTag] === "Uint8Array";
function readPatch(patch, url, provider, step) {
	const { headers, query } = patch;
	if (query === void 0) return withList(patch);
	const problem = problemOf$1(query);
	if (problem) throw invalidPatch(provider, `${step} ${problem}`);
	return changed$1(patch, headers === void 0 || Array.isArray(headers) ? headers : Object.entries(headers), query === "" ? void 0 : withQuery(url, String(query)));
}
function problemOf$1(query) {
	if (typeof query !== "string") return "gave a patch that bundles do not read.";
	return /^[?&]|[^!$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/.test(query) ? "gave a query with a ? or & at its start, or a character that has to be percent-encoded." : void 0;
}
const withQuery = (url, query) => `${url}${url.includes("?") ? /[?&]$/.test(url) ? "" : "&" : "?"}${query}`;
const addsHeadersOnly = (patch) => patch.query === void 0 && patch.headers !== void 0;
function checkProviders(providers) {
	const ids = new Set();
	const owners = new Map();
	for (const provider of providers) {
		checkProvider(provider);
		const { id } = provider;
		if (ids.has(id)) throw new CountersignError("invalid-provider", `Two providers have the id "${id}", so one would get the other's secrets. Give each an id, also for two accounts of one provider.`, id);
		ids.add(id);
		checkVariables(provider, owners);
	}
}
function checkVariables(provider, owners) {
	const { id } = provider;
	for (const { variable } of settingsOf(provider)) {
		const other = owners.get(variable);
		if (other !== void 0) throw new CountersignError("invalid-provider", `The providers "${other}" and "${id}" both have the setting ${variable}, so one would get the other's secrets. Give one of them another id.`, id);
		owners.set(variable, id);
	}
}
const KEYS$1 = new Set("id name hosts paths baseUrl sources settings nonce examples written setup needs tokens prepare sign open responded oneToken uses".split(" "));
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
	if (!isRecord(provider)) throw new CountersignError("invalid-provider", `A provider is an object, and this is ${kindOf(provider)}.`);
	const id = typeof provider.id === "string" ? provider.id : void 0;
	const problem = (text) => new CountersignError("invalid-provider", `The provider ${id ? `"${id.slice(0, 40)}"` : "without an id"}: ${text}.`, id);
	if (!id || !/^[a-z][a-z0-9_-]*$/.test(id) || id === "countersign") throw problem("its id must be lower-case letters and digits, as in \"imburse\"");
	if (typeof provider.name !== "string" || provider.name.trim() === "") throw problem("its name is missing");
	const unknown = Object.keys(provider).find((key) => !KEYS$1.has(key));
	if (unknown) throw problem(`"${unknown.slice(0, 40)}" is not known. A provider has ${[...KEYS$1].join(", ")}`);
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
	for (const host of hosts) {
		var _JSON$stringify;
		const useless = typeof host === "string" ? uselessHost(host) : void 0;
		if (useless) throw problem(`hosts: ${useless}`);
		if (typeof host !== "string" || !HOST.test(host)) throw problem(`the host ${(_JSON$stringify = JSON.stringify(host)) != null ? _JSON$stringify : String(host)} must be a whole name in lower case, as in "api.example.com", without scheme, port, path or wildcard`);
	}
	if (paths === void 0) return;
	if (!Array.isArray(paths) || paths.length === 0) throw problem("paths must be a list of paths");
	for (const path of paths) {
		var _JSON$stringify2;
		if (typeof path !== "string" || !/^\/[^?#\s]*$/.test(path)) throw problem(`the path ${(_JSON$stringify2 = JSON.stringify(path)) != null ? _JSON$stringify2 : String(path)} must start with a slash, and have no query`);
	}
}
function checkSettingsOf({ settings }, problem) {
	if (!Array.isArray(settings)) throw problem("settings must be a list");
	const names = new Set(["hosts"]);
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
const CAPABILITIES = new Set([
	"cipher",
	"signer",
	"random"
]);
const isPattern = (value) => typeof (value == null ? void 0 : value.test) === "function";
function checkWritten(written, problem) {
	const bad = problem("written must be { now, nonce, body, maxAge, maxAhead }, with places { header: NAME } or { query: NAME }, and as: PATTERN");
	if (!isRecord(written) || Object.keys(written).some((key) => ![
		"now",
		"nonce",
		"body",
		"maxAge",
		"maxAhead"
	].includes(key))) throw bad;
	const { now, nonce, body = "", maxAge = 1, maxAhead = 1 } = written;
	if (typeof body !== "string") throw bad;
	if (![maxAge, maxAhead].every((limit) => typeof limit === "number" && limit > 0)) throw bad;
	for (const place of [now, nonce]) if (place !== void 0 && !isPlace(place)) throw bad;
}
const PLACE = [
	"header",
	"query",
	"body",
	"as"
];
function isPlace(place) {
	if (!isRecord(place)) return false;
	const { header, query, body, as } = place;
	const named = [
		header,
		query,
		body && as
	].filter((name) => name !== void 0);
	return named.length === 1 && typeof named[0] === "string" && Object.keys(place).every((name) => PLACE.includes(name)) && (as === void 0 || typeof as === "string");
}
function isOff(settings) {
	var _settings;
	const value = (_settings = settings("COUNTERSIGN")) == null ? void 0 : _settings.trim().toLowerCase();
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
const DEEPEST$1 = 1e3;
const SHALLOW_LENGTH = 1e5;
function nestsTooDeep(text) {
	if (text.length <= SHALLOW_LENGTH) return false;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) at = endOfString(text, at);
		else if (code === 91 || code === 123) {
			if (++depth > DEEPEST$1) return true;
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
	} catch (_unused) {
		return;
	}
}
function secretsIn({ secretMembers }, value) {
	const json = secretMembers && jsonObject(value);
	return json ? textsAt(secretMembers, json) : [value];
}
function textsAt(names, json) {
	return Object.entries(json).flatMap(([name, value]) => {
		if (typeof value === "string") return names.includes(name) ? [value] : [];
		return typeof value === "object" && value !== null ? textsAt(names, value) : [];
	});
}
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
		var _resolve;
		return trimmed((_resolve = resolve(name)) != null ? _resolve : "");
	} catch (_unused) {
		return "";
	}
}
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
	} catch (_unused) {
		throw new Error(clean);
	}
}
const isPromise$1 = (made) => typeof (made == null ? void 0 : made.then) === "function";
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
function concealedTrace(trace, conceal) {
	return trace && ((name, value) => trace(name, typeof value === "string" ? conceal(value) : value));
}
function secretHeaders(headers, conceal) {
	return headers.flatMap(([name, value]) => conceal(value) === value ? [] : [name]);
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
	var _bytes;
	const tag = bytes[at];
	const first = bytes[at + 1];
	if (tag === void 0 || first === void 0) throw new Error("cut off");
	const more = first & 128 ? first & 127 : 0;
	if (more > 4 || first === 128) throw new Error("a length that is not DER");
	let length = more === 0 ? first : 0;
	for (let n = 0; n < more; n++) length = length * 256 + ((_bytes = bytes[at + 2 + n]) != null ? _bytes : 0);
	const start = at + 2 + more;
	if (start + length > bytes.length) throw new Error("cut off");
	return {
		tag,
		content: bytes.slice(start, start + length),
		whole: bytes.slice(at, start + length)
	};
}
function write(tag, ...content) {
	const whole = concat(...content);
	return concat(new Uint8Array([tag, ...lengthOf$1(whole.length)]), whole);
}
function lengthOf$1(length) {
	if (length < 128) return [length];
	const digits = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
	return [128 | digits.length, ...digits];
}
function equal(left, right) {
	return left.length === right.length && left.every((value, at) => value === right[at]);
}
const BIT_STRING$1 = 3;
const DEEPEST = 12;
const SHORT$1 = 8;
function ownBytes(bytes) {
	if (bytes[0] !== 48) return void 0;
	const own = new Uint8Array(bytes.length);
	return mark(bytes, 0, own, 0) ? own : void 0;
}
function mark(bytes, start, own, depth) {
	const values = valuesIn(bytes);
	if (!values || depth > DEEPEST) return false;
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
	if (content.length > SHORT$1 && tag !== 6) own.fill(1, at + padding, at + content.length);
}
function valuesIn(bytes) {
	try {
		return readAll(bytes);
	} catch (_unused) {
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
const FIRST$1 = numbers(625341585);
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
		hash = (hash << 1 | hash >>> 31) ^ FIRST$1[come & 255];
		other = (other << 1 | other >>> 31) ^ SECOND[come & 255];
		if (at >= size) {
			const gone = units[at - size] & 255;
			hash ^= FIRST$1[gone] << size | FIRST$1[gone] >>> rest;
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
	var _own$letter;
	const units = unitsOf(body);
	const isOwn = new Uint8Array(units.length);
	let letter = 0;
	for (let at = 0; at < units.length; at++) if (isLetter(units[at])) isOwn[at] = (_own$letter = own == null ? void 0 : own[letter++]) != null ? _own$letter : 1;
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
	} catch (_unused) {
		return;
	}
}
function hexBytes(digits) {
	if (digits.length % 2 === 1 || !/^[0-9a-f]*$/i.test(digits)) return void 0;
	return Uint8Array.from({ length: digits.length / 2 }, (_, n) => Number(`0x${digits.slice(2 * n, 2 * n + 2)}`));
}
function ofBytes(bytes, own) {
	return [
		spread({ units: bytes }, own && { own }),
		spread({ units: inHex(bytes) }, own && { own: twice(own) }),
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
		var _bytes;
		const [byte, shift] = [Math.floor(6 * at / 8) - before, 10 - 6 * at % 8];
		const pair = (bytes[byte] << 8 | ((_bytes = bytes[byte + 1]) != null ? _bytes : 0)) >> shift;
		units[at - first] = BASE64[pair & 63];
	}
	return spread({ units }, own && { own: ownLetters(own, before, last).subarray(first) });
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
	if (!(view == null ? void 0 : view.places)) return [];
	return [{
		text: view.text,
		places: places ? view.places.map((at) => places[at]) : view.places
	}];
}
var Units = class {
	constructor(most) {
		this.codes = void 0;
		this.places = void 0;
		this.length = 0;
		this.codes = new Uint16Array(most);
		this.places = new Uint32Array(most + 1);
	}
	add(code, place) {
		this.codes[this.length] = code;
		this.places[this.length++] = place;
	}
	view(end) {
		this.places[this.length] = end;
		const parts = [];
		for (let at = 0; at < this.length; at += 8192) {
			const part = this.codes.subarray(at, Math.min(at + 8192, this.length));
			parts.push(String.fromCharCode.apply(null, part));
		}
		return {
			text: parts.join(""),
			places: this.places.subarray(0, this.length + 1)
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
		var _ESCAPED$letter;
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
		units.add(value >= 0 ? value : (_ESCAPED$letter = ESCAPED[letter]) != null ? _ESCAPED$letter : letter.charCodeAt(0), place);
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
const SHORT = 8;
const LEAST_OWN = 2;
const HIDDEN = "…";
function secretFilter(secrets) {
	const values = [...new Set(secrets.map((secret) => secret.trim()))].filter((value) => value !== "");
	if (values.length === 0) return (text) => text;
	let tables;
	return (text) => {
		var _tables;
		(_tables = tables) !== null && _tables !== void 0 || (tables = tablesOf(values));
		return hide(text, found(text, tables));
	};
}
function tablesOf(values) {
	const parts = new Map();
	for (const value of values) if (value.length >= SHORT) addParts(value, parts);
	return {
		windows: [...parts.values()],
		words: values.filter(({ length }) => length < SHORT),
		spaces: values.some((value) => value.includes(" "))
	};
}
function addParts(value, parts) {
	for (const { units, own } of spellingsOf(value)) {
		var _parts$get;
		const size = Math.min(PART, units.length);
		if (size < SHORT) continue;
		const windows = (_parts$get = parts.get(size)) != null ? _parts$get : {
			size,
			hashes: new Set()
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
const isWordAt = (text, at) => new RegExp("[\\p{L}\\p{N}_]", "u").test(text.charAt(at));
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
	checkProviders(providers);
	const entries = remembered((provider) => hostEntries(provider, settings));
	const values = remembered((provider) => {
		entries(provider);
		return readSettings$1(provider, settings);
	});
	let filter;
	const conceal = (text) => {
		var _filter;
		(_filter = filter) !== null && _filter !== void 0 || (filter = secretFilter(secretsAt(providers, settings)));
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
	const known = new Map();
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
const NAME$1 = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
const TOOLS_VALUE = /^[^\u0000-\u0008\u000a-\u001f\u007f]*$/;
function checkHeaders(headers, provider) {
	check$2(headers, TOOLS_VALUE, provider);
}
function checkOwnHeaders(headers, provider) {
	check$2(headers, VALUE, provider);
}
function check$2(headers, value, provider) {
	const bad = headers.find(([name, text]) => !(NAME$1.test(name) && value.test(text)));
	if (!bad) return;
	throw new CountersignError("invalid-header", `The header "${bad[0].replace(/[^\u0021-\u007e]/g, "�").slice(0, 60)}" holds a line end, a control character or a letter that a header cannot carry. Take it out.`, provider);
}
function needsOf(provider, call) {
	if (!provider.needs) return {
		body: true,
		waits: provider.prepare !== void 0 || provider.sign === void 0,
		how: `the scheme of ${provider.name}`
	};
	const needs = provider.needs(call);
	if (typeof (needs == null ? void 0 : needs.body) === "boolean" && typeof needs.waits === "boolean") return needs;
	if (isPromise(needs)) throw asynchronous(provider, "needs");
	throw new CountersignError("invalid-provider", `${provider.name}: needs must give { body, waits, how }, with true or false for body and waits. Correct the provider.`, provider.id);
}
const isPromise = (value) => typeof (value == null ? void 0 : value.then) === "function";
function asynchronous({ id, name }, what) {
	return new CountersignError("invalid-provider", `${name}: ${what} gave a promise. What has to be waited for belongs in prepare. Correct the provider.`, id);
}
function checkedWork(provider, work) {
	if (isPromise(work) || typeof (work == null ? void 0 : work.next) === "function") return work;
	throw invalidPatch(provider, "prepare gave no promise. Make it an async function or a generator.");
}
const unsigned = (provider) => invalidPatch(provider, "the patch is empty, so the request would go out unsigned. If it may go as it is, needs gives { …, asIs: REASON }.");
function needsWaiting$1(provider, what) {
	return new CountersignError("needs-waiting", `${provider == null ? void 0 : provider.name} cannot ${what} without waiting for a token, a signature or encryption. Use the asynchronous call.`, provider == null ? void 0 : provider.id);
}
function readRequest(input) {
	const { method, url, headers, body } = input;
	if (typeof url !== "string" || typeof method !== "string") throw new CountersignError("invalid-url", "A request needs its method and its URL as text.");
	const list = readHeaders(headers);
	const data = readBody$1(body);
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
function readBody$1(body) {
	if (body === void 0 || body === null) return "";
	if (typeof body === "string" || isBytes(body)) return body;
	throw new CountersignError("invalid-body", `The body is ${kindOf(body)}. Give the text or the bytes (Uint8Array) that are sent.`);
}
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
	var _change$url, _change$headers, _ref, _change$body;
	return {
		method: request.method,
		url: (_change$url = change.url) != null ? _change$url : request.url,
		headers: change.headers || change.drop ? withHeaders(without(request.headers, change.drop), (_change$headers = change.headers) != null ? _change$headers : []) : request.headers,
		body: (_ref = (_change$body = change.body) != null ? _change$body : request.body) != null ? _ref : ""
	};
}
function merged(first, second) {
	var _second$url, _second$body, _first$headers, _second$headers, _first$secrets, _second$secrets, _first$drop, _second$drop;
	const url = (_second$url = second.url) != null ? _second$url : first.url;
	const body = (_second$body = second.body) != null ? _second$body : first.body;
	return spread(spread(spread({ headers: withHeaders(without((_first$headers = first.headers) != null ? _first$headers : [], second.drop), (_second$headers = second.headers) != null ? _second$headers : []) }, url !== void 0 && { url }), body !== void 0 && { body }), {}, {
		secrets: [...(_first$secrets = first.secrets) != null ? _first$secrets : [], ...(_second$secrets = second.secrets) != null ? _second$secrets : []],
		drop: [...(_first$drop = first.drop) != null ? _first$drop : [], ...(_second$drop = second.drop) != null ? _second$drop : []]
	});
}
var Outcome = class Outcome {
	constructor(claim, call, given) {
		this.claim = claim;
		this.call = call;
		this.given = given;
	}
	get provider() {
		return this.claim.provider;
	}
	get why() {
		return this.claim.why;
	}
	get patch() {
		return withList(this.given);
	}
	get request() {
		return toSend(patched(this.call.request, this.patch));
	}
	withSecrets(names) {
		var _given$secrets;
		if (names.length === 0) return this;
		const { claim, call, given } = this;
		return new Outcome(claim, call, spread(spread({}, given), {}, { secrets: [...(_given$secrets = given.secrets) != null ? _given$secrets : [], ...names] }));
	}
	responded(head) {
		var _this$provider$respon, _this$provider;
		return (_this$provider$respon = (_this$provider = this.provider).responded) == null ? void 0 : _this$provider$respon.call(_this$provider, head, this.call);
	}
};
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
function watched(signed, trace, conceal) {
	return trace && signed instanceof Outcome ? signed.withSecrets(secretHeaders(signed.request.headers, conceal)) : signed;
}
const START$1 = 64;
function describeBody(body, conceal, host, trace) {
	var _host$codec, _textStart;
	const codec = (_host$codec = host.codec) != null ? _host$codec : plainCodec;
	const bytes = bytesOf(body, codec);
	trace("bodyLength", bytes.length);
	if (bytes.length === 0) return;
	const text = (_textStart = textStart(bytes, codec)) != null ? _textStart : Array.from(bytes, (value) => String.fromCharCode(value)).join("");
	trace("bodySha256", conceal(text) !== text ? "not shown, since the body holds a secret" : host.hash("SHA-256", bytes, "hex"));
	trace("bodyStart", startOf(bytes, conceal, codec));
	if (bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191) trace("bodyBom", "EF BB BF, which is signed and sent");
	trace("bodyLineEnds", lineEndsOf(bytes));
}
function startOf(bytes, conceal, codec) {
	const text = textStart(bytes.subarray(0, 16448), codec);
	if (text === void 0) {
		const digits = [...bytes.subarray(0, START$1 / 2)].map((value) => value.toString(16).padStart(2, "0"));
		return `${conceal(digits.join("")) !== digits.join("") ? "not shown, since it holds a secret" : digits.join(" ")} (not UTF-8)`;
	}
	const clean = conceal(text);
	const start = clean.slice(0, START$1);
	return JSON.stringify(start) + (bytes.length > START$1 || start.length < clean.length ? " …" : "");
}
function textStart(bytes, codec) {
	for (let cut = 0; cut < 4; cut++) try {
		return codec.text(bytes.subarray(0, bytes.length - cut));
	} catch (_unused) {}
}
function lineEndsOf(bytes) {
	let [crlf, lf, cr] = [
		0,
		0,
		0
	];
	for (let at = 0; at < bytes.length; at++) if (bytes[at] === 13) bytes[at + 1] === 10 ? crlf++ : cr++;
	else if (bytes[at] === 10 && bytes[at - 1] !== 13) lf++;
	const found = [
		crlf && `${crlf} CRLF`,
		lf && `${lf} LF`,
		cr && `${cr} CR`
	].filter(Boolean);
	const last = bytes[bytes.length - 1];
	const end = last === 10 || last === 13 ? ", the last of them at the end" : "";
	return found.length === 0 ? "none" : found.join(", ") + end;
}
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
function tracedCall(call, { provider, why }, trace, conceal) {
	const traced = spread(spread({}, call), {}, { trace });
	trace("provider", provider.name);
	trace("why", why);
	trace("how", needsOf(provider, traced).how);
	describeBody(call.request.body, conceal, call.host, trace);
	return traced;
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
function changeAfter(work, call, provider) {
	const first = readPatch(work, call.request.url, provider, "prepare");
	if (!provider.sign) return checked(call, provider, first);
	const ready = afterwards(call, first);
	const then = readPatch(provider.sign(ready), ready.request.url, provider, "sign");
	const { token } = first;
	return checked(call, provider, spread(spread({}, merged(first, then)), token && { token }));
}
function afterwards(call, change) {
	const url = change.url === void 0 ? call.url : parseUrl(change.url);
	return spread(spread({}, call), {}, {
		url,
		request: patched(call.request, change)
	});
}
function createReady(decider, host, warn) {
	var _host$tokens;
	const known = new Map();
	const isBrokered = (_host$tokens = host.tokens) == null ? void 0 : _host$tokens.isBrokered;
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
		var _known$get;
		if (provider === last) return lastReady;
		const ready = (_known$get = known.get(provider.id)) != null ? _known$get : made(provider, purpose);
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
function renewalTime(token, obtainedAt, refreshBefore) {
	const life = token.expiresAt - obtainedAt;
	return token.expiresAt - Math.min(refreshBefore, life / 2);
}
const leaseOf = (token) => ({
	token: token.value,
	useUntil: token.expiresAt
});
function memoryTokens(options) {
	const entries = new Map();
	const pending = new Map();
	const { now, drain = 0, wait, sleep } = options;
	function drainTime({ key }) {
		const old = entries.get(key);
		return old && drain > 0 ? Math.max(0, Math.min(old.renewAt - now(), drain)) : 0;
	}
	function keep(source, token, asked) {
		const renewAt = renewalTime(token, asked, source.refreshBefore);
		const lease = {
			token: token.value,
			useUntil: renewAt - Math.min(drain, (renewAt - asked) / 2)
		};
		entries.set(source.key, {
			lease,
			renewAt
		});
		return lease;
	}
	async function renew(source, obtain) {
		const rest = drainTime(source);
		if (rest > 0) await (wait == null ? void 0 : wait(rest));
		const before = entries.get(source.key);
		const asked = now();
		const token = await obtain();
		const since = entries.get(source.key);
		return since && since !== before ? since.lease : keep(source, token, asked);
	}
	function held({ key }) {
		var _entries$get;
		const lease = (_entries$get = entries.get(key)) == null ? void 0 : _entries$get.lease;
		return lease && now() < lease.useUntil ? lease : void 0;
	}
	return {
		async get(source, obtain) {
			var _held;
			if (source.use === "once") return leaseOf(await obtain());
			const known = (_held = held(source)) != null ? _held : pending.get(source.key);
			if (known) return known;
			const started = renew(source, obtain).finally(() => pending.delete(source.key));
			pending.set(source.key, started);
			return started;
		},
		getSync(source, obtain) {
			if (source.use === "once") return leaseOf(obtain());
			const known = held(source);
			if (known) return known;
			const rest = drainTime(source);
			if (rest > 0) sleep == null || sleep(rest);
			const asked = now();
			return keep(source, obtain(), asked);
		},
		held: (source) => source.use === "once" ? void 0 : held(source),
		drop(source, token) {
			var _entries$get2;
			if (((_entries$get2 = entries.get(source.key)) == null ? void 0 : _entries$get2.lease.token) === token) entries.delete(source.key);
		}
	};
}
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
	while (!at.done) at = atOnce$1(work, at.value, cannot);
	return at.value;
}
function atOnce$1(work, { now }, cannot) {
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
	var _host$tokens$held, _host$tokens, _host$tokens$held2, _source$scheme;
	const lease = (_host$tokens$held = (_host$tokens = host.tokens) == null || (_host$tokens$held2 = _host$tokens.held) == null ? void 0 : _host$tokens$held2.call(_host$tokens, source)) != null ? _host$tokens$held : yield* obtainLease(source, host, trace);
	if (source.life);
	return {
		headers: [["Authorization", `${(_source$scheme = source.scheme) != null ? _source$scheme : "Bearer"} ${lease.token}`]],
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
	const now = () => {
		var _tokens$getSync;
		return (_tokens$getSync = tokens.getSync) == null ? void 0 : _tokens$getSync.call(tokens, source, () => withoutPromises(obtain(), () => needsPromise$1(source)));
	};
	return yield* wait(later, tokens.getSync && host.sendSync && now);
}
function needsPromise$1({ provider }) {
	return new CountersignError("needs-waiting", `${provider}: the request for its token has to wait for a signature. Use the asynchronous call.`, provider);
}
function* obtainToken(source, host, trace) {
	const request = yield* requestOf(source, trace);
	const token = source.read(yield* send$1(source, request, host));
	if (token !== "again") return current(token, request, source, host);
	const second = yield* requestOf(source, trace);
	const last = source.read(yield* send$1(source, second, host));
	if (last !== "again") return current(last, second, source, host);
	throw new CountersignError("token-request-failed", `No token: ${shown(second.url)} gave none in two requests.`, source.provider);
}
function* requestOf(source, trace) {
	var _source$request, _source$request2;
	const { requestAsync } = source;
	if (!source.request && !requestAsync) throw new CountersignError("invalid-provider", "The source of its tokens has neither request nor requestAsync. Correct the provider.", source.provider);
	return readRequest((_source$request = (_source$request2 = source.request) == null ? void 0 : _source$request2.call(source, trace)) != null ? _source$request : yield* outcomeOf(requestAsync == null ? void 0 : requestAsync(trace)));
}
function current(token, { url }, source, host) {
	if (token.expiresAt > host.now()) return token;
	const late = Math.ceil(host.now() - token.expiresAt);
	throw new CountersignError("invalid-token-answer", `${shown(url)} gave a token that ended ${late} s ago. Check this machine's clock.`, source.provider);
}
function* send$1(source, request, host) {
	if (!host.send) throw new CountersignError("missing-capability", `${host.name} cannot ask ${source.origin} for a token. Give the request an Authorization: Bearer header.`, source.provider);
	try {
		const later = () => {
			var _host$send;
			return (_host$send = host.send) == null ? void 0 : _host$send.call(host, request);
		};
		return yield* wait(later, host.sendSync && (() => {
			var _host$sendSync;
			return (_host$sendSync = host.sendSync) == null ? void 0 : _host$sendSync.call(host, request);
		}));
	} catch (thrown) {
		throw new CountersignError("token-request-failed", `No token: the request to ${shown(request.url)} failed: ${reasonOf$1(thrown)}`, source.provider);
	}
}
function bringsBearer({ headers }) {
	var _headerValue;
	return /^bearer\s+\S/i.test((_headerValue = headerValue(headers, "Authorization")) != null ? _headerValue : "");
}
function createWork(host, ready) {
	const sources = new Map();
	function source(provider, origin) {
		var _sources$get, _provider$tokens;
		const name = `${provider.id} ${origin}`;
		const made = (_sources$get = sources.get(name)) != null ? _sources$get : (_provider$tokens = provider.tokens) == null ? void 0 : _provider$tokens.call(provider, origin, {
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
function createSigner(options) {
	const { host, warn = () => {} } = options;
	const read = host.checksHeaders ? asRead : readRequest;
	const decider = "decider" in options ? options.decider : createDecider(options);
	const ready = createReady(decider, host, warn);
	const work = createWork(host, ready);
	function called(claim, request, trace) {
		const call = callOf(claim, request, ready(claim.provider), host);
		return trace ? tracedCall(call, claim, trace, decider.conceal) : call;
	}
	const finish = (call, claim, prepared) => new Outcome(claim, call, changed(call, claim.provider, prepared));
	function attempt(input, trace) {
		const request = read(input);
		const claim = decider(request.url);
		if (!claim.acts) return passThrough(request, claim.why);
		const call = called(claim, request, trace);
		const pending = work.of(call, claim.provider);
		return pending ? soon(pending, call, claim) : finish(call, claim);
	}
	function soon(pending, call, claim) {
		const done = (prepared) => finish(call, claim, prepared !== null && prepared !== void 0 ? prepared : null);
		if (!isWaiting(pending)) return pending.then(done).catch(fail);
		const step = pending.next();
		return step.done ? done(step.value) : withPromises(pending, step).then(done).catch(fail);
	}
	function opening(url, response, trace) {
		var _provider$open;
		const decision = decider(url);
		if (!decision.acts) return void 0;
		const { provider } = decision;
		return (_provider$open = provider.open) == null ? void 0 : _provider$open.call(provider, {
			url: decision.url,
			response,
			settings: ready(provider, "response"),
			host,
			trace
		});
	}
	function needs(input) {
		const request = read(input);
		const decision = decider(request.url);
		if (!decision.acts) return void 0;
		if (!host.checksHeaders) checkHeaders(request.headers, decision.provider.id);
		return needsOf(decision.provider, called(decision, request, void 0));
	}
	function sign(input, trace) {
		const request = read(input);
		const claim = decider(request.url);
		if (!claim.acts) return passThrough(request, claim.why);
		const call = called(claim, request, trace);
		return finish(call, claim, preparedAtOnce(call, claim.provider));
	}
	function change(input) {
		const request = read(input);
		const claim = decider(request.url);
		if (!claim.acts) return void 0;
		const { provider } = claim;
		if (!host.checksTexts) checkText(request.body, host.codec);
		const call = {
			request,
			url: claim.url,
			settings: ready(provider),
			host,
			trace: void 0
		};
		const prepared = provider.prepare !== void 0 || provider.tokens !== void 0 ? preparedAtOnce(call, provider) : void 0;
		return prepared === void 0 ? changeOf(call, provider) : changeAfter(prepared, call, provider);
	}
	function preparedAtOnce(call, provider) {
		var _atOnce;
		const pending = work.of(call, provider);
		return pending && ((_atOnce = atOnce(pending, provider, call.request)) != null ? _atOnce : null);
	}
	function openSync(url, response, trace) {
		const pending = opening(url, response, trace);
		const cannot = () => needsWaiting$1(decider.matching(url)[0], `open the response of ${shown(url)}`);
		if (pending && !isWaiting(pending)) throw cannot();
		return pending ? withoutPromises(pending, cannot) : {};
	}
	function tokens(url) {
		const decision = decider(url);
		return decision.acts ? work.source(decision.provider, decision.url.origin) : void 0;
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
		change(request) {
			try {
				return change(request);
			} catch (thrown) {
				return fail(thrown);
			}
		},
		async apply(request, trace) {
			return safe(async () => watched(await attempt(request, hidden(trace)), trace, conceal));
		},
		attempt(request, trace) {
			try {
				return attempt(request, trace && hidden(trace));
			} catch (thrown) {
				return fail(thrown);
			}
		},
		async open(url, response, trace) {
			try {
				const work = opening(url, response, hidden(trace));
				return work ? await promiseOf(work) : {};
			} catch (thrown) {
				return fail(thrown);
			}
		},
		openSync: (url, response, trace) => safe(() => openSync(url, response, hidden(trace))),
		tokens: (url) => safe(() => tokens(url)),
		noteStatus(signed, status, headers = []) {
			var _signed$given, _host$tokens;
			if (signed instanceof Outcome && signed.responded({
				status,
				headers
			}) === "again") return true;
			const token = (_signed$given = signed.given) == null ? void 0 : _signed$given.token;
			if (status !== 401 || token === void 0 || token.source.use === "once") return false;
			(_host$tokens = host.tokens) == null || _host$tokens.drop(token.source, token.value);
			return true;
		}
	};
}
const asRead = (input) => input;
const changed = (call, provider, prepared) => prepared === void 0 ? changeOf(call, provider) : changeAfter(prepared, call, provider);
function atOnce(work, provider, { url }) {
	const cannot = () => needsWaiting$1(provider, `sign ${shown(url)}`);
	if (isWaiting(work)) return withoutPromises(work, cannot);
	work.catch(() => {});
	throw cannot();
}
const passThrough = (request, why) => ({
	provider: void 0,
	why,
	request: toSend(request),
	patch: {},
	given: void 0
});
const now = () => Date.now() / 1e3;
const later = (seconds) => new Promise((resolve) => {
	setTimeout(resolve, seconds * 1e3);
});
const clock$1 = {
	now,
	wait: later,
	sleep
};
const pause = (seconds) => wait(() => later(seconds), () => sleep(seconds));
function createBackoff({ first, most }) {
	const failures = new Map();
	return {
		*before(key) {
			var _failures$get$until, _failures$get;
			const rest = ((_failures$get$until = (_failures$get = failures.get(key)) == null ? void 0 : _failures$get.until) != null ? _failures$get$until : 0) - now();
			if (rest > 0) yield* pause(rest);
		},
		failed(key) {
			var _failures$get$wait, _failures$get2;
			const wait = Math.min(((_failures$get$wait = (_failures$get2 = failures.get(key)) == null ? void 0 : _failures$get2.wait) != null ? _failures$get$wait : first / 2) * 2, most);
			failures.set(key, {
				wait,
				until: now() + wait
			});
			return wait;
		},
		succeeded: (key) => void failures.delete(key)
	};
}
const needsPromise = () => new Error("Nothing here needs a promise.");
function patientTokens(store) {
	const backoff = createBackoff({
		first: 1,
		most: 30
	});
	function* patiently({ key }, obtaining) {
		yield* backoff.before(key);
		try {
			const token = yield* obtaining;
			backoff.succeeded(key);
			return token;
		} catch (thrown) {
			backoff.failed(key);
			throw thrown;
		}
	}
	const once = (obtain) => wait(async () => obtain(), obtain);
	return spread(spread({}, store), {}, {
		get: (source, obtain) => store.get(source, () => withPromises(patiently(source, wait(obtain)))),
		getSync: (source, obtain) => store.getSync(source, () => withoutPromises(patiently(source, once(obtain)), needsPromise))
	});
}
function brokerAddress(url, secret, isPacking = false) {
	const { scheme, host, hasUserInfo } = parseUrl(url);
	if (!/^https?$/.test(scheme) || hasUserInfo) throw new CountersignError("invalid-setting", "COUNTERSIGN_TOKENS must be an address, as in http://127.0.0.1:8787.");
	if (!isLoopback(host) && !secret && !isPacking) throw new CountersignError("missing-setting", `COUNTERSIGN_TOKENS names ${shown(url)}, which is another machine: set COUNTERSIGN_TOKENS_SECRET to its secret.`);
	return {
		url: withoutEnd(url, "/"),
		secret: secret == null ? void 0 : secret.trim()
	};
}
const PATIENCE = 5;
var Away = class extends CountersignError {};
function brokerTokens(address, host) {
	const leases = new Map();
	const pending = new Map();
	const refused = new Map();
	const away = createBackoff({
		first: .25,
		most: 2
	});
	const refusals = createBackoff({
		first: 1,
		most: 30
	});
	function held({ key, use }) {
		const lease = use === "once" ? void 0 : leases.get(key);
		return lease && host.now() < lease.useUntil ? lease : void 0;
	}
	function* lease(source) {
		const { key } = source;
		const deadline = host.now() + PATIENCE;
		yield* refusals.before(key);
		for (;;) {
			yield* away.before(key);
			try {
				const lease = yield* ask(source);
				for (const backoff of [away, refusals]) backoff.succeeded(key);
				return lease;
			} catch (thrown) {
				const isAway = thrown instanceof Away;
				const rest = (isAway ? away : refusals).failed(key);
				if (!isAway || host.now() + rest > deadline) throw thrown;
			}
		}
	}
	function* ask(source) {
		const asked = host.now();
		const { provider, origin, key } = source;
		const lease = leaseIn(yield* deliver(requestTo(address, JSON.stringify({
			provider,
			origin,
			refused: refused.get(key)
		})), address, host), asked, address);
		leases.set(key, lease);
		refused.delete(key);
		return lease;
	}
	return {
		isBrokered: true,
		held,
		async get(source, obtain) {
			var _held;
			if (source.use === "once") return leaseOf(await obtain());
			const known = (_held = held(source)) != null ? _held : pending.get(source.key);
			if (known) return known;
			const running = withPromises(lease(source)).finally(() => pending.delete(source.key));
			pending.set(source.key, running);
			return running;
		},
		getSync(source, obtain) {
			var _held2;
			if (source.use === "once") return leaseOf(obtain());
			return (_held2 = held(source)) != null ? _held2 : withoutPromises(lease(source), needsPromise);
		},
		drop(source, token) {
			var _leases$get;
			if (((_leases$get = leases.get(source.key)) == null ? void 0 : _leases$get.token) !== token) return;
			leases.delete(source.key);
			refused.set(source.key, host.hash("SHA-256", token, "hex"));
		}
	};
}
function requestTo({ url, secret }, body) {
	const headers = [["Content-Type", "application/json"]];
	if (secret) headers.push(["Authorization", `Bearer ${secret}`]);
	return {
		method: "POST",
		url: `${url}/token`,
		headers,
		body
	};
}
function* deliver(request, address, host) {
	let response;
	try {
		response = yield* wait(() => host.send(request), () => host.sendSync(request));
	} catch (thrown) {
		throw new Away(...failure(address, `could not be reached: ${reasonOf$1(thrown)}. ${START}`));
	}
	if (response.status === 503) throw new Away(...failure(address, said(response)));
	return response;
}
const START = "Start it with: countersign tokens";
function leaseIn(response, asked, address) {
	const { token, useUntil, now } = objectIn(response);
	if (response.status !== 200) throw new CountersignError(...failure(address, said(response)));
	const isToken = typeof token === "string" && /^[\u0021-\u007e]+$/.test(token);
	const rest = Number(useUntil) - Number(now);
	if (!isToken || typeof useUntil !== "number" || typeof now !== "number" || !(rest > 0)) throw new CountersignError(...failure(address, "responded with something other than a token. Is it the address of `countersign tokens`?"));
	return {
		token,
		useUntil: asked + rest
	};
}
function said(response) {
	const { error } = objectIn(response);
	return `responded with ${response.status}${typeof error === "string" ? `: ${clean(error)}` : ""}`;
}
const failure = ({ url }, what) => ["token-request-failed", `No token: the token broker at ${shown(url)} ${what}.`.replace(/([.?])\.$/, "$1")];
const objectIn = ({ body }) => {
	var _jsonObject;
	return (_jsonObject = jsonObject(String(body))) != null ? _jsonObject : {};
};
const clean = (text) => withoutEnd(text.replace(/[^\u0020-\uffff]+/g, " "), ". ").slice(0, 300);
function withoutEnd(text, letters) {
	let end = text.length;
	while (end > 0 && letters.includes(text.charAt(end - 1))) end--;
	return text.slice(0, end);
}
const signing$1 = new Trend("countersign_signing", true);
const refusals = new Counter("countersign_refusals");
let instance;
function clock() {
	if (instance === void 0 && __VU !== void 0) instance = askForInstance();
	return instance == null ? void 0 : instance.currentTestRunDuration;
}
function askForInstance() {
	try {
		return exec.instance;
	} catch (_unused) {
		return;
	}
}
const FIRST = 16;
let timed = 0;
let untimed = 0;
function sampledClock() {
	if (untimed-- > 0) return void 0;
	timed++;
	untimed = timed < FIRST ? 0 : 511;
	return clock();
}
function noteSigning(start) {
	const end = clock();
	if (end !== void 0) signing$1.add(end - start);
}
function noteRefusal(thrown) {
	if (thrown instanceof CountersignError && clock() !== void 0) {
		var _thrown$provider;
		refusals.add(1, {
			code: thrown.code,
			provider: (_thrown$provider = thrown.provider) != null ? _thrown$provider : ""
		});
	}
	return thrown;
}
function warnOnce(message) {
	if (__VU === 0) console.warn(message);
}
const TOKEN_TAGS = {
	countersign: "token",
	name: "countersign token"
};
const k6Send = async (request) => toResponse(await http.asyncRequest(...asked(request)));
const k6SendSync = (request) => toResponse(http.request(...asked(request)));
const asked = ({ method, url, headers, body }) => [
	method,
	url,
	nativeBody(body),
	{
		headers: addHeaders({}, headers),
		tags: TOKEN_TAGS,
		redirects: 0,
		responseType: "text",
		timeout: "60s"
	}
];
function toResponse({ status, error, headers, body }) {
	if (status === 0) throw new Error(reasonOf(error));
	return {
		status,
		headers: Object.entries(headers),
		body: String(body !== null && body !== void 0 ? body : "")
	};
}
const reasonOf = (error) => error.replace(/^\w+ "[^"]*": /, "") || "no response";
function addHeaders(to, headers, drop) {
	const { length } = headers;
	for (let at = 0; at < length; at++) {
		const header = headers[at];
		if (!drop || !isAmong(drop, header[0])) to[header[0]] = header[1];
	}
	return to;
}
const isAmong = (names, name) => names.some((other) => other.toLowerCase() === name.toLowerCase());
function nativeBody(body) {
	if (typeof body === "string") return body;
	return body.byteLength === body.buffer.byteLength ? body.buffer : body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength);
}
function toOpen({ status, headers, body }) {
	if (body === null || body === void 0) return void 0;
	const data = typeof body === "string" ? body : new Uint8Array(body);
	return {
		status,
		headers: Object.entries(headers),
		body: data
	};
}
function putOpened(response, { body }, provider, codec) {
	if (!body) return response;
	const isText = typeof response.body === "string";
	return Object.assign(response, { body: isText ? textOf$1(body, provider, codec) : nativeBody(body) });
}
function textOf$1(opened, { id, name }, codec) {
	try {
		return codec.text(opened);
	} catch (_unused) {
		throw new CountersignError("invalid-answer", `${name}: the response decrypts to bytes that are not text. Ask with { responseType: 'binary' }.`, id);
	}
}
const urlText = (url) => {
	var _url$url;
	return typeof url === "string" ? url : String((_url$url = url.url) != null ? _url$url : "");
};
let last$2 = "";
let lastSent = "";
function sentUrl(url) {
	if (url !== last$2) {
		lastSent = AS_IT_IS.test(url) ? url : escaped$1(url);
		last$2 = url;
	}
	return lastSent;
}
const AS_IT_IS = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+\/([\w\-.~!$&'()*+,;=:@[\]/]|%[0-9A-F]{2})*(\?[!"$-~]*)?$/i;
const PARTS$1 = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?/i;
const PATH_AS_IT_IS = /^([\w\-.~!$&'()*+,;=:@[\]/]|%[0-9A-F]{2})*$/i;
const BROKEN_ESCAPE = /%(?![0-9A-F]{2})/i;
function escaped$1(url) {
	var _PARTS$exec;
	const [, start, path = "", query = ""] = (_PARTS$exec = PARTS$1.exec(url)) != null ? _PARTS$exec : [];
	if (start === void 0 || BROKEN_ESCAPE.test(path)) return url;
	return `${start}${escapedPath(path) || "/"}${query.replace(/[^!-~]/gu, percent)}`;
}
function escapedPath(path) {
	if (PATH_AS_IT_IS.test(path)) return path;
	return path.replace(/%([0-9A-F]{2})|[\s\S]/giu, (token, hex) => {
		const letter = hex ? String.fromCharCode(Number.parseInt(hex, 16)) : token;
		if (/[\w\-.~$&+,/:;=@]/.test(letter)) return letter;
		return hex ? `%${hex.toUpperCase()}` : percent(letter);
	});
}
function percent(letter) {
	if (letter < "") return `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
	return encodeURIComponent(/^[\ud800-\udfff]$/.test(letter) ? "�" : letter);
}
function formOf(fields) {
	const pairs = [];
	const entries = Object.entries(fields).map(([name, value]) => [encoded(name), value]);
	for (const [name, value] of entries.sort(([left], [right]) => compare(left, right))) for (const one of Array.isArray(value) ? value : [value]) pairs.push(`${name}=${encoded(textOf(one, name))}`);
	return pairs.join("&");
}
function encoded(text) {
	return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%20", "+");
}
function compare(left, right) {
	var _one$at$codePointAt, _one$at, _other$at$codePointAt, _other$at;
	const [one, other] = [Array.from(decoded(left)), Array.from(decoded(right))];
	const at = one.findIndex((letter, index) => letter !== other[index]);
	if (at < 0) return one.length - other.length;
	return ((_one$at$codePointAt = (_one$at = one[at]) == null ? void 0 : _one$at.codePointAt(0)) != null ? _one$at$codePointAt : 0) - ((_other$at$codePointAt = (_other$at = other[at]) == null ? void 0 : _other$at.codePointAt(0)) != null ? _other$at$codePointAt : -1);
}
const decoded = (text) => decodeURIComponent(text.replaceAll("+", "%20"));
function textOf(value, name) {
	if (typeof value === "string") return value;
	if (typeof value === "number") return numberText(value);
	if (typeof value === "boolean" || typeof value === "bigint") return String(value);
	if (value === null || value === void 0) return "<nil>";
	throw new CountersignError("invalid-body", `The field "${decoded(name).slice(0, 60)}" of the body is neither text nor number: k6 would send Go's print of it. Use JSON.stringify for JSON.`);
}
function numberText(value) {
	if (Object.is(value, -0)) return "-0";
	if (Number.isNaN(value)) return "NaN";
	if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
	if (Number.isInteger(value) && Math.abs(value) <= 2 ** 53) return String(value);
	const { digits, power } = decimal(Math.abs(value));
	return (value < 0 ? "-" : "") + (power >= -4 && power < 6 ? plain(digits, power) : scientific(digits, power));
}
function decimal(value) {
	const [mantissa = "", exponent = "0"] = shortest(value).split("e");
	const [whole = "", part = ""] = mantissa.split(".");
	const all = whole + part;
	const first = all.search(/[1-9]/);
	return {
		digits: all.slice(first).replace(/0+$/, ""),
		power: Number(exponent) + whole.length - 1 - first
	};
}
function shortest(value) {
	var _map$find;
	const text = String(value);
	if (Number(text) === value) return text;
	return (_map$find = [
		15,
		16,
		17
	].map((digits) => value.toPrecision(digits)).find((one) => Number(one) === value)) != null ? _map$find : text;
}
function plain(digits, power) {
	if (power < 0) return `0.${digits.padStart(digits.length - power - 1, "0")}`;
	const rest = digits.slice(power + 1);
	return digits.slice(0, power + 1).padEnd(power + 1, "0") + (rest && `.${rest}`);
}
function scientific(digits, power) {
	const rest = digits.slice(1);
	const exponent = String(Math.abs(power)).padStart(2, "0");
	return `${digits[0]}${rest && `.${rest}`}e${power < 0 ? "-" : "+"}${exponent}`;
}
const NONE = { data: "" };
function readBody(body, readText, isCovered) {
	if (typeof body === "string") return { data: readText(body) };
	if (body === null || body === void 0) return NONE;
	if (body instanceof ArrayBuffer) return { data: new Uint8Array(body) };
	if (ArrayBuffer.isView(body)) return ofView(body);
	if (!isFields(body)) throw notSendable(body);
	if (!isCovered()) return NONE;
	const file = Object.keys(body).find((name) => isFile(body[name]));
	if (file !== void 0) throw coveredFile(file);
	return {
		data: formOf(body),
		type: "application/x-www-form-urlencoded"
	};
}
function ofView({ buffer, byteOffset, byteLength }) {
	return { data: new Uint8Array(buffer, byteOffset, byteLength) };
}
const NO_FIELDS = [
	Array,
	Map,
	Set,
	Date,
	RegExp,
	String,
	Number,
	Boolean,
	Promise
];
const isFields = (body) => typeof body === "object" && body !== null && !NO_FIELDS.some((kind) => body instanceof kind);
const isFile = (value) => typeof value === "object" && value !== null && "filename" in value && "content_type" in value;
function coveredFile(name) {
	return new CountersignError("unreadable-body", `The field "${name.slice(0, 60)}" is a file, and the signature covers the body: k6 would make the multipart text after it was signed. Send the bytes as the body.`);
}
function notSendable(body) {
	var _body$constructor$nam, _body$constructor;
	return new CountersignError("invalid-body", `k6 cannot send a body of type ${typeof body === "object" ? (_body$constructor$nam = body == null || (_body$constructor = body.constructor) == null ? void 0 : _body$constructor.name) != null ? _body$constructor$nam : "object" : typeof body}. ${body instanceof Promise ? "Write await before it." : "Use JSON.stringify for JSON."}`);
}
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;
const { keys: keys$1 } = Object;
const NO_HEADERS = [];
let last$1 = NO_HEADERS;
let lastRecord = {};
function headerList(headers, provider) {
	if (!headers) return NO_HEADERS;
	const names = keys$1(headers);
	if (isSame(names, headers)) return last$1;
	const list = names.map((name) => [name, String(headers[name])]);
	for (const [name, value] of list) if (!NAME.test(name) || CONTROL.test(value)) throw invalid(name, provider.id);
	last$1 = list;
	lastRecord = addHeaders({}, list);
	return list;
}
function headerRecord(list, drop) {
	if (drop === void 0) return list === last$1 ? lastRecord : addHeaders({}, list);
	if ((lastKept == null ? void 0 : lastKept.list) !== list || lastKept.drop !== drop) lastKept = {
		list,
		drop,
		record: addHeaders({}, list, drop)
	};
	return lastKept.record;
}
let lastKept;
function isSame(names, headers) {
	const { length } = names;
	if (length !== last$1.length) return false;
	for (let at = 0; at < length; at++) {
		const name = names[at];
		const header = last$1[at];
		if (header[0] !== name || header[1] !== headers[name]) return false;
	}
	return true;
}
function invalid(name, provider) {
	return new CountersignError("invalid-header", `The header "${name.replace(/[^\u0021-\u007e]/g, "�").slice(0, 60)}" holds a line end, a control character or a letter that a header cannot carry. Take it out.`, provider);
}
const { isArray } = Array;
function toRequest(method, at, body, params, parts) {
	const url = sentUrl(typeof at === "string" ? at : urlText(at));
	const headers = params ? headerList(params.headers, parts.provider) : NO_HEADERS;
	if (typeof body !== "string" || (params == null ? void 0 : params.compression)) return withBody({
		method,
		url,
		headers,
		body: ""
	}, body, params, parts);
	const data = parts.host.textData(body);
	return {
		method,
		url,
		headers,
		body: data === void 0 ? halfPair(body, url, parts) : data
	};
}
function halfPair(text, url, { signer, host }) {
	if (signer.decide(url).acts) checkText(text, host.codec);
	return text;
}
function withBody(request, body, params, parts) {
	const { signer, host } = parts;
	const isCovered = () => {
		var _signer$needs;
		return ((_signer$needs = signer.needs(request)) == null ? void 0 : _signer$needs.body) === true;
	};
	const readText = (text) => {
		var _host$textData;
		return (_host$textData = host.textData(text)) != null ? _host$textData : halfPair(text, request.url, parts);
	};
	const { data, type } = readBody(body, readText, isCovered);
	if ((params == null ? void 0 : params.compression) && data.length > 0 && isCovered()) throw compressed();
	const { headers } = request;
	const isTyped = !type || headerValue(headers, "Content-Type") !== void 0;
	return spread(spread({}, request), {}, {
		headers: isTyped ? headers : [...headers, ["Content-Type", type]],
		body: data
	});
}
function compressed() {
	return new CountersignError("invalid-body", "params.compression changes the body after it was signed. Take it out, or compress before.");
}
function toK6(at, body, params, request, given, parts) {
	if (!given) return {
		method: request.method,
		url: at,
		body,
		params: params !== null && params !== void 0 ? params : {}
	};
	const { url } = request;
	const { headers } = given;
	const added = isArray(headers) ? addHeaders({}, headers) : headers;
	const own = headerRecord(request.headers, given.drop);
	const all = parts.host.paramsWith(params, own, added);
	if (at !== url) keepName(all, at);
	const data = given.body === void 0 ? request.body : given.body;
	return {
		method: request.method,
		url: given.url === void 0 ? url : given.url,
		body: data === "" ? body : typeof data === "string" ? data : nativeBody(data),
		params: all
	};
}
function keepName(params, at) {
	const { name } = Object(at);
	if (typeof at !== "string" && typeof name === "string") params.tags = spread({ name }, params.tags);
}
function checkActed(provider, signer, { url }) {
	const decision = signer.decide(url);
	if (decision.acts || decision.reason === "off") return;
	const { id, name } = provider;
	const own = provider.hosts.join(", ");
	throw new CountersignError("unclaimed-host", `${name}: ${decision.why}${own && ` (${name} has ${own})`}. Correct the URL, or use k6/http. Only if the host may get the credentials: list it in ${settingName(id, "hosts")}.`, id);
}
function signAtOnce(parts) {
	const { provider, signer } = parts;
	return (method, url, body, params) => {
		const start = sampledClock();
		try {
			const request = toRequest(method, url, body, params, parts);
			const given = signer.change(request);
			if (!given) checkActed(provider, signer, request);
			const call = toK6(url, body, params, request, given, parts);
			if (start !== void 0) noteSigning(start);
			return call;
		} catch (thrown) {
			throw noteRefusal(thrown);
		}
	};
}
const isAtOnce = ({ provider }) => !provider.prepare && !provider.tokens;
const isSentOnce = (parts) => isAtOnce(parts) && !parts.provider.responded && !parts.provider.open;
function* send(parts, signing) {
	const { provider, signer } = parts;
	const sign = signing;
	const { call, signed } = yield sign;
	const response = yield delivery(mayRepeat(signed) ? expecting401(call) : call);
	const headers = provider.responded ? Object.entries(response.headers) : [];
	if (!signer.noteStatus(signed, response.status, headers)) return provider.open ? yield* open$2(parts, response, urlText(call.url)) : response;
	const again = yield sign;
	return yield* open$2(parts, yield delivery(again.call), urlText(again.call.url));
}
const delivery = ({ method, url, body, params }) => ({
	later: () => http.asyncRequest(method, url, body, params),
	now: () => http.request(method, url, body, params)
});
const mayRepeat = ({ given }) => (given == null ? void 0 : given.token) !== void 0 && given.token.source.use !== "once";
let expected;
function expecting401(call) {
	var _expected;
	(_expected = expected) !== null && _expected !== void 0 || (expected = http.expectedStatuses({
		min: 200,
		max: 399
	}, 401));
	return spread(spread({}, call), {}, { params: spread({ responseCallback: expected }, call.params) });
}
function* open$2(parts, response, url) {
	const { provider, signer, host } = parts;
	const sealed = provider.open && toOpen(response);
	if (!sealed) return response;
	try {
		return putOpened(response, yield* wait(() => signer.open(url, sealed), () => signer.openSync(url, sealed)), provider, host.codec);
	} catch (thrown) {
		throw noteRefusal(thrown);
	}
}
function httpMethods(sign, send) {
	const bare = (method) => (url, params) => send(method, url, null, params);
	const full = (method) => (url, body, params) => send(method, url, body, params);
	return {
		get: bare("GET"),
		head: bare("HEAD"),
		post: full("POST"),
		put: full("PUT"),
		patch: full("PATCH"),
		del: full("DELETE"),
		options: full("OPTIONS"),
		request: send,
		sign
	};
}
function* leaseFor(url, { provider, signer, host }) {
	var _host$tokens$held;
	checkActed(provider, signer, { url });
	if (!signer.decide(url).acts) return {
		token: "",
		useUntil: 0
	};
	const source = signer.tokens(url);
	if (!source) throw cannot(provider, `${provider.name} has no token to hand out.`);
	if (source.use === "once") {
		const message = `Each request to ${provider.name} needs a token of its own, so there is none to hand out.`;
		throw cannot(provider, message);
	}
	return (_host$tokens$held = host.tokens.held(source)) != null ? _host$tokens$held : yield* obtainLease(source, host);
}
const cannot = ({ id }, message) => new CountersignError("missing-capability", message, id);
function notForSetup({ id, name }) {
	return new CountersignError("invalid-setting", `${name}: hold() is for countersign('${id}', {…}, { tokens: 'setup' }).`, id);
}
function asyncClient(parts) {
	const { provider, signer } = parts;
	const now = signAtOnce(parts);
	async function sign(method, url, body, params, made) {
		let start = sampledClock();
		try {
			const request = toRequest(method, url, body, params, parts);
			let signed = signer.attempt(request);
			if ("then" in signed) {
				var _start;
				if (provider.tokens) (_start = start) !== null && _start !== void 0 || (start = clock());
				signed = await signed;
			}
			if (!signed.given) checkActed(provider, signer, request);
			const call = toK6(url, body, params, request, signed.given, parts);
			if (start !== void 0) noteSigning(start);
			made == null || made(signed);
			return call;
		} catch (thrown) {
			throw noteRefusal(thrown);
		}
	}
	const signNow = async (method, url, body, params) => now(method, url, body, params);
	async function make(method, url, body, params) {
		let signed;
		return {
			call: await sign(method, url, body, params, (outcome) => {
				signed = outcome;
			}),
			signed
		};
	}
	const exchange = (method, url, body, params) => withPromises(send(parts, { later: () => make(method, url, body, params) }));
	async function once(method, url, body, params) {
		const call = now(method, url, body, params);
		return http.asyncRequest(call.method, call.url, call.body, call.params);
	}
	return spread(spread({}, httpMethods(isAtOnce(parts) ? signNow : sign, isSentOnce(parts) ? once : exchange)), {}, {
		open: (response) => withPromises(open$2(parts, response, response.url)),
		lease: (url) => withPromises(leaseFor(url, parts))
	});
}
function resolverOf(provider, settings = {}) {
	checkNames(provider, Object.keys(settings));
	const own = fromObject(provider, settings);
	return (name) => {
		var _own;
		return (_own = own(name)) != null ? _own : __ENV[name];
	};
}
function checkNames(provider, names) {
	const known = settingsOf(provider).map(({ name }) => name);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown === void 0) return;
	throw new CountersignError("invalid-setting", `${provider.name} has no setting "${unknown}"; it has ${known.join(", ")}.`, provider.id);
}
async function settingsFromSecrets(provider, source, names) {
	checkNames(provider, names !== null && names !== void 0 ? names : []);
	const settings = {};
	const asked = settingsOf(provider).filter(({ name }) => {
		var _names$includes;
		return (_names$includes = names == null ? void 0 : names.includes(name)) != null ? _names$includes : true;
	});
	await Promise.all(asked.map(async ({ name, required, forTokens }) => {
		const known = settingName(provider.id, name);
		if (__ENV[known]) return;
		try {
			settings[name] = await source.get(known);
		} catch (thrown) {
			if ((names || required && !(forTokens && __ENV.COUNTERSIGN_TOKENS)) && __VU > 0) throw missing$1(provider, known, thrown);
		}
	}));
	return settings;
}
function missing$1({ id, name }, setting, thrown) {
	return new CountersignError("missing-setting", `${name}: ${setting} is missing: neither __ENV nor the secret source has it (${reasonOf$1(thrown)}).`, id);
}
function syncClient(parts) {
	const { provider, signer } = parts;
	const cannot = () => needsWaiting(parts);
	const sign = signAtOnce(parts);
	checkSync(parts);
	function make(method, url, body, params) {
		const start = sampledClock();
		try {
			const request = toRequest(method, url, body, params, parts);
			const signed = signer.sign(request);
			if (!signed.given) checkActed(provider, signer, request);
			const call = toK6(url, body, params, request, signed.given, parts);
			if (start !== void 0) noteSigning(start);
			return {
				call,
				signed
			};
		} catch (thrown) {
			throw noteRefusal(thrown);
		}
	}
	function exchange(method, url, body, params) {
		return withoutPromises(send(parts, { now: () => make(method, url, body, params) }), cannot);
	}
	function once(method, url, body, params) {
		const call = sign(method, url, body, params);
		return http.request(call.method, call.url, call.body, call.params);
	}
	return spread(spread({}, httpMethods(sign, isSentOnce(parts) ? once : exchange)), {}, {
		open: (response) => withoutPromises(open$2(parts, response, response.url), cannot),
		lease: (url) => withoutPromises(leaseFor(url, parts), cannot)
	});
}
function checkSync({ provider, host }) {
	var _provider$uses, _host$cipher;
	if (((_provider$uses = provider.uses) == null ? void 0 : _provider$uses.includes("cipher")) && !((_host$cipher = host.cipher) == null ? void 0 : _host$cipher.sync)) throw needsWaiting({ provider });
}
function needsWaiting({ provider: { id, name } }) {
	return new CountersignError("needs-waiting", `${name} has to wait for encryption. Use countersign('${id}') and await its calls.`, id);
}
const BIT_STRING = 3;
function labelOf(der) {
	try {
		const parts = children(readOne(der, 48));
		return labelOfParts(parts, parts.map(({ tag }) => tag));
	} catch (_unused) {
		return;
	}
}
function labelOfParts([first, second], tags) {
	const begins = (...expected) => expected.every((tag, at) => tags[at] === tag);
	if (begins(2, 48, 4)) return "PRIVATE KEY";
	if (begins(2, 48) && (first == null ? void 0 : first.content[0]) === 3) return "PKCS12";
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
const LABELS = ["CERTIFICATE"];
function certificatesIn(text, unlocking = {}) {
	const blocks = text.includes(BEGIN) ? pemBlocks(text) : derBlocks(text);
	const first = findBlock(text, LABELS, "certificate", unlocking);
	const locked = blocks.find(isLocked);
	return (blocks.includes(first) || !locked ? blocks : unlocked(locked, LABELS, unlocking)).filter(({ label }) => LABELS.includes(label));
}
function toPem({ label, der }) {
	var _letters$padEnd$match;
	const letters = plainCodec.base64url(der).replace(/-/g, "+").replace(/_/g, "/");
	const lines = (_letters$padEnd$match = letters.padEnd(Math.ceil(letters.length / 4) * 4, "=").match(/.{1,64}/g)) != null ? _letters$padEnd$match : [];
	return [
		`${BEGIN}${label}${DASHES}`,
		...lines,
		`-----END ${label}${DASHES}`,
		""
	].join("\n");
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
			der: new Uint8Array(),
			encryptedPem
		};
	}
	try {
		return {
			label,
			der: fromBase64(lines.replace(/\s/g, ""))
		};
	} catch (_unused) {
		return {
			label,
			der: new Uint8Array()
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
	} catch (_unused2) {
		return [];
	}
}
const isLocked = ({ label, encryptedPem }) => label === "ENCRYPTED PRIVATE KEY" || label === "PKCS12" || encryptedPem !== void 0;
function unlocked(block, labels, { host, password }) {
	const convert = `Convert it first: ${commandFor(block, labels)}`;
	if (!(host == null ? void 0 : host.unlock)) {
		var _host$name;
		throw new PemProblem(`${block.label === "PKCS12" ? "is a PKCS#12 file" : "is encrypted with a pass phrase"}, which ${(_host$name = host == null ? void 0 : host.name) != null ? _host$name : "this tool"} does not open. ${convert}`);
	}
	if (password === void 0 && block.label !== "PKCS12") throw new PemProblem(`is encrypted with a pass phrase. Set NAME_PASSWORD to it. Or convert it first: ${commandFor(block, labels)}`);
	try {
		const { privateKey, certificates } = host.unlock(block, password !== null && password !== void 0 ? password : "");
		return [...privateKey ? [{
			label: "PRIVATE KEY",
			der: privateKey
		}] : [], ...certificates.map((der) => ({
			label: "CERTIFICATE",
			der
		}))];
	} catch (_unused3) {
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
	var _blocks$0$label, _blocks$;
	if (isPath(text)) return "is the path of a file. Set NAME_FILE to the path instead";
	const at = text.indexOf(BEGIN);
	const label = (_blocks$0$label = (_blocks$ = blocks[0]) == null ? void 0 : _blocks$.label) != null ? _blocks$0$label : text.slice(at + 11, text.indexOf(DASHES, at + 11)).slice(0, 60);
	return `is ${at < 0 ? blocks[0] ? `a ${label}` : "not a PEM" : blocks.length === 0 && labels.includes(label) ? "a PEM that is cut off" : `a PEM of the kind ${label.replace(/[^A-Z0-9 ]/g, "�")}`}; a ${wanted} is needed, from its BEGIN line to its END line`;
}
function isPath(text) {
	if (text.length > 500 || text.includes(BEGIN) || /[\r\n]/.test(text)) return false;
	return /\.(pem|key|crt|cer|der|p12|pfx|p8|txt)"?$/i.test(text) || /^"?(~|\.{1,2}|[a-z]:)?[\\/][\w. -]/i.test(text);
}
function clientCertificateOf(provider, values, host) {
	const settings = clientCertificateSettings(provider);
	const cert = settings && values[settings.certificate.name];
	const key = settings && values[settings.key.name];
	if (!cert || !key) return void 0;
	const names = {
		cert: settings.certificate.variable,
		key: settings.key.variable
	};
	const password = values[passwordOf(settings.key.name)];
	return readTlsPair({
		cert,
		key,
		names
	}, spread(spread({}, host && { host }), {}, { password }), provider);
}
const KEYS = [
	"PRIVATE KEY",
	"RSA PRIVATE KEY",
	"EC PRIVATE KEY"
];
function readTlsPair({ cert, key, names }, unlocking, provider) {
	const readCert = () => certificatesIn(cert, unlocking).map(whole$1).map(toPem).join("");
	const readKey = () => toPem(whole$1(findBlock(key, KEYS, "private key", unlocking)));
	return {
		cert: named(provider, names.cert, names.key, readCert),
		key: named(provider, names.key, names.key, readKey),
		names
	};
}
function whole$1(block) {
	if (labelOf(block.der) !== block.label) throw unreadable(block.label);
	return block;
}
function named(provider, variable, keyVariable, read) {
	try {
		return read();
	} catch (thrown) {
		const text = (thrown instanceof PemProblem ? thrown.message : "cannot be read").replace("NAME_FILE", `${variable}_FILE`).replaceAll("NAME_PASSWORD", `${keyVariable}_PASSWORD`);
		throw new CountersignError("invalid-key", `${provider ? `${provider.name}: ` : ""}${variable} ${text}.`, provider == null ? void 0 : provider.id);
	}
}
function tlsAuthOf(provider, settings) {
	const pair = clientCertificateOf(provider, readSettings$1(provider, resolverOf(provider, settings)), { name: "k6" });
	return pair ? [{
		cert: pair.cert,
		key: pair.key
	}] : [];
}
function plannedUsers(options) {
	const { scenarios } = options;
	return Object.values(scenarios !== null && scenarios !== void 0 ? scenarios : {}).reduce((sum, scenario) => sum + usersOf(scenario), 0);
}
function usersOf({ vus, startVUs, preAllocatedVUs, maxVUs, stages }) {
	var _ref, _ref2;
	if (((_ref = preAllocatedVUs !== null && preAllocatedVUs !== void 0 ? preAllocatedVUs : maxVUs) != null ? _ref : null) !== null) return Math.max(preAllocatedVUs !== null && preAllocatedVUs !== void 0 ? preAllocatedVUs : 1, maxVUs !== null && maxVUs !== void 0 ? maxVUs : 0, vus !== null && vus !== void 0 ? vus : 0);
	const targets = (stages !== null && stages !== void 0 ? stages : []).map(({ target }) => target !== null && target !== void 0 ? target : 0);
	return Math.max((_ref2 = vus !== null && vus !== void 0 ? vus : startVUs) != null ? _ref2 : 1, ...targets);
}
function userTokens(provider, drain) {
	const store = memoryTokens(spread(spread({}, clock$1), {}, { drain }));
	if (!provider.oneToken) return store;
	checkUser(provider);
	let isChecked = false;
	function checked() {
		if (!isChecked) checkTest(provider);
		isChecked = true;
		return store;
	}
	return spread(spread({}, store), {}, {
		get: (source, obtain) => checked().get(source, obtain),
		getSync: (source, obtain) => checked().getSync(source, obtain)
	});
}
function checkUser(provider) {
	if (__VU > 1) throw tooMany(provider);
}
function checkTest(provider) {
	if (plannedUsers(exec.test.options) <= 1 && exec.vu.idInTest <= 1) return;
	exec.test.abort(tooMany(provider).message);
	throw tooMany(provider);
}
function tooMany({ id, name }) {
	return new CountersignError("token-request-failed", `${name}: a new token ends the one before, so several virtual users lock each other out. Start \`countersign tokens\` and set COUNTERSIGN_TOKENS to its address; for a short test, hand one token out in setup() ({ tokens: 'setup' }).`, id);
}
function setupTokens(provider) {
	const store = memoryTokens(clock$1);
	let given;
	const held = ({ use }) => use !== "once" && given && clock$1.now() < given.useUntil ? given : void 0;
	function inSetup() {
		if (exec.vu.idInTest === 0) return store;
		throw notHeld(provider, given);
	}
	return {
		held,
		async get(source, obtain) {
			var _held;
			if (source.use === "once") return leaseOf(await obtain());
			return (_held = held(source)) != null ? _held : inSetup().get(source, obtain);
		},
		getSync(source, obtain) {
			var _held2;
			if (source.use === "once") return leaseOf(obtain());
			return (_held2 = held(source)) != null ? _held2 : inSetup().getSync(source, obtain);
		},
		drop(source, token) {
			if ((given == null ? void 0 : given.token) === token) given = void 0;
			store.drop(source, token);
		},
		hold(lease) {
			given = lease;
		}
	};
}
function notHeld({ id, name }, given) {
	return new CountersignError("token-request-failed", `${name}: ${given ? "the token of setup() has ended. For longer tests, start `countersign tokens`" : "no token of setup() is held. Return lease() from setup(), and pass it to hold()"}.`, id);
}
function exports(providers, parts) {
	const find = (id) => {
		var _providers$find;
		return (_providers$find = providers.find((provider) => provider.id === id)) != null ? _providers$find : unknown$1(id, providers);
	};
	function signing(id, settings, options = {}) {
		const provider = find(id);
		const host = spread(spread({}, parts.host), {}, { tokens: storeFor(provider, options, parts) });
		const own = resolverOf(provider, settings);
		const names = () => namesFor(provider, providers, Object.keys(__ENV));
		const decider = createDecider({
			providers: [provider],
			settings: Object.assign(own, { names })
		});
		const signer = createSigner({
			decider,
			host,
			warn: warnOnce
		});
		check$1(provider, signer, decider);
		return {
			provider,
			signer,
			host
		};
	}
	const clients = (clientOf) => (...client) => {
		const made = withoutStack(() => signing(...client));
		return spread(spread({}, clientOf(made)), {}, { hold: holdFor(made) });
	};
	return {
		countersign: Object.assign(clients(asyncClient), {
			sync: clients(syncClient),
			secrets: (id, source, names) => settingsFromSecrets(find(id), source, names).catch(rethrowWithoutStack)
		}),
		tlsAuth: (id, settings) => withoutStack(() => tlsAuthOf(find(id), settings))
	};
}
function withoutStack(make) {
	try {
		return make();
	} catch (thrown) {
		return rethrowWithoutStack(thrown);
	}
}
function rethrowWithoutStack(thrown) {
	throw thrown instanceof CountersignError ? Object.create(thrown) : thrown;
}
function unknown$1(id, providers) {
	throw new CountersignError("invalid-setting", `There is no provider "${id}" in this file; it has ${providers.map((provider) => provider.id).join(", ")}.`);
}
function storeFor(provider, options, parts) {
	var _options$tokensSecret;
	const { tokens = __ENV.COUNTERSIGN_TOKENS, drain = 1 } = options;
	if (tokens === "setup") return patientTokens(setupTokens(provider));
	if (isOff((name) => __ENV[name])) return memoryTokens(clock$1);
	if (!tokens) return patientTokens(parts.ownTokens(provider, drain));
	return patientTokens(brokerTokens(brokerAddress(tokens, (_options$tokensSecret = options.tokensSecret) != null ? _options$tokensSecret : __ENV.COUNTERSIGN_TOKENS_SECRET, __VU === 0), parts.host));
}
function holdFor({ provider, host: { tokens } }) {
	return (lease) => {
		if (!("hold" in tokens)) throw notForSetup(provider);
		tokens.hold(lease);
	};
}
function check$1(provider, signer, decider) {
	if (isOff((name) => __ENV[name])) {
		warnOnce(`COUNTERSIGN is off: requests to ${provider.name} leave unsigned.`);
		return;
	}
	try {
		signer.ready(provider);
		const unknown = unknownNames(provider, decider.values(provider), decider.names(provider));
		for (const one of unknown) if (one.meant) warnOnce(sayUnknown(one));
	} catch (thrown) {
		if (!(thrown instanceof CountersignError && thrown.code === "missing-setting") || __VU > 0 || __ENV.COUNTERSIGN_REQUIRE_SETTINGS) throw thrown;
	}
}
const OLDEST = "1.8";
function checkRuntime() {
	const missing = lacking$2();
	if (missing.length === 0) return;
	throw new Error(`Countersign needs k6 ${OLDEST} or newer, and this one is older: it has no ${missing.join(" and no ")}. Update k6.`);
}
function lacking$2() {
	return [
		["global WebCrypto", typeof crypto !== "undefined" && crypto.subtle !== void 0],
		["setTimeout", typeof setTimeout === "function"],
		["Object.hasOwn", typeof Object.hasOwn === "function"]
	].filter(([, there]) => !there).map(([name]) => name);
}
const encode = encoding.b64encode;
const decode = (text) => new Uint8Array(encoding.b64decode(text, "rawurl"));
const NORMALIZE_TELLS = "\ud800".normalize() !== "\ud800";
const decoder = typeof TextDecoder === "function" ? new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
}) : void 0;
const k6Codec = {
	utf8: (text) => decode(encode(text, "rawurl")),
	byteLength: (text) => Math.floor(encode(text, "rawurl").length * 3 / 4),
	text(bytes) {
		if (decoder) return decoder.decode(bytes);
		const written = encode(bytes, "std");
		const text = encoding.b64decode(written, "std", "s");
		if (text.includes("�") && encode([...text].join(""), "std") !== written) throw new Error("not UTF-8");
		return text;
	},
	base64url: (bytes) => encode(bytes, "rawurl"),
	fromBase64(text) {
		const letters = text.includes("+") || text.includes("/") ? text.replaceAll("+", "-").replaceAll("/", "_") : text;
		return !letters.includes("\n") && !letters.includes("\r") && endsOnAByte(letters) && decodeOrNothing(letters) || strictly(text);
	},
	wellFormed: (text) => NORMALIZE_TELLS && text.normalize() === text || wellFormed(text)
};
function endsOnAByte(letters) {
	const last = letters.charAt(letters.length - 1);
	const over = letters.length % 4;
	return over === 0 || over === 2 && "AQgw".includes(last) || over === 3 && "AEIMQUYcgkosw048".includes(last);
}
function strictly(text) {
	const bare = text.replace(/={1,2}$/, "");
	if (bare.length === text.length || text.length % 4 !== 0) return fromBase64(text);
	return k6Codec.fromBase64(bare);
}
function decodeOrNothing(letters) {
	try {
		return decode(letters);
	} catch (_unused) {
		return;
	}
}
const { assign, keys } = Object;
const k6Conversions = {
	textData(text) {
		if (text.includes("�")) return k6Codec.utf8(text);
		return NORMALIZE_TELLS && text.normalize() === text || k6Codec.wellFormed(text) ? text : void 0;
	},
	paramsWith(params, headers, added) {
		const both = assign(copyOf(headers), added);
		if (!params || "headers" in params && keys(params).length === 1) return {
			headers: both,
			redirects: 0
		};
		return spread(spread({}, params), {}, {
			headers: both,
			redirects: 0
		});
	}
};
let last;
let only;
function copyOf(headers) {
	if (headers !== last) {
		const names = keys(headers);
		only = names.length === 1 ? names[0] : void 0;
		last = headers;
	}
	return only === void 0 ? assign({}, headers) : { [only]: headers[only] };
}
function unknownAlgorithm(kind, name, known, host = "this tool") {
	throw new CountersignError("missing-capability", `The ${kind} "${String(name).replace(/[^\u0020-\u007e]/g, "�").slice(0, 40)}" is not available in ${host}. Use one of: ${[...known].join(", ")}.`);
}
const knownEncoding = (name, host) => name === "hex" || name === "base64" ? name : unknownAlgorithm("encoding", name, ["hex", "base64"], host);
const digestNames = new Map(Object.entries({
	MD5: "md5",
	"SHA-1": "sha1",
	"SHA-256": "sha256",
	"SHA-384": "sha384",
	"SHA-512": "sha512"
}));
const digestName = (algorithm, tool) => {
	var _digestNames$get;
	return (_digestNames$get = digestNames.get(algorithm)) != null ? _digestNames$get : unknownAlgorithm("hash", algorithm, digestNames.keys(), tool);
};
const native = k6crypto;
const names = Object.assign(Object.create(null), Object.fromEntries(digestNames));
const nativeName = (algorithm) => {
	var _names$algorithm;
	return (_names$algorithm = names[algorithm]) != null ? _names$algorithm : digestName(algorithm, "k6");
};
const k6Digests = {
	hash(algorithm, input, encoding) {
		const name = names[algorithm] || nativeName(algorithm);
		if (encoding !== "hex" && encoding !== "base64") knownEncoding(encoding, "k6");
		const whole = typeof input === "string" ? input : wholeOf(input);
		return whole === void 0 ? fed(native.createHash(name), partsOf(input)).digest(encoding) : native[name](whole, encoding);
	},
	hashBytes: (algorithm, input) => new Uint8Array(fed(native.createHash(nativeName(algorithm)), partsOf(input)).digest("binary")),
	hmac(algorithm, key, input, encoding) {
		const name = names[algorithm] || nativeName(algorithm);
		if (encoding !== "hex" && encoding !== "base64") knownEncoding(encoding, "k6");
		const whole = typeof input === "string" ? input : wholeOf(input);
		return whole === void 0 ? fed(native.createHMAC(name, key), partsOf(input)).digest(encoding) : native.hmac(name, key, whole, encoding);
	},
	hmacBytes: (algorithm, key, input) => new Uint8Array(fed(native.createHMAC(nativeName(algorithm), key), partsOf(input)).digest("binary"))
};
function wholeOf(input) {
	if (!Array.isArray(input)) return input;
	const parts = input;
	if (parts.length === 1) return parts[0];
	let text = "";
	for (let at = 0; at < parts.length; at++) {
		const part = parts[at];
		if (typeof part !== "string") return void 0;
		text += part;
	}
	return text;
}
function fed(hasher, parts) {
	for (const part of parts) hasher.update(part);
	return hasher;
}
const k6Random = (length) => new Uint8Array(native.randomBytes(length));
const POOL = 2048;
let pool = "";
let used = 0;
function k6Nonce(digits) {
	const start = used;
	used += digits;
	if (used > pool.length) {
		pool = native.hexEncode(native.randomBytes(POOL + digits));
		used = digits;
		return pool.slice(0, digits);
	}
	return pool.slice(start, used);
}
function stockParts(makeCipher, makeSigner) {
	checkRuntime();
	return {
		host: spread(spread(spread(spread(spread({
			name: "k6",
			now,
			nonce: k6Nonce
		}, k6Digests), {}, { random: k6Random }, makeCipher && { cipher: makeCipher() }), makeSigner && { signer: makeSigner() }), {}, { codec: k6Codec }, k6Conversions), {}, {
			send: k6Send,
			sendSync: k6SendSync,
			checksHeaders: true,
			checksTexts: true
		}),
		ownTokens: userTokens
	};
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
	check(key.length === KEY_BYTES$1[encryption] && ivFits && tag.length === 16);
}
function checkEncrypt({ key, iv }) {
	check(key.length === 32 && iv.length === 12);
}
function check(fits) {
	if (!fits) throw new Error("a key, IV or tag of the wrong length");
}
function sameTag(left, right) {
	var _left$at, _right$at;
	let difference = left.length ^ right.length;
	for (let at = 0; at < left.length; at++) difference |= ((_left$at = left[at]) != null ? _left$at : 0) ^ ((_right$at = right[at]) != null ? _right$at : 0);
	return difference === 0;
}
function parted(sealed) {
	return {
		ciphertext: sealed.subarray(0, -16),
		tag: sealed.subarray(-16)
	};
}
function splitKey(key) {
	return {
		mac: key.subarray(0, 16),
		aes: key.subarray(16)
	};
}
function aadBits(aad) {
	const length = new Uint8Array(8);
	const view = new DataView(length.buffer);
	view.setUint32(0, Math.floor(aad.length / 536870912));
	view.setUint32(4, aad.length % 536870912 * 8);
	return length;
}
var WebKey = class {
	constructor(kind, der, subtle, hash = "SHA-256") {
		this.kind = void 0;
		this.der = void 0;
		this.subtle = void 0;
		this.hash = void 0;
		this.key = void 0;
		this.kind = kind;
		this.der = der;
		this.subtle = subtle;
		this.hash = hash;
	}
	imported() {
		var _this$key;
		(_this$key = this.key) !== null && _this$key !== void 0 || (this.key = this.import());
		return this.key;
	}
	import() {
		const [format, usage] = this.kind === "public" ? ["spki", "encrypt"] : ["pkcs8", "decrypt"];
		const algorithm = {
			name: "RSA-OAEP",
			hash: { name: this.hash }
		};
		return this.subtle.importKey(format, this.der, algorithm, false, [usage]);
	}
};
function own$1(key, kind) {
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
	if (!sameTag(new Uint8Array(await subtle.sign({ name: "HMAC" }, macKey, signed)).subarray(0, 16), message.tag)) throw new Error("the tag does not match");
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
			const imported = await own$1(key, "public").imported();
			return new Uint8Array(await subtle.encrypt({ name: "RSA-OAEP" }, imported, cek));
		},
		async decryptKey(key, encryptedKey) {
			const imported = await own$1(key, "private").imported();
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
	var _algorithm$modulusLen;
	const { algorithm } = key;
	const bits = (_algorithm$modulusLen = algorithm == null ? void 0 : algorithm.modulusLength) != null ? _algorithm$modulusLen : encryptedKey.length * 8;
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
function xor(left, right) {
	return left.map((value, at) => {
		var _right$at;
		return value ^ ((_right$at = right[at]) != null ? _right$at : 0);
	});
}
async function gcmLongIv(subtle, message) {
	const { key, iv, ciphertext, aad } = message;
	const keys = {
		ctr: await importRaw(subtle, "AES-CTR", key, "encrypt"),
		gcm: await importRaw(subtle, "AES-GCM", key, "encrypt")
	};
	const preCounter = await ghash(subtle, keys, new Uint8Array(0), iv);
	const opened = await counterMode(subtle, keys.ctr, preCounter, concat(ZERO_BLOCK, ciphertext));
	if (!sameTag(xor(await ghash(subtle, keys, aad, ciphertext), opened.subarray(0, 16)), message.tag)) throw new Error("the tag does not match");
	return opened.slice(16);
}
const ZERO_BLOCK = new Uint8Array(16);
const OTHER_IV = new Uint8Array(12);
async function ghash(subtle, { ctr, gcm }, aad, ciphertext) {
	const masked = await counterMode(subtle, ctr, concat(OTHER_IV, new Uint8Array([
		0,
		0,
		0,
		1
	])), concat(ZERO_BLOCK, ciphertext));
	const algorithm = {
		name: "AES-GCM",
		iv: OTHER_IV,
		additionalData: aad,
		tagLength: 128
	};
	return xor(new Uint8Array(await subtle.encrypt(algorithm, gcm, masked.slice(16))).subarray(-16), masked.subarray(0, 16));
}
async function counterMode(subtle, key, counter, text) {
	const untilWrap = (2 ** 32 - new DataView(counter.buffer, counter.byteOffset).getUint32(12)) * 16;
	const first = await counterRun(subtle, key, counter, text.slice(0, untilWrap));
	if (text.length <= untilWrap) return first;
	return concat(first, await counterRun(subtle, key, concat(counter.slice(0, 12), new Uint8Array(4)), text.slice(untilWrap)));
}
async function counterRun(subtle, key, counter, text) {
	return new Uint8Array(await subtle.encrypt({
		name: "AES-CTR",
		counter,
		length: 32
	}, key, text));
}
const PARTS = new Map([
	["RSA-SHA1", {
		kind: "RSA",
		hash: "SHA-1"
	}],
	["RSA-SHA256", {
		kind: "RSA",
		hash: "SHA-256"
	}],
	["RSA-SHA384", {
		kind: "RSA",
		hash: "SHA-384"
	}],
	["RSA-SHA512", {
		kind: "RSA",
		hash: "SHA-512"
	}],
	["RSA-PSS-SHA256", {
		kind: "RSA",
		hash: "SHA-256",
		saltLength: 32
	}],
	["RSA-PSS-SHA384", {
		kind: "RSA",
		hash: "SHA-384",
		saltLength: 48
	}],
	["RSA-PSS-SHA512", {
		kind: "RSA",
		hash: "SHA-512",
		saltLength: 64
	}],
	["ECDSA-P256-SHA256", {
		kind: "EC",
		hash: "SHA-256",
		curve: "P-256"
	}],
	["ECDSA-P384-SHA384", {
		kind: "EC",
		hash: "SHA-384",
		curve: "P-384"
	}],
	["ECDSA-P521-SHA512", {
		kind: "EC",
		hash: "SHA-512",
		curve: "P-521"
	}],
	["Ed25519", { kind: "Ed25519" }]
]);
function signatureParts(name, key, host, without = []) {
	const parts = without.includes(name) ? void 0 : PARTS.get(name);
	const known = [...PARTS.keys()].filter((one) => !without.includes(one));
	if (!parts) return unknownAlgorithm("signature", name, known, host);
	if (parts.kind === key.kind && (parts.kind !== "EC" || parts.curve === key.curve)) return parts;
	throw new CountersignError("invalid-key", `The signature ${name} does not go with ${key.curve ? `an EC key of ${key.curve}` : `an ${key.kind} key`}. Use a key of its kind.`);
}
function* signedBy(sign, data) {
	const { now } = sign;
	return yield* wait(() => sign(data), now && (() => now(data)));
}
function namedSign(provider, variable, make) {
	const fail = (thrown) => {
		throw refusalOf(provider, variable, thrown);
	};
	const safe = (run) => {
		try {
			return run();
		} catch (thrown) {
			return fail(thrown);
		}
	};
	const sign = safe(make);
	const { now } = sign;
	const later = (data) => safe(() => sign(data)).catch(fail);
	return now ? Object.assign(later, { now: (data) => safe(() => now(data)) }) : later;
}
function refusalOf({ id, name }, variable, thrown) {
	const isOurs = thrown instanceof CountersignError;
	const reason = isOurs ? `: ${thrown.message}` : ` holds a key that does not work (${reasonOf$1(thrown)}). It may be garbled: copy the whole file again.`;
	return new CountersignError(isOurs ? thrown.code : "invalid-key", `${name}: ${variable}${reason}`, id);
}
function webcryptoSigner(crypto, { name: host = "WebCrypto", without = [] } = {}) {
	const subtle = wholeMemory(crypto.subtle);
	return (name, key) => {
		const parts = signatureParts(name, key, host, without);
		let imported;
		return async (data) => {
			var _imported;
			(_imported = imported) !== null && _imported !== void 0 || (imported = importKey(subtle, parts, key, {
				name,
				host,
				without
			}));
			const bytes = bytesOf(data, plainCodec);
			return new Uint8Array(await subtle.sign(signing(parts), await imported, bytes));
		};
	};
}
async function importKey(subtle, parts, key, { name, host, without }) {
	try {
		return await subtle.importKey("pkcs8", key.pkcs8, importing(parts), false, ["sign"]);
	} catch (_unused) {
		if (parts.kind === "Ed25519") return unknownAlgorithm("signature", name, others(without), host);
		throw new CountersignError("invalid-key", `${host} cannot use the signing key for ${name}. Check the key.`);
	}
}
const others = (without) => [
	"RSA-SHA256",
	"RSA-PSS-SHA256",
	"ECDSA-P256-SHA256"
].filter((name) => !without.includes(name));
function importing(parts) {
	if (parts.kind === "Ed25519") return { name: "Ed25519" };
	if (parts.kind === "EC") return {
		name: "ECDSA",
		namedCurve: parts.curve
	};
	return {
		name: parts.saltLength === void 0 ? "RSASSA-PKCS1-v1_5" : "RSA-PSS",
		hash: { name: parts.hash }
	};
}
function signing(parts) {
	if (parts.kind === "Ed25519") return { name: "Ed25519" };
	if (parts.kind === "EC") return {
		name: "ECDSA",
		hash: { name: parts.hash }
	};
	const { saltLength } = parts;
	return saltLength === void 0 ? { name: "RSASSA-PKCS1-v1_5" } : {
		name: "RSA-PSS",
		saltLength
	};
}
const k6Cipher = () => webcryptoCipher(crypto, { longIv: gcmLongIv });
const k6Signer = () => webcryptoSigner(crypto, {
	name: "k6",
	without: ["Ed25519"]
});
function parseTokenResponse(response, asked) {
	var _headerValue$replace, _headerValue;
	const json = jsonObject(textOrNothing(response));
	if (response.status < 200 || response.status > 299) {
		const said = json && reasonIn(json, asked.secrets);
		throw new CountersignError("token-request-failed", `No token: ${shown(asked.url)} responded with ${response.status}${said ? `: ${said}` : ""}. ${adviceFor(response.status)}`, asked.provider);
	}
	if (json) return json;
	const type = (_headerValue$replace = (_headerValue = headerValue(response.headers, "content-type")) == null ? void 0 : _headerValue.replace(/[^\u0020-\u007e]/g, "")) != null ? _headerValue$replace : "no content type";
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
		var _token$split$;
		const claims = jsonObject(plainCodec.text(fromBase64((_token$split$ = token.split(".")[1]) != null ? _token$split$ : "")));
		return typeof (claims == null ? void 0 : claims.exp) === "number" ? claims.exp : void 0;
	} catch (_unused) {
		return;
	}
}
const LONGEST = 1e6;
function textOrNothing({ body }) {
	if (body.length > LONGEST) return "";
	try {
		return textOf$2(body, plainCodec);
	} catch (_unused2) {
		return "";
	}
}
const lengthOf = ({ body }) => `${body.length} ${typeof body === "string" ? "characters" : "bytes"}`;
function reasonIn(body, secrets) {
	const said = [
		(typeof body.error === "object" && body.error !== null ? spread({}, body.error) : {}).message,
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
	if (status === 401 || status === 403) return "Check the key or client, its secret, and this machine’s clock.";
	if (status === 404) return "Check the host and the path of the token endpoint.";
	return status >= 500 ? "The provider failed; try again later." : "Check the settings.";
}
const settings$4 = [
	{
		name: "publicKey",
		required: true,
		secret: false,
		kind: "text"
	},
	{
		name: "privateKey",
		required: true,
		secret: true,
		kind: "base64"
	},
	{
		name: "accountId",
		required: false,
		secret: false,
		kind: "text"
	},
	{
		name: "tenantId",
		required: false,
		secret: false,
		kind: "text"
	},
	{
		name: "exchangePath",
		required: false,
		secret: false,
		kind: "text",
		default: "/v1/identity/hmac"
	},
	{
		name: "tokenUse",
		required: false,
		secret: false,
		kind: "choice",
		choices: ["once", "until-expiry"],
		default: "once"
	}
];
const exchangePaths = [
	"/v1/identity/hmac",
	"/identity/v1/hmac/management",
	"/identity/v1/hmac/collect",
	"/identity/v1/hmac/payout"
];
const bodyHash = (body, host) => body.length === 0 ? "" : host.hash("SHA-256", body, "base64");
const stringToSign = (publicKey, nonce, timestamp, hash) => `${publicKey}:${nonce}:${timestamp}:${hash}`;
const signature$1 = (key, text, host) => host.hmac("SHA-256", key, text, "base64");
function hmacToken(body, { publicKey, key }, host, trace) {
	const hash = bodyHash(body, host);
	const nonce = host.nonce(32);
	const timestamp = Math.floor(host.now());
	const text = stringToSign(publicKey, nonce, timestamp, hash);
	return `Hmac ${publicKey}:${nonce}:${timestamp}:${signature$1(key, text, host)}`;
}
const NEEDS$2 = {
	exchange: {
		body: true,
		waits: false,
		how: "HMAC token"
	},
	bearer: {
		body: false,
		waits: true,
		how: "bearer token, exchanged for an HMAC token"
	},
	brought: {
		body: false,
		waits: false,
		how: "the bearer token it brings",
		asIs: "it brings its own bearer token"
	}
};
const imburse = {
	id: "imburse",
	name: "Imburse",
	hosts: ["imbursepayments.com"],
	settings: settings$4,
	setup: setup$1,
	needs(call) {
		if (isExchange(call)) return NEEDS$2.exchange;
		return bringsBearer(call.request) ? NEEDS$2.brought : NEEDS$2.bearer;
	},
	tokens: tokens$1,
	sign(call) {
		if (isExchange(call)) return { headers: { Authorization: hmacToken(call.request.body, call.settings, call.host, call.trace) } };
		return { headers: call.settings.accountHeaders.filter(([name]) => !has(call.request, name)) };
	}
};
const has = ({ headers }, name) => headerValue(headers, name) !== void 0;
function setup$1(values) {
	const { publicKey = "", privateKey = "", accountId, tenantId, exchangePath = "" } = values;
	if (publicKey.includes(":")) throw invalidSetting(imburse, "publicKey", "must not hold a colon, which parts the HMAC token");
	if (!/^\/[^?#\s]*$/.test(exchangePath)) throw invalidSetting(imburse, "exchangePath", "must be a path, as in /v1/identity/hmac");
	const accountHeaders = [];
	if (accountId) accountHeaders.push(["x-account-id", accountId]);
	if (tenantId) accountHeaders.push(["x-tenant-id", tenantId]);
	const tokenUse = values.tokenUse === "until-expiry" ? "until-expiry" : "once";
	return {
		publicKey,
		privateKey,
		key: decodeKey(privateKey),
		exchangePath,
		tokenUse,
		accountHeaders
	};
}
function decodeKey(privateKey) {
	try {
		return fromBase64(privateKey);
	} catch (_unused) {
		throw invalidSetting(imburse, "privateKey", "is not base64. Copy the private key again, in full, as the portal shows it");
	}
}
function isExchange(call) {
	const { path } = call.url;
	return path === call.settings.exchangePath || exchangePaths.includes(path);
}
function tokens$1(origin, { settings, host }) {
	const url = origin + settings.exchangePath;
	const asked = {
		provider: "imburse",
		url,
		secrets: [settings.privateKey]
	};
	return {
		provider: "imburse",
		origin,
		key: `imburse ${url} ${settings.publicKey} ${host.hash("SHA-256", settings.key, "hex")}`,
		use: settings.tokenUse,
		refreshBefore: 30,
		life: settings.tokenUse === "once" ? "30 minutes, for one request" : "30 minutes, for any number of requests",
		request: (trace) => ({
			method: "POST",
			url,
			headers: [["Authorization", hmacToken("", settings, host, trace)]],
			body: ""
		}),
		read(response) {
			const body = parseTokenResponse(response, asked);
			const value = accessTokenOf(body, asked);
			const expiresAt = epochSeconds(body.expires);
			if (expiresAt === void 0) throw invalidTokenResponse(asked, "gave a token without a time in \"expires\"");
			return {
				value,
				expiresAt
			};
		}
	};
}
const settings$3 = [
	{
		name: "tokenId",
		required: true,
		secret: false,
		kind: "text"
	},
	{
		name: "tokenSecret",
		required: true,
		secret: true,
		kind: "text"
	},
	{
		name: "mode",
		required: false,
		secret: false,
		kind: "choice",
		choices: ["hmac", "simple"],
		default: "hmac"
	}
];
const NEEDS$1 = {
	simple: {
		body: false,
		waits: false,
		how: "simple: token id and secret as headers"
	},
	hmac: {
		body: true,
		waits: false,
		how: "HMAC-SHA-256 over body and salt"
	}
};
const inqud = {
	id: "inqud",
	name: "Inqud",
	hosts: ["api.inqud.com"],
	settings: settings$3,
	setup: ({ tokenId = "", tokenSecret = "", mode }) => ({
		tokenId,
		tokenSecret,
		mode: mode === "simple" ? "simple" : "hmac"
	}),
	needs: ({ settings: { mode } }) => NEEDS$1[mode],
	sign: (call) => call.settings.mode === "simple" ? simple(call) : hmac(call)
};
function simple({ settings: { tokenId, tokenSecret }, trace }) {
	return {
		headers: {
			"X-Token-API-Id": tokenId,
			"X-Token-API-Secret": tokenSecret
		},
		secrets: ["X-Token-API-Secret"]
	};
}
const signature = (tokenSecret, body, salt, host) => host.hmac("SHA-256", tokenSecret, typeof body === "string" ? body + salt : [body, salt], "hex");
function hmac(call) {
	const { host, trace } = call;
	const { tokenId, tokenSecret } = call.settings;
	const salt = host.nonce(64);
	return { headers: {
		"X-Token-API-Id": tokenId,
		"X-HMAC-SHA256-Signature": signature(tokenSecret, call.request.body, salt, host),
		"X-Salt": salt
	} };
}
const settings$2 = [
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
	settings: settings$2,
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
			var _epochSeconds;
			const body = parseTokenResponse(response, asked);
			const value = accessTokenOf(body, asked);
			const expiresAt = (_epochSeconds = epochSeconds(body.expiresAt)) != null ? _epochSeconds : jwtExpiry(value);
			if (expiresAt === void 0) throw invalidTokenResponse(asked, "gave a token without a time in \"expiresAt\" or in its exp");
			return {
				value,
				expiresAt
			};
		}
	};
}
const codecOf = (host) => {
	var _host$codec;
	return (_host$codec = host.codec) != null ? _host$codec : plainCodec;
};
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
	} catch (_unused) {
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
	var _JSON$stringify;
	return new CountersignError("invalid-answer", `The encrypted response says ${parameter}: ${String((_JSON$stringify = JSON.stringify(value)) != null ? _JSON$stringify : "absent").replace(/[^\u0020-\u007e]/g, "�").slice(0, 40)}, which cannot be opened.`);
}
const headers = new WeakMap();
function written(header, codec) {
	const known = headers.get(header);
	if ((known == null ? void 0 : known.codec) === codec) return known;
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
	} catch (_unused) {
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
function parseJwe(compact, host) {
	const codec = codecOf(host);
	const parts = compact.split(".");
	if (parts.length !== 5) return void 0;
	try {
		var _parts$;
		const [header, encryptedKey, iv, ciphertext, tag] = parts.map((part) => codec.fromBase64(part));
		const json = jsonObject(codec.text(header));
		if (!json) return void 0;
		return {
			protectedHeader: (_parts$ = parts[0]) != null ? _parts$ : "",
			header: spread({}, json),
			encryptedKey,
			iv,
			ciphertext,
			tag
		};
	} catch (_unused) {
		return;
	}
}
const settings$1 = [
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
const NAMES = {
	"3": "CN",
	"6": "C",
	"7": "L",
	"8": "ST",
	"10": "O",
	"11": "OU"
};
function readCertificate(der) {
	var _fields$;
	const [toBeSigned] = children(readOne(der, 48));
	const fields = children(toBeSigned);
	const [, , , validity, subject, key] = ((_fields$ = fields[0]) == null ? void 0 : _fields$.tag) === 160 ? fields.slice(1) : fields;
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
	var _exec;
	const text = plainCodec.text(content);
	const digits = tag === 23 ? `${text.slice(0, 2) < "50" ? "20" : "19"}${text}` : text;
	const [, year, month, day, hour, minute, second] = (_exec = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits)) != null ? _exec : [];
	if (!year) throw new Error("a time that is not DER");
	return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1e3;
}
function nameOf(name) {
	return children(name).flatMap((set) => children(set).map(attributeOf)).join(", ").slice(0, 200);
}
function attributeOf(attribute) {
	var _type$content;
	const [type, value] = children(attribute);
	const [first, second, last] = (_type$content = type == null ? void 0 : type.content) != null ? _type$content : new Uint8Array();
	const known = first === 85 && second === 4 ? NAMES[String(last)] : void 0;
	const text = (value == null ? void 0 : value.tag) === 30 || !value ? "…" : plainCodec.text(value.content);
	return `${known !== null && known !== void 0 ? known : "other"}=${text.replace(/[^\u0020-\u007e\u00a0-\uffff]/g, "�")}`;
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
const RSA_ALGORITHM = write(48, write(6, RSA_OID), write(5));
function readPublicKey(text, unlocking) {
	const block = findBlock(text, [
		"CERTIFICATE",
		"PUBLIC KEY",
		"RSA PUBLIC KEY"
	], "certificate or public key", unlocking);
	return readable$1(block.label, () => {
		if (block.label === "RSA PUBLIC KEY") return checkedKey(spkiOf(readOne(block.der, 48).whole));
		if (block.label === "PUBLIC KEY") return checkedKey(readOne(block.der, 48).whole);
		const { spki, subject, notBefore, notAfter } = readCertificate(block.der);
		return spread(spread({}, checkedKey(spki)), {}, { certificate: {
			subject,
			notBefore,
			notAfter
		} });
	});
}
function readPrivateKey(text, unlocking) {
	const block = findBlock(text, ["PRIVATE KEY", "RSA PRIVATE KEY"], "private key", unlocking);
	return readable$1(block.label, () => {
		var _key$content;
		const pkcs8 = block.label === "PRIVATE KEY" ? block.der : write(48, VERSION_0, RSA_ALGORITHM, write(4, block.der));
		const [, algorithm, key] = children(readOne(pkcs8, 48));
		requireRsa(algorithm == null ? void 0 : algorithm.content);
		const numbers = children(readOne((_key$content = key == null ? void 0 : key.content) != null ? _key$content : new Uint8Array(), 48));
		const [, modulus, exponent] = numbers;
		if (numbers.length < 9 || !modulus || !exponent) throw new Error("a number is missing");
		return spread({ pkcs8 }, checkedKey(spkiOf(write(48, modulus.whole, exponent.whole))));
	});
}
const VERSION_0 = write(2, new Uint8Array([0]));
function spkiOf(pkcs1) {
	return write(48, RSA_ALGORITHM, write(3, new Uint8Array([0]), pkcs1));
}
function checkedKey(spki) {
	var _key$content2;
	const [algorithm, key] = children(readOne(spki, 48));
	requireRsa(algorithm == null ? void 0 : algorithm.content);
	const [modulus, exponent] = children(readOne(((_key$content2 = key == null ? void 0 : key.content) != null ? _key$content2 : new Uint8Array()).slice(1), 48));
	if ((modulus == null ? void 0 : modulus.tag) !== 2 || (exponent == null ? void 0 : exponent.tag) !== 2) throw new Error("a number is missing");
	const bits = bitLength(modulus.content);
	if (bits < 2048) throw new PemProblem(`is an RSA key of ${bits} bits; at least 2048 are needed`);
	return {
		spki,
		bits
	};
}
function bitLength(integer) {
	var _integer$start;
	const start = integer.findIndex((value) => value !== 0);
	return start < 0 ? 0 : (integer.length - start) * 8 - Math.clz32((_integer$start = integer[start]) != null ? _integer$start : 0) + 24;
}
function requireRsa(algorithm) {
	const oid = algorithm == null ? void 0 : algorithm.slice(2, 2 + RSA_OID.length);
	if (!oid || !equal(oid, RSA_OID)) throw new PemProblem("holds no RSA key (an EC key, perhaps); an RSA key is needed");
}
function readable$1(label, read) {
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
function readKeys$1(values, provider, { host, warn }) {
	if (!values.clientCertificate !== !values.clientKey) throw invalidSetting(provider, values.clientKey ? "clientCertificate" : "clientKey", "is missing: mutual TLS needs both the certificate and its key");
	const { decryptionKey, encryptionCertificate, keyId } = values;
	const unlocking = {
		host,
		password: values[passwordOf("decryptionKey")]
	};
	const name = (setting) => settingName(provider.id, setting);
	const read = (setting, parse) => named(provider, name(setting), name("decryptionKey"), parse);
	const encryption = encryptionCertificate ? read("encryptionCertificate", () => readPublicKey(encryptionCertificate, unlocking)) : void 0;
	const decryption = decryptionKey ? read("decryptionKey", () => readPrivateKey(decryptionKey, unlocking)) : void 0;
	const sealsTo = keyId !== null && keyId !== void 0 ? keyId : encryption ? fingerprint(encryption.spki, host) : "";
	if (encryption) warnOfEnd(encryption, provider, {
		host,
		warn
	});
	return {
		get encryption() {
			return encryption !== null && encryption !== void 0 ? encryption : missing(provider);
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
			const [cipher, { spki }] = [cipherOf(host), encryption !== null && encryption !== void 0 ? encryption : missing(provider)];
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
	const day = (time) => new Date(time * 1e3).toISOString().slice(0, 10);
	if (certificate.notAfter < host.now()) warn(`${provider.name}: ${name} expired on ${day(certificate.notAfter)}. Renew it in the portal.`);
	if (certificate.notBefore > host.now()) warn(`${provider.name}: ${name} is not valid before ${day(certificate.notBefore)}.`);
}
function once(make) {
	let made;
	return () => {
		var _made;
		(_made = made) !== null && _made !== void 0 || (made = { value: make() });
		return made.value;
	};
}
const mastercard = {
	id: "mastercard",
	name: "Mastercard",
	hosts: ["api.mastercard.com"],
	uses: ["cipher", "random"],
	settings: settings$1,
	setup: (values, tools) => readKeys$1(values, mastercard, tools),
	needs: ({ request: { body }, host }) => body.length === 0 ? {
		body: true,
		waits: false,
		how: "no body, so nothing to encrypt",
		asIs: "it has no body"
	} : isSealed$1(body, host) ? {
		body: true,
		waits: false,
		how: "a body that is encrypted already",
		asIs: "its body is encrypted already"
	} : {
		body: true,
		waits: true,
		how: "the whole body as a JWE"
	},
	prepare: seal$1,
	open: open$1
};
const DROPPED = ["Content-Length"];
function* seal$1({ request, settings: keys, host, trace }) {
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
		var _host$codec;
		const text = textOf$2(body, (_host$codec = host.codec) != null ? _host$codec : plainCodec);
		if (nestsTooDeep(text)) throw new Error("too deep");
		if (!isJson(text, host)) throw new Error("not JSON");
	} catch (_unused) {
		var _host$codec2;
		throw new CountersignError("invalid-body", `Mastercard expects JSON; this body (${byteLength(body, (_host$codec2 = host.codec) != null ? _host$codec2 : plainCodec)} bytes) is not JSON. Nothing is sent. Look for a byte order mark, a trailing comma or a {{variable}}.`, "mastercard");
	}
}
function isJson(text, { codec }) {
	return (codec == null ? void 0 : codec.isJson) ? codec.isJson(text) : JSON.parse(text) !== void 0;
}
function isSealed$1(body, host) {
	var _parseJwe;
	const json = encryptedObject(body, host);
	return json !== void 0 && !hasMark(body) && Object.keys(json).length === 1 && ((_parseJwe = parseJwe(json.encryptedData, host)) == null ? void 0 : _parseJwe.header.alg) !== void 0;
}
function hasMark(body) {
	return typeof body === "string" ? body.startsWith("﻿") : body[0] === 239 && body[1] === 187;
}
function* open$1({ response, settings: keys, host, trace }) {
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
		var _host$codec3;
		const text = textOf$2(body, (_host$codec3 = host.codec) != null ? _host$codec3 : plainCodec);
		const json = mayName(text) ? jsonObject(text) : void 0;
		return typeof (json == null ? void 0 : json.encryptedData) === "string" ? json : void 0;
	} catch (_unused2) {
		return;
	}
}
const mayName = (text) => text.includes("encryptedData") || text.includes("\\");
function notAJwe({ status }) {
	return new CountersignError("invalid-answer", `The response (${status}) has an encryptedData that is not a JWE of five parts. It may be cut off.`, "mastercard");
}
function* opened(jwe, keys, host) {
	try {
		return yield* decryptJwe(jwe, keys.privateKey(), host);
	} catch (thrown) {
		var _wrongKey;
		throw thrown instanceof CountersignError && thrown.code === "open-failed" ? (_wrongKey = wrongKey(jwe, keys)) != null ? _wrongKey : thrown : thrown;
	}
}
function wrongKey({ header: { kid } }, { decryptionKeyId, keyId }) {
	if (kid === void 0 || kid === keyId) return void 0;
	if (typeof kid === "string" && kid.toLowerCase() === decryptionKeyId) return void 0;
	return new CountersignError("open-failed", `The response does not open with MASTERCARD_DECRYPTION_KEY (${decryptionKeyId}): its kid names another key, ${(typeof kid === "string" ? kid : String(JSON.stringify(kid))).slice(0, 64).replace(/[^\u0021-\u007e]/g, "�")}. Use the private key of that key.`, "mastercard");
}
const AUTO_ESCAPED = /[\t\n\r "'<>`{}|\\^]/g;
const BEYOND_ASCII = /[\u007f-\uffff]+/g;
function baseString({ method, url: text }, url, oauthParameters) {
	const pairs = [...queryPairs(escaped(url.query)), ...oauthParameters];
	const parameters = encodeURIComponent(normalized(pairs));
	const uri = encodeURIComponent(baseUri(url, writtenPort(text, url)));
	return `${method.toUpperCase()}&${uri}&${parameters.replace("*", "%2A")}`.replace("!", "%21");
}
function baseUri({ scheme, host, path }, port) {
	return `${scheme}://${host.replace(/^\[|\]$/g, "")}${port}${escaped(path.replace(/\\/g, "/"))}`;
}
function writtenPort(text, { scheme }) {
	var _exec$, _exec;
	const [authority = ""] = text.slice(`${scheme}://`.length).split(/[/?#]/);
	return (_exec$ = (_exec = /:\d+$/.exec(authority)) == null ? void 0 : _exec[0]) != null ? _exec$ : "";
}
const escaped = (text) => text.replace(AUTO_ESCAPED, encodedLetter).replace(BEYOND_ASCII, percentEncoded);
function percentEncoded(text) {
	try {
		return encodeURIComponent(text);
	} catch (_unused) {
		throw new CountersignError("invalid-url", "The URL has half of a surrogate pair, which cannot be sent as UTF-8. Repair the text.");
	}
}
const encodedLetter = (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
function queryPairs(query) {
	if (query === "") return [];
	return query.split("&").map((pair) => {
		const at = pair.indexOf("=");
		return at > 0 ? [pair.slice(0, at), pair.slice(at + 1)] : [pair, ""];
	});
}
function normalized(pairs) {
	var _values$get;
	const values = new Map();
	for (const [name, value] of pairs) values.set(name, ((_values$get = values.get(name)) != null ? _values$get : new Set()).add(value));
	return [...values.keys()].sort((one, other) => byText(sortKey(one), sortKey(other))).flatMap((name) => {
		var _values$get2;
		return [...(_values$get2 = values.get(name)) != null ? _values$get2 : []].sort(byText).map((value) => `${name}=${value}`);
	}).join("&");
}
const sortKey = (name) => `${name},[object Set]`;
const byText = (one, other) => one < other ? -1 : one > other ? 1 : 0;
const settings = [
	{
		name: "consumerKey",
		required: true,
		unless: "config",
		forRequests: true,
		secret: false,
		kind: "text"
	},
	{
		name: "signingKey",
		required: true,
		unless: "config",
		forRequests: true,
		secret: true,
		kind: "pem"
	},
	{
		name: "config",
		required: false,
		secret: true,
		kind: "json",
		secretMembers: [
			"keystoreP12Path",
			"keystorePassword",
			"privateKey",
			"keyStore",
			"keyStorePassword"
		],
		files: [
			"keystoreP12Path",
			"encryptionCertificate",
			"privateKey",
			"keyStore"
		]
	},
	{
		name: "signingKeyPassword",
		required: false,
		secret: true,
		kind: "text"
	},
	{
		name: "paths",
		required: false,
		secret: false,
		kind: "list"
	}
];
const isMembers = (value) => typeof value === "object" && value !== null;
const isRoot = (path) => path === "$" || path === "";
const own = (value, name) => isMembers(value) && Object.hasOwn(value, name) ? value[name] : void 0;
function elementAt(path, body) {
	if (isRoot(path)) return body;
	return path.split(".").reduce((value, name) => name === "$" ? value : own(value, name), body);
}
function remove(path, body) {
	var _names$pop;
	const names = path.split(".");
	const last = (_names$pop = names.pop()) != null ? _names$pop : "";
	const parent = elementAt(names.join("."), body);
	if (isMembers(parent) && Object.hasOwn(parent, last)) delete parent[last];
}
function clear(body) {
	if (isMembers(body)) for (const name of Object.keys(body)) delete body[name];
}
function put(path, value, body) {
	var _names$pop2;
	if (path === "$") return value;
	if (path === "") return isMembers(body) && isMembers(value) ? Object.assign(body, value) : value;
	const names = path.split(".");
	const last = (_names$pop2 = names.pop()) != null ? _names$pop2 : "";
	const parent = names.reduce((at, name) => made(at, name), body);
	if (isMembers(value) && !Array.isArray(value)) Object.assign(made(parent, last), value);
	else parent[last] = value;
	return body;
}
function made(parent, name) {
	const members = parent;
	const value = own(members, name);
	if (isMembers(value)) return value;
	const fresh = {};
	members[name] = fresh;
	return fresh;
}
const oaepHash = (text) => /512/.test(text !== null && text !== void 0 ? text : "") ? "SHA-512" : "SHA-256";
function* encryptField(text, { config, publicKey }, host) {
	const cipher = cipherOf(host);
	const { random } = host;
	const { cbc } = cipher;
	if (!random || !cbc) throw lacking$1(host, random ? "AES-CBC" : "secure random source");
	const codec = codecOf(host);
	const encode = (bytes) => (isHex(config) ? hex : base64)(bytes, codec);
	const rsa = publicKey(oaepHash(config.text("oaepPaddingDigestAlgorithm")));
	try {
		const key = random(16);
		const iv = random(16);
		const message = {
			key,
			iv,
			data: bytesOf(text, codec)
		};
		const { sync } = cipher;
		const { encryptCbc } = sync !== null && sync !== void 0 ? sync : {};
		const [encryptedKey, ciphertext] = yield* wait(() => Promise.all([cipher.encryptKey(rsa, key), cbc.encrypt(message)]), sync && encryptCbc && (() => [sync.encryptKey(rsa, key), encryptCbc(message)]));
		return {
			value: encode(ciphertext),
			iv: encode(iv),
			encryptedKey: encode(encryptedKey)
		};
	} catch (_unused) {
		throw new CountersignError("seal-failed", `The body could not be encrypted in ${host.name}, so nothing is sent.`);
	}
}
function* decryptField({ value, iv, encryptedKey }, hash, { config, privateKey }, host) {
	const cipher = cipherOf(host);
	const { cbc } = cipher;
	if (!cbc || !privateKey) throw lacking$1(host, "AES-CBC");
	const codec = codecOf(host);
	const decoded = (part) => isHex(config) ? fromHex(part, codec) : codec.fromBase64(part);
	const rsa = privateKey(oaepHash(hash !== null && hash !== void 0 ? hash : config.text("oaepPaddingDigestAlgorithm")));
	try {
		const { sync } = cipher;
		const { decryptCbc } = sync !== null && sync !== void 0 ? sync : {};
		const wrapped = decoded(encryptedKey);
		const message = {
			key: yield* wait(() => cipher.decryptKey(rsa, wrapped), sync && (() => sync.decryptKey(rsa, wrapped))),
			iv: decoded(iv),
			data: decoded(value)
		};
		return yield* wait(() => cbc.decrypt(message), decryptCbc && (() => decryptCbc(message)));
	} catch (_unused2) {
		throw new CountersignError("open-failed", "The response does not open: it was changed on its way, or encrypted to a key other than the one in the configuration.");
	}
}
const isHex = (config) => config.text("dataEncoding") === "hex";
const lacking$1 = ({ name }, what) => new CountersignError("missing-capability", `${name} has no ${what}, so nothing can be encrypted in it.`);
function pathFor(encryption, url) {
	const [endpoint = ""] = url.split("?");
	return encryption == null ? void 0 : encryption.config.paths.find(({ path }) => path.test(endpoint));
}
const hasHeaders = ({ isJwe, text }) => !isJwe && text("ivHeaderName") !== void 0 && text("encryptedKeyHeaderName") !== void 0;
function* open({ response, url, settings, host, trace }) {
	var _host$codec;
	const { encryption } = settings;
	const toDecrypt = movesFor(encryption, url);
	if (toDecrypt.length === 0) return { isPlain: true };
	const start = response.body.length > 0 ? readable(response.body, host) : void 0;
	if (start === void 0 || !encryption) return {};
	let body = start;
	let count = 0;
	for (const move of toDecrypt) {
		const found = encryptedAt(move, body, response.headers, encryption);
		if (!found) continue;
		if (!encryption.privateKey) return unopened(trace);
		body = replaced(move, textToJson(yield* decrypted(found, encryption, host), host), body, encryption);
		count++;
	}
	if (count === 0) return {};
	return { body: ((_host$codec = host.codec) != null ? _host$codec : plainCodec).utf8(JSON.stringify(body)) };
}
function movesFor(encryption, url) {
	var _pathFor$toDecrypt, _pathFor, _encryption$config$pa;
	if (url) return (_pathFor$toDecrypt = (_pathFor = pathFor(encryption, `${url.origin}${url.path}`)) == null ? void 0 : _pathFor.toDecrypt) != null ? _pathFor$toDecrypt : [];
	return (_encryption$config$pa = encryption == null ? void 0 : encryption.config.paths.flatMap(({ toDecrypt }) => toDecrypt)) != null ? _encryption$config$pa : [];
}
function unopened(trace) {
	return { unopened: "MASTERCARD_OAUTH_CONFIG has no privateKey" };
}
function readable(body, host) {
	try {
		var _host$codec2;
		const text = textOf$2(body, (_host$codec2 = host.codec) != null ? _host$codec2 : plainCodec);
		return nestsTooDeep(text) ? void 0 : JSON.parse(text);
	} catch (_unused) {
		return;
	}
}
function encryptedAt({ element, obj }, body, headers, { config }) {
	var _config$text;
	const field = (_config$text = config.text("encryptedValueFieldName")) != null ? _config$text : "";
	const inHeaders = hasHeaders(config);
	const node = elementAt(element, inHeaders ? elementAt(obj, body) : body);
	const value = typeof node === "string" && element.split(".").pop() === field ? node : elementAt(field, node);
	if (typeof value !== "string") return void 0;
	if (config.isJwe) return { value };
	const kind = inHeaders ? "HeaderName" : "FieldName";
	const holder = typeof node === "string" ? elementAt(element.split(".").slice(0, -1).join("."), body) : node;
	const part = (name, otherwise = "") => {
		var _config$text2;
		const written = (_config$text2 = config.text(`${name}${kind}`)) != null ? _config$text2 : otherwise;
		const found = inHeaders ? headerValue(headers, written) : written && elementAt(written, holder);
		return typeof found === "string" && found !== "" ? found : void 0;
	};
	const iv = part("iv", "iv");
	const encryptedKey = part("encryptedKey");
	if (iv === void 0 || encryptedKey === void 0) return void 0;
	return {
		value,
		iv,
		encryptedKey,
		hash: part("oaepHashingAlgorithm")
	};
}
function* decrypted(found, encryption, host) {
	const { value, iv = "", encryptedKey = "", hash } = found;
	if (!encryption.config.isJwe) return yield* decryptField({
		value,
		iv,
		encryptedKey
	}, hash, encryption, host);
	const jwe = parseJwe(value, host);
	if (!jwe || !encryption.privateKey) throw new CountersignError("invalid-answer", "The response has an encrypted element that is not a JWE of five parts. It may be cut off.");
	return yield* decryptJwe(jwe, encryption.privateKey("SHA-256"), host);
}
function textToJson(bytes, host) {
	var _host$codec3;
	const text = textOf$2(bytes, (_host$codec3 = host.codec) != null ? _host$codec3 : plainCodec);
	if (nestsTooDeep(text)) return text;
	try {
		return JSON.parse(text);
	} catch (_unused2) {
		return text;
	}
}
function replaced({ element, obj }, value, body, { config }) {
	if (hasHeaders(config)) {
		if (obj === "$") return value;
		clear(body);
		return put("", value, body);
	}
	if (isRoot(element)) clear(body);
	else remove(element, body);
	if (!element.includes(".") && !config.isJwe) removeParts(body, config);
	return put(obj, value, body);
}
function removeParts(body, { text }) {
	for (const name of [
		"iv",
		"encryptedKey",
		"publicKeyFingerprint",
		"oaepHashingAlgorithm"
	]) {
		const written = text(`${name}FieldName`);
		if (written) remove(written, body);
	}
}
function readConfig({ config }, provider) {
	var _objectAt, _objectAt2, _objectAt3, _objectAt4;
	if (config === void 0) return void 0;
	const problem = (text) => invalidSetting(provider, "config", text);
	const whole = jsonObject(config);
	if (!whole) throw problem(`is not a JSON object (${config.length} characters)`);
	const own = (_objectAt = objectAt(whole, "mastercard")) != null ? _objectAt : whole;
	if (own.oAuth2 !== void 0) throw problem("has oAuth2, and requests are signed by OAuth 1.0a here. Give it oAuth1 instead");
	if (((_objectAt2 = objectAt(own, "extensions")) == null ? void 0 : _objectAt2.signatureConfig) !== void 0) throw problem("has extensions.signatureConfig, and no JWS is made here. Take it out");
	const auth = (_objectAt3 = objectAt(own, "oAuth1")) != null ? _objectAt3 : own;
	const encryption = (_objectAt4 = objectAt(own, "encryptionConfig")) != null ? _objectAt4 : Array.isArray(own.paths) ? own : void 0;
	if (own.encryptionConfig !== void 0 && !encryption) throw problem("has an encryptionConfig that is not an object");
	return {
		consumerKey: textAt(auth, "consumerKey"),
		keystore: textAt(auth, "keystoreP12Path"),
		keystorePassword: textAt(auth, "keystorePassword"),
		oAuthDisabled: own.oAuthDisabled === true,
		encryption: encryption && readEncryption(encryption, problem)
	};
}
function readEncryption(config, problem) {
	const { paths, mode } = config;
	if (!Array.isArray(paths) || paths.length === 0) throw problem("has an encryptionConfig without paths");
	if (mode !== void 0 && mode !== "JWE" && mode !== "") throw problem("has a mode other than JWE");
	const text = (name) => textAt(config, name);
	const isJwe = mode === "JWE";
	const read = paths.map((path) => readPath(path, problem));
	if (!text("encryptedValueFieldName")) throw problem("has no encryptedValueFieldName");
	if (!isJwe) checkFieldLevel(text, read, problem);
	checkFingerprint(text, isJwe, problem);
	return {
		isJwe,
		paths: read,
		text
	};
}
function checkFieldLevel(text, paths, problem) {
	const hash = text("oaepPaddingDigestAlgorithm");
	if (!hash || !/^SHA-?(256|512)$/i.test(hash)) throw problem("needs an oaepPaddingDigestAlgorithm of SHA-256 or SHA-512");
	if (text("dataEncoding") !== "hex" && text("dataEncoding") !== "base64") throw problem("needs a dataEncoding of hex or base64");
	const inHeaders = text("ivHeaderName") && text("encryptedKeyHeaderName");
	if (!inHeaders && !text("encryptedKeyFieldName")) throw problem("needs encryptedKeyFieldName and ivFieldName, or their header names");
	if (inHeaders && paths.some(({ toEncrypt, toDecrypt }) => toEncrypt.length > 1 || toDecrypt.length > 1)) throw problem("has several elements for one path, and headers hold one key. Name its fields instead");
}
function checkFingerprint(text, isJwe, problem) {
	const type = text("publicKeyFingerprintType");
	if (type !== void 0 && type !== "certificate" && type !== "publicKey") throw problem("has a publicKeyFingerprintType other than certificate and publicKey");
	if (isJwe && type === "certificate" && !text("publicKeyFingerprint") && text("dataEncoding") !== "hex" && text("dataEncoding") !== "base64") throw problem("needs a dataEncoding of hex or base64 for the fingerprint of the certificate");
}
function readPath(value, problem) {
	const entry = objectOf(value);
	const pattern = entry && textAt(entry, "path");
	if (!entry || pattern === void 0) throw problem("has an encrypted path without its path");
	const moves = {
		toEncrypt: movesAt(entry, "toEncrypt", problem),
		toDecrypt: movesAt(entry, "toDecrypt", problem)
	};
	try {
		return spread({ path: new RegExp(pattern) }, moves);
	} catch (_unused) {
		throw problem("has a path that is not a regular expression");
	}
}
function movesAt(entry, name, problem) {
	var _entry$name;
	const list = (_entry$name = entry[name]) != null ? _entry$name : [];
	if (!Array.isArray(list)) throw problem(`has a ${name} that is not a list`);
	const moves = list.map((value) => {
		var _objectOf;
		const { element, obj } = (_objectOf = objectOf(value)) != null ? _objectOf : {};
		if (typeof element !== "string" || typeof obj !== "string") throw problem(`has a ${name} without element and obj`);
		return {
			element,
			obj
		};
	});
	if (moves.length > 1 && moves.some(({ element, obj }) => element === "$" || obj === "$")) throw problem(`has a ${name} with the whole body ($) and others besides`);
	return moves;
}
const objectOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
const objectAt = (members, name) => objectOf(members[name]);
function textAt(members, name) {
	const value = members[name];
	return typeof value === "string" && value.trim() !== "" ? value : void 0;
}
function readKeys(config, provider, { host, warn }) {
	var _encryption$certifica;
	const variable = settingName(provider.id, "config");
	const read = (member, make) => named(provider, `${variable}: ${member}`, `${variable}: keyStore`, make);
	const certificate = config.text("encryptionCertificate");
	const encryption = certificate ? read("encryptionCertificate", () => readPublicKey(certificate, { host })) : void 0;
	const notAfter = encryption == null || (_encryption$certifica = encryption.certificate) == null ? void 0 : _encryption$certifica.notAfter;
	if (notAfter !== void 0 && notAfter < host.now()) warn(`${provider.name}: the encryptionCertificate of ${variable} expired. Renew it in the portal.`);
	const member = config.text("privateKey") ? "privateKey" : "keyStore";
	const key = config.text(member);
	const unlocking = {
		host,
		password: config.text("keyStorePassword")
	};
	const decryption = key ? read(member, () => readPrivateKey(key, unlocking)) : void 0;
	return {
		config,
		fingerprint: encryption && fingerprintOf(config, encryption.spki, certificate !== null && certificate !== void 0 ? certificate : "", host),
		publicKey: byHash((hash) => {
			if (!encryption) throw new CountersignError("missing-setting", `${provider.name}: ${variable} has no encryptionCertificate, so nothing can be encrypted.`, provider.id);
			const cipher = cipherOf(host);
			return read("encryptionCertificate", () => cipher.publicKey(encryption.spki, hash));
		}),
		privateKey: decryption && byHash((hash) => {
			const cipher = cipherOf(host);
			return read(member, () => cipher.privateKey(decryption.pkcs8, hash));
		})
	};
}
function fingerprintOf(config, spki, certificate, host) {
	var _config$text;
	const given = config.text("publicKeyFingerprint");
	const type = (_config$text = config.text("publicKeyFingerprintType")) != null ? _config$text : config.isJwe ? "publicKey" : void 0;
	if (given || !type) return given;
	if (type === "publicKey") return host.hash("SHA-256", [spki], "hex");
	const [first] = certificatesIn(certificate, { host });
	return first && host.hash("SHA-256", [first.der], config.text("dataEncoding") === "hex" ? "hex" : "base64");
}
function byHash(make) {
	const made = new Map();
	return (hash) => {
		var _made$get;
		const key = (_made$get = made.get(hash)) != null ? _made$get : make(hash);
		made.set(hash, key);
		return key;
	};
}
function readSettings(values, provider, tools) {
	var _values$consumerKey;
	const config = readConfig(values, provider);
	const consumerKey = (_values$consumerKey = values.consumerKey) != null ? _values$consumerKey : config == null ? void 0 : config.consumerKey;
	checkConsumerKey(consumerKey, provider);
	const sign = signOf(values, config, provider, tools);
	const missing = (setting) => {
		const name = settingName(provider.id, setting);
		return new CountersignError("missing-setting", `${provider.name}: ${name} is missing.`, provider.id);
	};
	return {
		signing() {
			if (!consumerKey) throw missing("consumerKey");
			if (!sign) throw tools.host.signer ? missing("signingKey") : lacking(provider, tools.host);
			return {
				consumerKey,
				sign
			};
		},
		isUnsigned: (config == null ? void 0 : config.oAuthDisabled) === true,
		encryption: (config == null ? void 0 : config.encryption) && readKeys(config.encryption, provider, tools)
	};
}
function lacking({ id, name }, host) {
	return new CountersignError("missing-capability", `${name}: ${host.name} cannot sign by a private key (RSA-SHA256). Use a tool that can.`, id);
}
function checkConsumerKey(consumerKey, provider) {
	if (!consumerKey || /^[\u0021\u0023-\u007e]+$/.test(consumerKey)) return;
	const name = settingName(provider.id, "consumerKey");
	throw new CountersignError("invalid-setting", `${provider.name}: ${name} holds a space, a quote or a letter beyond ASCII. Copy it again.`, provider.id);
}
function signOf(values, config, provider, { host }) {
	var _values$signingKey, _values$signingKeyPas;
	const key = (_values$signingKey = values.signingKey) != null ? _values$signingKey : config == null ? void 0 : config.keystore;
	if (!key || !host.signer || (config == null ? void 0 : config.oAuthDisabled)) return void 0;
	const variable = settingName(provider.id, "signingKey");
	const password = (_values$signingKeyPas = values.signingKeyPassword) != null ? _values$signingKeyPas : config == null ? void 0 : config.keystorePassword;
	const name = values.signingKey ? variable : `${settingName(provider.id, "config")}: keystoreP12Path`;
	const { pkcs8 } = named(provider, name, variable, () => readPrivateKey(key, {
		host,
		password
	}));
	const { signer } = host;
	return namedSign(provider, name, () => signer("RSA-SHA256", {
		kind: "RSA",
		pkcs8
	}));
}
function* seal(request, encryption, host) {
	var _pathFor;
	const { toEncrypt = [] } = (_pathFor = pathFor(encryption, request.url)) != null ? _pathFor : {};
	if (toEncrypt.length === 0 || request.body.length === 0) return void 0;
	let body = jsonOf(request.body, host);
	const headers = [];
	let count = 0;
	for (const move of toEncrypt) {
		const value = elementAt(move.element, body);
		if (value === void 0 || value === null || value === "") continue;
		if (isSealed(move, body, request, encryption, host)) continue;
		const { members, inHeaders } = yield* encrypted(plaintextOf(value), encryption, host);
		headers.push(...inHeaders);
		body = place(members, move, body, encryption);
		count++;
	}
	return count === 0 ? void 0 : {
		body: JSON.stringify(body),
		headers
	};
}
function jsonOf(body, host) {
	checkText(body, host.codec);
	try {
		var _host$codec;
		const text = textOf$2(body, (_host$codec = host.codec) != null ? _host$codec : plainCodec);
		if (nestsTooDeep(text)) throw new Error("too deep");
		return JSON.parse(text);
	} catch (_unused) {
		throw new CountersignError("invalid-body", "The configuration encrypts a part of this body, and the body is not JSON. Nothing is sent. Look for a trailing comma or a {{variable}}.");
	}
}
function plaintextOf(value) {
	if (typeof value !== "string") return JSON.stringify(value);
	if (nestsTooDeep(value)) return value;
	try {
		return JSON.stringify(JSON.parse(value));
	} catch (_unused2) {
		return value;
	}
}
function* encrypted(text, encryption, host) {
	var _config$text;
	const { config, fingerprint, publicKey } = encryption;
	const field = (_config$text = config.text("encryptedValueFieldName")) != null ? _config$text : "";
	if (!config.isJwe) return fieldParts(field, yield* encryptField(text, encryption, host), encryption);
	const jwe = yield* encryptJwe(text, {
		kid: fingerprint !== null && fingerprint !== void 0 ? fingerprint : "",
		cty: "application/json",
		alg: "RSA-OAEP-256",
		enc: "A256GCM"
	}, publicKey("SHA-256"), host);
	return {
		members: { [field]: jwe },
		inHeaders: []
	};
}
function fieldParts(field, parts, { config, fingerprint }) {
	var _config$text2, _config$text3;
	const { value, iv, encryptedKey } = parts;
	const isInHeaders = hasHeaders(config);
	const kind = isInHeaders ? "HeaderName" : "FieldName";
	const hash = (_config$text2 = config.text("oaepPaddingDigestAlgorithm")) == null ? void 0 : _config$text2.replace("-", "");
	const named = [
		[(_config$text3 = config.text(`iv${kind}`)) != null ? _config$text3 : "iv", iv],
		[config.text(`encryptedKey${kind}`), encryptedKey],
		[config.text(`publicKeyFingerprint${kind}`), fingerprint],
		[config.text(`oaepHashingAlgorithm${kind}`), hash]
	].filter((pair) => pair[0] !== void 0 && pair[1] !== void 0);
	if (isInHeaders) return {
		members: { [field]: value },
		inHeaders: named
	};
	return {
		members: spread({ [field]: value }, Object.fromEntries(named)),
		inHeaders: []
	};
}
function place(members, { element, obj }, body, { config }) {
	var _config$text4;
	const field = (_config$text4 = config.text("encryptedValueFieldName")) != null ? _config$text4 : "";
	if (hasHeaders(config)) return isRoot(obj) ? members : { [obj]: members };
	if (isRoot(element)) {
		if (isRoot(obj)) return members;
		clear(body);
	} else if (!isRoot(obj) && element !== `${obj}.${field}`) remove(element, body);
	return put(obj, obj === field ? members[field] : members, body);
}
function isSealed(move, body, { headers }, encryption, host) {
	var _config$text5, _parseJwe;
	const { config } = encryption;
	const field = (_config$text5 = config.text("encryptedValueFieldName")) != null ? _config$text5 : "";
	const value = elementAt(move.element, body);
	const isInPlace = typeof value === "string" && move.element === `${move.obj}.${field}`;
	const holder = isInPlace ? elementAt(move.obj, body) : value;
	const text = elementAt(field, holder);
	if (typeof text !== "string") return false;
	if (config.isJwe) return (isInPlace || Object.keys(holder).length === 1) && ((_parseJwe = parseJwe(text, host)) == null ? void 0 : _parseJwe.header.alg) !== void 0;
	const iv = config.text("ivHeaderName");
	if (hasHeaders(config)) return iv !== void 0 && headerValue(headers, iv) !== void 0;
	const has = (name) => {
		var _config$text6;
		return typeof elementAt((_config$text6 = config.text(name)) != null ? _config$text6 : "iv", holder) === "string";
	};
	return has("ivFieldName") && has("encryptedKeyFieldName");
}
const mastercardOauth = {
	id: "mastercard-oauth",
	name: "Mastercard OAuth",
	hosts: ["api.mastercard.com"],
	uses: [
		"signer",
		"cipher",
		"random"
	],
	settings,
	setup: (values, tools) => readSettings(values, mastercardOauth, tools),
	needs,
	prepare,
	open
};
function needs({ request, settings: { encryption, isUnsigned } }) {
	var _pathFor$toEncrypt$le, _pathFor;
	const steps = [...request.body.length > 0 && ((_pathFor$toEncrypt$le = (_pathFor = pathFor(encryption, request.url)) == null ? void 0 : _pathFor.toEncrypt.length) != null ? _pathFor$toEncrypt$le : 0) > 0 ? [(encryption == null ? void 0 : encryption.config.isJwe) ? "a part of the body as a JWE" : "a part of the body encrypted"] : [], ...isUnsigned ? [] : ["OAuth 1.0a RSA-SHA256 with a body hash"]];
	const asIs = isUnsigned ? { asIs: "oAuthDisabled is set, and nothing in it is to be encrypted" } : {};
	return spread({
		body: true,
		waits: true,
		how: steps.join(", then ") || "nothing is signed: oAuthDisabled"
	}, asIs);
}
function* prepare(call) {
	var _change$headers;
	const { request, settings, host, trace } = call;
	const sealed = settings.encryption && (yield* seal(request, settings.encryption, host));
	if (sealed);
	const change = sealed && {
		headers: sealed.headers,
		body: sealed.body,
		drop: ["Content-Length"]
	};
	if (settings.isUnsigned) return change !== null && change !== void 0 ? change : {};
	const header = ["Authorization", yield* authorization(spread(spread({}, call), {}, { request: change ? patched(request, change) : request }))];
	return spread(spread({}, change), {}, { headers: [...(_change$headers = change == null ? void 0 : change.headers) != null ? _change$headers : [], header] });
}
function* authorization(call) {
	const { request, settings, trace } = call;
	const parameters = oauthParameters(call);
	const text = baseString(request, call.url, parameters);
	const { sign } = settings.signing();
	const signature = base64(yield* signedBy(sign, text));
	return `OAuth ${[...parameters, ["oauth_signature", encodeURIComponent(signature)]].map(([name, value]) => `${name}="${value}"`).join(",")}`;
}
function oauthParameters({ request, settings, host, trace }) {
	return [
		["oauth_body_hash", host.hash("SHA-256", [request.body], "base64")],
		["oauth_consumer_key", settings.signing().consumerKey],
		["oauth_nonce", host.nonce(16)],
		["oauth_signature_method", "RSA-SHA256"],
		["oauth_timestamp", String(Math.floor(host.now()))],
		["oauth_version", "1.0"]
	];
}
const { countersign, tlsAuth } = exports([
	imburse,
	inqud,
	sendpayments,
	mastercard,
	mastercardOauth
], stockParts(k6Cipher, k6Signer));
export { countersign, tlsAuth };
