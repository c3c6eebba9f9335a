import type { RefinedParams, RefinedResponse, ResponseType, url as taggedUrl } from 'k6/http';
/** A request body: what k6 takes, and any view of bytes. An object is sent as a form, as k6 would. */
export type Body = string | ArrayBuffer | ArrayBufferView | object | null;
/** Settings by their names in code, as in `{tokenId, tokenSecret}`; others come from `__ENV`. */
export type Settings = Readonly<Record<string, string | number | readonly string[] | undefined>>;
export interface ClientOptions {
    /**
     * Who owns the token that requests share: the URL of the token broker, `countersign tokens` (default:
     * COUNTERSIGN_TOKENS), or `setup` if the script hands it out with {@link Client.lease} and {@link Client.hold}.
     * Otherwise each virtual user owns a token, if the provider allows that.
     */
    readonly tokens?: string;
    /** The bearer secret of that broker. Default: COUNTERSIGN_TOKENS_SECRET. */
    readonly tokensSecret?: string;
    /** Seconds between the last use of a virtual user's own token and its renewal. Default 1. */
    readonly drain?: number;
}
/** A signed request, for `http.request`, `http.asyncRequest` and `http.batch`. */
export interface SignedRequest<RT extends ResponseType | undefined = undefined> {
    readonly method: string;
    readonly url: Url;
    readonly body: string | ArrayBuffer | null;
    readonly params: RefinedParams<RT>;
}
/** A token, and until when it may be used, in seconds since 1970. */
export interface Lease {
    readonly token: string;
    readonly useUntil: number;
}
/** A URL, or what `http.url` makes of one. */
export type Url = string | ReturnType<typeof taggedUrl>;
/** The shape of `k6/http`; each call rejects if a request cannot be signed or its response does not decrypt. */
export interface Client {
    get<RT extends ResponseType | undefined>(url: Url, params?: RefinedParams<RT> | null): Promise<RefinedResponse<RT>>;
    head<RT extends ResponseType | undefined>(url: Url, params?: RefinedParams<RT> | null): Promise<RefinedResponse<RT>>;
    post: Send;
    put: Send;
    patch: Send;
    del: Send;
    options: Send;
    request<RT extends ResponseType | undefined>(method: string, url: Url, body?: Body, params?: RefinedParams<RT> | null): Promise<RefinedResponse<RT>>;
    /** Only signs, and sends nothing but a request for a token if one is needed. */
    sign<RT extends ResponseType | undefined>(method: string, url: Url, body?: Body, params?: RefinedParams<RT> | null): Promise<SignedRequest<RT>>;
    /**
     * Decrypts an encrypted response in place, for requests that were sent by other means. Call it before `json()`,
     * which k6 remembers.
     */
    open<RT extends ResponseType | undefined>(response: RefinedResponse<RT>): Promise<RefinedResponse<RT>>;
    /** In `setup()`: a token to hand to all virtual users, for tests that end before it does. */
    lease(url: string): Promise<Lease>;
    /** In a virtual user: uses the token that `setup()` returned. */
    hold(lease: Lease): void;
}
type Send = <RT extends ResponseType | undefined>(url: Url, body?: Body, params?: RefinedParams<RT> | null) => Promise<RefinedResponse<RT>>;
/** The same without promises, for `group()` and `check()`. */
export interface SyncClient {
    get<RT extends ResponseType | undefined>(url: Url, params?: RefinedParams<RT> | null): RefinedResponse<RT>;
    head<RT extends ResponseType | undefined>(url: Url, params?: RefinedParams<RT> | null): RefinedResponse<RT>;
    post: SyncSend;
    put: SyncSend;
    patch: SyncSend;
    del: SyncSend;
    options: SyncSend;
    request<RT extends ResponseType | undefined>(method: string, url: Url, body?: Body, params?: RefinedParams<RT> | null): RefinedResponse<RT>;
    sign<RT extends ResponseType | undefined>(method: string, url: Url, body?: Body, params?: RefinedParams<RT> | null): SignedRequest<RT>;
    /** Decrypts an encrypted response in place, for requests that were sent by other means. Call it before `json()`. */
    open<RT extends ResponseType | undefined>(response: RefinedResponse<RT>): RefinedResponse<RT>;
    /** In `setup()`: a token to hand to all virtual users, for tests that end before it does. */
    lease(url: string): Lease;
    /** In a virtual user: uses the token that `setup()` returned. */
    hold(lease: Lease): void;
}
type SyncSend = <RT extends ResponseType | undefined>(url: Url, body?: Body, params?: RefinedParams<RT> | null) => RefinedResponse<RT>;
/** `k6/secrets`, or one source of it: `secrets.source('vault')`. */
export interface SecretSource {
    get(name: string): Promise<string>;
}
/** One entry of `options.tlsAuth`. */
export interface TlsAuth {
    readonly cert: string;
    readonly key: string;
}
/** A client per provider. Make it in the init part of a script, so that mistakes show before the test starts. */
export interface Countersign<Id extends string = string> {
    /** @throws an error that says which setting is missing or wrong */
    (provider: Id, settings?: Settings, options?: ClientOptions): Client;
    /** The same without promises. @throws if the provider's scheme encrypts, which needs a promise in k6 */
    sync(provider: Id, settings?: Settings, options?: ClientOptions): SyncClient;
    /**
     * Settings from `k6/secrets`: `countersign(ID, await countersign.secrets(ID, secrets))`. k6 remembers what a source
     * has, and each virtual user asks again for what it has not: if the source is a server, name the settings that
     * are there, as in `['tokenId', 'tokenSecret']`.
     */
    secrets(provider: Id, source: SecretSource, names?: readonly string[]): Promise<Settings>;
}
export {};

/** The providers in this file. */
export type ProviderId = 'imburse' | 'inqud' | 'sendpayments' | 'mastercard' | 'mastercard-oauth'

/** A client per provider, for the init part of a script. */
export declare const countersign: Countersign<ProviderId>

/** `options.tlsAuth` from a provider's client certificate and key; empty if neither is set. */
export declare const tlsAuth: (provider: ProviderId, settings?: Settings) => TlsAuth[]
